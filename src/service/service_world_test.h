// A service on a store of its own with an invented plan, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "service/package_folder.h"
#include "service/service.h"

namespace fangan::test {

inline constexpr const char* plan_id = "water";
inline constexpr const char* drip = "滴灌改造";
inline constexpr const char* end_of_2020 = "2020-12-31";
inline constexpr const char* white = "白石县";
inline constexpr const char* black = "黑水县";
/// The registers of the invented plan, 工作日历 among them: each has an entry in the journal.
inline constexpr int register_count = 6;

class Folder {
 public:
  Folder() {
    path_ = (std::filesystem::temp_directory_path() / "fangan-service-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

template <typename T>
std::string code_of(const Result<T>& result) {
  return result ? std::string() : result.error().code;
}

inline Package invented_plan() {
  Result<Package> package = read_package_folder(FANGAN_SOURCE_DIR "/cases/service/package");
  EXPECT_TRUE(bool(package)) << code_of(package);
  if (!package) return {};
  package.value().name = plan_id;
  return package.value();
}

/// Its target 自备井 counted from the wells sealed in the year of the node.
inline Package measured_plan() {
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    const size_t at = file.bytes.find("unit: 眼\n");
    if (at == std::string::npos) continue;
    file.bytes.insert(at,
                      "measure: count(机井[封填日期 != null and 封填日期.year = node.year])\n");
  }
  return package;
}

/// The service of the invented plan on 2020-06-01, and the people who use it.
class World {
 public:
  World() {
    ServiceOptions options;
    options.store_path = folder_.file("store.db");
    options.today = Date::parse("2020-06-01").value();
    Result<std::unique_ptr<Service>> opened = Service::open(options);
    EXPECT_TRUE(bool(opened)) << code_of(opened);
    service_ = std::move(opened).value();
    const Result<Done> loaded = service_->load_package(invented_plan(), "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
  }

  Service& service() { return *service_; }
  Service* operator->() { return service_.get(); }
  std::string file(const std::string& name) const { return folder_.file(name); }
  void close() { service_.reset(); }
  void reopen() {
    close();
    service_ = std::move(Service::open({file("store.db"), std::nullopt})).value();
  }

  Actor as(const std::string& agency) const { return service_->stand_in(plan_id, agency).value(); }
  Actor office() const { return as("办公室"); }
  static Actor administrator() { return {"admin", "admin", "", {"admin"}}; }

  /// Splits 滴灌改造 over counties; what is left is the reserve.
  Result<Json> split(const std::vector<ShareEntry>& rows, const std::string& reserve,
                     uint64_t reserve_version = 0) {
    const ShareSheetRequest sheet{end_of_2020, reserve, reserve_version, rows};
    return service_->set_shares(office(), plan_id, drip, {sheet});
  }

  Result<Json> report(const std::string& county, const std::string& value,
                      const std::vector<std::string>& files = {}) {
    ReportRequest request;
    request.target = drip;
    request.node = end_of_2020;
    request.share = county;
    request.value = value;
    request.files = files;
    return service_->report(as(county), plan_id, request);
  }

  static std::string row(const std::string& county, int number) {
    return std::string(drip) + "/" + end_of_2020 + "/" + county + "/" + std::to_string(number);
  }

  /// The figure of 滴灌改造 as `who` sees it; null when there is none.
  Json figure(const std::string& who, const std::string& share, const ViewRequest& view = {}) {
    const Result<Json> target = service_->target(as(who), plan_id, drip, view);
    if (!target) return Json();
    for (const Json& figure : target.value()["figures"].items()) {
      if (figure["node"].text() == end_of_2020 && figure["share"].text() == share) return figure;
    }
    return Json();
  }

 private:
  Folder folder_;
  std::unique_ptr<Service> service_;
};

}  // namespace fangan::test
