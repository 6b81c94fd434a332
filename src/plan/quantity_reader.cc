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
    if (!mention) mention = read_at(masked, at);
    if (mention && counts(masked, *mention)) {
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

/// 千亿级, 超亿元: a size class, or a bare scale behind a comparator.
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
  const bool money_or_count = unit && !unit->scale_only;
  const std::optional<ComparatorWord> word = comparators_.before(text, at);
  if (!money_or_count || !word) return std::nullopt;
  mention.unit = unit->unit;
  mention.unit_end = mention.end = unit->end;
  compare(text, &mention);
  return mention;
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
  size_t end = first->end;
  std::optional<UnitMention> unit = units_.read(text, end);
  if (first->percent) unit = UnitMention{"%", end, false};
  // 3至5个, 40—50家, 1%～3%: the unit may stand behind both numbers.
  const size_t sign = skip_blanks(text, unit && !first->percent ? unit->end : end);
  const size_t bare_sign = skip_blanks(text, end);
  for (const size_t place : {bare_sign, sign}) {
    if (place >= text.size() || !is_range_sign(text[place])) continue;
    size_t next = place + 1;
    if (next < text.size() && is_range_sign(text[next])) ++next;
    const std::optional<Numeral> second = read_numeral(text, skip_blanks(text, next));
    if (!second || second->value < first->value) continue;
    const std::optional<UnitMention> shared = units_.read(text, second->end);
    if (!shared && !second->percent) continue;
    mention.high = second->value;
    unit = second->percent ? UnitMention{"%", second->end, false} : *shared;
    break;
  }
  if (!unit) return std::nullopt;
  mention.unit = unit->unit;
  mention.unit_end = mention.end = unit->end;
  compare(text, &mention);
  if (mention.high) mention.comparator = Comparator::range;
  // 超1000万: without a unit only behind a word that makes it a quantity.
  if (unit->scale_only && mention.begin == mention.number_begin &&
      mention.end == mention.unit_end) {
    return std::nullopt;
  }
  return mention;
}

void QuantityReader::compare(std::u32string_view text, NumberMention* mention) const {
  const std::optional<ComparatorWord> before = comparators_.before(text, mention->number_begin);
  const std::optional<ComparatorWord> after = comparators_.after(text, mention->unit_end);
  if (before) {
    mention->begin = before->begin;
    mention->comparator = before->comparator;
    mention->capped = before->comparator == Comparator::at_most;
    // 最高不超过 and the like are one word of the lexicon; 总数达到 keeps its noun outside.
  }
  if (!after) return;
  mention->end = after->end;
  const bool about = after->comparator == Comparator::about;
  const bool stronger = !before || before->comparator == Comparator::at_least ||
                        before->comparator == Comparator::about || about ||
                        before->comparator == Comparator::at_most;
  if (stronger) mention->comparator = after->comparator;
}

/// Chinese numerals count only with a classifier; 月 and 年 behind a digit need more than the word.
bool QuantityReader::counts(std::u32string_view text, const NumberMention& mention) const {
  const char32_t next = mention.unit_end < text.size() ? text[mention.unit_end] : U'\0';
  if (mention.chinese) {
    constexpr std::string_view classifiers[] = {"家", "个", "项",   "所", "大", "人", "名",
                                                "座", "台", "套",   "条", "户", "处", "倍",
                                                "%",  "年", "个月", "类", "次"};
    const bool scaled = mention.unit.find("万") != std::string::npos ||
                        mention.unit.find("亿") != std::string::npos;
    const bool known = std::find(std::begin(classifiers), std::end(classifiers), mention.unit) !=
                       std::end(classifiers);
    if (!known && !scaled) return false;
    const bool one = mention.low == Decimal(1) && !scaled;
    constexpr std::string_view weak[] = {"大", "人", "名", "项", "次", "条",
                                         "类", "套", "台", "处", "年", "户"};
    if (one && std::find(std::begin(weak), std::end(weak), mention.unit) != std::end(weak))
      return false;
    const char32_t before = mention.number_begin > 0 ? text[mention.number_begin - 1] : U'\0';
    constexpr std::u32string_view inside = U"每统同唯之第近前后这那某另";
    if (inside.find(before) != inside.npos && mention.begin == mention.number_begin) return false;
    if (mention.unit == "次" || (mention.unit == "年" && mention.begin == mention.number_begin &&
                                 mention.end == mention.unit_end)) {
      return false;
    }
  }
  if (mention.unit == "大") return mention.chinese && is_han(next) && mention.low > Decimal(1);
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
    const bool first_has_before = first.begin < first.number_begin && first.end == first.unit_end;
    const bool follows = listed || between == U"和";
    if (follows && first_has_before && second.comparator == Comparator::equal &&
        first.unit == second.unit) {
      second.comparator = first.comparator;
      second.begin = second.number_begin;
    } else if (listed && i > 0 && first.unit == second.unit &&
               second.comparator == Comparator::equal &&
               first.comparator == (*found)[i - 1].comparator &&
               first.begin == first.number_begin && first.end == first.unit_end &&
               first.comparator != Comparator::equal) {
      second.comparator = first.comparator;
    }
  }
}

}  // namespace fangan
