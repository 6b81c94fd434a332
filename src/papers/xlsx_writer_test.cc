// Workbooks that are written come back as they were, and are what a clerk needs.
#include "papers/xlsx_writer.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <cstdio>

#include "papers/csv_writer.h"
#include "papers/table_file.h"

namespace fangan {
namespace {

using Texts = std::vector<std::string>;

std::string temporary(const std::string& name) {
  return testing::TempDir() + name;
}

PaperSheet sheet_of(const std::vector<std::pair<std::string, PaperKind>>& columns) {
  PaperSheet sheet;
  sheet.name = "企业";
  for (const auto& [title, kind] : columns) {
    PaperColumn column;
    column.title = title;
    column.kind = kind;
    sheet.columns.push_back(column);
  }
  return sheet;
}

std::vector<PaperCell> cells_of(const Texts& texts) {
  std::vector<PaperCell> cells;
  for (const std::string& text : texts) cells.push_back({text, {}});
  return cells;
}

std::string part_of(const std::string& path, const char* name) {
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &error);
  if (archive == nullptr) return "not a zip";
  std::string text(1u << 20, '\0');
  zip_file_t* file = zip_fopen(archive, name, 0);
  text.resize(file == nullptr ? 0 : static_cast<size_t>(zip_fread(file, text.data(), text.size())));
  if (file != nullptr) zip_fclose(file);
  zip_discard(archive);
  return text;
}

/// The titles, then the rows.
std::vector<Texts> read_back(const std::string& path) {
  Result<ByteSource> source = ByteSource::open(path);
  EXPECT_TRUE(source);
  Result<TableFile> file = TableFile::open(std::move(source).value(), path, {});
  EXPECT_TRUE(file) << (file ? "" : file.error().code);
  if (!file) return {};
  std::vector<Texts> rows = {file.value().titles()};
  EXPECT_TRUE(file.value().read([&rows](const TableRow& row) {
    EXPECT_TRUE(row.errors.empty());
    rows.emplace_back();
    for (const TableCell& cell : row.cells) {
      EXPECT_EQ(cell.note, CellNote::none);
      rows.back().emplace_back(cell.text);
    }
    return true;
  }));
  return rows;
}

const std::vector<Texts> hard_rows = {
    {"=1+1", "-5", "2017-12-31"},
    {"'=1+1", "0.1", "1900-03-01"},
    {"+86 391", "9.95", "1900-02-28"},
    {"@甲", "123456789012345", "1899-12-31"},
    {"\t制表", "12345678901234567890", "9999-12-31"},
    {"第一行\n第二行", "0.000000001", ""},
    {"00120", "", "2017-01-01"},
    {"410800199001011234", "-0.5", ""},
    {"_x000D_ 和 _x0041_", "1", ""},
    {" 两边有空格 ", "99999.9999", ""},
    {"<&>\"'", "2", ""},
    {"\x01\x1F", "3", ""},
    {"#N/A", "4", ""},
    {"true", "5", ""},
    {"1E5", "6", ""},
    {"", "7", ""},
};

const std::vector<std::pair<std::string, PaperKind>> hard_columns = {
    {std::string(row_title), PaperKind::text},
    {"名称", PaperKind::text},
    {"产能", PaperKind::number},
    {"日期", PaperKind::day}};

template <typename Writer>
void write_hard_rows(Writer* writer) {
  for (const Texts& row : hard_rows) {
    Texts cells = {"12#3"};
    cells.insert(cells.end(), row.begin(), row.end());
    ASSERT_TRUE(writer->add_row(cells_of(cells)));
  }
}

void expect_hard_rows(const std::string& path) {
  const std::vector<Texts> rows = read_back(path);
  ASSERT_EQ(rows.size(), hard_rows.size() + 1);
  for (size_t i = 0; i < hard_rows.size(); ++i) {
    EXPECT_EQ(Texts(rows[i + 1].begin() + 1, rows[i + 1].end()), hard_rows[i]) << i;
  }
}

TEST(XlsxWriter, ComesBackUnchanged) {
  const std::string path = temporary("back.xlsx");
  Result<XlsxWriter> writer = XlsxWriter::create(path, Moment{});
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer.value().begin_sheet(sheet_of(hard_columns)));
  write_hard_rows(&writer.value());
  ASSERT_TRUE(writer.value().close({}));
  expect_hard_rows(path);
  EXPECT_EQ(part_of(path, "xl/worksheets/sheet1.xml").find("<f>"), std::string::npos);
}

TEST(XlsxReader, ReadsTheSameWhereLibreOfficeSavedIt) {
  expect_hard_rows(FANGAN_SOURCE_DIR "/cases/papers/saved-by-libreoffice.xlsx");
}

TEST(CsvWriter, ComesBackUnchangedAndRunsNothing) {
  const std::string path = temporary("back.csv");
  Result<CsvWriter> writer = CsvWriter::create(path, sheet_of(hard_columns));
  ASSERT_TRUE(writer);
  write_hard_rows(&writer.value());
  ASSERT_TRUE(writer.value().close());
  expect_hard_rows(path);
  std::FILE* file = std::fopen(path.c_str(), "rb");
  std::string text(1u << 16, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  EXPECT_EQ(text.substr(0, 3), "\xEF\xBB\xBF");
  EXPECT_NE(text.find("12#3,'=1+1,-5,"), std::string::npos);
  EXPECT_EQ(text.find(",="), std::string::npos);
  EXPECT_EQ(CsvWriter::create("/no/such/folder/a.csv", sheet_of(hard_columns)).error().code,
            "PAPER-W001");
}

TEST(XlsxWriter, MakesATemplate) {
  const std::string path = temporary("template.xlsx");
  PaperSheet sheet = sheet_of({{std::string(row_title), PaperKind::text},
                               {"名称", PaperKind::text},
                               {"规模", PaperKind::text},
                               {"县区", PaperKind::text},
                               {"产能", PaperKind::number}});
  sheet.name = "企业[1]:*?/\\企业企业企业企业企业企业企业企业企业企业企业企业企业企业企业企业";
  sheet.notes = PaperSheet::Notes::second_row;
  sheet.lock = PaperSheet::Lock::titles;
  sheet.columns[0].is_hidden = true;
  sheet.columns[1].note = "必填";
  sheet.columns[2].words = {"大", "中", "小"};
  for (int i = 0; i < 100; ++i) {
    sheet.columns[3].words.push_back("第" + std::to_string(i) + "区、\"号\"");
  }
  sheet.columns[4].places = 2;
  Result<XlsxWriter> writer = XlsxWriter::create(path, Moment{1'500'000'000'000'000});
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer.value().begin_sheet(sheet));
  ASSERT_TRUE(writer.value().add_row(cells_of({"1#1", "甲厂", "大", "", "1.5"})));
  ASSERT_TRUE(writer.value().close({{"plan", "散乱污"}, {"register", "企业"}}));

  const std::string page = part_of(path, "xl/worksheets/sheet1.xml");
  EXPECT_NE(page.find("<sheetProtection sheet=\"1\""), std::string::npos);
  for (const char* allowed :
       {"insertRows=\"0\"", "deleteRows=\"0\"", "sort=\"0\"", "autoFilter=\"0\""}) {
    EXPECT_NE(page.find(allowed), std::string::npos) << allowed;
  }
  EXPECT_NE(page.find("<formula1>\"大,中,小\"</formula1>"), std::string::npos);
  EXPECT_NE(page.find("<formula1>'fangan words'!$A$1:$A$100</formula1>"), std::string::npos);
  EXPECT_NE(page.find("sqref=\"D3:D1048576\""), std::string::npos);
  EXPECT_NE(page.find("<autoFilter ref=\"A2:E3\"/>"), std::string::npos);
  EXPECT_NE(page.find("ySplit=\"2\""), std::string::npos);
  EXPECT_NE(page.find("<col min=\"1\" max=\"1\" width=\"14.7109375\" style=\"3\" hidden=\"1\""),
            std::string::npos);
  EXPECT_NE(part_of(path, "xl/comments1.xml").find("必填"), std::string::npos);
  EXPECT_NE(
      part_of(path, "xl/workbook.xml").find("name=\"fangan\" sheetId=\"3\" state=\"veryHidden\""),
      std::string::npos);
  EXPECT_NE(part_of(path, "docProps/core.xml").find("2017-07-14T02:40:00Z"), std::string::npos);

  Result<ByteSource> source = ByteSource::open(path);
  ASSERT_TRUE(source);
  Result<TableFile> file = TableFile::open(std::move(source).value(), path, {"名称", "规模"});
  ASSERT_TRUE(file);
  EXPECT_EQ(file.value().facts(), (PaperFacts{{"plan", "散乱污"}, {"register", "企业"}}));
  EXPECT_EQ(file.value().sheet(), "企业_1______企业企业企业企业企业企业企业企业企业企业企");
  int rows = 0;
  ASSERT_TRUE(file.value().read([&rows](const TableRow& row) {
    EXPECT_EQ(row.number, 3u);  // The notes are passed.
    EXPECT_EQ(row.cells[4].text, "1.5");
    return ++rows > 0;
  }));
  EXPECT_EQ(rows, 1);
}

TEST(XlsxWriter, RefusesWhatAWorkbookCannotHold) {
  EXPECT_EQ(XlsxWriter::create("/no/such/folder/a.xlsx", Moment{}).error().code, "PAPER-W001");
  const std::string path = temporary("refused.xlsx");
  {
    Result<XlsxWriter> writer = XlsxWriter::create(path, Moment{});
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer.value().begin_sheet(sheet_of({{"名称", PaperKind::text}})));
    const Result<Done> added = writer.value().add_row(cells_of({std::string(32'768, 'x')}));
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, "PAPER-W002");
    EXPECT_EQ(added.error().facts[1].value, "2");
  }
  // Given up, nothing stays.
  EXPECT_EQ(ByteSource::open(path).error().code, "DOC-T005");
}

TEST(XlsxWriter, HoldsAsManyRowsAsASheet) {
  const std::string path = temporary("many.xlsx");
  Result<XlsxWriter> writer = XlsxWriter::create(path, Moment{});
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer.value().begin_sheet(sheet_of({{"名称", PaperKind::text}})));
  const std::vector<PaperCell> blank(1);
  for (uint32_t i = 1; i < XlsxWriter::rows_max; ++i) ASSERT_TRUE(writer.value().add_row(blank));
  const Result<Done> over = writer.value().add_row(blank);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, "PAPER-W003");
  EXPECT_EQ(over.error().facts[0].value, "1048575");
}

}  // namespace
}  // namespace fangan
