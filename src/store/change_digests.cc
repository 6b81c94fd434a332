#include "store/change_digests.h"

#include <algorithm>
#include <cstring>
#include <tuple>

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

int64_t short_proof(const Sm3::Digest& hash) {
  int64_t proof = 0;
  std::memcpy(&proof, hash.data(), sizeof(proof));
  return proof;
}

void ChangeDigests::add(int64_t row, uint64_t version, const Sm3::Digest& hash) {
  proofs_.push_back({row, version, hash});
}

std::vector<std::string> ChangeDigests::finish() {
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
