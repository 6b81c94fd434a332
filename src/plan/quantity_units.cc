#include "plan/quantity_units.h"

#include <algorithm>
#include <array>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

bool is_scale(char32_t c) {
  return c == U'万' || c == U'亿' || c == U'千' || c == U'百' || c == U'十';
}

}  // namespace

QuantityUnits::QuantityUnits(const Lexicon& lexicon) {
  for (const std::string& name : lexicon.words("units.tsv")) {
    units_.insert(half_width(to_utf32(name)));
    longest_ = std::max(longest_, units_.size() ? code_point_count(name) : 0);
  }
}

size_t QuantityUnits::longest_simple(std::u32string_view half, size_t at) const {
  for (size_t size = std::min(longest_, half.size() - at); size > 0; --size) {
    if (units_.count(std::u32string(half.substr(at, size))) > 0) return size;
  }
  return 0;
}

std::optional<UnitMention> QuantityUnits::read(std::u32string_view half, size_t at) const {
  while (at < half.size() && is_space(half[at])) ++at;
  const size_t begin = at;
  while (at < half.size() && is_scale(half[at])) ++at;
  const size_t scale_end = at;
  while (at < half.size() && is_space(half[at])) ++at;
  if (at < half.size() && half[at] == U'余') ++at;
  size_t size = at < half.size() ? longest_simple(half, at) : 0;
  if (size == 0) {
    if (scale_end == begin) return std::nullopt;
    const std::u32string_view scale = half.substr(begin, scale_end - begin);
    return UnitMention{to_utf8(scale), scale_end, true};
  }
  size_t end = at + size;
  if (end + 1 < half.size() && half[end] == U'/') {
    const size_t divisor = longest_simple(half, end + 1);
    if (divisor > 0) end += 1 + divisor;
  }
  std::u32string unit(half.substr(begin, scale_end - begin));
  unit += half.substr(at, end - at);
  return UnitMention{to_utf8(unit), end, false};
}

bool is_money(std::string_view unit) {
  constexpr std::string_view ends[] = {"元", "人民币"};
  return std::any_of(std::begin(ends), std::end(ends), [unit](std::string_view end) {
    return unit.size() >= end.size() && unit.substr(unit.size() - end.size()) == end;
  });
}

bool is_time(std::string_view unit) {
  constexpr std::array<std::string_view, 13> times = {
      "年",     "个月",     "月",     "天",   "日",   "小时",  "分钟",
      "个小时", "个工作日", "工作日", "周年", "学年", "个季度"};
  return std::find(times.begin(), times.end(), unit) != times.end();
}

}  // namespace fangan
