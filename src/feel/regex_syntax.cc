#include "feel/regex_syntax.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "feel/character_class.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t pattern_bytes_max = 16'384;
constexpr int depth_max = 100;
constexpr int64_t quantity_max = 65'535;  // As far as PCRE2 counts.

bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// A character of the pattern and where it stands, from 1.
struct Symbol {
  char32_t character;
  size_t position;
};

/// With the flag x blanks go, but not inside a class.
std::vector<Symbol> symbols_of(std::string_view pattern, bool spaced) {
  std::vector<Symbol> symbols;
  size_t position = 0;
  int class_depth = 0;
  bool is_escaped = false;
  for (size_t offset = 0; offset < pattern.size();) {
    const char32_t c = next_code_point(pattern, &offset);
    ++position;
    if (spaced && class_depth == 0 && is_blank(c)) continue;
    symbols.push_back({c, position});
    if (is_escaped) {
      is_escaped = false;
      continue;
    }
    is_escaped = c == '\\';
    if (c == '[') ++class_depth;
    if (c == ']' && class_depth > 0) --class_depth;
  }
  return symbols;
}

class Translator {
 public:
  Translator(std::vector<Symbol> symbols, RegexFlags flags)
      : symbols_(std::move(symbols)), flags_(flags) {}

  Result<TranslatedRegex> run() {
    out_ = "(?C)";
    read_branches();
    if (!error_ && !at_end()) fail("FEEL-R002", text_here());  // Only ')' ends branches early.
    if (error_) return *std::move(error_);
    return TranslatedRegex{std::move(out_), flags_, group_count_};
  }

 private:
  bool at_end() const { return i_ >= symbols_.size(); }
  char32_t peek(size_t ahead = 0) const {
    return i_ + ahead < symbols_.size() ? symbols_[i_ + ahead].character : U'\0';
  }
  bool is_next(char32_t c) const { return !at_end() && peek() == c; }
  bool take(char32_t c) {
    if (!is_next(c)) return false;
    ++i_;
    return true;
  }
  size_t position() const {
    if (!at_end()) return symbols_[i_].position;
    return symbols_.empty() ? 1 : symbols_.back().position + 1;
  }
  std::string text_here(size_t count = 1) const {
    std::string text;
    for (size_t k = i_; k < symbols_.size() && k < i_ + count; ++k) {
      append_utf8(&text, symbols_[k].character);
    }
    return text;
  }
  void fail(std::string code, std::string text) { fail_at(std::move(code), position(), text); }
  void fail_at(std::string code, size_t position, std::string text) {
    if (error_) return;
    error_ = problem(std::move(code), {{"text", std::move(text)},
                                       {"position", std::to_string(position)}});
    i_ = symbols_.size();
  }

  void read_branches() {
    if (++depth_ > depth_max) return fail("FEEL-R010", text_here());
    read_branch();
    while (!error_ && take('|')) {
      out_ += '|';
      read_branch();
    }
    --depth_;
  }

  void read_branch() {
    while (!error_ && !at_end() && peek() != '|' && peek() != ')') {
      read_atom();
      if (!error_) read_quantifier();
    }
  }

  void read_atom() {
    const char32_t c = peek();
    switch (c) {
      case '(': return read_group();
      case '[': return write_class(read_class());
      case '\\': return read_escape();
      case '.': ++i_; out_ += flags_.dot_all ? "." : "[^\\n\\r]"; return;
      case '^': ++i_; out_ += flags_.multi_line ? "(?:^)" : "(?:\\A)"; return;
      case '$': ++i_; out_ += flags_.multi_line ? "(?:$)" : "(?:\\z)"; return;
      case '?':
      case '*':
      case '+':
      case '{':
      case '}':
      case ']': return fail("FEEL-R002", text_here());
      default: ++i_; out_ += escaped_for_pcre(c);
    }
  }

  void read_group() {
    const size_t opened_at = position();
    ++i_;
    int group = 0;
    if (is_next('?')) {
      if (peek(1) != ':') return fail("FEEL-R005", "(" + text_here(2));
      i_ += 2;
      out_ += "(?:";
    } else {
      group = ++group_count_;
      out_ += '(';
      open_groups_.push_back(group);
    }
    read_branches();
    if (error_) return;
    if (!take(')')) return fail_at("FEEL-R003", opened_at, "(");
    out_ += ')';
    if (group != 0) open_groups_.pop_back();
  }

  bool is_closed_group(int64_t group) const {
    for (const int open : open_groups_) {
      if (open == group) return false;
    }
    return group >= 1 && group <= group_count_;
  }

  /// \N takes as many digits as name a group that is closed before it.
  void read_back_reference() {
    const size_t at = position();
    ++i_;
    std::string digits = text_here();
    int64_t group = peek() - U'0';
    ++i_;
    while (is_digit(peek()) && is_closed_group(group * 10 + (peek() - U'0'))) {
      group = group * 10 + (peek() - U'0');
      ++i_;
    }
    if (!is_closed_group(group)) return fail_at("FEEL-R008", at, "\\" + digits);
    constexpr int64_t callout_max = 255;
    out_ += "(?:(?C" + std::to_string(std::min(group, callout_max)) + ")";
    out_ += "\\g{" + std::to_string(group) + "}(?C))";
  }

  void read_escape() {
    if (is_digit(peek(1)) && peek(1) != '0') return read_back_reference();
    CharacterClass single;
    const bool is_class = read_class_escape(&single);
    if (error_ || is_class) return write_class(std::move(single));
    if (const std::optional<char32_t> c = read_single_escape()) out_ += escaped_for_pcre(*c);
  }

  /// At a backslash: \d, \p{Lu} and the like go into the class; false for everything else.
  bool read_class_escape(CharacterClass* set) {
    const char32_t letter = peek(1);
    if (set->add_escape(letter)) {
      i_ += 2;
      return true;
    }
    if (letter != 'p' && letter != 'P') return false;
    const size_t at = position();
    i_ += 2;
    if (!take('{')) {
      fail_at("FEEL-R004", at, letter == 'p' ? "\\p" : "\\P");
      return false;
    }
    std::string name;
    while (!at_end() && peek() != '}') append_utf8(&name, symbols_[i_++].character);
    if (!take('}')) {
      fail_at("FEEL-R003", at, "{");
      return false;
    }
    const auto sense =
        letter == 'p' ? CharacterClass::Sense::inside : CharacterClass::Sense::outside;
    if (set->add_property(name, sense)) return true;
    fail_at("FEEL-R007", at, name);
    return false;
  }

  /// At a backslash: \n, \. and the like.
  std::optional<char32_t> read_single_escape() {
    constexpr std::u32string_view themselves = U"\\|.?*+(){}-[]^$";
    const char32_t c = peek(1);
    const std::string text = text_here(2);
    const bool is_known =
        c == 'n' || c == 'r' || c == 't' ||
        (i_ + 1 < symbols_.size() && themselves.find(c) != std::u32string_view::npos);
    if (!is_known) {
      fail("FEEL-R004", text);
      return std::nullopt;
    }
    i_ += 2;
    switch (c) {
      case 'n': return U'\n';
      case 'r': return U'\r';
      case 't': return U'\t';
      default: return c;
    }
  }

  CharacterClass::Case sensitivity() const {
    return flags_.ignore_case ? CharacterClass::Case::ignored : CharacterClass::Case::exact;
  }
  void write_class(const CharacterClass& set) {
    if (!error_) out_ += set.translated(sensitivity());
  }

  /// [abc], [^a-z], [a-z-[aeiou]]
  CharacterClass read_class() {
    CharacterClass set;
    const size_t opened_at = position();
    if (++depth_ > depth_max) fail("FEEL-R010", text_here());
    ++i_;
    if (take('^')) set.negate();
    while (!error_ && !is_next(']')) {
      if (at_end()) {
        fail_at("FEEL-R003", opened_at, "[");
      } else if (peek() == '-' && peek(1) == '[') {
        if (set.is_empty()) fail("FEEL-R009", text_here(2));
        ++i_;
        if (error_) break;
        set.subtract(read_class().translated(sensitivity()));
        if (!error_ && !is_next(']')) fail("FEEL-R009", text_here());
      } else {
        read_class_part(&set);
      }
    }
    if (!error_ && set.is_empty()) fail_at("FEEL-R009", opened_at, "[]");
    ++i_;
    --depth_;
    return set;
  }

  /// A hyphen at an end, or after a range or an escape, is a hyphen.
  void read_class_part(CharacterClass* set) {
    const size_t at = position();
    if (peek() == '\\') {
      if (read_class_escape(set) || error_) return;
    }
    const std::optional<char32_t> first = read_class_character();
    if (!first) return;
    const bool is_range = is_next('-') && i_ + 1 < symbols_.size() && peek(1) != ']' &&
                          peek(1) != '[';
    if (!is_range) return set->add_range({*first, *first});
    ++i_;
    const std::optional<char32_t> last = read_class_character();
    if (!last) return;
    if (*last < *first) {
      std::string text;
      append_utf8(&text, *first);
      text += '-';
      append_utf8(&text, *last);
      return fail_at("FEEL-R009", at, text);
    }
    set->add_range({*first, *last});
  }

  std::optional<char32_t> read_class_character() {
    if (peek() == '\\') return read_single_escape();
    if (peek() == '[') {
      fail("FEEL-R002", "[");
      return std::nullopt;
    }
    return symbols_[i_++].character;
  }

  void read_quantifier() {
    const char32_t c = peek();
    if (at_end() || (c != '?' && c != '*' && c != '+' && c != '{')) return;
    if (c == '{') {
      read_quantity();
      if (error_) return;
    } else {
      out_ += static_cast<char>(c);
      ++i_;
    }
    if (take('?')) out_ += '?';
    if (is_next('?') || is_next('*') || is_next('+') || is_next('{')) {
      return fail("FEEL-R005", text_here());
    }
    out_ += "(?C)";
  }

  std::optional<int64_t> read_count() {
    if (!is_digit(peek())) return std::nullopt;
    int64_t count = 0;
    for (; is_digit(peek()); ++i_) {
      count = std::min<int64_t>(count * 10 + (peek() - U'0'), quantity_max + 1);
    }
    return count;
  }

  /// {n} {n,} {n,m}
  void read_quantity() {
    const size_t at = position();
    ++i_;
    const std::optional<int64_t> low = read_count();
    const bool has_comma = take(',');
    const std::optional<int64_t> high = has_comma ? read_count() : low;
    const int64_t largest = high.value_or(low.value_or(0));
    if (!take('}') || !low || largest < *low || *low > quantity_max || largest > quantity_max) {
      return fail_at("FEEL-R006", at, "{");
    }
    out_ += "{" + std::to_string(*low);
    if (has_comma) out_ += "," + (high ? std::to_string(*high) : "");
    out_ += "}";
  }

  const std::vector<Symbol> symbols_;
  const RegexFlags flags_;
  size_t i_ = 0;
  int depth_ = 0;
  int group_count_ = 0;
  std::vector<int> open_groups_;
  std::string out_;
  std::optional<Diagnostic> error_;
};

Result<RegexFlags> read_flags(std::string_view text) {
  RegexFlags flags;
  for (size_t offset = 0; offset < text.size();) {
    const size_t begin = offset;
    switch (next_code_point(text, &offset)) {
      case 's': flags.dot_all = true; break;
      case 'm': flags.multi_line = true; break;
      case 'i': flags.ignore_case = true; break;
      case 'x': flags.spaced = true; break;
      case 'q': flags.literal = true; break;
      default:
        return problem("FEEL-R001", {{"flag", std::string(text.substr(begin, offset - begin))}});
    }
  }
  return flags;
}

}  // namespace

Result<TranslatedRegex> translate_regex(std::string_view pattern, std::string_view flag_text) {
  if (!is_valid_utf8(pattern) || !is_valid_utf8(flag_text)) return problem("FEEL-R014");
  const Result<RegexFlags> flags = read_flags(flag_text);
  if (!flags) return flags.errors();
  if (pattern.size() > pattern_bytes_max) {
    return problem("FEEL-R010", {{"text", ""}, {"position", std::to_string(pattern_bytes_max)}});
  }
  const bool spaced = flags.value().spaced && !flags.value().literal;
  std::vector<Symbol> symbols = symbols_of(pattern, spaced);
  if (!flags.value().literal) return Translator(std::move(symbols), flags.value()).run();
  TranslatedRegex translated{"(?C)", flags.value(), 0};
  for (const Symbol& symbol : symbols) translated.pattern += escaped_for_pcre(symbol.character);
  return translated;
}

}  // namespace fangan
