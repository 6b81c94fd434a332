// Workbooks as Excel, WPS, LibreOffice and programs write them, and those that mean harm.
#include "papers/xlsx_reader.h"

#include <gtest/gtest.h>

#include "papers/xlsx_builder_test.h"
#include "papers/xlsx_cells.h"

namespace fangan {
namespace {

using test::xlsx_of;
using test::xlsx_parts;
using test::xlsx_with;
using test::XlsxOf;
using test::zipped;

const char* note_name(CellNote note) {
  switch (note) {
    case CellNote::none:
      return "";
    case CellNote::lost_digits:
      return "!digits";
    case CellNote::lost_time:
      return "!time";
    case CellNote::too_long:
      return "!long";
    case CellNote::error_value:
      return "!error";
    case CellNote::no_value:
      return "!none";
  }
  return "?";
}

/// A1=text|B1=... of all rows, one a line; then the code of an error.
std::string rows(const std::string& bytes, const XlsxLimits& limits = {}) {
  ByteSource source = ByteSource::of(bytes);
  Result<XlsxReader> reader = XlsxReader::open(&source, limits);
  if (!reader) return reader.error().code;
  std::string seen;
  const Result<Done> read = reader.value().read(0, [&seen](const SheetRow& row) {
    if (!seen.empty()) seen += "\n";
    for (const SheetCell& cell : row.cells) {
      if (&cell != &row.cells.front()) seen += "|";
      seen += column_letters(cell.column) + std::to_string(row.number) + "=" +
              std::string(cell.text) + note_name(cell.note);
    }
    return true;
  });
  return read ? seen : seen + read.error().code;
}

std::string rows_of(const std::string& sheet_data) {
  return rows(xlsx_of({.sheet_data = sheet_data}));
}

TEST(XlsxReader, ReadsCellsOfEveryType) {
  XlsxOf of;
  of.shared_strings =
      "<si><t>名称</t></si><si><r><t>矿</t></r><r><rPr/><t>山</t></r>"
      "<rPh><t>kuang</t></rPh></si><si><t/></si>";
  of.sheet_data =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
      "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"inlineStr\"><is><t>在</t><rPh><t>zai</t>"
      "</rPh><t>此</t></is></c></row>"
      "<row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>12.50</v></c><c r=\"B3\" t=\"b\"><v>1</v></c>"
      "<c r=\"C3\" t=\"str\"><f>A3&amp;B3</f><v>和</v></c><c r=\"D3\" t=\"e\"><v>#N/A</v></c>"
      "<c r=\"E3\"><f>1+1</f></c><c r=\"F3\"><f>1+1</f><v>2</v></c>"
      "<c r=\"G3\" t=\"d\"><v>2017-12-31T00:00:00</v></c>"
      "<c r=\"H3\" t=\"d\"><v>2017-12-31T08:00:00</v></c></row>";
  EXPECT_EQ(rows(xlsx_of(of)),
            "A1=名称|B1=矿山|D1=在此\n"
            "A3=12.5|B3=true|C3=和|D3=#N/A!error|E3=!none|F3=2|G3=2017-12-31|H3=2017-12-31!time");
}

TEST(XlsxReader, ReadsNumbersByTheirStyle) {
  XlsxOf of;
  of.styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
      "numFmtId=\"20\"/>"
      "</cellXfs>";
  of.sheet_data =
      "<row><c s=\"0\"><v>43100</v></c><c s=\"1\"><v>43100</v></c><c s=\"2\"><v>43100.5</v></c>"
      "<c s=\"3\"><v>0.5</v></c><c s=\"1\"><v>60</v></c><c s=\"1\"><v>-1</v></c>"
      "<c s=\"9\"><v>20123456789012345678</v></c></row>";
  EXPECT_EQ(rows(xlsx_of(of)),
            "A1=43100|B1=2017-12-31|C1=2017-12-31!time|D1=12:00:00|E1=1900-02-29|F1=-1|"
            "G1=20123456789012300000!digits");
  of.workbook_properties = "<workbookPr date1904=\"1\"/>";
  of.sheet_data = "<row><c s=\"1\"><v>41638</v></c></row>";
  EXPECT_EQ(rows(xlsx_of(of)), "A1=2017-12-31");
}

TEST(XlsxReader, KeepsTheZerosOfCodes) {
  XlsxOf of;
  of.styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"000000\"/></numFmts>"
      "<cellXfs><xf/><xf numFmtId=\"164\"/></cellXfs>";
  of.sheet_data =
      "<row><c s=\"1\"><v>801</v></c><c s=\"1\"><v>1234567</v></c><c s=\"1\"><v>-5</v></c>"
      "<c s=\"1\"><v>1.5</v></c></row>";
  EXPECT_EQ(rows(xlsx_of(of)), "A1=000801|B1=1234567|C1=-5|D1=1.5");
}

TEST(XlsxReader, ReadsRowsAndCellsWithoutAddress) {
  EXPECT_EQ(rows_of("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/>"
                    "<row><c r=\"C3\"><v>4</v></c><c><v>5</v></c></row>"
                    "<row r=\"9\"><c><v>6</v></c></row>"),
            "A1=1|C1=3\nC3=4|D3=5\nA9=6");
}

TEST(XlsxReader, ReadsTextsAsTheyAre) {
  EXPECT_EQ(rows_of("<row><c t=\"str\"><v>=1+1</v></c><c t=\"str\"><v>0012</v></c>"
                    "<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> 甲_x000D_\n乙 </t></is></c>"
                    "<c t=\"str\"><v>_x005F_x0041_</v></c></row>"),
            "A1==1+1|B1=0012|C1= 甲\n乙 |D1=_x0041_");
}

TEST(XlsxReader, SpreadsMergedCells) {
  XlsxOf of;
  of.sheet_data =
      "<row><c t=\"str\"><v>县</v></c><c t=\"str\"><v>产能</v></c><c/><c><v>1</v></c></row>"
      "<row><c/><c t=\"str\"><v>甲</v></c><c t=\"str\"><v>乙</v></c></row>"
      "<row r=\"4\"><c r=\"A4\"><v>7</v></c></row>";
  of.behind_data =
      "<mergeCells count=\"2\"><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"B1:C1\"/></mergeCells>";
  EXPECT_EQ(rows(xlsx_of(of)), "A1=县|B1=产能|C1=产能|D1=1\nA2=县|B2=甲|C2=乙\nA4=7");
  // One that stands in a text is none.
  of.behind_data = "";
  of.sheet_data = "<row><c t=\"str\"><v>a:mergeCell ref=\"A1:B1\"></v></c></row>";
  EXPECT_EQ(rows(xlsx_of(of)), "A1=a:mergeCell ref=\"A1:B1\">");
}

TEST(XlsxReader, FindsMergedCellsBehindMuch) {
  // The ranges stand across the pieces that are read at once.
  for (const size_t size : {262'000u, 262'090u, 262'130u}) {
    XlsxOf of;
    of.sheet_data = "<row><c><v>1</v></c></row>";
    of.behind_data = "<x>" + std::string(size, ' ') + "</x>";
    for (int i = 0; i < 40; ++i) of.behind_data += "<x:mergeCell ref=\"A1:B1\"/>";
    XlsxLimits limits;
    limits.merged_cells_max = 80;
    EXPECT_EQ(rows(xlsx_of(of), limits), "A1=1|B1=1") << size;
    limits.merged_cells_max = 79;
    EXPECT_EQ(rows(xlsx_of(of), limits), "PAPER-X017") << size;
  }
}

TEST(XlsxReader, FollowsPathsPrefixesAndStates) {
  const std::string bytes = zipped({
      {"_rels/.rels", test::relations(test::relation("a", "officeDocument", "/XL/Book.xml"))},
      {"xl\\book.xml",
       "<x:workbook xmlns:x=\"m\"><x:sheets><x:sheet name=\"隐藏\" state=\"hidden\" r:id=\"s1\"/>"
       "<x:sheet name=\"图\" r:id=\"s2\"/><x:sheet name=\"A&amp;B\" r:id=\"s3\"/></x:sheets>"
       "</x:workbook>"},
      {"xl/_rels/book.xml.rels",
       test::relations(test::relation("s1", "worksheet", "../xl/./one.xml") +
                       test::relation("s2", "chartsheet", "chart.xml") +
                       test::relation("s3", "worksheet", "/xl/two.xml"))},
      {"xl/one.xml", "<x:worksheet><x:sheetData/></x:worksheet>"},
      {"xl/chart.xml", "<chartsheet/>"},
      {"xl/two.xml",
       "<x:worksheet><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>甲</x:t>"
       "</x:is></x:c></x:row></x:sheetData></x:worksheet>"},
  });
  ByteSource source = ByteSource::of(bytes);
  Result<XlsxReader> reader = XlsxReader::open(&source);
  ASSERT_TRUE(reader);
  ASSERT_EQ(reader.value().sheets().size(), 2u);
  EXPECT_TRUE(reader.value().sheets()[0].is_hidden);
  ASSERT_TRUE(reader.value().find("A&B"));
  std::string seen;
  ASSERT_TRUE(reader.value().read(reader.value().find("A&B").value(), [&](const SheetRow& row) {
    seen += row.cells[0].text;
    return true;
  }));
  EXPECT_EQ(seen, "甲");
  EXPECT_EQ(reader.value().find("A").error().code, "PAPER-X013");
}

TEST(XlsxReader, EndsWhenNobodyWantsMore) {
  const std::string bytes = xlsx_of({.sheet_data = "<row><c><v>1</v></c></row><row><c/></row>"
                                                   "<row><c><v>2</v></c></row>"});
  ByteSource source = ByteSource::of(bytes);
  Result<XlsxReader> reader = XlsxReader::open(&source);
  ASSERT_TRUE(reader);
  int seen = 0;
  EXPECT_TRUE(reader.value().read(0, [&seen](const SheetRow&) { return ++seen < 1; }));
  EXPECT_EQ(seen, 1);
}

TEST(XlsxReader, CutsCellsThatAreTooLong) {
  const std::string just(32'767, 'x');
  const std::string text(50'000, 'y');
  EXPECT_EQ(rows_of("<row><c t=\"str\"><v>" + just + "</v></c></row>"), "A1=" + just);
  EXPECT_EQ(rows_of("<row><c t=\"str\"><v>" + text + "</v></c></row>"),
            "A1=" + text.substr(0, 32'767) + "!long");
  XlsxOf of;
  of.shared_strings = "<si><t>" + std::string(3'000'000, 'z') + "</t></si>";
  of.sheet_data = "<row><c t=\"s\"><v>0</v></c></row>";
  EXPECT_EQ(rows(xlsx_of(of)), "A1=" + std::string(32'767, 'z') + "!long");
}

TEST(XlsxReader, SaysWhatAFileIsThatIsNoWorkbook) {
  const std::string compound("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  std::string encrypted = compound + std::string(300'000, '\1');
  for (const char c : std::string_view("EncryptedPackage")) encrypted += {c, '\0'};
  EXPECT_EQ(rows(""), "PAPER-X001");
  EXPECT_EQ(rows(std::string("\0\1\2", 3)), "PAPER-X001");
  EXPECT_EQ(rows("PK\x03\x04 broken"), "PAPER-X001");
  EXPECT_EQ(rows(compound + "Workbook"), "PAPER-X003");
  EXPECT_EQ(rows(encrypted), "PAPER-X004");
  EXPECT_EQ(rows(zipped(xlsx_parts({}), "password")), "PAPER-X004");
  EXPECT_EQ(rows("<html><table><tr><td>1"), "PAPER-X005");
  EXPECT_EQ(rows("名称,产能\n"), "PAPER-X005");
  EXPECT_EQ(rows(zipped({{"word/document.xml", "<w/>"}})), "PAPER-X002");
  EXPECT_EQ(rows(zipped({{"xl/workbook.xml", "<x/>"}})), "PAPER-X002");
  EXPECT_EQ(ByteSource::open(testing::TempDir() + "no-such.xlsx").error().code, "DOC-T005");
}

TEST(XlsxReader, RefusesMalformedSheets) {
  for (const char* data :
       {"<row><c t=\"s\"><v>0</v></c></row>", "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"x\"/>",
        "<row r=\"0\"/>", "<row><c r=\"1\"/></row>", "<row><c r=\"B1\"/><c r=\"A1\"/></row>",
        "<row><c><v>1x</v></c></row>", "<c><v>1</v></c>", "<row/><c><v>1</v></c>",
        "<row><c><v>1</v></c><row><c><v>2</v></c></row></row>",
        "<row><c t=\"str\"><v>\xff</v></c></row>", "<row><c></row>",
        "<row><c t=\"str\"><v>&b;</v></c></row>"}) {
    EXPECT_EQ(rows_of(data), "PAPER-X010") << data;
  }
  const XlsxOf of{.shared_strings = "<si></si>", .styles = "<cellXfs/>"};
  EXPECT_EQ(rows(xlsx_with(of, "xl/sharedStrings.xml", "<sst><si>")), "PAPER-X010");
  EXPECT_EQ(rows(xlsx_with(of, "xl/styles.xml", "<a")), "PAPER-X010");
  EXPECT_EQ(rows(xlsx_with(of, "xl/workbook.xml", "<workbook>")), "PAPER-X010");
  EXPECT_EQ(rows(xlsx_with(of, "_rels/.rels", "x")), "PAPER-X010");
}

TEST(XlsxReader, RefusesHostileFiles) {
  const std::string entity =
      "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b "
      "\"&a;&a;\">]><worksheet><sheetData/></worksheet>";
  EXPECT_EQ(rows(xlsx_with({}, "xl/worksheets/sheet1.xml", entity)), "PAPER-X011");
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  EXPECT_EQ(rows_of(deep), "PAPER-X012");
  EXPECT_EQ(rows_of("<row><c r=\"XFE1\"/></row>"), "PAPER-X014");
  std::string wide = "<row>";
  for (int i = 0; i < 1'000'000; ++i) wide += "<c/>";
  XlsxLimits limits;
  limits.ratio_max = 100'000;
  EXPECT_EQ(rows(xlsx_of({.sheet_data = wide + "</row>"}), limits), "PAPER-X014");
  EXPECT_EQ(rows_of("<row r=\"1048577\"/>"), "PAPER-X015");
  // Every cell of one row as long as a cell may be.
  std::string heavy = "<row>";
  for (int i = 0; i < 1'000; ++i) {
    heavy += "<c t=\"str\"><v>" + std::string(32'767, 'x') + "</v></c>";
  }
  EXPECT_EQ(rows(xlsx_of({.sheet_data = heavy + "</row>"}), limits), "PAPER-X019");
  // A merged range over everything, and a row in it.
  EXPECT_EQ(rows(xlsx_of({.sheet_data = "<row><c><v>1</v></c></row>",
                          .behind_data = "<mergeCell ref=\"A1:XFD1048576\"/>"})),
            "PAPER-X017");
}

TEST(XlsxReader, RefusesSheetsThatAreOnePart) {
  const std::string twice =
      "<workbook><sheets><sheet name=\"a\" r:id=\"rId1\"/><sheet name=\"b\" r:id=\"rId1\"/>"
      "</sheets></workbook>";
  EXPECT_EQ(rows(xlsx_with({}, "xl/workbook.xml", twice)), "PAPER-X010");
}

TEST(XlsxReader, BearsManyMergedCells) {
  // Every column of two rows is merged with a long text, which is held once.
  XlsxOf of;
  of.shared_strings = "<si><t>" + std::string(32'767, 'x') + "</t></si>";
  std::string cells;
  for (uint32_t i = 0; i < 16'384; ++i) {
    cells += "<c t=\"s\"><v>0</v></c>";
    const std::string letters = column_letters(i);
    of.behind_data += "<mergeCell ref=\"" + letters + "1:" + letters + "300\"/>";
  }
  of.sheet_data = "<row>" + cells + "</row>";
  for (int i = 1; i < 300; ++i) of.sheet_data += "<row/>";
  XlsxLimits limits;
  limits.ratio_max = 100'000;
  const std::string bytes = xlsx_of(of);
  ByteSource source = ByteSource::of(bytes);
  Result<XlsxReader> reader = XlsxReader::open(&source, limits);
  ASSERT_TRUE(reader);
  size_t count = 0;
  ASSERT_TRUE(reader.value().read(0, [&count](const SheetRow& row) {
    count += row.cells.size();
    return true;
  }));
  EXPECT_EQ(count, 300u * 16'384);
}

TEST(XlsxReader, StopsUnpackingInTime) {
  const XlsxOf bomb{.sheet_data = "<row/>" + std::string(40u << 20, ' ')};
  EXPECT_EQ(rows(xlsx_of(bomb)), "PAPER-X007");
  XlsxLimits limits;
  limits.part_bytes_max = 1u << 20;
  EXPECT_EQ(rows(xlsx_of(bomb), limits), "PAPER-X006");
  limits = {};
  limits.small_bytes_max = 100;
  EXPECT_EQ(rows(xlsx_of({}), limits), "PAPER-X006");
  limits = {};
  limits.shared_bytes_max = 1u << 20;
  XlsxOf of;
  for (int i = 0; i < 200; ++i) {
    of.shared_strings += "<si><t>" + std::to_string(i) + std::string(30'000, 'x') + "</t></si>";
  }
  EXPECT_EQ(rows(xlsx_of(of), limits), "PAPER-X016");
  limits = {};
  limits.styles_max = 2;
  EXPECT_EQ(rows(xlsx_of({.styles = "<cellXfs><xf/><xf/><xf/></cellXfs>"}), limits), "PAPER-X018");
  limits = {};
  limits.entries_max = 3;
  EXPECT_EQ(rows(xlsx_of({}), limits), "PAPER-X008");
}

TEST(XlsxReader, RefusesTwoFilesOfOneNameAndDamage) {
  test::ZipParts parts = xlsx_parts({});
  parts.emplace_back("XL/Workbook.xml", "<workbook/>");
  EXPECT_EQ(rows(zipped(parts)), "PAPER-X009");
  const std::string whole = xlsx_of({.sheet_data = "<row><c><v>1</v></c></row>"});
  EXPECT_EQ(rows(whole), "A1=1");
  for (size_t size = 0; size < whole.size(); size += 97) {
    const std::string code = rows(whole.substr(0, size));
    EXPECT_EQ(code, size > 0 && size < 4 ? "PAPER-X005" : "PAPER-X001") << size;
  }
  // Paths that lead out of the archive find nothing.
  const std::string outside =
      test::relations(test::relation("r", "officeDocument", "../../etc/passwd.xml"));
  EXPECT_EQ(rows(xlsx_with({}, "_rels/.rels", outside)), "PAPER-X002");
}

}  // namespace
}  // namespace fangan
