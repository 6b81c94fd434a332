#include "text/render.h"

#include <algorithm>

#include "text/utf8.h"

namespace fangan {
namespace {

constexpr int excerpt_columns_max = 84;

/// A tab is shown as one blank.
int columns_of(char32_t c) { return c == U'\t' ? 1 : display_width(c); }

std::string blanks(int count) { return std::string(static_cast<size_t>(std::max(count, 0)), ' '); }

/// A line cut to a readable width around the marked part, with the caret line that fits under it.
struct Excerpt {
  std::string line;
  std::string carets;
};

/// Marks have no width; more of them than this before or behind a place are not looked at.
constexpr size_t excerpt_characters_max = 4 * excerpt_columns_max;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// So many characters back from a place.
size_t back(std::string_view line, size_t place, size_t characters) {
  for (; characters > 0 && place > 0; --characters) {
    do {
      --place;
    } while (place > 0 && continues_character(line[place]));
  }
  return place;
}

size_t forward(std::string_view line, size_t place, size_t characters) {
  for (; characters > 0 && place < line.size(); --characters) {
    do {
      ++place;
    } while (place < line.size() && continues_character(line[place]));
  }
  return place;
}

/// Only what may be shown is read: a line may be as long as a file.
Excerpt excerpt(std::string_view line, size_t begin, size_t end, char caret) {
  const size_t from = back(line, begin, excerpt_characters_max);
  const size_t to = forward(line, begin, excerpt_characters_max);
  const std::u32string before = to_utf32(line.substr(from, begin - from));
  const std::u32string text = before + to_utf32(line.substr(begin, to - begin));
  const size_t mark_begin = before.size();
  const std::string_view marked = line.substr(begin, std::min(end, to) - begin);
  const size_t mark_end = mark_begin + std::max<size_t>(1, code_point_count(marked));
  size_t first = 0;
  int width = 0;
  for (const char32_t c : before) width += columns_of(c);
  while (width > excerpt_columns_max / 2) width -= columns_of(text[first++]);
  std::string shown = from > 0 || first > 0 ? "… " : "";
  const int lead = display_width(std::string_view(shown)) + width;
  int caret_width = 0;
  int used = display_width(std::string_view(shown));
  size_t i = first;
  for (; i < text.size() && used < excerpt_columns_max; ++i) {
    const int columns = columns_of(text[i]);
    append_utf8(&shown, text[i] == U'\t' ? U' ' : text[i]);
    used += columns;
    if (i >= mark_begin && i < mark_end) caret_width += columns;
  }
  if (i < text.size() || to < line.size()) shown += " …";
  return {shown, blanks(lead) + std::string(static_cast<size_t>(std::max(caret_width, 1)), caret)};
}

std::string word_for(Severity severity, Language language) {
  const bool zh = language == Language::zh;
  switch (severity) {
    case Severity::error: return zh ? "错误" : "error";
    case Severity::warning: return zh ? "警告" : "warning";
    case Severity::doubt: return zh ? "存疑" : "doubt";
  }
  return {};
}

std::string mark_text(const Mark& mark, const Diagnostic& diagnostic,
                      const std::vector<Language>& languages) {
  std::string text;
  if (mark.code.empty()) return text;
  Diagnostic inner = problem(mark.code, diagnostic.facts);
  for (const Language language : languages) text += " " + sentence(inner, language);
  return text;
}

void render_mark(const Diagnostic& diagnostic, size_t index, const Sources& sources,
                 const std::vector<Language>& languages, std::string* out) {
  const Mark& mark = diagnostic.marks[index];
  const Source& source = sources.at(mark.span.source);
  const Position position = source.position(mark.span.begin);
  const std::string number = std::to_string(position.line);
  const std::string margin = blanks(static_cast<int>(number.size()) + 2);
  *out +=
      margin + "╭─ " + source.name() + ":" + number + ":" + std::to_string(position.column) + "\n";
  if (index == 0 && !diagnostic.headings.empty()) {
    *out += margin + "│  ";
    for (size_t i = 0; i < diagnostic.headings.size(); ++i) {
      *out += (i == 0 ? "" : " › ") + diagnostic.headings[i];
    }
    *out += "\n";
  }
  const std::string_view line = source.line(position.line);
  const size_t begin =
      std::min<size_t>(mark.span.begin - source.line_begin(position.line), line.size());
  const size_t end = std::min(begin + mark.span.size_bytes(), line.size());
  const Excerpt shown = excerpt(line, begin, end, index == 0 ? '^' : '~');
  *out += " " + number + " │ " + shown.line + "\n";
  *out += margin + "│ " + shown.carets + mark_text(mark, diagnostic, languages) + "\n";
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const Sources& sources,
                   const std::vector<Language>& languages) {
  std::string out;
  for (const Language language : languages) {
    out += word_for(diagnostic.severity, language) + " " + diagnostic.code + ": " +
           sentence(diagnostic, language) + "\n";
  }
  for (size_t i = 0; i < diagnostic.marks.size(); ++i) {
    render_mark(diagnostic, i, sources, languages, &out);
  }
  for (const Language language : languages) {
    const std::string advice = hint(diagnostic, language);
    if (!advice.empty()) out += (language == Language::zh ? "建议: " : "hint: ") + advice + "\n";
  }
  return out;
}

std::string render(Diagnostics diagnostics, const Sources& sources,
                   const std::vector<Language>& languages) {
  sort_by_position(&diagnostics);
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics)
    out += render(diagnostic, sources, languages) + "\n";
  return out;
}

}  // namespace fangan
