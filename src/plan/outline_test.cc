// Outline: heading marks one by one, and the structure of the seed against its key.
#include "plan/outline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "plan/case_table_test.h"
#include "plan/heading_names.h"

namespace fangan {
namespace {

using test::read_lines;
using test::read_rows;

bool is_numbered(const std::string& type) {
  return type != "plan" && type != "label" && type != "annex";
}

std::string row(int line, const std::string& type, const std::string& number,
                const std::string& title) {
  return std::to_string(line) + " " + type + " " + (is_numbered(type) ? number : "") + " " + title;
}

std::string row(const Heading& heading) {
  const std::string type(type_name(heading.type));
  return row(static_cast<int>(heading.place.line) + 1, type, heading.number, heading.title);
}

TEST(Outline, ReadsLinesOfManyPlaces) {
  const std::vector<std::vector<std::string>> rows = read_rows("statements/heading_lines.tsv");
  ASSERT_GT(rows.size(), 40u);
  for (const std::vector<std::string>& cells : rows) {
    ASSERT_EQ(cells.size(), 4u) << cells[0];
    std::string expected;
    if (!cells[1].empty()) expected = row(1, cells[1], cells[2], cells[3]);
    std::string found;
    for (const Heading& heading : outline({cells[0]}, Lexicon::standard())) found += row(heading);
    EXPECT_EQ(found, expected) << cells[0];
  }
}

TEST(Outline, SeedMatchesTheKeyExactly) {
  // Signature and annex lines that the key keeps but the measure leaves out.
  const std::set<int> left_out = {62, 183, 185};
  std::set<std::string> expected;
  for (const std::vector<std::string>& cells : read_rows("jiaozuo-2017/structure.tsv")) {
    const std::string type = cells[1] == "item+label" ? "label" : cells[1];
    const int line = std::stoi(cells[4]);
    if (left_out.count(line) == 0) expected.insert(row(line, type, cells[2], cells[3]));
  }
  std::set<std::string> found;
  for (const Heading& heading : outline(
           read_lines(test::case_path("jiaozuo-2017/jiaozuo-2017.txt")), Lexicon::standard())) {
    if (left_out.count(static_cast<int>(heading.place.line) + 1) == 0) found.insert(row(heading));
  }
  ASSERT_FALSE(expected.empty());
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace fangan
