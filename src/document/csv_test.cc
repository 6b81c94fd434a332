// CSV as spreadsheets save it, and what is wrong with a file by its line.
#include "document/csv.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "document/byte_source.h"

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

/// A file as a spreadsheet saved it: the cells of a row joined by |, before them its row and line.
Texts saved_rows(std::string_view bytes) {
  Texts rows;
  ByteSource source = ByteSource::of(bytes);
  const Result<Done> read = read_csv(&source, [&rows](const CsvRecord& record) {
    std::string row = std::to_string(record.row) + ":" + std::to_string(record.line);
    for (const std::string_view cell : record.cells) row += "|" + std::string(cell);
    for (const Diagnostic& error : record.errors) row += " " + error.code;
    rows.push_back(row);
    return true;
  });
  if (!read) rows.push_back(read.error().code);
  return rows;
}

TEST(CsvFile, ReadsEveryEncodingAndSeparator) {
  using namespace std::string_literals;
  const Texts expected = {"1:1|甲|乙", "2:2|1|2"};
  EXPECT_EQ(saved_rows("甲,乙\r\n1,2\r\n"), expected);
  EXPECT_EQ(saved_rows("\xef\xbb\xbf甲,乙\n1,2\n"), expected);
  EXPECT_EQ(saved_rows("\xbc\xd7,\xd2\xd2\r\n1,2\r\n"), expected);
  EXPECT_EQ(saved_rows("甲;乙\n1;2\n"), expected);
  EXPECT_EQ(saved_rows("\xff\xfe\x32\x75\x09\x00\x59\x4e\x0d\x00\x0a\x00\x31\x00\x09\x00\x32\x00"s),
            expected);
}

TEST(CsvFile, GivesRowsAsASpreadsheetCountsThem) {
  EXPECT_EQ(saved_rows("a,b\n\n\"x\r\ny\",2\nz\n1,2\n"),
            (Texts{"1:1|a|b", "3:3|x\ny|2", "4:5|z DOC-V003", "5:6|1|2"}));
  EXPECT_EQ(saved_rows("a\n\"x\"y\n\"z"), (Texts{"1:1|a", "2:2|x DOC-V002", "DOC-V001"}));
  EXPECT_EQ(saved_rows(""), Texts{"DOC-V004"});
}

TEST(CsvFile, ReadsPiecesAsTheWhole) {
  // Long enough for several pieces, which end within characters, line ends and quotes.
  std::string text = "名称,说明\r\n";
  for (int i = 0; i < 60'000; ++i) {
    text += "第" + std::to_string(i) + "户,\"一\"\"二\r\n三\"\r\n";
  }
  ASSERT_GT(text.size(), 3u * (256u << 10));
  int rows = 0;
  ByteSource source = ByteSource::of(text);
  ASSERT_TRUE(read_csv(&source, [&rows](const CsvRecord& record) {
    if (record.row > 1) {
      EXPECT_EQ(record.cells[0], "第" + std::to_string(rows) + "户");
      EXPECT_EQ(record.cells[1], "一\"二\n三");
      EXPECT_EQ(record.line, 2u * record.row - 2);
      ++rows;
    }
    return !testing::Test::HasFailure();
  }));
  EXPECT_EQ(rows, 60'000);
}

TEST(CsvFile, RefusesWhatIsNoTableAndStopsInTime) {
  EXPECT_EQ(saved_rows("PK\x03\x04"), Texts{"DOC-T003"});
  EXPECT_EQ(saved_rows("a\n\xff\xff\xff\xff"), Texts{"DOC-T002"});
  const std::string endless(CsvParser::row_bytes_max + 2, 'x');
  EXPECT_EQ(saved_rows("a\n" + endless), (Texts{"1:1|a", "DOC-V005"}));
  EXPECT_EQ(saved_rows("a\n\"" + endless), (Texts{"1:1|a", "DOC-V001"}));
  const std::string wide(CsvParser::row_cells_max + 1, ',');
  EXPECT_EQ(saved_rows("a\n" + wide), (Texts{"1:1|a", "DOC-V006"}));
  ByteSource source = ByteSource::of("a\n1\n2\n");
  int rows = 0;
  EXPECT_TRUE(read_csv(&source, [&rows](const CsvRecord&) { return ++rows < 2; }));
  EXPECT_EQ(rows, 2);
}

TEST(CsvFile, ReadsFromADiskAgainAndAgain) {
  const std::string path = testing::TempDir() + "rows.csv";
  std::ofstream(path) << "a\n1\n";
  Result<ByteSource> source = ByteSource::open(path);
  ASSERT_TRUE(source);
  EXPECT_EQ(source.value().size_bytes(), 4u);
  for (int time = 0; time < 2; ++time) {
    int rows = 0;
    EXPECT_TRUE(read_csv(&source.value(), [&rows](const CsvRecord&) { return ++rows > 0; }));
    EXPECT_EQ(rows, 2) << time;
  }
  std::remove(path.c_str());
  EXPECT_EQ(ByteSource::open(path).error().code, "DOC-T005");
  EXPECT_EQ(ByteSource::open(testing::TempDir()).error().code, "DOC-T005");
}

TEST(Csv, GuardsFormulasAndTakesTheGuardAway) {
  const std::pair<const char*, const char*> texts[] = {
      {"=1+1", "'=1+1"}, {"'=1+1", "''=1+1"}, {"-5", "'-5"},   {"+86", "'+86"},
      {"@SUM", "'@SUM"}, {"\tx", "'\tx"},     {"'甲", "'甲"},  {"甲=1", "甲=1"},
      {"＝1", "'＝1"},     {"＋甲", "'＋甲"},   {"＠", "'＠"},   {"－5", "'－5"},
      {"", ""},          {"'", "'"},          {"''-", "'''-"}, {" =1", " =1"},
  };
  for (const auto& [text, guarded] : texts) {
    EXPECT_EQ(guarded_csv_text(text), guarded) << text;
    EXPECT_EQ(unguarded_csv_text(guarded), text) << guarded;
  }
}

TEST(Csv, PrintsARowOfOneEmptyCell) {
  EXPECT_EQ(print_csv({""}), "\"\"\n");
  EXPECT_EQ(cells("a\n" + print_csv({""}))[1], Texts{""});
}

}  // namespace
}  // namespace fangan
