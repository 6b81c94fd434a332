// CSV as spreadsheets save it, and what is wrong with a file by its line.
#include "document/csv.h"

#include <gtest/gtest.h>

namespace fangan {
namespace {

using Texts = std::vector<std::string>;

std::vector<Texts> cells(std::string_view text) {
  std::vector<Texts> all;
  const Result<std::vector<CsvRow>> rows = read_csv(text);
  EXPECT_TRUE(rows);
  if (!rows) return all;
  for (const CsvRow& row : rows.value()) all.push_back(row.cells);
  return all;
}

Texts errors(std::string_view text) {
  const Result<std::vector<CsvRow>> rows = read_csv(text);
  if (rows) return {};
  Texts found;
  for (const Diagnostic& each : rows.errors()) {
    found.push_back(each.code + " " + each.facts[0].value);
  }
  return found;
}

TEST(Csv, ReadsCellsPlainAndInQuotes) {
  EXPECT_EQ(cells("a,b\n1,2\n"), (std::vector<Texts>{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(cells("a,b\n,\n"), (std::vector<Texts>{{"a", "b"}, {"", ""}}));
  EXPECT_EQ(cells("a,b\n1,"), (std::vector<Texts>{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(cells("a\n\"x, \"\"y\"\"\nz\""), (std::vector<Texts>{{"a"}, {"x, \"y\"\nz"}}));
  EXPECT_EQ(cells("a,b\n\"\",\"\"\n"), (std::vector<Texts>{{"a", "b"}, {"", ""}}));
  EXPECT_EQ(cells("a,b\nx\"y,2\n"), (std::vector<Texts>{{"a", "b"}, {"x\"y", "2"}}));
}

TEST(Csv, CountsLinesThroughQuotesAndEmptyLines) {
  const Result<std::vector<CsvRow>> rows = read_csv("a\n\n\"x\ny\"\nz\n");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows.value().size(), 3u);
  EXPECT_EQ(rows.value()[1].line, 3u);
  EXPECT_EQ(rows.value()[2].line, 5u);
}

TEST(Csv, ReportsAllThatIsWrongWithItsLine) {
  EXPECT_EQ(errors("a,b\n1\n1,2,3\n"), (Texts{"DOC-V003 2", "DOC-V003 3"}));
  EXPECT_EQ(errors("a\n\"x\ny"), Texts{"DOC-V001 2"});
  EXPECT_EQ(errors("a\n\"x\"y\n1,2"), (Texts{"DOC-V002 2", "DOC-V003 3"}));
  EXPECT_EQ(errors("\n\n"), Texts{"DOC-V004 3"});
}

TEST(Csv, PrintsWhatItReadsAgain) {
  const Texts row = {"甲", "", "x, \"y\"\nz", " 1 "};
  EXPECT_EQ(print_csv(row), "甲,,\"x, \"\"y\"\"\nz\",\" 1 \"\n");
  EXPECT_EQ(cells(print_csv(row)).front(), row);
}

}  // namespace
}  // namespace fangan
