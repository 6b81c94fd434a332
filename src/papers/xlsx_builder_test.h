// Xlsx builder: workbooks written by the tests themselves, part by part, as programs write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/docx_builder_test.h"

namespace fangan::test {

constexpr const char* xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

struct XlsxOf {
  std::string sheet_data = {};      ///< What stands within <sheetData>.
  std::string behind_data = {};     ///< <mergeCells> and so on.
  std::string shared_strings = {};  ///< <si>s; empty: no such part.
  std::string styles = {};          ///< Within <styleSheet>; empty: no such part.
  std::string workbook_properties = {};
};

inline std::string relations(std::string_view inside) {
  return xml_head + std::string("<Relationships>") + std::string(inside) + "</Relationships>";
}

inline std::string relation(std::string_view id, std::string_view type, std::string_view target) {
  return "<Relationship Id=\"" + std::string(id) +
         "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
         std::string(type) + "\" Target=\"" + std::string(target) + "\"/>";
}

inline ZipParts xlsx_parts(const XlsxOf& of) {
  ZipParts parts = {
      {"_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml", xml_head + std::string("<workbook>") + of.workbook_properties +
                              "<sheets><sheet name=\"台账\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                              "</workbook>"},
      {"xl/_rels/workbook.xml.rels",
       relations(relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                 relation("rId2", "sharedStrings", "sharedStrings.xml") +
                 relation("rId3", "styles", "styles.xml"))},
      {"xl/worksheets/sheet1.xml", xml_head + std::string("<worksheet><sheetData>") +
                                       of.sheet_data + "</sheetData>" + of.behind_data +
                                       "</worksheet>"},
  };
  if (!of.shared_strings.empty()) {
    parts.emplace_back("xl/sharedStrings.xml", "<sst>" + of.shared_strings + "</sst>");
  }
  if (!of.styles.empty()) {
    parts.emplace_back("xl/styles.xml", "<styleSheet>" + of.styles + "</styleSheet>");
  }
  return parts;
}

inline std::string xlsx_of(const XlsxOf& of) {
  return zipped(xlsx_parts(of));
}

/// The same with another text in one part.
inline std::string xlsx_with(const XlsxOf& of, std::string_view part, std::string text) {
  ZipParts parts = xlsx_parts(of);
  for (auto& [name, bytes] : parts) {
    if (name == part) bytes = text;
  }
  return zipped(parts);
}

}  // namespace fangan::test
