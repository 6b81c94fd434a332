#include "document/body.h"

#include <algorithm>
#include <unordered_set>

#include "document/pipe_table.h"

namespace fangan {
namespace {

constexpr int depth_max = 16;

struct Line {
  size_t indent = 0;
  size_t begin = 0;  ///< First byte after the indentation, in the source.
  size_t end = 0;    ///< Without trailing blanks.
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

class Reader {
 public:
  Reader(const Sources& sources, Span body, Diagnostics* diagnostics)
      : text_(sources.at(body.source).text()), body_(body), diagnostics_(diagnostics) {
    split_lines();
  }

  Body read() {
    Body result;
    const auto is_table_line = [this](const Line& line) { return text_[line.begin] == '|'; };
    const auto table = std::find_if(lines_.begin(), lines_.end(), is_table_line);
    const auto entries_end = static_cast<size_t>(table - lines_.begin());
    size_t next = 0;
    result.entries = read_level(&next, entries_end, 0, 0);
    refuse_keys_twice(result.entries, diagnostics_);
    if (table == lines_.end()) return result;
    size_t after = entries_end;
    while (after < lines_.size() && is_table_line(lines_[after])) ++after;
    result.table = read_pipe_table(text_, span(lines_[entries_end].begin, lines_[after - 1].end));
    for (; after < lines_.size(); ++after) report("DOC-B001", lines_[after]);
    return result;
  }

 private:
  Span span(size_t begin, size_t end) const {
    return Span{body_.source, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }

  void report(const char* code, const Line& line, std::vector<Fact> facts = {}) {
    diagnostics_->push_back(problem_at(code, span(line.begin, line.end), std::move(facts)));
  }

  void split_lines() {
    std::optional<Line> tabbed;
    for (size_t at = body_.begin; at < body_.end;) {
      const size_t feed = std::min<size_t>(text_.find('\n', at), body_.end);
      Line line;
      line.begin = at;
      line.end = feed;
      bool has_tab = false;
      while (line.begin < feed && is_blank(text_[line.begin])) {
        has_tab = has_tab || text_[line.begin] == '\t';
        ++line.begin;
      }
      while (line.end > line.begin && is_blank(text_[line.end - 1])) --line.end;
      line.indent = line.begin - at;
      at = feed + 1;
      if (line.end == line.begin) continue;
      if (has_tab && !tabbed) tabbed = line;
      if (has_tab) line.indent = indent_meant(line);
      if (text_[line.begin] == '#') {
        report("DOC-B007", line);
      } else {
        lines_.push_back(line);
      }
    }
    if (tabbed) report("DOC-B002", *tabbed);
  }

  std::string_view margin(const Line& line) const {
    const size_t feed = line.begin == 0 ? text_.npos : text_.rfind('\n', line.begin - 1);
    const size_t begin = feed == text_.npos ? 0 : feed + 1;
    return text_.substr(begin, line.begin - begin);
  }

  /// How deep a line with tabs stands, so that one tab does not make errors of the lines around it:
  /// as the nearest line above with the same margin, else below a key that waits for its lines,
  /// else beside the line above.
  size_t indent_meant(const Line& line) const {
    if (lines_.empty()) return 0;
    const Line& above = lines_.back();
    for (auto other = lines_.rbegin(); other != lines_.rend(); ++other) {
      const bool is_open = other->indent <= above.indent;
      if (is_open && margin(*other) == margin(line)) return other->indent;
    }
    return text_[above.end - 1] == ':' ? above.indent + 2 : above.indent;
  }

  /// Entries indented by at least `least_indent`, until a shallower line or `end`. A line belongs
  /// to the one above when it is deeper than that one; siblings need not stand exactly in line.
  std::vector<Entry> read_level(size_t* next, size_t end, size_t least_indent, int depth) {
    std::vector<Entry> entries;
    if (*next >= end) return entries;
    if (depth > depth_max) {
      report("DOC-B004", lines_[*next]);
      while (*next < end && lines_[*next].indent >= least_indent) ++*next;
      return entries;
    }
    while (*next < end && lines_[*next].indent >= least_indent) {
      const Line& line = lines_[*next];
      Entry entry = read_entry(line, depth);
      ++*next;
      const size_t below = *next;
      size_t after = below;
      while (after < end && lines_[after].indent > line.indent) ++after;
      if (after > below) {
        entry.below_span = span(lines_[below].begin, lines_[after - 1].end);
        entry.below = read_level(next, after, line.indent + 1, depth + 1);
        *next = after;
      }
      entries.push_back(std::move(entry));
    }
    return entries;
  }

  /// Where the key of a line ends: at the first `:` outside ASCII quotes that is followed by a
  /// blank or ends the line.
  size_t key_end(const Line& line) const {
    bool quoted = false;
    for (size_t i = line.begin; i < line.end; ++i) {
      if (text_[i] == '"') quoted = !quoted;
      const bool ends_word = i + 1 == line.end || text_[i + 1] == ' ';
      if (text_[i] == ':' && !quoted && ends_word) return i;
    }
    return std::string_view::npos;
  }

  Entry read_entry(const Line& line, int depth) {
    Entry entry;
    entry.key_span = span(line.begin, line.begin);
    size_t value_begin = line.begin;
    const std::string_view text = text_.substr(line.begin, line.end - line.begin);
    if (text == "-" || text.substr(0, 2) == "- ") {
      entry.key_span = span(line.begin, line.begin + 1);
      value_begin += 1;
      if (depth == 0) report("DOC-B001", line);
    } else if (const size_t colon = key_end(line); colon != std::string_view::npos) {
      size_t end = colon;
      while (end > line.begin && is_blank(text_[end - 1])) --end;
      entry.key = std::string(text_.substr(line.begin, end - line.begin));
      entry.key_span = span(line.begin, end);
      value_begin = colon + 1;
    } else if (depth == 0) {
      report("DOC-B001", line);
    }
    while (value_begin < line.end && is_blank(text_[value_begin])) ++value_begin;
    entry.value = std::string(text_.substr(value_begin, line.end - value_begin));
    entry.value_span = span(value_begin, line.end);
    return entry;
  }

  std::string_view text_;
  Span body_;
  Diagnostics* diagnostics_;
  std::vector<Line> lines_;
};

}  // namespace

const Entry* Body::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

Body read_body(const Sources& sources, Span body, Diagnostics* diagnostics) {
  return Reader(sources, body, diagnostics).read();
}

void refuse_value_and_lines(const Entry& entry, Diagnostics* diagnostics) {
  if (entry.value.empty() || entry.below.empty()) return;
  diagnostics->push_back(problem_at("DOC-B006", entry.below_span));
}

void refuse_keys_twice(const std::vector<Entry>& entries, Diagnostics* diagnostics) {
  std::unordered_set<std::string> keys;
  for (const Entry& entry : entries) {
    if (entry.key.empty() || keys.insert(entry.key).second) continue;
    diagnostics->push_back(problem_at("DOC-B003", entry.key_span, {{"key", entry.key}}));
  }
}

std::vector<QuotedEntry> read_quoted_entries(const Sources& sources, const Entry& entry,
                                             Diagnostics* diagnostics) {
  std::vector<QuotedEntry> quoted;
  const std::string_view text = sources.at(entry.key_span.source).text();
  for (const Entry& below : entry.below) {
    refuse_value_and_lines(below, diagnostics);
    // The words may hold `: `, so the line is read anew: from its first to its last ASCII quote.
    const size_t begin = below.key_span.begin;
    const size_t end = below.value_span.end;
    const std::string_view line = text.substr(begin, end - begin);
    const size_t open = line.find('"');
    const size_t close = line.rfind('"');
    const size_t colon = close == std::string_view::npos ? close : line.find(':', close);
    if (open != 0 || close == open || colon == std::string_view::npos) {
      diagnostics->push_back(problem_at("DOC-B005", Span{below.key_span.source,
                                                         static_cast<uint32_t>(begin),
                                                         static_cast<uint32_t>(end)}));
      continue;
    }
    size_t rest = colon + 1;
    while (rest < line.size() && is_blank(line[rest])) ++rest;
    const auto place = [&](size_t from, size_t to) {
      return Span{below.key_span.source, static_cast<uint32_t>(begin + from),
                  static_cast<uint32_t>(begin + to)};
    };
    quoted.push_back(QuotedEntry{std::string(line.substr(open + 1, close - open - 1)),
                                 place(open + 1, close), std::string(line.substr(rest)),
                                 place(rest, line.size())});
  }
  return quoted;
}

}  // namespace fangan
