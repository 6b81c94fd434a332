// Case file: required behaviour of a plan, or of the reader of official texts, as tables.
//
//   ---                              # a case
//   package: my-plan                 ## given 进展     rows that are there from the start
//   today: 2017-10-12                ## do             who does what, and what comes of it
//   ---                              ## expect         what the page then shows
//
// With `draft: FILE` in front a case expects tables: ## headings, ## owners, ## quantities.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/grid.h"
#include "text/result.h"
#include "value/date.h"

namespace fangan {

enum class CaseStepKind : uint8_t { given, act, expect, headings, owners, quantities };

/// One section of a case: a table, and what is to be done with its rows.
struct CaseStep {
  CaseStepKind kind = CaseStepKind::expect;
  std::string register_name;            ///< Of `given`.
  std::vector<std::string> columns;     ///< The header of the table.
  std::vector<std::vector<Cell>> rows;  ///< Each as long as the header.
  Span span;

  /// The cell under a column; empty where the table has no such column.
  const Cell& cell(size_t row, std::string_view column) const;
};

struct Case {
  std::string title;
  Span span;
  std::vector<CaseStep> steps;
};

struct CaseFile {
  std::string package;  ///< Name of the package, or empty.
  std::string draft;    ///< Path of an official text beside the case file, or empty.
  std::optional<Date> today;
  std::vector<Case> cases;
};

/// Errors  TEST-F001 the front matter is missing or names neither package nor draft, or both;
/// TEST-F002 an unknown key there; TEST-F003 an unknown section; TEST-F004 a column is missing or
/// unknown; TEST-F005 a case that expects nothing; TEST-F006 `!` without a code; TEST-F007 a row of
/// another length; TEST-F008 `today` is missing where a package needs it; VAL-D001, VAL-D002.
/// All are reported.
CaseFile read_case_file(const Sources& sources, uint32_t source, Diagnostics* diagnostics);

}  // namespace fangan
