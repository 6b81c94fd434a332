#include "plan/quantity_types.h"

#include <algorithm>

#include "plan/line_text.h"

namespace fangan {
namespace {

/// How far a sentence is looked at on either side of a number. The longest of official texts has a
/// few hundred characters; without a bound, a text that lost its full stops costs its square.
constexpr size_t sentence_characters_max = 1'000;

/// The part of the sentence in front of the number.
std::u32string_view sentence_before(std::u32string_view half, size_t at) {
  const size_t first = at > sentence_characters_max ? at - sentence_characters_max : 0;
  size_t begin = at;
  while (begin > first && !ends_sentence(half[begin - 1])) --begin;
  return half.substr(begin, at - begin);
}

/// The part of the sentence behind the number.
std::u32string_view sentence_after(std::u32string_view half, size_t at) {
  const size_t last = std::min(half.size(), at + sentence_characters_max);
  size_t end = at;
  while (end < last && !ends_sentence(half[end])) ++end;
  return half.substr(at, end - at);
}

template <size_t N>
bool has_any(std::u32string_view text, const std::u32string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [text](std::u32string_view word) { return text.find(word) != text.npos; });
}

constexpr std::u32string_view money_words[] = {U"补助", U"补贴", U"奖励",   U"奖补",
                                               U"资助", U"贴息", U"扶持",   U"减免",
                                               U"给予", U"贷款", U"安家费", U"租金"};

bool is_criterion(const LineContext& context) {
  return context.label.find("标准") != std::string::npos ||
         context.label.find("条件") != std::string::npos ||
         context.label.find("范围") != std::string::npos;
}

/// 对新增投资1000万元以上的项目, 年营业收入1亿元以下、…的企业: the number says whom, not how much.
bool selects(std::u32string_view before, std::u32string_view after, const NumberMention& mention) {
  const bool bound = mention.end > mention.unit_end || mention.begin < mention.number_begin;
  if (!bound) return false;
  const bool of_noun = starts_with(after, U"的") || starts_with(after, U"、");
  const size_t comma = after.find_first_of(U",。;");
  const std::u32string_view clause = after.substr(0, comma);
  constexpr std::u32string_view nouns[] = {U"企业", U"项目", U"单位", U"机构",
                                           U"人员", U"产品", U"机组", U"设备"};
  constexpr std::u32string_view selectors[] = {U"对于", U"遴选", U"凡",
                                               U"选择", U"符合", U"年营业收入"};
  const size_t clause_begin = before.find_last_of(U",") + 1;  // npos + 1 is 0
  const bool selected =
      has_any(before, selectors) || starts_with(before.substr(clause_begin), U"对");
  return selected && (of_noun || is_money(mention.unit)) && has_any(clause, nouns);
}

}  // namespace

bool says_decrease(std::u32string_view half, const NumberMention& mention) {
  const std::u32string_view before = sentence_before(half, mention.number_begin);
  const std::u32string_view near = before.substr(before.size() > 4 ? before.size() - 4 : 0);
  constexpr std::u32string_view words[] = {U"降低", U"下降", U"减少", U"压减", U"削减"};
  const bool percent = mention.unit == "%" || mention.unit == "个百分点";
  return percent && has_any(near, words) && near.find(U'到') == near.npos &&
         near.find(U'至') == near.npos;
}

bool says_aim(std::u32string_view half, const NumberMention& mention) {
  constexpr std::u32string_view words[] = {U"力争", U"争取达到", U"争取到"};
  return has_any(sentence_before(half, mention.number_begin), words);
}

QuantityType quantity_type(const LineContext& context, const NumberMention& mention) {
  const std::u32string_view half = context.half;
  const std::u32string_view before = sentence_before(half, mention.begin);
  const std::u32string_view after = sentence_after(half, mention.end);
  const bool about_money = has_any(before, money_words) || has_any(after, money_words);
  if (mention.unit == "大") return QuantityType::count;
  if (is_criterion(context)) {
    const bool listed = !before.empty() && before.back() == U'等';
    return listed ? QuantityType::count : QuantityType::threshold;
  }
  if (!before.empty() && before.back() == U'由' && after.substr(0, 12).find(U"到") != after.npos) {
    return QuantityType::baseline;
  }
  if (mention.unit == "%" && about_money && !before.empty() && before.back() == U'的') {
    return QuantityType::rate;
  }
  constexpr std::u32string_view shares[] = {U"补贴", U"贴息", U"补助", U"奖励", U"的补贴",
                                            U"的补助", U"的奖励", U"用于", U"给予"};
  const bool granted = std::any_of(std::begin(shares), std::end(shares),
                                   [after](auto word) { return starts_with(after, word); });
  if (mention.unit == "%" && granted) return QuantityType::rate;
  if (mention.unit == "周岁" || mention.unit == "岁") return QuantityType::threshold;
  if (is_money(mention.unit) && mention.capped) return QuantityType::cap;
  if (is_money(mention.unit) && selects(before, after, mention)) return QuantityType::threshold;
  if (is_money(mention.unit) && about_money) {
    return mention.capped ? QuantityType::cap : QuantityType::amount;
  }
  if (is_time(mention.unit)) return QuantityType::duration;
  if (selects(before, after, mention)) return QuantityType::threshold;
  const bool whole_list =
      !before.empty() && (before.back() == U'等' || ends_with(before, U"统计的"));
  const bool bare_word = mention.chinese && mention.comparator == Comparator::equal &&
                         mention.unit == "个" && mention.low < Decimal(20);
  if (whole_list || bare_word) return QuantityType::count;
  return QuantityType::target;
}

}  // namespace fangan
