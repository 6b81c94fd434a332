#include "plan/dates.h"

#include <algorithm>

#include "plan/line_text.h"

namespace fangan {
namespace {

/// Moves over blanks inside a date: 2025 年 11 月.
class Cursor {
 public:
  Cursor(std::u32string_view half, size_t at) : half_(half), at_(at) {}

  size_t at() const { return at_; }
  char32_t peek() const { return at_ < half_.size() ? half_[at_] : U'\0'; }

  bool take(std::u32string_view word) {
    size_t next = at_;
    for (const char32_t c : word) {
      while (next < half_.size() && is_space(half_[next])) ++next;
      if (next >= half_.size() || half_[next] != c) return false;
      ++next;
    }
    at_ = next;
    return true;
  }

  /// A number of `least` to `most` digits; -1 where there is none.
  int take_number(size_t least, size_t most) {
    size_t next = at_;
    while (next < half_.size() && is_space(half_[next])) ++next;
    const size_t begin = next;
    int number = 0;
    while (next < half_.size() && is_digit(half_[next]) && next - begin < most) {
      number = number * 10 + static_cast<int>(half_[next++] - U'0');
    }
    const bool longer = next < half_.size() && is_digit(half_[next]);
    if (next - begin < least || longer) return -1;
    at_ = next;
    return number;
  }

  bool take_dash() {
    for (const std::u32string_view dash : {U"—", U"–", U"-", U"~", U"至", U"到", U"―"}) {
      if (take(dash)) {
        take(dash);
        return true;
      }
    }
    return false;
  }

 private:
  std::u32string_view half_;
  size_t at_;
};

bool is_year(int number) { return number >= 1900 && number <= 2099; }

Date day(int year, int month, int day_of_month) {
  const Result<Date> date = Date::of(year, month, day_of_month);
  return date ? date.value() : last_of_month(year, month);
}

/// What stands in front of a date and belongs to it.
struct Lead {
  size_t begin;
  bool from = false;      ///< 从 自
  bool compares = false;  ///< 比 较: a base year, no deadline
};

Lead lead_before(std::u32string_view half, size_t begin) {
  struct Word {
    std::u32string_view word;
    bool from;
    bool compares;
  };
  constexpr Word words[] = {
      {U"截至", false, false}, {U"截止", false, false}, {U"相较于", false, true},
      {U"相比", false, true},  {U"到", false, false},   {U"至", false, false},
      {U"从", true, false},    {U"自", true, false},    {U"于", false, false},
      {U"在", false, false},   {U"比", false, true},    {U"较", false, true},
      {U"与", false, true},    {U"由", false, false}};
  for (const Word& word : words) {
    if (begin >= word.word.size() &&
        half.substr(begin - word.word.size(), word.word.size()) == word.word) {
      const bool belongs = word.word != U"于" && word.word != U"在";
      return {belongs ? begin - word.word.size() : begin, word.from, word.compares};
    }
  }
  return {begin, false, false};
}

/// The part of a year a date names; day 0 means the last of its month.
struct Part {
  int month = 12;
  int day = 0;
  bool whole_year = true;
  bool first_day_known = false;
};

/// 底, 末, 9月底, 9月30日, 第三季度, 上半年, or nothing: the whole year.
Part take_part(Cursor* cursor) {
  constexpr std::u32string_view quarters[] = {U"一", U"二", U"三", U"四"};
  Part part;
  if (cursor->take(U"上半年")) return {6, 0, false, false};
  if (cursor->take(U"下半年")) return {12, 0, false, false};
  for (int quarter = 0; quarter < 4; ++quarter) {
    const std::u32string word(quarters[quarter]);
    const std::u32string digit(1, U'1' + static_cast<char32_t>(quarter));
    if (cursor->take(U"第" + word + U"季度") || cursor->take(word + U"季度") ||
        cursor->take(digit + U"季度")) {
      return {quarter * 3 + 3, 0, false, false};
    }
  }
  Cursor month_cursor = *cursor;
  const int month = month_cursor.take_number(1, 2);
  if (month < 1 || month > 12 || !month_cursor.take(U"月")) {
    for (const std::u32string_view end : {U"年底", U"年末", U"年终", U"底", U"末"}) {
      if (!cursor->take(end)) continue;
      part.whole_year = false;
      break;
    }
    return part;
  }
  *cursor = month_cursor;
  part.month = month;
  part.whole_year = false;
  Cursor day_cursor = *cursor;
  const int day_of_month = day_cursor.take_number(1, 2);
  if (day_of_month >= 1 && day_of_month <= 31 && day_cursor.take(U"日")) {
    *cursor = day_cursor;
    part.day = day_of_month;
    part.first_day_known = true;
    return part;
  }
  if (cursor->take(U"上旬")) part.day = 10;
  else if (cursor->take(U"中旬")) part.day = 20;
  else if (!cursor->take(U"下旬") && !cursor->take(U"底")) cursor->take(U"末");
  return part;
}

enum class Tail : uint8_t { none, before, from, since };

Tail take_tail(Cursor* cursor) {
  for (const std::u32string_view word : {U"以前", U"之前", U"前"}) {
    if (cursor->take(word)) return Tail::before;
  }
  if (cursor->take(U"以来")) return Tail::since;
  for (const std::u32string_view word : {U"以后", U"之后", U"开始", U"起"}) {
    if (cursor->take(word)) return Tail::from;
  }
  for (const std::u32string_view word : {U"期间", U"年内", U"内"}) {
    if (cursor->take(word)) return Tail::none;
  }
  return Tail::none;
}

Date last_day(int year, const Part& part) {
  if (part.day > 0) return day(year, part.month, part.day);
  return part.whole_year ? last_of_year(year) : last_of_month(year, part.month);
}

Date first_day(int year, const Part& part) {
  if (part.day > 0) return day(year, part.month, part.day);
  return part.whole_year ? first_of_year(year) : day(year, part.month, 1);
}

/// The end of a span: —8月, 至9月30日, —2025年3月.
struct SpanEnd {
  int year;
  Part part;
};

std::optional<SpanEnd> take_span_end(Cursor* cursor, int year) {
  Cursor next = *cursor;
  if (!next.take_dash()) return std::nullopt;
  Cursor dated = next;
  const int named = dated.take_number(4, 4);
  const bool has_year = is_year(named) && named >= year && dated.take(U"年");
  if (has_year) next = dated;
  const Part part = take_part(&next);
  if (part.whole_year && !has_year) return std::nullopt;
  *cursor = next;
  return SpanEnd{has_year ? named : year, part};
}

class DateReader {
 public:
  DateReader(std::u32string_view half, const DateContext& context)
      : half_(half), context_(context) {}

  std::vector<DateMention> read() {
    for (size_t at = 0; at < half_.size();) {
      if (ends_sentence(half_[at])) sentence_year_.reset();
      const std::optional<size_t> end = read_at(at);
      at = end ? *end : at + 1;
    }
    return std::move(found_);
  }

 private:
  /// The offset behind what was read, or none.
  std::optional<size_t> read_at(size_t at) {
    const bool inside_number = at > 0 && (is_digit(half_[at - 1]) || half_[at - 1] == U'.');
    if (is_digit(half_[at]) && !inside_number) {
      if (const auto end = read_year(at)) return end;
      return read_month(at);
    }
    if (half_[at] == U'十') return read_five_years(at);
    if (half_[at] == U'年' || half_[at] == U'今' || half_[at] == U'本') return read_this_year(at);
    return std::nullopt;
  }

  std::optional<size_t> read_year(size_t at) {
    Cursor cursor(half_, at);
    const int year = cursor.take_number(4, 4);
    if (!is_year(year)) return std::nullopt;
    Cursor span = cursor;
    const bool said_year = cursor.take(U"年");
    if (said_year) span = cursor;
    if (span.take_dash()) {
      const int last = span.take_number(4, 4);
      if (is_year(last) && last > year && span.take(U"年")) return add_span(at, span, year, last);
      // 2026年3月-12月 and the like are read as single dates.
    }
    if (!said_year) return listed_year(at, cursor, year);
    if (cursor.peek() == U'版' || cursor.peek() == U'度') {
      sentence_year_ = year;
      if (cursor.peek() == U'版') return cursor.at();
    }
    return add_single(at, cursor, year, YearSource::written);
  }

  /// 2021、2022、2023年: a year in a row whose 年 stands behind the last.
  std::optional<size_t> listed_year(size_t at, const Cursor& cursor, int year) {
    Cursor next = cursor;
    int last = year;
    while (next.take(U"、") || next.take(U"和")) {
      const int following = next.take_number(4, 4);
      if (!is_year(following) || following <= last) return std::nullopt;
      last = following;
    }
    if (last == year || !next.take(U"年")) return std::nullopt;
    DateMention mention;
    mention.begin = lead_before(half_, at).begin;
    mention.end = cursor.at();
    mention.due = last_of_year(year);
    found_.push_back(mention);
    return cursor.at();
  }

  enum class YearSource : uint8_t { written, sentence, issue };

  std::optional<size_t> add_span(size_t at, Cursor cursor, int first, int last) {
    const Part part = take_part(&cursor);
    take_tail(&cursor);
    DateMention mention;
    mention.begin = lead_before(half_, at).begin;
    mention.end = cursor.at();
    mention.comparator = Comparator::span;
    mention.from = first_of_year(first);
    mention.due = part.whole_year ? last_of_year(last) : last_of_month(last, part.month);
    sentence_year_ = last;
    found_.push_back(mention);
    return cursor.at();
  }

  std::optional<size_t> add_single(size_t at, Cursor cursor, int year, YearSource source) {
    const Lead lead = lead_before(half_, at);
    const Part part = take_part(&cursor);
    const std::optional<SpanEnd> end = take_span_end(&cursor, year);
    const size_t part_end = cursor.at();
    const Tail tail = take_tail(&cursor);
    sentence_year_ = end ? end->year : year;
    if (tail == Tail::since) return cursor.at();
    const bool base = lead.begin < at && cursor.peek() == U'的' && is_start_word(lead.begin);
    if (lead.compares || base || is_compared_after(cursor.at())) return cursor.at();
    DateMention mention;
    mention.begin = lead.begin;
    mention.end = cursor.at();
    mention.year_inferred = source == YearSource::issue;
    const Date last = last_day(year, part);
    const bool bare_month = !part.whole_year && part.day == 0 && half_[part_end - 1] == U'月';
    if (end) {
      mention.comparator = Comparator::span;
      mention.from = first_day(year, part);
      mention.due = last_day(end->year, end->part);
    } else if (tail == Tail::from || lead.from) {
      mention.comparator = Comparator::from;
      mention.due = first_day(year, part);
    } else if (tail == Tail::before && bare_month) {
      mention.comparator = Comparator::before;  // 2025年6月前, read literally
      mention.due = part.month == 1 ? last_of_year(year - 1) : last_of_month(year, part.month - 1);
    } else if (tail == Tail::before && part.whole_year) {
      mention.comparator = Comparator::before;  // 2020年前, read literally
      mention.due = last_of_year(year - 1);
    } else {
      mention.due = last;
    }
    found_.push_back(mention);
    return cursor.at();
  }

  /// 由2020年的10%提高到30%, 从…的: where a change starts from.
  bool is_start_word(size_t at) const {
    return half_[at] == U'由' || half_[at] == U'从' || half_[at] == U'自';
  }

  /// 与2020年相比 names a base, too.
  bool is_compared_after(size_t at) const {
    return half_.substr(at, 2) == U"相比" || half_.substr(at, 3) == U"基础上";
  }

  /// 9月底前, 3月15日前: the year comes from the sentence, or is inferred from the day of issue.
  std::optional<size_t> read_month(size_t at) {
    Cursor cursor(half_, at);
    const int month = cursor.take_number(1, 2);
    if (month < 1 || month > 12 || !cursor.take(U"月")) return std::nullopt;
    const bool every_year = at >= 2 && half_.substr(at - 2, 2) == U"每年";
    Cursor probe(half_, at);
    const Part part = take_part(&probe);
    const size_t part_end = probe.at();
    const Tail tail = take_tail(&probe);
    const char32_t last = half_[part_end - 1];
    Cursor span(half_, part_end);
    const bool spans = take_span_end(&span, 1900).has_value();
    const bool bounds = tail != Tail::none || last == U'底' || last == U'末' || last == U'旬' ||
                        last == U'日' || spans;
    if (!bounds) return std::nullopt;
    if (every_year) return add_annual(at - 2, probe, part);
    if (sentence_year_)
      return add_single(at, Cursor(half_, at), *sentence_year_, YearSource::sentence);
    if (!context_.issued) return std::nullopt;
    int year = static_cast<int>(context_.issued->year());
    const Date due =
        part.day > 0 ? day(year, part.month, part.day) : last_of_month(year, part.month);
    if (due < *context_.issued) ++year;
    const auto end = add_single(at, Cursor(half_, at), year, YearSource::issue);
    sentence_year_.reset();
    return end;
  }

  /// 每年12月底前.
  std::optional<size_t> add_annual(size_t at, Cursor cursor, const Part& part) {
    DateMention mention;
    mention.begin = at;
    mention.end = cursor.at();
    mention.annual = true;
    const int year = context_.issued ? static_cast<int>(context_.issued->year()) : 1900;
    mention.due = last_day(year, part);
    found_.push_back(mention);
    return cursor.at();
  }

  /// “十四五”末 is 2025-12-31: the tenth plan ended in 2005.
  std::optional<size_t> read_five_years(size_t at) {
    constexpr std::u32string_view numerals = U"一二三四五六七";
    if (at + 2 >= half_.size() || half_[at + 2] != U'五') return std::nullopt;
    const size_t number = numerals.find(half_[at + 1]);
    if (number == numerals.npos) return std::nullopt;
    size_t end = at + 3;
    if (end < half_.size() && half_[end] == U'”') ++end;
    Cursor cursor(half_, end);
    const bool at_end = cursor.take(U"末");
    const bool during = !at_end && (cursor.take(U"期间") || cursor.take(U"时期"));
    if (!at_end && !during) return std::nullopt;
    const int last = 2010 + static_cast<int>(number) * 5;
    DateMention mention;
    size_t begin = at > 0 && half_[at - 1] == U'“' ? at - 1 : at;
    mention.begin = lead_before(half_, begin).begin;
    mention.end = cursor.at();
    mention.due = last_of_year(last);
    if (during) {
      mention.comparator = Comparator::span;
      mention.from = first_of_year(last - 4);
    }
    found_.push_back(mention);
    return cursor.at();
  }

  /// 年底前, 今年底, 年内.
  std::optional<size_t> read_this_year(size_t at) {
    if (!context_.issued) return std::nullopt;
    const bool after_word =
        at > 0 &&
        (is_digit(half_[at - 1]) || is_chinese_numeral(half_[at - 1]) || half_[at - 1] == U'每' ||
         half_[at - 1] == U'半' || half_[at - 1] == U'次' || half_[at - 1] == U'当');
    if (after_word) return std::nullopt;
    Cursor cursor(half_, at);
    const bool named = cursor.take(U"今年") || cursor.take(U"本年");
    if (!named && !cursor.take(U"年")) return std::nullopt;
    const bool bound = cursor.take(U"底前") || cursor.take(U"末前") ||
                       (named && (cursor.take(U"年底前") || cursor.take(U"年底") ||
                                  cursor.take(U"底") || cursor.take(U"内"))) ||
                       (!named && cursor.take(U"内")) ||
                       (!named && cursor.take(U"底"));
    if (!bound) return std::nullopt;
    DateMention mention;
    mention.begin = lead_before(half_, at).begin;
    mention.end = cursor.at();
    const int year = sentence_year_ ? *sentence_year_ : static_cast<int>(context_.issued->year());
    mention.due = last_of_year(year);
    mention.year_inferred = !sentence_year_;
    found_.push_back(mention);
    return cursor.at();
  }

  std::u32string_view half_;
  const DateContext& context_;
  std::optional<int> sentence_year_;
  std::vector<DateMention> found_;
};

}  // namespace

std::vector<DateMention> read_dates(std::u32string_view half, const DateContext& context) {
  return DateReader(half, context).read();
}

}  // namespace fangan
