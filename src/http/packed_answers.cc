#include "http/packed_answers.h"

#include <zlib.h>

namespace fangan {
namespace {

// Small answers go as they are. Among them is the session's with its token: a secret is never
// compressed together with what others may choose.
constexpr size_t packed_bytes_min = 2u << 10;
constexpr size_t one_kept_bytes_max = 4u << 20;
constexpr size_t kept_bytes_max = 32u << 20;

/// Empty when zlib has no memory; the answer then goes as it is.
std::string gzip(const std::string& body) {
  constexpr int level = 6;
  constexpr int window_bits_of_gzip = 15 + 16;
  constexpr int memory_level = 8;
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, window_bits_of_gzip, memory_level,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string packed(deflateBound(&stream, body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

std::string entity_tag(const std::string& body) {
  uint64_t hash = 1469598103934665603u;  // FNV-1a
  for (const char byte : body) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211u;
  return "\"" + std::to_string(hash) + "\"";
}

std::shared_ptr<const PackedAnswer> PackedAnswers::of(const std::string& body) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = kept_.find(body);
    if (found != kept_.end()) return found->second;
  }
  auto made = std::make_shared<PackedAnswer>();
  made->tag = entity_tag(body);
  if (body.size() >= packed_bytes_min) made->gzip = gzip(body);
  if (made->gzip.empty() || body.size() > one_kept_bytes_max) return made;
  const size_t bytes = body.size() + made->gzip.size();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (kept_bytes_ + bytes > kept_bytes_max) {
    kept_.clear();
    kept_bytes_ = 0;
  }
  if (kept_.emplace(body, made).second) kept_bytes_ += bytes;
  return made;
}

}  // namespace fangan
