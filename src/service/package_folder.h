// Package folder: packages and files on a disk. plan/ gets bytes with names; only service/ and cli/
// read folders.
#pragma once

#include <string>
#include <string_view>

#include "plan/package.h"
#include "text/result.h"

namespace fangan {

struct FolderLimits {
  size_t file_bytes_max = 64u << 20;
  size_t folder_bytes_max = 256u << 20;
  size_t files_max = 10'000;
};

/// The whole file.

/// Errors  PLAN-F001 it cannot be read, with the reason; PLAN-F002 it is a folder;
/// PLAN-F005 it is larger than the limit.
Result<std::string> read_whole_file(const std::string& path, const FolderLimits& limits = {});

/// All files below a folder, sorted by name; names that begin with a dot are left out, links are
/// not followed. The package is named after the folder; a folder without plan.md gives no files.
/// Errors  PLAN-F001, PLAN-F003 no folder, PLAN-F005 larger than the limits.
Result<Package> read_package_folder(const std::string& folder, const FolderLimits& limits = {});

/// Writes a package into a new folder, or an empty one. It is written beside its place and renamed,
/// so that nothing half written is ever seen.
/// Errors  PLAN-F004 the folder is not empty; PLAN-F006 it cannot be written, with the reason.
Result<Done> write_package_folder(const Package& package, const std::string& folder);

/// The last part of a path, without trailing slashes; "." gives the name of the current folder.
std::string folder_name(const std::string& path);

}  // namespace fangan
