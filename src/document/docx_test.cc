// Docx: the shapes Word and WPS write, and what hostile files try.
#include "document/docx.h"

#include <gtest/gtest.h>

#include "document/docx_builder_test.h"

namespace fangan {
namespace {

using namespace test;
using Lines = std::vector<std::string>;

Lines lines_of(std::string_view body, std::string_view numbering = {},
               std::string_view styles = {}) {
  const Result<Docx> docx = read_docx(docx_of(body, numbering, styles));
  EXPECT_TRUE(docx) << (docx ? "" : docx.error().code);
  return docx ? docx.value().lines : Lines{};
}

std::string code_of(const std::string& bytes, const DocxLimits& limits = {}) {
  const Result<Docx> docx = read_docx(bytes, limits);
  return docx ? "" : docx.error().code;
}

std::string repeated(std::string_view text, size_t count) {
  std::string whole;
  for (size_t i = 0; i < count; ++i) whole += text;
  return whole;
}

TEST(Docx, JoinsTheRunsOfAParagraph) {
  EXPECT_EQ(
      lines_of("<w:p><w:r><w:t>关停</w:t></w:r><w:r><w:t>6台</w:t></w:r></w:p>"
               "<w:p/><w:p><w:r><w:t xml:space=\"preserve\"> &lt;甲&gt;&amp;乙 </w:t></w:r></w:p>"),
      (Lines{"关停6台", "<甲>&乙"}));
}

TEST(Docx, KeepsInsertionsAndDropsDeletions) {
  const std::string body =
      "<w:p><w:r><w:t>到2018年</w:t></w:r><w:del><w:r><w:delText>关停5台</w:delText></w:r></w:del>"
      "<w:ins><w:r><w:t>关停6台</w:t></w:r></w:ins>"
      "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>"
      "<w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo></w:p>";
  EXPECT_EQ(lines_of(body), (Lines{"到2018年关停6台新处"}));
}

TEST(Docx, JoinsParagraphsWhoseMarkWasDeleted) {
  const std::string body = paragraph("前半,", "<w:rPr><w:del/></w:rPr>") + paragraph("后半。");
  EXPECT_EQ(lines_of(body), (Lines{"前半,后半。"}));
  EXPECT_EQ(lines_of(paragraph("末段", "<w:rPr><w:del/></w:rPr>")), (Lines{"末段"}));
}

TEST(Docx, BreaksLinesWhereTheWriterDid) {
  const std::string body =
      "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t>"
      "<w:br w:type=\"page\"/><w:t>丁</w:t></w:r></w:p>";
  EXPECT_EQ(lines_of(body), (Lines{"甲", "乙 丙丁"}));
}

TEST(Docx, ReadsATextBoxOnceAndAfterItsParagraph) {
  const std::string box = "<w:txbxContent>" + paragraph("某政办〔2030〕1号") + "</w:txbxContent>";
  const std::string body =
      "<w:p><w:r><w:t>通知</w:t></w:r><w:r><mc:AlternateContent>"
      "<mc:Choice><w:drawing><wps:txbx>" +
      box +
      "</wps:txbx></w:drawing></mc:Choice>"
      "<mc:Fallback><w:pict><v:textbox>" +
      box +
      "</v:textbox></w:pict></mc:Fallback>"
      "</mc:AlternateContent></w:r></w:p>";
  EXPECT_EQ(lines_of(body), (Lines{"通知", "某政办〔2030〕1号"}));
}

TEST(Docx, LeavesOutFieldCodesHiddenTextAndContents) {
  const std::string body =
      "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>"
      "</w:sdtPr><w:sdtContent>" + paragraph("一、总体要求 1") + "</w:sdtContent></w:sdt>" +
      paragraph("二、保障 2", "<w:pStyle w:val=\"10\"/>") +
      "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>"
      "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
      "<w:hyperlink><w:r><w:t>正文</w:t></w:r></w:hyperlink></w:p>"
      "<w:sdt><w:sdtContent>" + paragraph("控件里的字") + "</w:sdtContent></w:sdt>";
  const std::string styles = "<w:style w:styleId=\"10\"><w:name w:val=\"toc 1\"/></w:style>";
  EXPECT_EQ(lines_of(body, {}, styles), (Lines{"正文", "控件里的字"}));
}

TEST(Docx, ReadsTablesAsGridsAndLines) {
  const std::string body =
      paragraph("前") + "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" +
      paragraph("甲县") + "</w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" +
      paragraph("66") + paragraph("万吨") +
      "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>" +
      paragraph("120") + "</w:tc><w:tc>" + paragraph("万吨") + "</w:tc></w:tr></w:tbl>" +
      paragraph("后");
  const Result<Docx> docx = read_docx(docx_of(body));
  ASSERT_TRUE(docx);
  EXPECT_EQ(docx.value().lines, (Lines{"前", "甲县", "66 万吨", "120", "万吨", "后"}));
  ASSERT_EQ(docx.value().tables.size(), 1u);
  const DocxTable& table = docx.value().tables[0];
  EXPECT_EQ(table.rows, (std::vector<Lines>{{"甲县", "66 万吨", ""}, {"", "120", "万吨"}}));
  EXPECT_EQ(table.first_line, 1u);
  EXPECT_EQ(table.line_count, 4u);
}

TEST(Docx, ReadsATableWithinACellAsItsText) {
  const std::string inner = "<w:tbl><w:tr><w:tc>" + paragraph("内") + "</w:tc></w:tr></w:tbl>";
  const std::string body =
      "<w:tbl><w:tr><w:tc>" + paragraph("外") + inner + "<w:p/></w:tc></w:tr></w:tbl>";
  EXPECT_EQ(lines_of(body), (Lines{"外 内"}));
}

TEST(Docx, FollowsTheArchiveToItsMainPart) {
  const std::string relations =
      "<Relationships><Relationship Type=\"http://x/relationships/officeDocument\" "
      "Target=\"/word/document2.xml\"/></Relationships>";
  const std::string bytes =
      zipped({{"_rels/.rels", relations}, {"word/document2.xml", document_xml(paragraph("正文"))}});
  const Result<Docx> docx = read_docx(bytes);
  ASSERT_TRUE(docx);
  EXPECT_EQ(docx.value().lines, (Lines{"正文"}));
}

TEST(Docx, NeverExpandsEntities) {
  std::string xml = "<!DOCTYPE d [<!ENTITY a \"AAAA\"><!ENTITY b \"&a;&a;\">]>";
  xml += "<w:document><w:body>" + paragraph("&b;") + "</w:body></w:document>";
  const Result<Docx> docx = read_docx(zipped({{"word/document.xml", xml}}));
  ASSERT_TRUE(docx);
  EXPECT_EQ(docx.value().lines, (Lines{"&b;"}));
}

TEST(Docx, RefusesWhatIsNoDocument) {
  EXPECT_EQ(code_of("plain text"), "DOC-X001");
  EXPECT_EQ(code_of("PK\x03\x04"), "DOC-X001");
  const std::string whole = docx_of(paragraph("正文"));
  EXPECT_EQ(code_of(whole.substr(0, whole.size() / 2)), "DOC-X001");
  EXPECT_EQ(code_of(zipped({{"xl/workbook.xml", "<workbook/>"}})), "DOC-X002");
  EXPECT_EQ(code_of(zipped({{"word/document.xml", "<w:document/>"}})), "DOC-X002");
  EXPECT_EQ(code_of(zipped({{"word/document.xml", "<w:document><w:body>"}})), "DOC-X004");
  EXPECT_EQ(code_of(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)), "DOC-X007");
  EXPECT_EQ(code_of(zipped({{"word/document.xml", document_xml("")}}, "密码")), "DOC-X007");
}

TEST(Docx, StopsAtEachLimit) {
  DocxLimits limits;
  limits.packed_bytes_max = 100;
  EXPECT_EQ(code_of(docx_of(paragraph("正文")), limits), "DOC-T001");
  limits = {};
  limits.unpacked_bytes_max = 1u << 20;
  EXPECT_EQ(code_of(docx_of(paragraph(std::string(1u << 20, 'a'))), limits), "DOC-X003");
  EXPECT_EQ(code_of(docx_of(repeated("<w:ins>", 80) + repeated("</w:ins>", 80))), "DOC-X005");
  EXPECT_EQ(code_of(docx_of(repeated("<w:ins x=\"/>\">", 80) + repeated("</w:ins>", 80))),
            "DOC-X005");
  limits = {};
  limits.paragraphs_max = 10;
  EXPECT_EQ(code_of(docx_of(repeated(paragraph("段"), 11)), limits), "DOC-X006");
  const std::string row =
      "<w:tr>" + repeated("<w:tc><w:tcPr><w:gridSpan w:val=\"99999\"/></w:tcPr></w:tc>", 9) +
      "</w:tr>";
  EXPECT_EQ(code_of(docx_of("<w:tbl>" + row + "</w:tbl>"), limits), "DOC-X006");
  limits = {};
  limits.marks_max = 100;
  EXPECT_EQ(code_of(docx_of(repeated("<w:p/>", 101)), limits), "DOC-X008");
}

TEST(Docx, WritesUtf8WhateverComesIn) {
  EXPECT_EQ(lines_of(paragraph("甲\xFF乙")), (Lines{"甲\uFFFD乙"}));
}

}  // namespace
}  // namespace fangan
