#include "plan/agency_problem.h"

#include <algorithm>

#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr std::u32string_view marks = U"、，；;,";

/// `甲、乙` as `甲, 乙`; empty where there is one name only.
std::string as_list(const std::string& words) {
  std::u32string list;
  for (const char32_t c : to_utf32(words)) {
    const bool is_mark = marks.find(c) != marks.npos;
    if (is_mark) {
      list += U", ";
    } else if (c != U' ' || !list.ends_with(U", ")) {
      list += c;
    }
  }
  return list.find(U", ") == list.npos ? std::string() : to_utf8(list);
}

}  // namespace

bool is_every_county(std::string_view words) {
  constexpr std::string_view all[] = {"各", "每个", "所有", "全部", "全市"};
  constexpr std::string_view county[] = {"县", "区"};
  const auto begins = [words](std::string_view word) { return words.starts_with(word); };
  const auto holds = [words](std::string_view word) { return words.find(word) != words.npos; };
  return std::any_of(std::begin(all), std::end(all), begins) &&
         std::any_of(std::begin(county), std::end(county), holds);
}

Diagnostic agency_problem(const std::string& words, Span place,
                          const std::vector<std::string>& known) {
  if (is_every_county(words)) return problem_at("PLAN-A009", place, {{"words", words}});
  if (std::string list = as_list(words); !list.empty()) {
    return problem_at("PLAN-A008", place, {{"words", words}, {"list", std::move(list)}});
  }
  return problem_at("PLAN-A005", place, {{"name", words}, {"near", did_you_mean(words, known)}});
}

}  // namespace fangan
