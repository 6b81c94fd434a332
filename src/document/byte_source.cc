#include "document/byte_source.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace fangan {
namespace {

Diagnostic unreadable(const std::string& path, int error) {
  Diagnostic found = problem("DOC-T005", {{"path", path}, {"reason", std::strerror(error)}});
  found.fault = Fault::system;
  return found;
}

}  // namespace

Result<ByteSource> ByteSource::open(const std::string& path) {
  ByteSource source;
  source.path_ = path;
  source.file_.reset(std::fopen(path.c_str(), "rbe"));
  if (source.file_ == nullptr) return unreadable(path, errno);
  struct stat status {};
  if (fstat(fileno(source.file_.get()), &status) != 0) return unreadable(path, errno);
  if (!S_ISREG(status.st_mode)) return unreadable(path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
  source.size_bytes_ = static_cast<uint64_t>(status.st_size);
  return source;
}

ByteSource ByteSource::of(std::string_view bytes) {
  ByteSource source;
  source.bytes_ = bytes;
  source.size_bytes_ = bytes.size();
  return source;
}

Result<size_t> ByteSource::read(char* to, size_t room) {
  size_t count = 0;
  if (file_ != nullptr) {
    count = std::fread(to, 1, room, file_.get());
    if (count < room && std::ferror(file_.get()) != 0) return unreadable(path_, errno);
  } else {
    count = std::min<uint64_t>(room, size_bytes_ - offset_);
    std::memcpy(to, bytes_.data() + offset_, count);
  }
  offset_ += count;
  return count;
}

void ByteSource::rewind() {
  if (file_ != nullptr) std::rewind(file_.get());
  offset_ = 0;
}

}  // namespace fangan
