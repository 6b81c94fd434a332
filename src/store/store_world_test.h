// A store in a folder of its own, and rows to put into it, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "store/schema.h"
#include "store/store.h"

namespace fangan::test {

class Folder {
 public:
  Folder() {
    path_ = (std::filesystem::temp_directory_path() / "fangan-store-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline Date day(std::string_view text) { return Date::parse(text).value(); }
inline Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

inline const RegisterDefinition& progress() { return *find_register("进展"); }

/// Version `version` of a row of 进展, recorded at microsecond `at`.
inline Change reported(const std::string& id, uint64_t version, int64_t at,
                       const std::string& value) {
  Change change;
  change.package = "p";
  change.id = id;
  change.version = version;
  change.holds_from = day("2020-06-01");
  change.recorded = Moment{at};
  change.actor = "白石县";
  change.step = "report";
  change.fields = {
      {"目标", std::string("滴灌改造")}, {"单位", std::string("白石县")}, {"数值", number(value)}};
  return change;
}

/// The change and its journal entry, as one piece of work.
inline Result<Done> enter(const Database& database, const Change& change) {
  const Result<Done> appended = append_change(database, progress(), change);
  if (!appended) return appended;
  JournalEntry entry;
  entry.at = change.recorded;
  entry.actor = change.actor;
  entry.action = change.step;
  entry.package = change.package;
  entry.register_name = "进展";
  entry.row = change.id;
  entry.share = "白石县";
  entry.after = change_json(progress(), change);
  const Result<int64_t> journalled = append_journal(database, std::move(entry));
  if (!journalled) return journalled.errors();
  return Done{};
}

inline Result<Done> enter(Store* store, const Change& change) {
  return store->write([&change](const Database& database) { return enter(database, change); });
}

inline std::unique_ptr<Store> open_store(const std::string& path) {
  Result<std::unique_ptr<Store>> store = Store::open(path, OpenMode::create);
  EXPECT_TRUE(bool(store)) << (store ? "" : store.error().code);
  return store ? std::move(store).value() : nullptr;
}

/// The first code of what an operation gave; empty when it was done.
template <typename T>
std::string code_of(const Result<T>& result) {
  return result ? std::string() : result.error().code;
}

}  // namespace fangan::test
