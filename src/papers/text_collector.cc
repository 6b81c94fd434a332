#include "papers/text_collector.h"

#include "papers/xlsx_cells.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// Bytes of a character of UTF-16, at most; of an escaped one.
constexpr size_t unit_bytes_max = 7;

}  // namespace

void TextCollector::clear() {
  text_.clear();
  is_cut_ = false;
}

bool TextCollector::add(const XmlScanner& xml) {
  // What is longer is read on, but not kept: it is cut in the end.
  if (text_.size() > units_max_ * unit_bytes_max) return true;
  return xml.append_text(&text_);
}

bool TextCollector::finish() {
  if (!is_valid_utf8(text_) || text_.find('\0') != text_.npos) return false;
  resolve_escapes(&text_);
  if (text_.size() <= units_max_ || utf16_units(text_) <= units_max_) return true;
  text_.resize(first_units(text_, units_max_).size());
  is_cut_ = true;
  return true;
}

}  // namespace fangan
