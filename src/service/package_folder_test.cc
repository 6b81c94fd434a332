#include "service/package_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace fangan {
namespace {

namespace fs = std::filesystem;

class PackageFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = fs::temp_directory_path() / ("fangan_folder_" + std::to_string(::getpid()));
    fs::remove_all(path_);
    fs::create_directories(path_ / "plan" / "cases");
    std::ofstream(path_ / "plan" / "plan.md") << "text";
    std::ofstream(path_ / "plan" / "cases" / "a.md") << "case";
    std::ofstream(path_ / "plan" / ".hidden") << "no";
  }
  void TearDown() override { fs::remove_all(path_); }
  std::string at(const std::string& name) const { return (path_ / name).string(); }

  fs::path path_;
};

TEST_F(PackageFolder, ReadsWhatItWrites) {
  const Package read = read_package_folder(at("plan")).value();
  EXPECT_EQ(read.name, "plan");
  ASSERT_EQ(read.files.size(), 2U);
  EXPECT_EQ(read.files[0].name, "cases/a.md");
  ASSERT_TRUE(write_package_folder(read, at("copy")));
  const Package copy = read_package_folder(at("copy")).value();
  ASSERT_EQ(copy.files.size(), 2U);
  EXPECT_EQ(copy.files[1].bytes, "text");
}

TEST_F(PackageFolder, SaysWhyItCannot) {
  EXPECT_EQ(read_whole_file(at("none.txt")).error().code, "PLAN-F001");
  EXPECT_EQ(read_whole_file(at("plan")).error().code, "PLAN-F002");
  EXPECT_EQ(read_package_folder(at("none")).error().code, "PLAN-F003");
  const Package read = read_package_folder(at("plan")).value();
  EXPECT_EQ(write_package_folder(read, at("plan")).error().code, "PLAN-F004");
  FolderLimits limits;
  limits.file_bytes_max = 2;
  EXPECT_EQ(read_package_folder(at("plan"), limits).error().code, "PLAN-F005");
  EXPECT_EQ(write_package_folder(read, "/proc/no/such/place").error().code, "PLAN-F006");
}

}  // namespace
}  // namespace fangan
