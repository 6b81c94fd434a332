// Packed answers: the tag and the compressed form of an answer, made once for the same bytes.
//
// The living document is some hundred kilobytes that many readers ask for and that changes seldom.
// What is kept is found by the whole answer, byte by byte, so nobody gets what was made for others
// and nothing goes stale.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace fangan {

struct PackedAnswer {
  std::string tag;   ///< In quotes, as ETag wants it; of the bytes alone.
  std::string gzip;  ///< Empty where the answer is too small to be worth it.
};

/// The ETag of these bytes.
std::string entity_tag(const std::string& body);

/// Safe to use from many threads.
class PackedAnswers {
 public:
  std::shared_ptr<const PackedAnswer> of(const std::string& body);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const PackedAnswer>> kept_;
  size_t kept_bytes_ = 0;
};

}  // namespace fangan
