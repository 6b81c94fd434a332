// From the regular expressions of XPath 3.1, which FEEL uses, to those of PCRE2.
//
// The two look alike and differ in what they mean: `.` `^` `$` `\d` `\w` `\s` `\i` `\c`, blocks,
// subtraction of classes, back-references of several digits, the flags. So a pattern is read whole
// by the grammar of XPath and written anew; what XPath does not have (look-around, possessive
// quantifiers, \b, named groups) is refused, it never reaches PCRE2.
#pragma once

#include <string>
#include <string_view>

#include "text/result.h"

namespace fangan {

struct RegexFlags {
  bool dot_all = false;      ///< s
  bool multi_line = false;   ///< m
  bool ignore_case = false;  ///< i
  bool spaced = false;       ///< x
  bool literal = false;      ///< q
};

/// A pattern for PCRE2 in UTF, UCP, DOTALL and MULTILINE mode. At the start, and after every
/// quantifier and back-reference, stands a callout `(?C)`: matching counts its steps there. Before
/// a back-reference to group 7 stands `(?C7)`: what it compares is counted too (from 255 on, 255).
struct TranslatedRegex {
  std::string pattern;
  RegexFlags flags;
  int group_count = 0;
};

/// Errors  FEEL-R001 unknown flag; FEEL-R002 a character that has to be escaped; FEEL-R003 a group
/// or class that is not closed; FEEL-R004 unknown escape; FEEL-R005 what XPath does not have;
/// FEEL-R006 a quantity; FEEL-R007 unknown category or block; FEEL-R008 a back-reference to no
/// group before it; FEEL-R009 a class; FEEL-R010 too long or too deep; FEEL-R014 no valid UTF-8.
/// The fact `position` counts characters of the pattern from 1.
Result<TranslatedRegex> translate_regex(std::string_view pattern, std::string_view flags);

}  // namespace fangan
