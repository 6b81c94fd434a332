// StoreLock: one server for one store.
//
// A second server on the same store would make new passwords for the demonstration accounts of the
// first and tell its pages nothing of what changes. The lock is the kernel's (flock on the file
// beside the store), so it ends with the process that holds it, however that ends.
#pragma once

#include <string>

#include "text/result.h"

namespace fangan {

class StoreLock {
 public:
  /// Errors  STORE-S005 another process serves the store; STORE-S001 the file cannot be written.
  static Result<StoreLock> take(const std::string& store_path);

  ~StoreLock();
  StoreLock(StoreLock&& other) noexcept;
  StoreLock& operator=(StoreLock&& other) noexcept;

 private:
  explicit StoreLock(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace fangan
