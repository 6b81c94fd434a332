#include "feel/regex.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <optional>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "feel/regex_syntax.h"
#include "text/utf8.h"

namespace fangan {
namespace {

template <auto function>
struct Free {
  template <typename T>
  void operator()(T* pointer) const {
    function(pointer);
  }
};
using Code = std::unique_ptr<pcre2_code, Free<pcre2_code_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Free<pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Free<pcre2_match_context_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Free<pcre2_compile_context_free>>;

/// What one call has cost: a step wherever PCRE2 may come back to, and one more for every sixteen
/// bytes it has moved since.
struct Steps {
  int64_t left;
  int64_t at = 0;
};

/// How many bytes the back-reference after this callout will compare at most.
int64_t bytes_compared(const pcre2_callout_block& block) {
  constexpr uint32_t callout_max = 255;
  if (block.callout_number == 0) return 0;
  const PCRE2_SIZE rest = block.subject_length - block.current_position;
  if (block.callout_number == callout_max) return static_cast<int64_t>(rest);
  if (block.callout_number >= block.capture_top) return 0;
  const PCRE2_SIZE* const group = block.offset_vector + 2 * block.callout_number;
  if (group[0] == PCRE2_UNSET) return 0;
  return static_cast<int64_t>(std::min(rest, group[1] - group[0]));
}

int count_step(pcre2_callout_block* block, void* data) {
  constexpr int64_t bytes_of_a_step = 16;
  auto* const steps = static_cast<Steps*>(data);
  const auto at = static_cast<int64_t>(block->current_position);
  const int64_t moved = std::abs(at - steps->at) + bytes_compared(*block);
  steps->left -= 1 + moved / bytes_of_a_step;
  steps->at = at;
  return steps->left < 0 ? PCRE2_ERROR_CALLOUT : 0;
}

PCRE2_SPTR bytes_of(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());
}

/// Repeats are written out, so a short pattern can be too large: (\d){9999}.
bool is_too_large(int compile_error) {
  switch (compile_error) {
    case PCRE2_ERROR_PATTERN_TOO_LARGE:
    case PCRE2_ERROR_PATTERN_TOO_COMPLICATED:
    case PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP:
    case PCRE2_ERROR_HEAP_FAILED: return true;
    default: return false;
  }
}

/// A part of a replacement: a text, then a group or none.
struct ReplacementPart {
  std::string text;
  std::optional<int> group;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// At the digits after a $: the group they name, by the rule of XPath. More digits than groups
/// ask for are text.
std::optional<int> read_group(std::string_view text, size_t* i, int group_count) {
  int group = text[(*i)++] - '0';
  while (*i < text.size() && is_digit(text[*i]) && group * 10 + (text[*i] - '0') <= group_count) {
    group = group * 10 + (text[(*i)++] - '0');
  }
  if (group > group_count) return std::nullopt;
  return group;
}

Result<std::vector<ReplacementPart>> read_replacement(std::string_view text, int group_count) {
  std::vector<ReplacementPart> parts(1);
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == '\\' && (next == '\\' || next == '$')) {
      parts.back().text += next;
      i += 2;
    } else if (c == '$' && is_digit(next)) {
      ++i;
      parts.back().group = read_group(text, &i, group_count);
      parts.emplace_back();
    } else if (c == '\\' || c == '$') {
      const std::string position = std::to_string(code_point_count(text.substr(0, i)) + 1);
      return problem("FEEL-R013", {{"text", std::string(1, c)}, {"position", position}});
    } else {
      parts.back().text += c;
      ++i;
    }
  }
  return parts;
}

}  // namespace

struct Regex::Compiled {
  Code code;
  RegexFlags flags;
  int group_count = 0;
  bool matches_empty = false;  ///< Or could not be told within the steps allowed.
};

/// One walk over a text: match after match, with the steps of all of them counted together.
class Regex::Scan {
 public:
  Scan(const Compiled& compiled, std::string_view text)
      : compiled_(compiled),
        text_(text),
        data_(pcre2_match_data_create_from_pattern(compiled.code.get(), nullptr)),
        context_(pcre2_match_context_create(nullptr)) {
    constexpr uint32_t heap_kibibytes_max = 65'536;
    pcre2_set_callout(context_.get(), count_step, &steps_);
    pcre2_set_heap_limit(context_.get(), heap_kibibytes_max);
  }

  enum class Found { match, end, gave_up };

  Found next() {
    if (from_ > text_.size()) return Found::end;
    int status = run(PCRE2_NO_UTF_CHECK);
    // The machine code has a small stack; the interpreter takes what it needs from the heap.
    if (status == PCRE2_ERROR_JIT_STACKLIMIT) status = run(PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT);
    if (status == PCRE2_ERROR_NOMATCH) return Found::end;
    if (status < 0) return Found::gave_up;
    const PCRE2_SIZE* const offsets = pcre2_get_ovector_pointer(data_.get());
    from_ = offsets[1];
    if (offsets[0] == offsets[1]) skip_character();
    return Found::match;
  }

  size_t begin() const { return pcre2_get_ovector_pointer(data_.get())[0]; }
  size_t end() const { return pcre2_get_ovector_pointer(data_.get())[1]; }

  /// The text of a group, empty where it took no part.
  std::string_view group(int number) const {
    const PCRE2_SIZE* const offsets = pcre2_get_ovector_pointer(data_.get());
    const PCRE2_SIZE begin = offsets[2 * number];
    if (begin == PCRE2_UNSET) return {};
    return text_.substr(begin, offsets[2 * number + 1] - begin);
  }

 private:
  int run(uint32_t options) {
    return pcre2_match(compiled_.code.get(), bytes_of(text_), text_.size(), from_, options,
                       data_.get(), context_.get());
  }
  void skip_character() {
    if (from_ < text_.size()) {
      next_code_point(text_, &from_);
    } else {
      ++from_;
    }
  }

  const Compiled& compiled_;
  const std::string_view text_;
  const MatchData data_;
  const MatchContext context_;
  Steps steps_{steps_base + steps_per_byte * static_cast<int64_t>(text_.size())};
  size_t from_ = 0;
};

Result<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  const Result<TranslatedRegex> read = translate_regex(pattern, flags);
  if (!read) return read.errors();
  const TranslatedRegex& translated = read.value();
  const CompileContext context(pcre2_compile_context_create(nullptr));
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | PCRE2_DOTALL |
                           PCRE2_MULTILINE | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                           PCRE2_NEVER_BACKSLASH_C |
                           (translated.flags.ignore_case ? PCRE2_CASELESS : 0U);
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(pcre2_compile(bytes_of(translated.pattern), translated.pattern.size(), options, &error,
                          &offset, context.get()));
  if (!code) {
    assert(is_too_large(error));  // What the translation lets through is correct.
    return problem("FEEL-R010", {{"text", ""}, {"position", "1"}});
  }
  // Without machine code, where the system allows none, the interpreter gives the same results.
  static_cast<void>(pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE));
  auto compiled = std::make_shared<Compiled>();
  compiled->code = std::move(code);
  compiled->flags = translated.flags;
  compiled->group_count = translated.group_count;
  compiled->matches_empty = Scan(*compiled, "").next() != Scan::Found::end;
  return Regex(std::move(compiled));
}

Result<bool> Regex::matches(std::string_view text) const {
  if (!is_valid_utf8(text)) return problem("FEEL-R014");
  const Scan::Found found = Scan(*compiled_, text).next();
  if (found == Scan::Found::gave_up) return problem("FEEL-R011");
  return found == Scan::Found::match;
}

Result<std::string> Regex::replace(std::string_view text, std::string_view replacement) const {
  if (!is_valid_utf8(text) || !is_valid_utf8(replacement)) return problem("FEEL-R014");
  if (compiled_->matches_empty) return problem("FEEL-R012");
  std::vector<ReplacementPart> parts;
  if (compiled_->flags.literal) {
    parts.push_back({std::string(replacement), std::nullopt});
  } else {
    Result<std::vector<ReplacementPart>> read =
        read_replacement(replacement, compiled_->group_count);
    if (!read) return read.errors();
    parts = std::move(read).value();
  }
  std::string result;
  size_t copied = 0;
  Scan scan(*compiled_, text);
  Scan::Found found = scan.next();
  for (; found == Scan::Found::match; found = scan.next()) {
    result += text.substr(copied, scan.begin() - copied);
    for (const ReplacementPart& part : parts) {
      result += part.text;
      if (part.group) result += scan.group(*part.group);
      if (result.size() > result_bytes_max) return problem("FEEL-R015");
    }
    copied = scan.end();
  }
  if (found == Scan::Found::gave_up) return problem("FEEL-R011");
  result += text.substr(copied);
  return result;
}

Result<std::vector<std::string>> Regex::split(std::string_view text) const {
  if (!is_valid_utf8(text)) return problem("FEEL-R014");
  if (compiled_->matches_empty) return problem("FEEL-R012");
  std::vector<std::string> parts;
  size_t copied = 0;
  Scan scan(*compiled_, text);
  Scan::Found found = scan.next();
  for (; found == Scan::Found::match; found = scan.next()) {
    parts.emplace_back(text.substr(copied, scan.begin() - copied));
    copied = scan.end();
  }
  if (found == Scan::Found::gave_up) return problem("FEEL-R011");
  parts.emplace_back(text.substr(copied));
  return parts;
}

}  // namespace fangan
