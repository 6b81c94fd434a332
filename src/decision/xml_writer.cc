#include "decision/xml_writer.h"

#include <algorithm>
#include <cstddef>

namespace fangan::dmn {
namespace {

constexpr std::ptrdiff_t attributes_on_a_line_max = 5;

enum class Inside : uint8_t { text, attribute };

/// Line ends and tabs survive in attributes as references only, `]]>` never stands in text.
void append_escaped(std::string_view text, Inside inside, std::string* out) {
  const bool is_attribute = inside == Inside::attribute;
  for (const char c : text) {
    switch (c) {
      case '&':
        *out += "&amp;";
        break;
      case '<':
        *out += "&lt;";
        break;
      case '>':
        *out += "&gt;";
        break;
      case '\r':
        *out += "&#13;";
        break;
      case '"':
        *out += is_attribute ? "&quot;" : "\"";
        break;
      case '\n':
        *out += is_attribute ? "&#10;" : "\n";
        break;
      case '\t':
        *out += is_attribute ? "&#9;" : "\t";
        break;
      default:
        *out += c;
    }
  }
}

}  // namespace

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") {}

void XmlWriter::begin_line() {
  if (is_tag_open_) out_ += '>';
  is_tag_open_ = false;
  out_ += '\n';
  out_.append(depth_ * 2, ' ');
}

void XmlWriter::open(std::string_view name, const std::vector<XmlPair>& attributes) {
  begin_line();
  out_ += '<';
  out_ += name;
  const auto is_written = [](const XmlPair& pair) {
    return !pair.value.empty() || pair.when_empty == WhenEmpty::write;
  };
  const auto count = std::count_if(attributes.begin(), attributes.end(), is_written);
  const std::string between =
      count > attributes_on_a_line_max ? "\n" + std::string(depth_ * 2 + 4, ' ') : " ";
  for (const XmlPair& pair : attributes) {
    if (!is_written(pair)) continue;
    out_ += between;
    out_ += pair.name;
    out_ += "=\"";
    append_escaped(pair.value, Inside::attribute, &out_);
    out_ += '"';
  }
  is_tag_open_ = true;
  ++depth_;
}

void XmlWriter::close(std::string_view name) {
  --depth_;
  if (is_tag_open_) {
    out_ += "/>";
    is_tag_open_ = false;
    return;
  }
  begin_line();
  out_ += "</";
  out_ += name;
  out_ += '>';
}

void XmlWriter::text_element(std::string_view name, std::string_view text) {
  begin_line();
  out_ += '<';
  out_ += name;
  out_ += '>';
  append_escaped(text, Inside::text, &out_);
  out_ += "</";
  out_ += name;
  out_ += '>';
}

void XmlWriter::verbatim(std::string_view xml) {
  begin_line();
  out_ += xml;
}

}  // namespace fangan::dmn
