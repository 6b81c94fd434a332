#include "document/docx_text.h"

#include <algorithm>
#include <pugixml.hpp>
#include <set>

#include "document/numbering.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t cells_per_paragraph_max = 5;  // Tables of real documents stay far below.
constexpr int span_max = 64;

bool is_on(const pugi::xml_node& node) {
  const std::string_view value = node.attribute("w:val").as_string("true");
  return node && value != "0" && value != "false" && value != "off";
}

/// True when a reviewer deleted the paragraph's mark or the row, or moved it elsewhere.
bool is_taken_out(const pugi::xml_node& properties) {
  return properties.child("w:del") || properties.child("w:moveFrom");
}

bool is_blank_text(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, &at);
    if (c > U' ' && c != 0xA0 && c != 0x3000 && c != 0xFEFF) return false;
  }
  return true;
}

/// Without ASCII blanks around it; malformed bytes become U+FFFD, so that what comes out is UTF-8.
std::string clean(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return is_valid_utf8(text) ? std::string(text) : to_utf8(to_utf32(text));
}

void append_with_blank(std::string_view text, std::string* whole) {
  if (text.empty()) return;
  if (!whole->empty()) *whole += ' ';
  *whole += text;
}

/// Wrappers that add nothing to the text in them.
bool is_wrapper(std::string_view name) {
  static const std::set<std::string_view> names = {
      "w:ins",     "w:moveTo",    "w:smartTag", "w:customXml", "w:hyperlink", "w:fldSimple",
      "w:dir",     "w:bdo",       "m:oMath",    "m:oMathPara", "m:r",         "w:ruby",
      "w:rubyBase"};
  return names.count(name) > 0;
}

/// Text boxes below `node`, each once: a shape is often written twice, for new and old programs.
void collect_boxes(const pugi::xml_node& node, std::vector<pugi::xml_node>* boxes) {
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = child.name();
    if (name == "w:txbxContent") {
      boxes->push_back(child);
    } else if (name == "mc:AlternateContent") {
      const pugi::xml_node choice = child.child("mc:Choice");
      collect_boxes(choice ? choice : child.child("mc:Fallback"), boxes);
    } else {
      collect_boxes(child, boxes);
    }
  }
}

/// What the runs of a paragraph hold. A manual line break is '\n'.
struct ParagraphText {
  std::string text;
  std::vector<pugi::xml_node> boxes;
};

void append_characters(const pugi::xml_node& node, std::string* text) {
  for (const pugi::xml_node& part : node.children()) {
    for (const char* c = part.value(); *c != '\0'; ++c) {
      *text += static_cast<unsigned char>(*c) < 0x20 ? ' ' : *c;
    }
  }
}

void read_runs(const pugi::xml_node& parent, ParagraphText* out) {
  for (const pugi::xml_node& node : parent.children()) {
    const std::string_view name = node.name();
    if (name == "w:r") {
      if (!is_on(node.child("w:rPr").child("w:vanish"))) read_runs(node, out);
    } else if (name == "w:t" || name == "m:t") {
      append_characters(node, &out->text);
    } else if (name == "w:tab" || name == "w:ptab") {
      out->text += ' ';
    } else if (name == "w:br" || name == "w:cr") {
      const std::string_view kind = node.attribute("w:type").as_string("textWrapping");
      if (kind == "textWrapping") out->text += '\n';
    } else if (name == "w:noBreakHyphen") {
      out->text += '-';
    } else if (name == "w:drawing" || name == "w:pict" || name == "w:object") {
      collect_boxes(node, &out->boxes);
    } else if (name == "w:sdt") {
      read_runs(node.child("w:sdtContent"), out);
    } else if (name == "mc:AlternateContent") {
      const pugi::xml_node choice = node.child("mc:Choice");
      read_runs(choice ? choice : node.child("mc:Fallback"), out);
    } else if (is_wrapper(name)) {
      read_runs(node, out);
    }
    // w:del and w:moveFrom are what a reviewer took out; w:instrText is no text.
  }
}

/// The children called `name`, also those in content controls.
void collect_children(const pugi::xml_node& parent, std::string_view name,
                      std::vector<pugi::xml_node>* found) {
  for (const pugi::xml_node& node : parent.children()) {
    const std::string_view own = node.name();
    if (own == name) {
      found->push_back(node);
    } else if (own == "w:sdt") {
      collect_children(node.child("w:sdtContent"), name, found);
    } else if (own == "w:customXml" || own == "w:ins") {
      collect_children(node, name, found);
    }
  }
}

class Reader {
 public:
  Reader(const DocxParts& parts, const DocxLimits& limits) : limits_(limits) {
    numbering_.read(parts.numbering, parts.styles);
    for (const pugi::xml_node& style : parts.styles.children("w:style")) {
      const std::string_view name = style.child("w:name").attribute("w:val").as_string();
      const bool of_contents = name.substr(0, 4) == "toc " || name.substr(0, 4) == "TOC ";
      if (of_contents) contents_styles_.insert(style.attribute("w:styleId").as_string());
    }
  }

  Result<Docx> read(const pugi::xml_node& body) {
    read_blocks(body, nullptr);
    if (full()) return problem("DOC-X006", {{"limit", std::to_string(limits_.paragraphs_max)}});
    return std::move(docx_);
  }

 private:
  bool full() const {
    return paragraphs_ > limits_.paragraphs_max ||
           cells_ > limits_.paragraphs_max * cells_per_paragraph_max;
  }

  /// Lines go to the document, or, within a table, to the text of a cell.
  void write(std::string line, std::string* cell) {
    if (is_blank_text(line)) return;
    if (cell != nullptr) {
      append_with_blank(line, cell);
    } else {
      docx_.lines.push_back(std::move(line));
    }
  }

  /// Paragraphs and tables in order. A paragraph whose mark was taken out joins the next.
  void read_blocks(const pugi::xml_node& parent, std::string* cell) {
    ParagraphText joined;
    for (const pugi::xml_node& node : parent.children()) {
      if (full()) return;
      const std::string_view name = node.name();
      if (name == "w:p") {
        read_paragraph(node, &joined, cell);
      } else if (name == "w:tbl") {
        read_table(node, cell);
      } else if (name == "w:sdt") {
        if (!is_contents(node)) read_blocks(node.child("w:sdtContent"), cell);
      } else if (name == "mc:AlternateContent") {
        const pugi::xml_node choice = node.child("mc:Choice");
        read_blocks(choice ? choice : node.child("mc:Fallback"), cell);
      } else if (is_wrapper(name)) {
        read_blocks(node, cell);
      }
    }
    write_paragraph({}, joined, cell);
  }

  static bool is_contents(const pugi::xml_node& control) {
    const pugi::xml_node part = control.child("w:sdtPr").child("w:docPartObj");
    const std::string_view kind = part.child("w:docPartGallery").attribute("w:val").as_string();
    return kind == "Table of Contents";
  }

  void read_paragraph(const pugi::xml_node& node, ParagraphText* joined, std::string* cell) {
    ++paragraphs_;
    const pugi::xml_node properties = node.child("w:pPr");
    const std::string style = properties.child("w:pStyle").attribute("w:val").as_string();
    if (contents_styles_.count(style) > 0) return;
    read_runs(node, joined);
    if (is_taken_out(properties.child("w:rPr"))) return;
    const ParagraphText paragraph = std::move(*joined);
    *joined = {};
    write_paragraph(number_of(properties, style, clean(paragraph.text)), paragraph, cell);
  }

  /// Counts the paragraph, empty or not, as Word does.
  std::string number_of(const pugi::xml_node& properties, const std::string& style,
                        const std::string& text) {
    ListPlace place = numbering_.place_of_style(style);
    if (const pugi::xml_node number = properties.child("w:numPr")) {
      const pugi::xml_node list = number.child("w:numId");
      const pugi::xml_node level = number.child("w:ilvl");
      if (list) place = {list.attribute("w:val").as_int(), 0};
      if (level) place.level = level.attribute("w:val").as_int();
    }
    return place.list == 0 ? std::string() : numbering_.next(place, style, text);
  }

  void write_paragraph(std::string number, const ParagraphText& paragraph, std::string* cell) {
    const std::string& text = paragraph.text;
    for (size_t begin = 0; begin <= text.size();) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      std::string line = clean(std::string_view(text).substr(begin, end - begin));
      begin = end + 1;
      if (is_blank_text(line)) continue;
      line.insert(0, number);
      number.clear();
      write(std::move(line), cell);
    }
    for (const pugi::xml_node& box : paragraph.boxes) read_blocks(box, cell);
  }

  void read_table(const pugi::xml_node& table, std::string* outer) {
    DocxTable read;
    read.first_line = static_cast<uint32_t>(docx_.lines.size());
    std::vector<pugi::xml_node> rows;
    collect_children(table, "w:tr", &rows);
    for (const pugi::xml_node& row : rows) {
      if (full()) return;
      if (is_taken_out(row.child("w:trPr"))) continue;
      std::vector<std::string> cells = read_row(row);
      for (const std::string& cell : cells) write(cell, outer);
      if (outer == nullptr) read.rows.push_back(std::move(cells));
    }
    if (outer != nullptr) return;  // A table within a cell is part of its text.
    read.line_count = static_cast<uint32_t>(docx_.lines.size()) - read.first_line;
    docx_.tables.push_back(std::move(read));
  }

  /// One text a column: a cell over several columns is followed by empty ones, and a cell that
  /// continues the one above is empty.
  std::vector<std::string> read_row(const pugi::xml_node& row) {
    std::vector<std::string> cells;
    const pugi::xml_node before = row.child("w:trPr").child("w:gridBefore");
    add_empty_cells(before.attribute("w:val").as_int(0), &cells);
    std::vector<pugi::xml_node> nodes;
    collect_children(row, "w:tc", &nodes);
    for (const pugi::xml_node& node : nodes) {
      if (full()) break;
      const pugi::xml_node properties = node.child("w:tcPr");
      const pugi::xml_node merge = properties.child("w:vMerge");
      const std::string_view kind = merge.attribute("w:val").as_string("continue");
      std::string text;
      if (!merge || kind == "restart") read_blocks(node, &text);
      cells.push_back(std::move(text));
      add_empty_cells(properties.child("w:gridSpan").attribute("w:val").as_int(1) - 1, &cells);
    }
    cells_ += cells.size();
    return cells;
  }

  void add_empty_cells(int count, std::vector<std::string>* cells) {
    const auto added = static_cast<size_t>(std::clamp(count, 0, span_max));
    cells->resize(cells->size() + added);
    cells_ += added;
  }

  const DocxLimits& limits_;
  Numbering numbering_;
  std::set<std::string> contents_styles_;
  Docx docx_;
  size_t paragraphs_ = 0;
  size_t cells_ = 0;
};

}  // namespace

Result<Docx> read_docx_text(const DocxParts& parts, const DocxLimits& limits) {
  return Reader(parts, limits).read(parts.body);
}

}  // namespace fangan
