#include "text/source.h"

#include <algorithm>
#include <cassert>

#include "text/utf8.h"

namespace fangan {

Source::Source(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)) {
  assert(text_.size() < UINT32_MAX);
  line_begins_.push_back(0);
  for (size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n' && i + 1 < text_.size()) {
      line_begins_.push_back(static_cast<uint32_t>(i + 1));
    }
  }
}

std::string_view Source::line(uint32_t line) const {
  assert(line >= 1 && line <= line_count());
  const uint32_t begin = line_begins_[line - 1];
  const size_t end = line < line_count() ? line_begins_[line] : text_.size();
  std::string_view text = std::string_view(text_).substr(begin, end - begin);
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return text;
}

uint32_t Source::line_begin(uint32_t line) const {
  assert(line >= 1 && line <= line_count());
  return line_begins_[line - 1];
}

Position Source::position(uint32_t offset_bytes) const {
  assert(offset_bytes <= text_.size());
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset_bytes);
  const auto line = static_cast<uint32_t>(after - line_begins_.begin());
  const uint32_t begin = line_begins_[line - 1];
  const size_t before =
      code_point_count(std::string_view(text_).substr(begin, offset_bytes - begin));
  return Position{line, static_cast<uint32_t>(before + 1)};
}

uint32_t Sources::add(std::string name, std::string text) {
  sources_.emplace_back(std::move(name), std::move(text));
  return static_cast<uint32_t>(sources_.size() - 1);
}

const Source& Sources::at(uint32_t index) const {
  assert(index < sources_.size());
  return sources_[index];
}

std::string_view Sources::text(Span span) const {
  assert(span.begin <= span.end);
  return at(span.source).text().substr(span.begin, span.end - span.begin);
}

}  // namespace fangan
