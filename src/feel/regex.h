// Regex: the regular expressions of FEEL's matches, replace and split.
//
// XPath 3.1 says what they mean (feel/regex_syntax.h reads them), PCRE2 runs them. A compiled Regex
// never changes and serves many threads at once. No pattern takes for ever: the steps of one call
// are counted, wherever PCRE2 could go back and try again, and beyond a number that grows with the
// text it is an error; the count is the same at every run.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace fangan {

class Regex {
 public:
  /// The flags of XPath: s m i x q. Errors  those of translate_regex(), with the fact `position`
  /// (characters of the pattern, from 1).
  static Result<Regex> compile(std::string_view pattern, std::string_view flags);

  /// Whether a part of the text matches.
  /// Errors  FEEL-R011 too many steps; FEEL-R014 no valid UTF-8.
  Result<bool> matches(std::string_view text) const;

  /// Every match becomes `replacement`, where $0 is the match, $1 .. its groups (of several digits
  /// as many as name a group), \$ and \\ the characters. With the flag q all of it is literal.
  /// Errors  FEEL-R011; FEEL-R012 the pattern matches an empty text; FEEL-R013 a replacement that
  /// is no such text; FEEL-R014; FEEL-R015 the result is too large.
  Result<std::string> replace(std::string_view text, std::string_view replacement) const;

  /// What stands between the matches; empty parts are kept, and an empty text is one empty part.
  /// Errors  FEEL-R011; FEEL-R012; FEEL-R014.
  Result<std::vector<std::string>> split(std::string_view text) const;

  static constexpr int64_t steps_base = 5'000'000;  ///< Some tenths of a second.
  static constexpr int64_t steps_per_byte = 4;
  static constexpr size_t result_bytes_max = size_t{64} << 20;

 private:
  struct Compiled;
  class Scan;
  explicit Regex(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace fangan
