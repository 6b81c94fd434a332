#include "store/store_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace fangan {
namespace {

Diagnostic refused(const char* code, const std::string& path, std::string reason) {
  Diagnostic diagnostic = problem(code, {{"path", path}, {"reason", std::move(reason)}});
  diagnostic.fault = Fault::system;
  return diagnostic;
}

/// The process that wrote itself into the lock; "?" where it has not come to it yet.
std::string holder(int file) {
  char digits[32];
  const ssize_t size = pread(file, digits, sizeof(digits), 0);
  return size > 0 ? std::string(digits, static_cast<size_t>(size)) : "?";
}

}  // namespace

Result<StoreLock> StoreLock::take(const std::string& store_path) {
  const std::string path = store_path + "-lock";
  StoreLock lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.file_ < 0) return refused("STORE-S001", store_path, std::strerror(errno));
  if (flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return refused("STORE-S001", store_path, std::strerror(errno));
    Diagnostic busy =
        problem("STORE-S005", {{"path", store_path}, {"process", holder(lock.file_)}});
    busy.fault = Fault::system;
    return busy;
  }
  const std::string process = std::to_string(getpid());
  const bool written = ftruncate(lock.file_, 0) == 0 &&
                       pwrite(lock.file_, process.data(), process.size(), 0) ==
                           static_cast<ssize_t>(process.size());
  if (!written) return refused("STORE-S001", store_path, std::strerror(errno));
  return lock;
}

StoreLock::~StoreLock() {
  if (file_ >= 0) close(file_);
}

StoreLock::StoreLock(StoreLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

StoreLock& StoreLock::operator=(StoreLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

}  // namespace fangan
