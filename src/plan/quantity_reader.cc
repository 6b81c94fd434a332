#include "plan/quantity_reader.h"

#include <algorithm>

#include "plan/line_text.h"
#include "plan/numerals.h"
#include "text/utf8.h"

namespace fangan {
namespace {

bool is_range_sign(char32_t c) {
  constexpr std::u32string_view signs = U"至到—–-~";
  return signs.find(c) != signs.npos;
}

size_t skip_blanks(std::u32string_view text, size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

bool is_fraction_digit_before(std::u32string_view text, size_t at) {
  return at > 0 && (is_digit(text[at - 1]) || text[at - 1] == U'.');
}

/// 最高50万、30万、10万元: the bare scale stands for the full unit.
bool same_unit(std::string_view first, std::string_view second) {
  return first == second || second.substr(0, first.size()) == first;
}

/// 三个一批, 四个统一: a slogan, no count.
bool is_set_phrase(std::u32string_view after) {
  constexpr std::u32string_view heads[] = {U"一批", U"必须", U"统一", U"率先", U"聚焦", U"转变",
                                           U"确保", U"坚持", U"着力", U"结合", U"优先", U"突出",
                                           U"不", U"务必", U"毫不", U"更加", U"更"};
  return std::any_of(std::begin(heads), std::end(heads), [after](std::u32string_view head) {
    return starts_with(after, head);
  });
}

/// 百家企业, 千亿: the numeral ends in a power that may be the unit's own scale.
bool is_power(char32_t c) {
  return c == U'十' || c == U'百' || c == U'千' || c == U'万' || c == U'亿';
}

}  // namespace

QuantityReader::QuantityReader(const Lexicon& lexicon) : units_(lexicon), comparators_(lexicon) {}

std::vector<NumberMention> QuantityReader::read(std::u32string_view masked) const {
  std::vector<NumberMention> found;
  for (size_t at = 0; at < masked.size();) {
    std::optional<NumberMention> mention = read_class(masked, at);
    if (!mention) mention = read_multiple(masked, at);
    if (!mention) mention = read_at(masked, at);
    if (mention && mention->unit.empty()) {
      at = mention->end;
    } else if (mention && counts(masked, *mention)) {
      at = mention->end;
      found.push_back(std::move(*mention));
    } else if (is_digit(masked[at])) {
      while (at < masked.size() && (is_digit(masked[at]) || masked[at] == U'.')) ++at;
    } else if (is_chinese_numeral(masked[at])) {
      while (at < masked.size() && is_chinese_numeral(masked[at])) ++at;
    } else {
      ++at;
    }
  }
  share_comparators(masked, &found);
  return found;
}

/// 翻一番, 翻两番, 五分之一: how many times; fractions that are no exact percentage are left out.
std::optional<NumberMention> QuantityReader::read_multiple(std::u32string_view text,
                                                           size_t at) const {
  NumberMention mention;
  mention.begin = mention.number_begin = at;
  mention.chinese = true;
  if (text[at] == U'翻') {
    const std::optional<Numeral> times = read_numeral(text, at + 1);
    const size_t end = times ? times->end : at + 1;
    constexpr int64_t folds[] = {1, 2, 4, 8};
    if (end >= text.size() || text[end] != U'番') return std::nullopt;
    int64_t fold = 2;
    for (int64_t n = 1; n < 4; ++n) {
      if (times && times->value == Decimal(n)) fold = folds[n];
    }
    mention.low = Decimal(fold);
    mention.unit = "倍";
    mention.unit_end = mention.end = end + 1;
    compare(text, &mention);
    return mention;
  }
  const std::optional<Numeral> whole = read_numeral(text, at);
  if (!whole || text.substr(whole->end, 2) != U"分之") return std::nullopt;
  const std::optional<Numeral> part = read_numeral(text, whole->end + 2);
  if (!part) return std::nullopt;
  mention.unit_end = mention.end = part->end;
  for (int64_t n : {2, 4, 5, 10, 20, 25, 50}) {
    if (whole->value != Decimal(n)) continue;
    for (int64_t m = 1; m < n; ++m) {
      if (part->value == Decimal(m)) mention.low = Decimal(m * 100 / n);
    }
    mention.unit = "%";
    compare(text, &mention);
  }
  return mention;  // Without unit where it is no exact percentage: consumed, not counted.
}

/// 千亿级, 超亿元, 万名人才: a size class, or a bare scale with a unit.
std::optional<NumberMention> QuantityReader::read_class(std::u32string_view text, size_t at) const {
  size_t end = at;
  while (end < text.size() && is_power(text[end])) ++end;
  if (end == at || (at > 0 && (is_digit(text[at - 1]) || is_chinese_numeral(text[at - 1])))) {
    return std::nullopt;
  }
  if (text[end - 1] != U'亿' && text[end - 1] != U'万') return std::nullopt;
  int64_t value = 1;
  for (size_t i = at; i + 1 < end; ++i) {
    value *= text[i] == U'十' ? 10 : text[i] == U'百' ? 100 : text[i] == U'千' ? 1000 : 10'000;
  }
  NumberMention mention;
  mention.begin = mention.number_begin = at;
  mention.low = Decimal(value);
  mention.chinese = true;
  const std::string scale = to_utf8(text.substr(end - 1, 1));
  size_t next = end;
  if (next < text.size() && text[next] == U'元') ++next;
  if (next < text.size() && text[next] == U'级') {
    mention.unit = scale + "元";
    mention.unit_end = mention.end = next + 1;
    mention.comparator = Comparator::about;
    return mention;
  }
  const std::optional<UnitMention> unit = units_.read(text, end - 1);
  const bool scale_only = !unit || unit->scale_only;
  const std::optional<ComparatorWord> before = comparators_.before(text, at);
  if (scale_only && (!before || next != end)) return std::nullopt;
  const size_t unit_end = scale_only ? end : unit->end;
  if (!before && !comparators_.after(text, unit_end)) {
    // 万名人才; but 万元产值 and 万人计划 are words.
    constexpr std::u32string_view counted = U"名个亩吨套台";
    const bool counts = counted.find(text[unit_end - 1]) != counted.npos;
    if (!counts || (at > 0 && text[at - 1] == U'每')) return std::nullopt;
  }
  if (scale_only && scale == "亿") return std::nullopt;
  mention.unit = scale_only ? scale : unit->unit;
  mention.unit_end = mention.end = unit_end;
  compare(text, &mention);
  return mention;
}

/// 3至5个, 40—50家, 1%～3%: the unit may stand behind both numbers.
void QuantityReader::read_range(std::u32string_view text, size_t end, NumberMention* mention,
                                std::optional<UnitMention>* unit) const {
  const bool percent = *unit && (*unit)->end == end;
  const size_t sign = skip_blanks(text, *unit && !percent ? (*unit)->end : end);
  const size_t bare_sign = skip_blanks(text, end);
  for (const size_t place : {bare_sign, sign}) {
    if (place >= text.size() || !is_range_sign(text[place])) continue;
    size_t next = place + 1;
    if (next < text.size() && is_range_sign(text[next])) ++next;
    const std::optional<Numeral> second = read_numeral(text, skip_blanks(text, next));
    if (!second || second->value < mention->low) continue;
    const std::optional<UnitMention> shared = units_.read(text, second->end);
    if (!shared && !second->percent) continue;
    mention->high = second->value;
    *unit = second->percent ? UnitMention{"%", second->end, false, false} : *shared;
    return;
  }
}

/// 100、50、30万元: numbers in a row whose unit stands behind the last.
std::optional<UnitMention> QuantityReader::unit_of_list(std::u32string_view text,
                                                        size_t at) const {
  constexpr std::u32string_view separators = U"、/和";
  const size_t own_end = at;
  for (size_t count = 0; count < 6; ++count) {
    if (at >= text.size() || separators.find(text[at]) == separators.npos) return std::nullopt;
    if (at + 1 >= text.size() || !is_digit(text[at + 1])) return std::nullopt;
    const std::optional<Numeral> next = read_numeral(text, at + 1);
    if (!next) return std::nullopt;
    const std::optional<UnitMention> unit = units_.read(text, next->end);
    if (unit) return UnitMention{unit->unit, own_end, unit->scale_only, unit->about};
    at = next->end;
  }
  return std::nullopt;
}

std::optional<NumberMention> QuantityReader::read_at(std::u32string_view text, size_t at) const {
  if (is_fraction_digit_before(text, at)) return std::nullopt;
  if (at > 0 && is_chinese_numeral(text[at]) && is_chinese_numeral(text[at - 1]))
    return std::nullopt;
  const std::optional<Numeral> first = read_numeral(text, at);
  if (!first) return std::nullopt;
  NumberMention mention;
  mention.begin = mention.number_begin = at;
  mention.low = first->value;
  mention.chinese = first->chinese;
  std::optional<UnitMention> unit = units_.read(text, first->end);
  if (first->percent) unit = UnitMention{"%", first->end, false, false};
  read_range(text, first->end, &mention, &unit);
  if (!unit && !first->chinese) unit = unit_of_list(text, first->end);
  if (!unit) return std::nullopt;
  mention.unit = unit->unit;
  mention.unit_end = mention.end = unit->end;
  compare(text, &mention);
  const bool sized = mention.end < text.size() && text[mention.end] == U'级' &&
                     (unit->scale_only || is_money(unit->unit));
  if (sized) {  // 500亿级产业集群
    if (unit->scale_only) mention.unit += "元";
    mention.unit_end = ++mention.end;
  }
  if ((sized || unit->about) && mention.comparator == Comparator::equal)
    mention.comparator = Comparator::about;
  if (mention.high) mention.comparator = Comparator::range;
  if (unit->scale_only && !sized && first->chinese && !mention.governed) return std::nullopt;
  return mention;
}

void QuantityReader::compare(std::u32string_view text, NumberMention* mention) const {
  std::optional<ComparatorWord> before = comparators_.before(text, mention->number_begin);
  const std::optional<ComparatorWord> after = comparators_.after(text, mention->unit_end);
  if (before) {
    mention->begin = before->begin;
    // 最高不超过 and the like are one word of the lexicon; 总数达到 keeps its noun outside.
  } else if (mention->unit != "大") {
    before = comparators_.governing(text, mention->number_begin);
  }
  if (before) {
    mention->comparator = before->comparator;
    mention->capped = before->comparator == Comparator::at_most;
    mention->governed = true;
  }
  if (!after) return;
  mention->end = after->end;
  const bool about = after->comparator == Comparator::about;
  const bool stronger = !before || before->comparator == Comparator::at_least ||
                        before->comparator == Comparator::equal ||
                        before->comparator == Comparator::about || about ||
                        before->comparator == Comparator::at_most;
  if (stronger) mention->comparator = after->comparator;
}

/// A Chinese numeral with a classifier may still be a word: 一个 counts; 一支, 每个, 数百家 do not.
bool QuantityReader::counts_in_chinese(std::u32string_view text,
                                       const NumberMention& mention) const {
  constexpr std::string_view classifiers[] = {
      "家", "个", "项", "所", "大", "人",   "名", "座", "台", "套", "条", "户", "处",   "倍",
      "%",  "年", "个月", "类", "次", "场", "支", "辆", "吨", "亩", "件", "种", "间",   "批",
      "天", "周", "小时", "元", "公里", "周岁", "岁", "栋", "个工作日", "款", "只", "万"};
  const bool scaled = mention.unit.find("万") != std::string::npos ||
                      mention.unit.find("亿") != std::string::npos;
  const bool known = std::find(std::begin(classifiers), std::end(classifiers), mention.unit) !=
                     std::end(classifiers);
  if (!known && !scaled) return false;
  const char32_t before = mention.number_begin > 0 ? text[mention.number_begin - 1] : U'\0';
  constexpr std::u32string_view inside = U"每统同唯之第近前后这那某另数几";
  const bool bound = mention.governed || mention.end > mention.unit_end;
  if (inside.find(before) != inside.npos && !bound) return false;
  if (bound) return mention.unit != "次" || mention.low > Decimal(1);
  const bool strong = mention.unit == "家" || mention.unit == "个" || mention.unit == "所" ||
                      mention.unit == "座" || mention.unit == "%" || mention.unit == "倍" || scaled;
  if (mention.low == Decimal(1) && !strong) return false;
  if (mention.unit == "个" && is_set_phrase(text.substr(mention.unit_end))) return false;
  if (mention.unit == "次") return false;
  if (mention.unit != "年" && mention.unit != "天" && mention.unit != "周") return true;
  constexpr std::u32string_view terms[] = {U"为期", U"有效期", U"期限", U"连续",
                                           U"期限为", U"有效期为", U"不少于",
                                           U"用", U"经过"};
  return std::any_of(std::begin(terms), std::end(terms), [&](std::u32string_view term) {
    return ends_with(text.substr(0, mention.number_begin), term);
  });
}

/// 月 and 年 behind a digit need more than the word; 大 counts only before its noun.
bool QuantityReader::counts(std::u32string_view text, const NumberMention& mention) const {
  const char32_t next = mention.unit_end < text.size() ? text[mention.unit_end] : U'\0';
  if (mention.chinese && !counts_in_chinese(text, mention)) return false;
  // 排名后3位, 前10名: a place in a ranking.
  const char32_t before = mention.number_begin > 0 ? text[mention.number_begin - 1] : U'\0';
  const bool ranked = (before == U'前' || before == U'后') &&
                      (mention.unit == "位" || mention.unit == "名") && mention.begin ==
                      mention.number_begin;
  if (ranked) return false;
  if (mention.unit == "大") return is_han(next) && mention.low > Decimal(1);
  if (mention.unit == "月" || mention.unit == "日") return false;  // Dates are read elsewhere.
  if (mention.unit == "年" && mention.low >= Decimal(1900)) return false;
  if (mention.unit == "级" || mention.unit == "位数") return false;
  return true;
}

/// 停产6个月或半停产12个月以上, 6.3万人和4.2万人左右: the last word governs both;
/// 超过500亿元、300亿元: the first one governs what is listed behind it.
void QuantityReader::share_comparators(std::u32string_view text,
                                       std::vector<NumberMention>* found) const {
  constexpr size_t words_between_max = 5;
  for (size_t i = 0; i + 1 < found->size(); ++i) {
    NumberMention& first = (*found)[i];
    NumberMention& second = (*found)[i + 1];
    if (second.begin < first.end) continue;
    const std::u32string_view between = text.substr(first.end, second.begin - first.end);
    if (between.empty() || between.size() > words_between_max) continue;
    const bool joined = between[0] == U'或' || between[0] == U'和';
    const bool listed = between == U"、";
    const bool second_has_after = second.end > second.unit_end;
    const bool open_behind =
        first.end == first.unit_end &&
        (first.comparator == Comparator::equal || first.comparator == Comparator::at_least);
    if (joined && first.unit == second.unit && open_behind && second_has_after) {
      first.comparator = second.comparator;
    }
    const bool first_has_before = first.governed && first.end == first.unit_end;
    const bool follows = listed || between == U"和" || between == U"及" || between == U"/";
    if (follows && first_has_before && second.comparator == Comparator::equal &&
        same_unit(first.unit, second.unit)) {
      second.comparator = first.comparator;
      second.capped = first.capped;
      second.governed = true;
    }
  }
}

}  // namespace fangan
