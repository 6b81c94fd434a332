// Tables as people send them: titles found where they stand, rows with their places, and what goes
// back to whoever sent them.
#include "papers/table_file.h"

#include <gtest/gtest.h>

#include "papers/returned_workbook.h"
#include "papers/xlsx_builder_test.h"

namespace fangan {
namespace {

using Texts = std::vector<std::string>;
using test::xlsx_of;
using test::XlsxOf;

const Texts names = {"名称", "产能", "县区", "投产日期"};

std::string joined(const Texts& texts) {
  std::string all;
  for (const std::string& text : texts) all += (&text == &texts.front() ? "" : "|") + text;
  return all;
}

/// Titles, then rows with their numbers and the codes of their errors.
Texts lines(const std::string& bytes, const std::string& name, const Texts& expected = names) {
  Result<TableFile> file = TableFile::open(ByteSource::of(bytes), name, expected);
  if (!file) return {file.error().code};
  Texts seen = {std::to_string(file.value().title_row()) + ":" + joined(file.value().titles())};
  const Result<Done> read = file.value().read([&seen](const TableRow& row) {
    Texts cells;
    for (const TableCell& cell : row.cells) {
      const std::optional<Diagnostic> problem = problem_of(cell);
      cells.push_back(std::string(cell.text) + (problem ? "!" + problem->code : ""));
    }
    std::string line = std::to_string(row.number) + ":" + joined(cells);
    for (const Diagnostic& error : row.errors) line += " " + error.code;
    seen.push_back(line);
    EXPECT_LE(row.permille, 1000u);
    return true;
  });
  if (!read) seen.push_back(read.error().code);
  return seen;
}

std::string text_cells(const Texts& texts) {
  std::string cells;
  for (const std::string& text : texts) {
    cells += text.empty() ? "<c/>" : "<c t=\"str\"><v>" + text + "</v></c>";
  }
  return "<row>" + cells + "</row>";
}

std::string sheet_of(const std::vector<Texts>& rows, std::string_view behind = {}) {
  XlsxOf of;
  for (const Texts& row : rows) of.sheet_data += text_cells(row);
  of.behind_data = behind;
  return xlsx_of(of);
}

TEST(TableFile, ReadsWorkbooksAndCsvAlike) {
  const Texts expected = {"1:名称|产能", "2:甲|1", "4:乙|"};
  EXPECT_EQ(lines(sheet_of({{"名称", "产能"}, {"甲", "1"}, {}, {"乙", ""}}), "a.xlsx"), expected);
  EXPECT_EQ(lines("名称,产能\n甲,1\n\n乙,\n", "a.csv"), expected);
  EXPECT_EQ(lines("\xc3\xfb\xb3\xc6,\xb2\xfa\xc4\xdc\r\n\xbc\xd7,1\r\n,\r\n\xd2\xd2,\r\n", "a.csv"),
            expected);
}

TEST(TableFile, FindsTheTitles) {
  EXPECT_EQ(
      lines(sheet_of(
                {{"某县企业台账"}, {}, {"序号", "名称 *", "产能（万吨）", "县\n区"}, {"1", "甲"}}),
            "a.xlsx"),
      (Texts{"3:序号|名称|产能|县区", "4:1|甲||"}));
  // A title over two rows, the names below.
  EXPECT_EQ(
      lines(
          sheet_of({{"名称", "基本情况", "基本情况"}, {"名称", "产能", "县区"}, {"甲", "1", "东"}},
                   "<mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/>"),
          "a.xlsx"),
      (Texts{"2:名称|产能|县区", "3:甲|1|东"}));
  // A heading of CSV has fewer cells; few columns of many are enough.
  EXPECT_EQ(
      lines("台账\n名称,产能\n甲,1\n乙\n", "a.csv", {"名称", "产能", "a", "b", "c", "d", "e", "f"}),
      (Texts{"2:名称|产能", "3:甲|1", "4:乙| DOC-V003"}));
  EXPECT_EQ(lines("甲,乙\n1,2\n", "a.csv", {}), (Texts{"1:甲|乙", "2:1|2"}));
  // One column is a table too.
  EXPECT_EQ(lines("名称\n甲\n", "a.csv", {"名称", "产能", "县区"}), (Texts{"1:名称", "2:甲"}));
}

TEST(TableFile, SaysWhatIsWrongWithTitles) {
  EXPECT_EQ(lines(sheet_of({{"甲", "1"}, {"乙", "2"}}), "a.xlsx"), Texts{"PAPER-T001"});
  EXPECT_EQ(lines("甲,1\n", "a.csv"), Texts{"PAPER-T001"});
  EXPECT_EQ(lines("名称,产能,名称\n", "a.csv"), Texts{"PAPER-T002"});
  EXPECT_EQ(lines("名称,产能,\n甲,1,注\n乙,2,注\n", "a.csv"),
            (Texts{"1:名称|产能", "2:甲|1 PAPER-T003", "3:乙|2"}));
  std::string far;
  for (int i = 0; i < 60; ++i) far += "x,y\n";
  EXPECT_EQ(lines(far + "名称,产能\n", "a.csv"), Texts{"PAPER-T001"});
}

TEST(TableFile, GoesByContentAndSaysWhatItIsNot) {
  EXPECT_EQ(lines(sheet_of({{"名称", "产能"}}), "a.csv"), Texts{"1:名称|产能"});
  EXPECT_EQ(lines("名称,产能\n", "a.XLSX"), Texts{"PAPER-X005"});
  EXPECT_EQ(lines("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.xls"), Texts{"PAPER-X003"});
  EXPECT_EQ(lines("%PDF-1.4", "a.csv"), Texts{"DOC-T003"});
  EXPECT_EQ(lines("名称,产能\n\"甲\n", "a.csv"), Texts{"DOC-V001"});
}

TEST(TableFile, TakesTheSheetWithTheTitles) {
  const std::string head = test::xml_head;
  const auto sheet = [](const std::string& data) {
    return "<worksheet><sheetData>" + data + "</sheetData></worksheet>";
  };
  const std::string bytes = test::zipped(
      {{"_rels/.rels", test::relations(test::relation("r", "officeDocument", "xl/workbook.xml"))},
       {"xl/workbook.xml",
        "<workbook><sheets><sheet name=\"隐\" state=\"hidden\" r:id=\"a\"/>"
        "<sheet name=\"说明\" r:id=\"b\"/><sheet name=\"数据\" r:id=\"c\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels", test::relations(test::relation("a", "worksheet", "a.xml") +
                                                      test::relation("b", "worksheet", "b.xml") +
                                                      test::relation("c", "worksheet", "c.xml"))},
       {"xl/a.xml", sheet(text_cells({"名称", "产能"}))},
       {"xl/b.xml", sheet(text_cells({"请填写数据"}))},
       {"xl/c.xml", sheet(text_cells({"产能", "名称"}) + text_cells({"1", "甲"}))}});
  EXPECT_EQ(lines(bytes, "a.xlsx"), (Texts{"1:产能|名称", "2:1|甲"}));
  EXPECT_EQ(TableFile::open(ByteSource::of(bytes), "a.xlsx", names).value().sheet(), "数据");
}

TEST(TableFile, TakesAFewFactsAndShortTitles) {
  const std::string long_title(5'000, 'x');
  const Texts seen = lines("名称,产能," + long_title + "\n甲,1,2\n", "a.csv");
  EXPECT_EQ(seen[0], "1:名称|产能|" + long_title.substr(0, 600));
  test::ZipParts parts = test::xlsx_parts({});
  std::string facts;
  for (int i = 0; i < 1'000; ++i) facts += text_cells({"name", "value"});
  for (auto& [name, bytes] : parts) {
    if (name == "xl/workbook.xml") {
      bytes =
          "<workbook><sheets><sheet name=\"a\" r:id=\"rId1\"/>"
          "<sheet name=\"fangan\" state=\"veryHidden\" r:id=\"rId9\"/></sheets></workbook>";
    } else if (name == "xl/_rels/workbook.xml.rels") {
      bytes = test::relations(test::relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                              test::relation("rId9", "worksheet", "facts.xml"));
    } else if (name == "xl/worksheets/sheet1.xml") {
      bytes = "<worksheet><sheetData>" + text_cells({"名称", "产能"}) + "</sheetData></worksheet>";
    }
  }
  parts.emplace_back("xl/facts.xml", "<worksheet><sheetData>" + facts + "</sheetData></worksheet>");
  const std::string bytes = test::zipped(parts);
  EXPECT_EQ(TableFile::open(ByteSource::of(bytes), "a.xlsx", names).value().facts().size(), 100u);
}

TEST(TableFile, GuardsAreTakenAwayWhereWeWroteThem) {
  EXPECT_EQ(lines("编号#版本,名称,产能\n1#1,'=1,-5\n", "a.csv"),
            (Texts{"1:编号#版本|名称|产能", "2:1#1|=1|-5"}));
  EXPECT_EQ(lines("名称,产能\n'=1,-5\n", "a.csv"), (Texts{"1:名称|产能", "2:'=1|-5"}));
}

TEST(TableFile, SaysWhatIsWrongInCells) {
  XlsxOf of;
  of.styles = "<cellXfs><xf/><xf numFmtId=\"22\"/></cellXfs>";
  of.sheet_data = text_cells({"名称", "产能", "县区", "投产日期"}) +
                  "<row><c><v>410800199001011234</v></c><c t=\"e\"><v>#REF!</v></c><c><f>1</f></c>"
                  "<c s=\"1\"><v>43100.5</v></c></row><row><c t=\"str\"><v>" +
                  std::string(40'000, 'x') + "</v></c></row>";
  const Texts seen = lines(xlsx_of(of), "a.xlsx");
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[1],
            "2:410800199001011000!PAPER-C001|#REF!!PAPER-C004|!PAPER-C005|2017-12-31!PAPER-C002");
  EXPECT_NE(seen[2].find("!PAPER-C003"), std::string::npos);
  EXPECT_EQ(cell_name(27, 7), "AB7");
}

/// Sends a file back and reads what was written.
Texts sent_back(const std::string& bytes, const std::string& name, ReturnedWorkbook returned) {
  const std::string path = testing::TempDir() + "returned.xlsx";
  Result<TableFile> file = TableFile::open(ByteSource::of(bytes), name, names);
  EXPECT_TRUE(file);
  EXPECT_TRUE(write_returned(&file.value(), std::move(returned), path));
  Result<ByteSource> source = ByteSource::open(path);
  EXPECT_TRUE(source);
  std::string all(source.value().size_bytes(), '\0');
  EXPECT_TRUE(source.value().read(all.data(), all.size()));
  return lines(all, path, {});
}

TEST(ReturnedWorkbook, HoldsTheRowsWithWhatIsWrong) {
  ReturnedWorkbook returned;
  returned.faults = {{3, 1, "不是数字"}, {3, {}, "重复"}};
  const std::string csv = "编号#版本,产能,名称,错误\n1#1,1,甲,旧\n2#1,x,'=乙,旧\n";
  EXPECT_EQ(sent_back(csv, "a.csv", returned),
            (Texts{"1:编号#版本|错误|产能|名称", "2:2#1|B3  不是数字\n重复|x|=乙"}));
  returned.rows = ReturnedWorkbook::Rows::all;
  EXPECT_EQ(sent_back(csv, "a.csv", returned),
            (Texts{"1:编号#版本|错误|产能|名称", "2:1#1||1|甲", "3:2#1|B3  不是数字\n重复|x|=乙"}));
}

}  // namespace
}  // namespace fangan
