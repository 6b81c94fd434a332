// Owners: statements one by one, and the owner lines of the seed against their key.
#include "plan/owners.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "plan/case_table_test.h"
#include "plan/outline.h"

namespace fangan {
namespace {

using test::joined;
using test::read_lines;
using test::read_rows;

std::vector<OwnerStatement> owners_of(std::vector<std::string> lines) {
  Draft draft;
  draft.lines = std::move(lines);
  draft.headings = outline(draft.lines, Lexicon::standard());
  return owners(draft, Lexicon::standard());
}

std::string written(const std::vector<OwnerStatement>& statements) {
  std::string texts;
  for (const OwnerStatement& statement : statements) {
    if (statement.form == OwnerForm::sentence || statement.units.empty()) continue;
    texts += "牵头[" + joined(statement.lead) + "] 全部[" + joined(statement.units) + "] " +
             (statement.open ? "yes" : "no") + "\n";
  }
  return texts;
}

TEST(Owners, ReadStatementsOfManyPlaces) {
  std::map<std::string, std::string> expected;
  for (const std::vector<std::string>& row : read_rows("statements/owner_statements.tsv")) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    std::string& statements = expected[row[0]];
    if (row[2].empty()) continue;
    statements += "牵头[" + row[1] + "] 全部[" + row[2] + "] " + row[3] + "\n";
  }
  ASSERT_GT(expected.size(), 50u);
  for (const auto& [text, statements] : expected) {
    EXPECT_EQ(written(owners_of({text})), statements) << text;
  }
}

TEST(Owners, SeedLinesMatchTheKeyExactly) {
  std::set<std::pair<int, std::string>> expected;
  std::set<int> open;
  for (const std::vector<std::string>& row : read_rows("jiaozuo-2017/owners.tsv")) {
    expected.emplace(std::stoi(row[3]), row[2]);
    if (row[7] == "yes") open.insert(std::stoi(row[3]));
  }
  ASSERT_FALSE(expected.empty());
  std::set<std::pair<int, std::string>> found;
  std::set<int> found_open;
  for (const OwnerStatement& statement :
       owners_of(read_lines(test::case_path("jiaozuo-2017/jiaozuo-2017.txt")))) {
    if (statement.form == OwnerForm::sentence) continue;
    const int line = static_cast<int>(statement.place.line) + 1;
    for (const std::string& unit : statement.units) found.emplace(line, unit);
    if (statement.open) found_open.insert(line);
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(found_open, open);
}

}  // namespace
}  // namespace fangan
