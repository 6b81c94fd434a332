// Byte source: a file on disk or bytes in memory, read from the beginning as often as needed, so
// that no reader has to hold a large upload.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "text/result.h"

namespace fangan {

class ByteSource {
 public:
  /// Errors  DOC-T005 no such file, or it cannot be read.
  static Result<ByteSource> open(const std::string& path);
  /// `bytes` must outlive the source.
  static ByteSource of(std::string_view bytes);

  /// Fills as much of `room` as there are bytes left; 0 at the end. Errors  DOC-T005.
  Result<size_t> read(char* to, size_t room);
  void rewind();

  uint64_t size_bytes() const { return size_bytes_; }
  uint64_t offset() const { return offset_; }
  const std::string& path() const { return path_; }  ///< Empty for bytes in memory.
  std::string_view bytes() const { return bytes_; }

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::string_view bytes_;
  uint64_t size_bytes_ = 0;
  uint64_t offset_ = 0;
};

}  // namespace fangan
