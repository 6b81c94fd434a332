// Lossy disk: a file system for SQLite that keeps only what was synced, to rehearse a power cut.
//
// Installed as SQLite's default, it passes everything on to the real files and remembers, per file,
// what had been synced and which writes came after. After `writes` writes it breaks: every call
// fails, as on a machine without power. settle() then leaves on the real disk what such a disk may
// hold: all that was synced, and of the later writes any part (chosen by `seed`).
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <new>
#include <random>
#include <string>
#include <vector>

namespace fangan::test {

/// `ignored`: syncing does nothing, as if nobody had asked for it.
enum class Syncing : uint8_t { kept, ignored };

class LossyDisk {
 public:
  LossyDisk(int64_t writes, uint32_t seed, Syncing syncing)
      : writes_left_(writes), syncing_(syncing), random_(seed) {
    real_ = sqlite3_vfs_find("unix");
    vfs_ = *real_;
    vfs_.zName = "lossy";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    vfs_.pAppData = this;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~LossyDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  LossyDisk(const LossyDisk&) = delete;
  LossyDisk& operator=(const LossyDisk&) = delete;

  bool broken() const { return broken_; }

  /// What is left once the power is back. All connections are closed by now.
  void settle() {
    for (auto& [path, image] : images_) {
      for (const Write& write : image.pending) {
        if (random_() % 2 == 0) apply(write, &image.synced);
      }
      std::ofstream(path, std::ios::binary | std::ios::trunc) << image.synced;
    }
    for (const auto& [path, image] : images_) std::filesystem::remove(path + "-shm");
  }

 private:
  struct Write {
    int64_t offset = 0;
    std::string bytes;
    bool truncates = false;
  };
  struct Image {
    std::string synced;
    std::vector<Write> pending;
  };
  struct File {
    sqlite3_file base;
    LossyDisk* disk;
    Image* image;
    sqlite3_file* real;
  };

  static void apply(const Write& write, std::string* bytes) {
    const auto offset = static_cast<size_t>(write.offset);
    if (write.truncates) {
      bytes->resize(offset);
      return;
    }
    if (bytes->size() < offset + write.bytes.size()) bytes->resize(offset + write.bytes.size());
    bytes->replace(offset, write.bytes.size(), write.bytes);
  }

  static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static const sqlite3_io_methods* real_of(sqlite3_file* file) { return of(file)->real->pMethods; }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* disk = static_cast<LossyDisk*>(vfs->pAppData);
    const std::lock_guard<std::mutex> lock(disk->mutex_);
    file->pMethods = nullptr;
    if (disk->broken_) return SQLITE_CANTOPEN;
    File* opened = new (file) File{};
    opened->disk = disk;
    opened->real = reinterpret_cast<sqlite3_file*>(opened + 1);
    const std::string path = name == nullptr ? "" : name;
    const bool known = disk->images_.count(path) > 0;
    opened->image = &disk->images_[path];
    std::ifstream before(path, std::ios::binary);
    if (!known) opened->image->synced.assign(std::istreambuf_iterator<char>(before), {});
    const int status = disk->real_->xOpen(disk->real_, name, opened->real, flags, out);
    if (status == SQLITE_OK) file->pMethods = methods();
    return status;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync) {
    auto* disk = static_cast<LossyDisk*>(vfs->pAppData);
    const std::lock_guard<std::mutex> lock(disk->mutex_);
    if (disk->broken_) return SQLITE_IOERR_DELETE;
    disk->images_.erase(name);
    return disk->real_->xDelete(disk->real_, name, sync);
  }

  static int note(sqlite3_file* file, Write write) {
    LossyDisk* disk = of(file)->disk;
    const std::lock_guard<std::mutex> lock(disk->mutex_);
    if (disk->writes_left_-- <= 0) disk->broken_ = true;
    if (disk->broken_) return SQLITE_IOERR_WRITE;
    of(file)->image->pending.push_back(std::move(write));
    return SQLITE_OK;
  }

  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const auto* text = static_cast<const char*>(bytes);
    const int status = note(file, {offset, std::string(text, static_cast<size_t>(size)), false});
    return status != SQLITE_OK ? status
                               : real_of(file)->xWrite(of(file)->real, bytes, size, offset);
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const int status = note(file, {size, "", true});
    return status != SQLITE_OK ? status : real_of(file)->xTruncate(of(file)->real, size);
  }

  static int sync(sqlite3_file* file, int) {
    LossyDisk* disk = of(file)->disk;
    const std::lock_guard<std::mutex> lock(disk->mutex_);
    if (disk->broken_) return SQLITE_IOERR_FSYNC;
    if (disk->syncing_ == Syncing::ignored) return SQLITE_OK;
    for (const Write& write : of(file)->image->pending) apply(write, &of(file)->image->synced);
    of(file)->image->pending.clear();
    return SQLITE_OK;
  }

  static int close(sqlite3_file* file) { return real_of(file)->xClose(of(file)->real); }

  /// Calls that lose nothing go straight to the real file.
  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods lossy = [] {
      sqlite3_io_methods made{};
      made.iVersion = 2;
      made.xClose = close;
      made.xWrite = write;
      made.xTruncate = truncate;
      made.xSync = sync;
      made.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
        return real_of(f)->xRead(of(f)->real, to, size, at);
      };
      made.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
        return real_of(f)->xFileSize(of(f)->real, size);
      };
      made.xLock = [](sqlite3_file* f, int kind) { return real_of(f)->xLock(of(f)->real, kind); };
      made.xUnlock = [](sqlite3_file* f, int kind) {
        return real_of(f)->xUnlock(of(f)->real, kind);
      };
      made.xCheckReservedLock = [](sqlite3_file* f, int* held) {
        return real_of(f)->xCheckReservedLock(of(f)->real, held);
      };
      made.xFileControl = [](sqlite3_file* f, int what, void* with) {
        return real_of(f)->xFileControl(of(f)->real, what, with);
      };
      made.xSectorSize = [](sqlite3_file* f) { return real_of(f)->xSectorSize(of(f)->real); };
      made.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
      made.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** at) {
        return real_of(f)->xShmMap(of(f)->real, page, size, extend, at);
      };
      made.xShmLock = [](sqlite3_file* f, int offset, int count, int flags) {
        return real_of(f)->xShmLock(of(f)->real, offset, count, flags);
      };
      made.xShmBarrier = [](sqlite3_file* f) { real_of(f)->xShmBarrier(of(f)->real); };
      made.xShmUnmap = [](sqlite3_file* f, int remove_it) {
        return real_of(f)->xShmUnmap(of(f)->real, remove_it);
      };
      return made;
    }();
    return &lossy;
  }

  sqlite3_vfs* real_ = nullptr;
  sqlite3_vfs vfs_{};
  std::mutex mutex_;
  std::map<std::string, Image> images_;
  int64_t writes_left_;
  Syncing syncing_;
  bool broken_ = false;
  std::mt19937 random_;
};

}  // namespace fangan::test
