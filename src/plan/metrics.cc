#include "plan/metrics.h"

#include <algorithm>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t metric_characters_max = 30;

bool ends_clause(char32_t c) {
  return ends_sentence(c) || c == U',' || c == U':' || c == U'\0';
}

/// Words that carry no meaning of their own at the edge of a metric.
std::u32string_view strip_edges(std::u32string_view text) {
  constexpr std::u32string_view heads[] = {
      U"力争", U"确保", U"其中", U"全市", U"全省", U"全国", U"全县", U"全区", U"累计",
      U"共",   U"各",   U"每年", U"分别", U"滚动", U"再",   U"新",   U"并",   U"和",
      U"及",   U"的",   U"、",   U"到",   U"年",   U"实现", U"推动", U"使",
      U"当前", U"目前", U"但",   U"允许", U"原则上", U"至少", U"共计", U"市区", U"努力"};
  constexpr std::u32string_view tails[] = {U"达到", U"达", U"为",   U"的",   U"至",
                                           U"到",   U"约", U"总计", U"分别", U"、",
                                           U"由",   U"等", U"率达", U"比重", U"数量"};
  for (bool again = true; again;) {
    again = false;
    text = trim(text);
    for (const std::u32string_view head : heads) {
      if (text.size() > head.size() + 1 && starts_with(text, head) && head != U"新" &&
          head != U"各") {
        text.remove_prefix(head.size());
        again = true;
      }
    }
    for (const std::u32string_view tail : tails) {
      const bool keep = tail == U"比重" || tail == U"数量" || tail == U"率达";
      if (!keep && text.size() > tail.size() + 1 && ends_with(text, tail)) {
        text.remove_suffix(tail.size());
        again = true;
      }
    }
  }
  return text;
}

/// 比2016年, 较上年: what it is compared with stands behind what is measured.
std::u32string_view before_comparison(std::u32string_view words) {
  size_t end = words.size();
  for (const std::u32string_view word : {U"相较于", U"相比", U"比", U"较"}) {
    for (size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
      const std::u32string_view behind = words.substr(at + word.size());
      const bool base = !behind.empty() && (is_digit(behind[0]) || starts_with(behind, U"上年") ||
                                            starts_with(behind, U"上一年") ||
                                            starts_with(behind, U"“十"));
      if (base && at >= 2) end = std::min(end, at);
    }
  }
  return words.substr(0, end);
}

/// 和, 分别, 下降, 全市: words that join or change, and name no thing.
bool names_nothing(std::u32string_view text) {
  constexpr std::u32string_view words[] = {
      U"和",   U"与",   U"及",   U"或",     U"但",     U"且",   U"在",   U"含",   U"下降",
      U"降低", U"减少", U"增长", U"提高",   U"提升",   U"增加", U"压减", U"全市", U"全省",
      U"全国", U"全县", U"全区", U"当前",   U"目前",   U"允许", U"加强", U"提供", U"包含",
      U"包括", U"培养", U"选拔", U"选派",   U"原则上", U"要",   U"可",   U"不",   U"再",
      U"给予", U"其中", U"市区", U"可享受", U"分别",   U"推动", U"使",   U"至少"};
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

/// 建设, 培育, 关停: a verb alone names no thing.
bool is_verb_only(std::u32string_view text) {
  constexpr std::u32string_view verbs[] = {
      U"建设", U"建成", U"新建",     U"培育",     U"引进",     U"支持",    U"推动",     U"推广",
      U"完成", U"打造", U"创建",     U"新增",     U"实施",     U"开展",    U"发展",     U"扶持",
      U"备案", U"关停", U"淘汰",     U"形成",     U"突破",     U"推进",    U"滚动培育", U"滚动支持",
      U"组织", U"认定", U"遴选",     U"集聚",     U"落地",     U"开放",    U"发布",     U"持续培育",
      U"建立", U"布局", U"布局建设", U"重点培育", U"争取",     U"举办",    U"改造",     U"整治",
      U"取缔", U"搬迁", U"整治取缔", U"累计培育", U"先行培育", U"力争培育"};
  return std::find(std::begin(verbs), std::end(verbs), text) != std::end(verbs);
}

/// The words in front of the number, back to the end of the clause or the number before.
std::u32string_view words_before(const LineContext& context,
                                 const std::vector<NumberMention>& mentions, size_t index) {
  const size_t end = mentions[index].begin;
  const size_t floor = index > 0 ? mentions[index - 1].end : 0;
  size_t begin = end;
  int depth = 0;
  while (begin > floor) {
    const char32_t c = context.half[begin - 1];
    if (c == U')' || c == U'”') ++depth;
    if (c == U'(' || c == U'“') {
      if (depth == 0) break;
      --depth;
    }
    if (depth == 0 && ends_clause(c)) break;
    --begin;
  }
  // Words that follow the number before name what that one counts.
  if (index > 0 && begin == floor) return {};
  return std::u32string_view(context.text).substr(begin, end - begin);
}

/// The words behind the number, to the end of the clause or the next number.
std::u32string_view words_after(const LineContext& context,
                                const std::vector<NumberMention>& mentions, size_t index) {
  const size_t begin = mentions[index].end;
  const size_t ceiling =
      index + 1 < mentions.size() ? mentions[index + 1].begin : context.half.size();
  size_t end = begin;
  int depth = 0;
  while (end < ceiling) {
    const char32_t c = context.half[end];
    if (c == U'(' || c == U'“') ++depth;
    if (c == U')' || c == U'”') --depth;
    if (depth < 0 || (depth == 0 && (ends_clause(c) || c == U'、'))) break;
    ++end;
  }
  return std::u32string_view(context.text).substr(begin, end - begin);
}

/// 十家以上、百家企业: numbers in a row count what is named behind the last.
std::u32string_view words_behind(const LineContext& context,
                                 const std::vector<NumberMention>& mentions, size_t index) {
  constexpr std::u32string_view joiners = U"、和或及";
  const auto names = [&](size_t at) {
    const std::u32string_view words = words_after(context, mentions, at);
    const bool joins = words.size() == 1 && joiners.find(words[0]) != joiners.npos;
    return joins ? std::u32string_view() : words;
  };
  std::u32string_view words = names(index);
  while (words.empty() && index + 1 < mentions.size() &&
         mentions[index + 1].begin == mentions[index].end + 1 &&
         joiners.find(context.half[mentions[index].end]) != joiners.npos) {
    words = names(++index);
  }
  return words;
}

/// A date in front of the words belongs to the deadline, not to the metric.
std::u32string_view without_date(std::u32string_view words) {
  const size_t year = words.rfind(U'年');
  if (year == words.npos || year == 0) return words;
  const char32_t before = words[year - 1];
  const bool dated = is_digit(before) || is_space(before);
  if (!dated) return words;
  std::u32string_view rest = words.substr(year + 1);
  for (const std::u32string_view word : {U"底前", U"底", U"末", U"前", U"起", U"内"}) {
    if (starts_with(rest, word)) return rest.substr(word.size());
  }
  return rest;
}

/// 甲、乙等物的排放总量: where the words are too long, the last phrase says what is measured.
std::u32string last_phrase(std::u32string words) {
  while (words.size() > metric_characters_max) {
    const size_t cut = words.find_first_of(U"、等的");
    if (cut == words.npos || cut + 3 > words.size()) break;
    words.erase(0, cut + 1);
  }
  return words;
}

std::u32string bare(std::u32string_view words) {
  std::u32string text;
  for (const char32_t c : words) {
    if (!is_space(c) && c != U'“' && c != U'”') text += c;
  }
  return text;
}

}  // namespace

std::string metric(const LineContext& context, const std::vector<NumberMention>& mentions,
                   size_t index) {
  const std::u32string_view written = words_before(context, mentions, index);
  std::u32string front = bare(strip_edges(without_date(before_comparison(written))));
  front = last_phrase(std::move(front));
  if (names_nothing(front) && !is_verb_only(front)) front.clear();
  const std::u32string_view behind = words_behind(context, mentions, index);
  std::u32string words = front;
  if (front.size() < 2 || is_verb_only(front)) words += bare(strip_edges(behind));
  if (words.size() > metric_characters_max) words.resize(metric_characters_max);
  return to_utf8(words);
}

}  // namespace fangan
