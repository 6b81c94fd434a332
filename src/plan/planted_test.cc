// Mistakes planted into a plan that is right, one at a time: cases/check/planted.
//
// A line of planted.tsv is one edit: in `file` the text `find`, which stands there once, becomes
// `put`; then checking and reading the text give one finding, `code`, at the text `at`, on a line
// that the edit touched, or on `line` (a text that stands there). `\n` is a line end, `\t` a tab.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "plan/check.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(FANGAN_SOURCE_DIR) / "cases/check/planted";

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Package planted_package() {
  Package package{"planted", {}};
  for (const char* name : {"1-方案.md", "agencies.md", "plan.md"}) {
    package.files.push_back({name, read_file(folder / name)});
  }
  return package;
}

struct Planted {
  std::string file;
  std::string find;
  std::string put;
  std::string code;
  std::string at;
  std::string line;
};

std::string with_line_ends(std::string text) {
  for (size_t at = text.find('\\'); at != text.npos; at = text.find('\\', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (next == 'n') text.replace(at, 2, "\n");
    if (next == 't') text.replace(at, 2, "\t");
  }
  return text;
}

std::vector<Planted> planted_mistakes() {
  std::vector<Planted> all;
  std::istringstream lines(read_file(folder / "planted.tsv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "file\tfind\tput\tcode\tat\tline");
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line + "\t");
    for (std::string cell; std::getline(row, cell, '\t');) cells.push_back(with_line_ends(cell));
    EXPECT_EQ(cells.size(), 6u) << line;
    if (cells.size() != 6) continue;
    all.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]});
  }
  return all;
}

/// Everything `fangan check` says of a package, and which sentences nobody claims.
struct Findings {
  Checked checked;
  Diagnostics all;
  size_t unassigned = 0;

  explicit Findings(const Package& package) : checked(check(package)), all(checked.diagnostics) {
    const Plan* plan = checked.plan ? &*checked.plan
                                    : checked.unfinished ? &*checked.unfinished : nullptr;
    if (plan == nullptr) return;
    for (Diagnostic& doubt : lint_plan(*plan)) all.push_back(std::move(doubt));
    if (checked.plan) unassigned = static_cast<size_t>(coverage(*plan).unassigned);
  }

  std::string codes() const {
    std::string codes;
    for (const Diagnostic& each : all) codes += (codes.empty() ? "" : " ") + each.code;
    return codes;
  }
};

/// Lines of `text` from the one of byte `begin` to that of `end`, from 1.
std::pair<uint32_t, uint32_t> lines_of(const std::string& text, size_t begin, size_t end) {
  const auto line_at = [&text](size_t at) {
    const auto end = text.begin() + static_cast<ptrdiff_t>(at);
    return 1 + static_cast<uint32_t>(std::count(text.begin(), end, '\n'));
  };
  return {line_at(begin), line_at(end)};
}

void expect_finding(const Planted& mistake, const Package& package, size_t begin) {
  const Findings found(package);
  EXPECT_EQ(found.codes(), mistake.code);
  if (found.all.size() != 1 || found.all[0].marks.empty()) return;
  const Span span = found.all[0].marks[0].span;
  const Source& source = found.checked.sources.at(span.source);
  EXPECT_EQ(found.checked.sources.text(span), mistake.at);
  EXPECT_EQ(source.name(), mistake.file);
  const std::string text(source.text());
  const uint32_t line = source.position(span.begin).line;
  if (!mistake.line.empty()) {
    const size_t place = text.find(mistake.line);
    ASSERT_NE(place, text.npos);
    EXPECT_EQ(line, lines_of(text, place, place).first);
    return;
  }
  const auto [first, last] = lines_of(text, begin, begin + mistake.put.size());
  EXPECT_GE(line, first);
  EXPECT_LE(line, last);
}

TEST(Planted, ThePlanIsRight) {
  const Findings found(planted_package());
  EXPECT_EQ(found.codes(), "");
  EXPECT_EQ(found.unassigned, 0u);
}

TEST(Planted, EachMistakeIsFoundAtItsPlaceAndNothingElseIs) {
  const std::vector<Planted> all = planted_mistakes();
  EXPECT_GE(all.size(), 45u);
  for (const Planted& mistake : all) {
    SCOPED_TRACE(mistake.find + " -> " + mistake.put);
    Package package = planted_package();
    for (PackageFile& file : package.files) {
      if (file.name != mistake.file) continue;
      const size_t begin = file.bytes.find(mistake.find);
      ASSERT_NE(begin, file.bytes.npos);
      ASSERT_EQ(file.bytes.find(mistake.find, begin + 1), file.bytes.npos);
      file.bytes.replace(begin, mistake.find.size(), mistake.put);
      expect_finding(mistake, package, begin);
    }
  }
}

}  // namespace
}  // namespace fangan
