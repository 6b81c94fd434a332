#include "document/docx.h"

#include <map>
#include <pugixml.hpp>

#include "document/numbering.h"
#include "document/zip_archive.h"

namespace fangan {
namespace {

struct ListPlace {
  int list = 0;
  int level = 0;
};

/// Deep nesting is refused before the parser, whose tree is walked by recursion, ever sees it.
bool nested_too_deep(std::string_view xml, int depth_max) {
  int depth = 0;
  for (size_t i = 0; i + 1 < xml.size(); ++i) {
    if (xml[i] == '<') {
      if (xml[i + 1] == '/') --depth;
      else if (xml[i + 1] != '?' && xml[i + 1] != '!' && ++depth > depth_max) return true;
    } else if (xml[i] == '/' && xml[i + 1] == '>') {
      --depth;
    }
  }
  return false;
}

Result<pugi::xml_document> parse(const std::string& xml, int depth_max) {
  if (nested_too_deep(xml, depth_max)) return problem("DOC-X005");
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(
      xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_auto);
  if (!parsed) return problem("DOC-X004", {{"offset", std::to_string(parsed.offset)}});
  return document;
}

std::string trim(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

class Reader {
 public:
  Reader(const DocxLimits& limits, Numbering numbering, std::map<std::string, ListPlace> styles)
      : limits_(limits), numbering_(std::move(numbering)), styles_(std::move(styles)) {}

  Result<Docx> read(const pugi::xml_node& body) {
    read_blocks(body, nullptr);
    if (docx_.lines.size() > limits_.paragraphs_max) {
      return problem("DOC-X006", {{"limit", std::to_string(limits_.paragraphs_max)}});
    }
    return std::move(docx_);
  }

 private:
  bool full() const { return docx_.lines.size() > limits_.paragraphs_max; }

  /// Paragraphs and tables in order; within a table cell the texts go to `cell`.
  void read_blocks(const pugi::xml_node& parent, std::string* cell) {
    for (const pugi::xml_node& node : parent.children()) {
      if (full()) return;
      const std::string_view name = node.name();
      if (name == "w:p") {
        add_paragraph(node, cell);
      } else if (name == "w:tbl") {
        read_table(node);
      } else if (name == "w:sdt") {
        read_blocks(node.child("w:sdtContent"), cell);
      } else if (name == "w:ins" || name == "w:smartTag" || name == "w:customXml") {
        read_blocks(node, cell);
      }
    }
  }

  void add_paragraph(const pugi::xml_node& paragraph, std::string* cell) {
    std::string text;
    read_runs(paragraph, &text);
    const std::string number = number_of(paragraph);
    size_t begin = 0;
    bool first = true;
    // A manual line break is a line of its own.
    while (begin <= text.size()) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      std::string line = trim(text.substr(begin, end - begin));
      if (first && !line.empty()) line = number + line;
      if (!line.empty()) {
        first = false;
        if (cell != nullptr) *cell += (cell->empty() ? "" : " ") + line;
        else docx_.lines.push_back(std::move(line));
      }
      begin = end + 1;
    }
  }

  std::string number_of(const pugi::xml_node& paragraph) {
    const pugi::xml_node properties = paragraph.child("w:pPr");
    ListPlace place;
    const auto style = styles_.find(properties.child("w:pStyle").attribute("w:val").as_string());
    if (style != styles_.end()) place = style->second;
    if (const pugi::xml_node number = properties.child("w:numPr")) {
      place.list = number.child("w:numId").attribute("w:val").as_int(place.list);
      place.level = number.child("w:ilvl").attribute("w:val").as_int(place.level);
    }
    if (place.list == 0) return {};
    std::string empty_check;
    read_runs(paragraph, &empty_check);
    return trim(empty_check).empty() ? std::string() : numbering_.next(place.list, place.level);
  }

  void read_runs(const pugi::xml_node& parent, std::string* text) const {
    for (const pugi::xml_node& node : parent.children()) {
      const std::string_view name = node.name();
      if (name == "w:t") {
        *text += node.text().as_string();
      } else if (name == "w:tab") {
        *text += ' ';
      } else if (name == "w:br" || name == "w:cr") {
        const std::string_view kind = node.attribute("w:type").as_string();
        if (kind.empty() || kind == "textWrapping") *text += '\n';
      } else if (name == "w:noBreakHyphen") {
        *text += '-';
      } else if (name == "w:r" || name == "w:ins" || name == "w:hyperlink" || name == "w:smartTag" ||
                 name == "w:fldSimple" || name == "w:customXml" || name == "w:moveTo") {
        read_runs(node, text);
      } else if (name == "w:sdt") {
        read_runs(node.child("w:sdtContent"), text);
      } else if (name == "mc:AlternateContent") {
        // The same content twice: what new programs read, and what old ones do.
        const pugi::xml_node choice = node.child("mc:Choice");
        read_runs(choice ? choice : node.child("mc:Fallback"), text);
      }
      // w:del and w:moveFrom are what a reviewer took out; w:instrText is no text.
    }
  }

  void read_table(const pugi::xml_node& table) {
    DocxTable read;
    read.first_line = static_cast<uint32_t>(docx_.lines.size());
    for (const pugi::xml_node& row : table.children("w:tr")) {
      if (row.child("w:trPr").child("w:del")) continue;
      std::vector<std::string> cells;
      for (const pugi::xml_node& cell : row.children("w:tc")) {
        const pugi::xml_node properties = cell.child("w:tcPr");
        std::string text;
        const pugi::xml_node merge = properties.child("w:vMerge");
        const bool continues = merge && std::string_view(merge.attribute("w:val").as_string()) != "restart";
        if (!continues) read_blocks(cell, &text);
        cells.push_back(text);
        const int span = properties.child("w:gridSpan").attribute("w:val").as_int(1);
        constexpr int span_max = 64;
        for (int i = 1; i < std::min(span, span_max); ++i) cells.emplace_back();
      }
      for (const std::string& cell : cells) {
        if (!cell.empty() && !full()) docx_.lines.push_back(cell);
      }
      read.rows.push_back(std::move(cells));
    }
    read.line_count = static_cast<uint32_t>(docx_.lines.size()) - read.first_line;
    docx_.tables.push_back(std::move(read));
  }

  const DocxLimits& limits_;
  Numbering numbering_;
  std::map<std::string, ListPlace> styles_;
  Docx docx_;
};

/// Lists that a style brings along.
std::map<std::string, ListPlace> style_lists(const pugi::xml_node& root) {
  std::map<std::string, ListPlace> styles;
  for (const pugi::xml_node& style : root.children("w:style")) {
    const pugi::xml_node number = style.child("w:pPr").child("w:numPr");
    if (!number) continue;
    ListPlace place;
    place.list = number.child("w:numId").attribute("w:val").as_int();
    place.level = number.child("w:ilvl").attribute("w:val").as_int();
    styles[style.attribute("w:styleId").as_string()] = place;
  }
  return styles;
}

}  // namespace

bool looks_like_docx(std::string_view bytes) {
  const bool zip = bytes.substr(0, 4) == std::string_view("PK\x03\x04", 4);
  const bool old_word = bytes.substr(0, 4) == "\xD0\xCF\x11\xE0";
  return zip || old_word;
}

Result<Docx> read_docx(std::string_view bytes, const DocxLimits& limits) {
  if (bytes.size() > limits.packed_bytes_max) {
    return problem("DOC-T001", {{"limit", std::to_string(limits.packed_bytes_max >> 20)}});
  }
  if (bytes.substr(0, 4) == "\xD0\xCF\x11\xE0") return problem("DOC-X007");
  const Result<ZipArchive> archive = ZipArchive::open(bytes);
  if (!archive) return archive.errors();
  std::map<std::string, pugi::xml_document> parts;
  for (const char* name : {"word/document.xml", "word/numbering.xml", "word/styles.xml"}) {
    const Result<std::optional<std::string>> xml = archive.value().read(name, limits.unpacked_bytes_max);
    if (!xml) return xml.errors();
    if (!xml.value()) continue;
    Result<pugi::xml_document> parsed = parse(*xml.value(), limits.depth_max);
    if (!parsed) return parsed.errors();
    parts[name] = std::move(parsed).value();
  }
  const pugi::xml_node body = parts["word/document.xml"].child("w:document").child("w:body");
  if (!body) return problem("DOC-X002");
  Numbering numbering;
  numbering.read(parts["word/numbering.xml"].child("w:numbering"));
  Reader reader(limits, std::move(numbering), style_lists(parts["word/styles.xml"].child("w:styles")));
  return reader.read(body);
}

}  // namespace fangan
