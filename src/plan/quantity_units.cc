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

/// 100余家, 30多万元.
bool skip_more(std::u32string_view half, size_t* at) {
  if (*at >= half.size() || (half[*at] != U'余' && half[*at] != U'多')) return false;
  ++*at;
  return true;
}

}  // namespace

QuantityUnits::QuantityUnits(const Lexicon& lexicon) {
  for (const std::vector<std::string>& row : lexicon.table("unit_followers.tsv")) {
    followers_[to_utf32(row[0])] = to_utf32(row[1]);
  }
  for (const std::vector<std::string>& row : lexicon.table("units.tsv")) {
    units_[half_width(to_utf32(row[0]))] = row[2];
    longest_ = std::max(longest_, code_point_count(row[0]));
  }
}

size_t QuantityUnits::longest_simple(std::u32string_view half, size_t at) const {
  for (size_t size = std::min(longest_, half.size() - at); size > 0; --size) {
    if (units_.find(half.substr(at, size)) != units_.end()) return size;
  }
  return 0;
}

/// 立方米 of 毫克每立方米; not 人 of 每人, which says for whom.
size_t QuantityUnits::measure_after_per(std::u32string_view half, size_t at) const {
  const size_t size = at < half.size() ? longest_simple(half, at) : 0;
  if (size == 0) return 0;
  const std::string& dimension = units_.find(half.substr(at, size))->second;
  constexpr std::string_view measures[] = {"mass", "energy", "length", "area", "volume"};
  const bool measures_something =
      std::find(std::begin(measures), std::end(measures), dimension) != std::end(measures);
  return measures_something ? size : 0;
}

/// 部 in 16部门, 台 in 三台山: the sign begins another word.
bool QuantityUnits::continues_as_word(std::u32string_view half, size_t begin, size_t end) const {
  const auto found = followers_.find(half.substr(begin, end - begin));
  return found != followers_.end() && end < half.size() &&
         found->second.find(half[end]) != std::u32string::npos;
}

/// 万千瓦时: 万 scales the number, 千 belongs to the unit.
size_t QuantityUnits::end_of_scale(std::u32string_view half, size_t begin) const {
  size_t scale_end = begin;
  size_t unit_end = 0;
  for (size_t split = begin;; ++split) {
    const size_t size = split < half.size() ? longest_simple(half, split) : 0;
    if (size > 0 && split + size > unit_end) {
      unit_end = split + size;
      scale_end = split;
    }
    if (split >= half.size() || !is_scale(half[split])) {
      return unit_end == 0 ? split : scale_end;
    }
  }
}

std::optional<UnitMention> QuantityUnits::read(std::u32string_view half, size_t at) const {
  while (at < half.size() && is_space(half[at])) ++at;
  bool about = skip_more(half, &at);
  const size_t begin = at;
  const size_t scale_end = end_of_scale(half, begin);
  at = scale_end;
  while (at < half.size() && is_space(half[at])) ++at;
  about = skip_more(half, &at) || about;
  size_t size = at < half.size() ? longest_simple(half, at) : 0;
  if (size == 0) {
    if (scale_end == begin) return std::nullopt;
    const std::u32string_view scale = half.substr(begin, scale_end - begin);
    return UnitMention{to_utf8(scale), std::max(scale_end, about ? at : 0), true, about};
  }
  size_t end = at + size;
  if (end + 1 < half.size() && half[end] == U'/') {
    size_t divisor = end + 1;
    size_t divisor_size = longest_simple(half, divisor);
    if (divisor_size == 0 && is_scale(half[divisor])) {
      divisor_size = longest_simple(half, ++divisor);
    }
    if (divisor_size > 0) end = divisor + divisor_size;
  }
  if (end < half.size() && half[end] == U'每') {
    const size_t divisor_size = measure_after_per(half, end + 1);
    if (divisor_size > 0) end += 1 + divisor_size;
  }
  if (continues_as_word(half, at, end)) return std::nullopt;
  std::u32string unit(half.substr(begin, scale_end - begin));
  unit += half.substr(at, end - at);
  return UnitMention{to_utf8(unit), end, false, about};
}

bool is_money(std::string_view unit) {
  if (unit == "万" || unit == "亿") return true;
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
