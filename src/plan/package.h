// Package: the files of a plan, as names and bytes. Only service/ and cli/ touch a disk.
#pragma once

#include <string>
#include <vector>

#include "plan/draft.h"
#include "plan/lint.h"
#include "value/json.h"

namespace fangan {

struct PackageFile {
  std::string name;   ///< Relative, with `/`: "plan.md", "data/企业.csv".
  std::string bytes;
};

struct Package {
  std::string name;                 ///< Of the folder: "my-plan".
  std::vector<PackageFile> files;   ///< Sorted by name.

  const PackageFile* find(std::string_view file_name) const;
};

/// Turns a draft into a package: the official text verbatim, one file a plan, agencies as one
/// table, `task` and `target` blocks under their clauses, `clause` blocks for restated targets and
/// doubts. What it writes passes check() without errors.
Package write_package(const Draft& draft, const std::vector<Finding>& findings, std::string name,
                      const Lexicon& lexicon);

/// `fangan draft --json`: language.md section 5.
Json draft_json(const Draft& draft);

}  // namespace fangan
