#include "document/markdown.h"

#include <algorithm>

namespace fangan {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_trailing_blanks(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

/// Length of the fence mark (``` or more, ~~~ or more) that begins the line; 0 when there is none.
size_t fence_size(std::string_view line) {
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return 0;
  const size_t end = std::min(line.find_first_not_of(line[0]), line.size());
  return end >= 3 ? end : 0;
}

int heading_level(std::string_view line) {
  const size_t marks = std::min(line.find_first_not_of('#'), line.size());
  const bool is_heading = marks >= 1 && marks <= 6 && marks < line.size() && line[marks] == ' ';
  return is_heading ? static_cast<int>(marks) : 0;
}

class Reader {
 public:
  Reader(const Sources& sources, uint32_t source, Diagnostics* diagnostics)
      : source_(sources.at(source)), diagnostics_(diagnostics) {
    file_.source = source;
  }

  MarkdownFile read() {
    if (source_.text().empty()) return std::move(file_);
    for (line_ = 1; line_ <= source_.line_count(); ++line_) {
      const std::string_view line = without_trailing_blanks(source_.line(line_));
      if (line.empty()) continue;
      if (const size_t size = fence_size(line)) {
        read_block(line, size);
      } else {
        read_text_line(line);
      }
    }
    return std::move(file_);
  }

 private:
  Span span(size_t begin, size_t end) const {
    return Span{file_.source, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }

  void read_text_line(std::string_view line) {
    const size_t begin = source_.line_begin(line_);
    const int level = heading_level(line);
    size_t skip = level > 0 ? static_cast<size_t>(level) + 1 : 0;
    // A lone `\` protects nothing: it is what was written.
    if (level == 0 && line.size() > 1 && line[0] == '\\') skip = 1;
    TextLine text_line;
    text_line.text = std::string(line.substr(skip));
    text_line.level = level;
    text_line.span = span(begin + skip, begin + line.size());
    text_line.line = line_;
    file_.lines.push_back(std::move(text_line));
  }

  void read_block(std::string_view opening, size_t mark_size) {
    const size_t begin = source_.line_begin(line_);
    FencedBlock block;
    read_info(opening, mark_size, begin, &block);
    const uint32_t opening_line = line_;
    const size_t body_begin = line_ < source_.line_count() ? source_.line_begin(line_ + 1)
                                                           : source_.text().size();
    block.text_line = file_.lines.empty() ? no_line : static_cast<uint32_t>(file_.lines.size() - 1);
    for (++line_; line_ <= source_.line_count(); ++line_) {
      const std::string_view line = without_trailing_blanks(source_.line(line_));
      const bool is_fence = fence_size(line) >= mark_size && line[0] == opening[0];
      if (!is_fence) continue;
      if (fence_size(line) < line.size()) {
        // Another block opens here, so this one was not closed.
        report_open(begin, opening, opening_line);
        block.body = span(body_begin, source_.line_begin(line_));
        block.whole = span(begin, source_.line_begin(line_));
        file_.blocks.push_back(std::move(block));
        --line_;
        return;
      }
      block.body = span(body_begin, source_.line_begin(line_));
      block.whole = span(begin, source_.line_begin(line_) + line.size());
      file_.blocks.push_back(std::move(block));
      return;
    }
    report_open(begin, opening, opening_line);
    block.body = span(body_begin, source_.text().size());
    block.whole = span(begin, source_.text().size());
    file_.blocks.push_back(std::move(block));
  }

  void report_open(size_t begin, std::string_view opening, uint32_t line) {
    diagnostics_->push_back(problem_at("DOC-M001", span(begin, begin + opening.size()),
                                       {{"line", std::to_string(line)}}));
  }

  /// The info string `kind name`: the kind is the first word, the name the rest.
  void read_info(std::string_view opening, size_t mark_size, size_t begin, FencedBlock* block) {
    size_t at = mark_size;
    while (at < opening.size() && is_blank(opening[at])) ++at;
    size_t kind_end = at;
    while (kind_end < opening.size() && !is_blank(opening[kind_end])) ++kind_end;
    size_t name_begin = kind_end;
    while (name_begin < opening.size() && is_blank(opening[name_begin])) ++name_begin;
    block->kind = std::string(opening.substr(at, kind_end - at));
    block->name = std::string(opening.substr(name_begin));
    block->kind_span = span(begin + at, begin + kind_end);
    block->name_span = span(begin + name_begin, begin + opening.size());
    if (block->kind.empty()) {
      diagnostics_->push_back(problem_at("DOC-M002", span(begin, begin + opening.size())));
    }
  }

  const Source& source_;
  Diagnostics* diagnostics_;
  MarkdownFile file_;
  uint32_t line_ = 1;
};

}  // namespace

MarkdownFile read_markdown(const Sources& sources, uint32_t source, Diagnostics* diagnostics) {
  return Reader(sources, source, diagnostics).read();
}

std::string write_text_line(std::string_view text, int level) {
  if (level > 0) return std::string(static_cast<size_t>(level), '#') + " " + std::string(text);
  const bool looks_like_markup =
      !text.empty() && (text[0] == '#' || text[0] == '`' || text[0] == '\\' ||
                        text.substr(0, 3) == "~~~");
  return (looks_like_markup ? "\\" : "") + std::string(text);
}

}  // namespace fangan
