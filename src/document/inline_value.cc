// Values written `[a, b]`, `{k: v}` or a plain word, and the same spread over deeper lines.
#include <algorithm>
#include <optional>
#include <unordered_set>

#include "document/body.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr int depth_max = 16;

class Reader {
 public:
  Reader(std::string_view text, Span value) : text_(text), span_(value), at_(value.begin) {}

  Result<Inline> read_whole() {
    Result<Inline> value = read(0, "");
    if (!value) return value;
    skip_blanks();
    if (at_ < span_.end) return fail("DOC-I002", at_, span_.end);
    return value;
  }

 private:
  Diagnostic fail(const char* code, size_t begin, size_t end) const {
    return problem_at(code, span(begin, std::max(end, begin)));
  }
  Span span(size_t begin, size_t end) const {
    return Span{span_.source, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }
  void skip_blanks() {
    while (at_ < span_.end && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool at(char c) const { return at_ < span_.end && text_[at_] == c; }

  Result<Inline> read(int depth, std::string_view stops) {
    skip_blanks();
    if (depth > depth_max) return fail("DOC-I001", at_, span_.end);
    if (at('[')) return read_list(depth);
    if (at('{')) return read_map(depth);
    return read_word(stops);
  }

  /// `[甲、乙]` and `{2018：1}` would be one word each.
  std::optional<Diagnostic> refuse_wide_marks(size_t begin, size_t end, bool is_key) const {
    for (size_t at = begin; at < end;) {
      const size_t mark = at;
      const char32_t c = next_code_point(text_, &at);
      if (c == U'，' || c == U'、' || (is_key && c == U'：')) return fail("DOC-I005", mark, at);
    }
    return std::nullopt;
  }

  /// A plain word: up to one of `stops`, or, outside brackets, to the end.
  Result<Inline> read_word(std::string_view stops) {
    const size_t begin = at_;
    while (at_ < span_.end && stops.find(text_[at_]) == std::string_view::npos) ++at_;
    size_t end = at_;
    while (end > begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
    if (end == begin && !stops.empty()) return fail("DOC-I003", begin, begin);
    if (!stops.empty()) {
      const bool is_key = stops.front() == ':';
      if (std::optional<Diagnostic> wide = refuse_wide_marks(begin, end, is_key)) return *wide;
    }
    Inline word;
    word.word = std::string(text_.substr(begin, end - begin));
    word.span = span(begin, end);
    return word;
  }

  Result<Inline> read_list(int depth) {
    const size_t begin = at_++;
    Inline list;
    list.kind = Inline::Kind::list;
    skip_blanks();
    while (!at(']')) {
      if (at_ >= span_.end) return fail("DOC-I001", begin, begin + 1);
      Result<Inline> item = read(depth + 1, ",]");
      if (!item) return item;
      list.items.push_back(std::move(item).value());
      skip_blanks();
      if (at(']')) break;
      if (!at(',')) return fail("DOC-I001", begin, begin + 1);
      ++at_;
      skip_blanks();
      if (at(']')) return fail("DOC-I003", at_, at_);
    }
    list.span = span(begin, ++at_);
    return list;
  }

  Result<Inline> read_map(int depth) {
    const size_t begin = at_++;
    Inline map;
    map.kind = Inline::Kind::map;
    std::unordered_set<std::string> keys;
    skip_blanks();
    while (!at('}')) {
      if (at_ >= span_.end) return fail("DOC-I001", begin, begin + 1);
      Result<Inline> key = read_word(":,}");
      if (!key) return key;
      if (!at(':')) return fail("DOC-I003", at_, at_);
      ++at_;
      Result<Inline> value = read(depth + 1, ",}");
      if (!value) return value;
      if (!keys.insert(key.value().word).second) {
        Diagnostic twice = problem_at("DOC-I004", key.value().span, {{"key", key.value().word}});
        return twice;
      }
      map.pairs.push_back({std::move(key).value(), std::move(value).value()});
      skip_blanks();
      if (at('}')) break;
      if (!at(',')) return fail("DOC-I001", begin, begin + 1);
      ++at_;
      skip_blanks();
      if (at('}')) return fail("DOC-I003", at_, at_);
    }
    map.span = span(begin, ++at_);
    return map;
  }

  std::string_view text_;
  Span span_;
  size_t at_;
};

Result<Inline> read_below(const Sources& sources, const Entry& entry) {
  Inline value;
  value.span = entry.below_span;
  value.kind = entry.below.front().key.empty() ? Inline::Kind::list : Inline::Kind::map;
  Diagnostics twice;
  refuse_keys_twice(entry.below, &twice);
  if (!twice.empty()) return twice;
  for (const Entry& below : entry.below) {
    Diagnostics both;
    refuse_value_and_lines(below, &both);
    if (!both.empty()) return both;
    Result<Inline> inner = read_inline(sources, below);
    if (!inner) return inner;
    if (value.kind == Inline::Kind::list) {
      value.items.push_back(std::move(inner).value());
      continue;
    }
    Inline key;
    key.word = below.key;
    key.span = below.key_span;
    value.pairs.push_back({std::move(key), std::move(inner).value()});
  }
  return value;
}

}  // namespace

Result<Inline> read_inline(const Sources& sources, const Entry& entry) {
  if (entry.value.empty() && !entry.below.empty()) return read_below(sources, entry);
  return Reader(sources.at(entry.value_span.source).text(), entry.value_span).read_whole();
}

}  // namespace fangan
