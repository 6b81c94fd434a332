#include "store/change_digests.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <system_error>
#include <tuple>
#include <utility>

namespace fangan {

void DigestChain::add(const Sm3::Digest& hash) {
  open_.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  ++rows_;
  if (open_.size() < changes_per_digest * hash.size()) return;
  digests_.push_back(sm3(open_));
  open_.clear();
}

const std::vector<std::string>& DigestChain::finish() {
  if (!open_.empty()) digests_.push_back(sm3(open_));
  open_.clear();
  return digests_;
}

int64_t checksum(std::string_view canonical) {
  uint64_t sum = canonical.size();
  while (!canonical.empty()) {
    uint64_t word = 0;
    const size_t size = std::min(canonical.size(), sizeof(word));
    std::memcpy(&word, canonical.data(), size);
    sum = (sum ^ word) * 0x9e3779b97f4a7c15ull;
    sum ^= sum >> 32;
    canonical.remove_prefix(size);
  }
  return static_cast<int64_t>(sum);
}

std::vector<ChangeDigests::Proof> ChangeDigests::hashed(const Batch& batch) {
  Sm3 hash;
  std::vector<Proof> proofs;
  proofs.reserve(batch.changes.size());
  std::string_view rest = batch.texts;
  for (const Batch::Change& change : batch.changes) {
    proofs.push_back({change.row, change.version, hash.of(rest.substr(0, change.size))});
    rest.remove_prefix(change.size);
  }
  return proofs;
}

void ChangeDigests::add(int64_t row, uint64_t version, std::string_view canonical) {
  batch_.texts += canonical;
  batch_.changes.push_back({row, version, canonical.size()});
  ++rows_;
  if (batch_.changes.size() == changes_per_digest) hand_over();
}

void ChangeDigests::add(int64_t row, uint64_t version, const Sm3::Digest& hash) {
  proofs_.push_back({row, version, hash});
  ++rows_;
}

void ChangeDigests::collect() {
  if (!under_way_.valid()) return;
  const std::vector<Proof> proofs = under_way_.get();
  proofs_.insert(proofs_.end(), proofs.begin(), proofs.end());
}

void ChangeDigests::hand_over() {
  collect();
  const auto batch = std::make_shared<const Batch>(std::exchange(batch_, {}));
  const auto work = [batch] { return hashed(*batch); };
  try {
    under_way_ = std::async(std::launch::async, work);
  } catch (const std::system_error&) {
    const std::vector<Proof> proofs = work();  // No thread to be had.
    proofs_.insert(proofs_.end(), proofs.begin(), proofs.end());
  }
}

std::vector<std::string> ChangeDigests::finish() {
  collect();
  const std::vector<Proof> last = hashed(batch_);
  proofs_.insert(proofs_.end(), last.begin(), last.end());
  batch_ = {};
  const auto earlier = [](const Proof& a, const Proof& b) {
    return std::tie(a.row, a.version) < std::tie(b.row, b.version);
  };
  if (!std::is_sorted(proofs_.begin(), proofs_.end(), earlier)) {
    std::sort(proofs_.begin(), proofs_.end(), earlier);
  }
  DigestChain chain;
  for (const Proof& proof : proofs_) chain.add(proof.hash);
  return chain.finish();
}

}  // namespace fangan
