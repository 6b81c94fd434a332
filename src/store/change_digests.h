// Change digests: what a journal entry keeps of the changes it covers. SM3 over the canonical text
// of each change; over these, in the order of row and version, one digest for every thousand.
//
// So an entry for a million rows is a thousand digests, and a changed row is found within a
// thousand; costs 48 bytes a change while they are collected. Many changes are hashed by a second
// thread while the first one writes.
#pragma once

#include <array>
#include <cstdint>
#include <future>
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

/// What a row keeps of its first change, to tell a row that was changed among those of a digest.
/// Proves nothing by itself: that is what the digests are for.
int64_t checksum(std::string_view canonical);

/// Takes changes in any order.
class ChangeDigests {
 public:
  void add(int64_t row, uint64_t version, std::string_view canonical);
  /// Of a text that somebody else has hashed.
  void add(int64_t row, uint64_t version, const Sm3::Digest& hash);
  std::vector<std::string> finish();
  int64_t rows() const { return rows_; }

 private:
  struct Proof {
    int64_t row;
    uint64_t version;
    Sm3::Digest hash;
  };
  /// Changes on their way to be hashed.
  struct Batch {
    std::string texts;  ///< One after the other.
    struct Change {
      int64_t row;
      uint64_t version;
      size_t size;  ///< Of its text.
    };
    std::vector<Change> changes;
  };
  static std::vector<Proof> hashed(const Batch& batch);
  void collect();
  void hand_over();

  Batch batch_;
  std::future<std::vector<Proof>> under_way_;
  std::vector<Proof> proofs_;
  int64_t rows_ = 0;
};

}  // namespace fangan
