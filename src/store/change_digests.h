// Change digests: what a journal entry keeps of the changes it covers. SM3 over the canonical text
// of each change; over these, in the order of row and version, one digest for every thousand.
//
// So an entry for a million rows is a thousand digests, and a changed row is found within a
// thousand; costs 48 bytes a change while they are collected.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/hash.h"

namespace fangan {

constexpr size_t changes_per_digest = 1000;

/// Takes the hashes of changes in the order of row and version.
class DigestChain {
 public:
  void add(const Sm3::Digest& hash);
  /// Nothing is added afterwards.
  const std::vector<std::string>& finish();
  int64_t rows() const { return rows_; }

 private:
  std::string open_;  ///< Hashes of the digest under way.
  std::vector<std::string> digests_;
  int64_t rows_ = 0;
};

/// The first eight bytes of a hash: what a row keeps of its first change.
int64_t short_proof(const Sm3::Digest& hash);

/// Takes changes in any order.
class ChangeDigests {
 public:
  void add(int64_t row, uint64_t version, const Sm3::Digest& hash);
  std::vector<std::string> finish();
  int64_t rows() const { return static_cast<int64_t>(proofs_.size()); }

 private:
  struct Proof {
    int64_t row;
    uint64_t version;
    Sm3::Digest hash;
  };
  std::vector<Proof> proofs_;
};

}  // namespace fangan
