#include "plan/quantities.h"

#include <algorithm>
#include <optional>

#include "plan/dates.h"
#include "plan/heading_marks.h"
#include "plan/line_text.h"
#include "plan/metrics.h"
#include "plan/outline.h"
#include "plan/quantity_masks.h"
#include "plan/quantity_reader.h"
#include "plan/quantity_types.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// The deadline that governs the numbers that follow, until another one is named.
struct Governing {
  std::string due;
  bool year_inferred = false;
  bool annual = false;
  std::string annual_from;  ///< "2018" of 从2018年起,每年.

  bool empty() const { return due.empty() && !annual; }
};

class Quantifier {
 public:
  Quantifier(const Draft& draft, const Lexicon& lexicon)
      : draft_(draft), masks_(lexicon), reader_(lexicon) {}

  std::vector<Quantity> read() {
    const uint32_t first = first_line_of_text();
    for (uint32_t line = first; line < draft_.lines.size(); ++line) {
      const std::u32string text = to_utf32(draft_.lines[line]);
      const std::u32string half = half_width(text);
      if (trim(half).empty()) continue;
      if (const Heading* heading = heading_of_line(line)) enter_heading(*heading);
      if (is_title_line(line) || is_signature(half)) continue;
      read_line(line, text, half);
    }
    return std::move(found_);
  }

 private:
  /// Where the notice ends and the first plan begins; a text without a plan title is read whole.
  uint32_t first_line_of_text() const {
    for (const Heading& heading : draft_.headings) {
      if (heading.type == HeadingType::plan) return heading.place.line;
    }
    return 0;
  }

  const Heading* heading_of_line(uint32_t line) const {
    const auto found = std::lower_bound(
        draft_.headings.begin(), draft_.headings.end(), line,
        [](const Heading& heading, uint32_t wanted) { return heading.place.line < wanted; });
    return found != draft_.headings.end() && found->place.line == line ? &*found : nullptr;
  }

  bool is_title_line(uint32_t line) const {
    const Heading* heading = heading_of_line(line);
    if (heading != nullptr) return heading->type == HeadingType::plan;
    // The title may run over the lines below, with the years of the plan at its end.
    const uint32_t above = heading_at(draft_.headings, Place{line, 0, 0});
    if (above == no_heading || draft_.headings[above].type != HeadingType::plan) return false;
    constexpr uint32_t title_lines_max = 5;
    const std::string words = to_utf8(trim(to_utf32(draft_.lines[line])));
    return line - draft_.headings[above].place.line <= title_lines_max &&
           draft_.headings[above].title.find(words) != std::string::npos;
  }

  /// A line that is only a day, or ends 印发: when and by whom the document was issued.
  static bool is_signature(std::u32string_view half) {
    const std::u32string_view text = trim(half);
    constexpr size_t signature_characters_max = 40;
    if (text.size() > signature_characters_max) return false;
    if (ends_with(text, U"印发") || starts_with(text, U"电话") || starts_with(text, U"邮箱"))
      return true;
    const bool only_date = std::all_of(text.begin(), text.end(), [](char32_t c) {
      return is_digit(c) || is_space(c) || c == U'年' || c == U'月' || c == U'日';
    });
    return only_date && text.back() == U'日';
  }

  /// A new section forgets the deadline of the one before; a lead line keeps it for its siblings.
  void enter_heading(const Heading& heading) {
    lead_ = Governing();
    if (heading.type == HeadingType::plan) ++plan_;
  }

  void read_line(uint32_t line, const std::u32string& text, const std::u32string& half) {
    const std::optional<HeadingMark> mark = heading_mark(half);
    if (mark) lead_ = Governing();
    std::u32string masked = masks_.mask(half, mark ? mark->text_begin : 0);
    blank_past(half, &masked);
    std::vector<DateMention> dates = read_dates(masked, DateContext{draft_.issued});
    const auto issues = [&](const DateMention& date) { return says_issued(half, date); };
    dates.erase(std::remove_if(dates.begin(), dates.end(), issues), dates.end());
    std::u32string numbers = masked;
    for (const DateMention& date : dates) {
      for (size_t i = date.begin; i < date.end; ++i) numbers[i] = U'\0';
    }
    blank_years(&numbers);
    const std::vector<NumberMention> mentions = reader_.read(numbers);
    const LineContext context{text, half, label_of(line), titles_annex(line)};
    merge(line, context, dates, mentions);
  }

  /// 2026年5月25日发布: the day of issue itself is no deadline.
  bool says_issued(std::u32string_view half, const DateMention& date) const {
    const std::u32string_view behind = half.substr(date.end, 2);
    const bool words = behind == U"发布" || behind == U"印发" || behind == U"公布";
    return words && draft_.issued && !date.annual && date.due == *draft_.issued;
  }

  /// 截至2016年底,全市已建成…: a sentence that reports what was reached before the day of issue.
  void blank_past(std::u32string_view half, std::u32string* masked) const {
    if (!draft_.issued) return;
    constexpr std::u32string_view reports[] = {U"截至", U"截止", U"已建成", U"已达", U"累计已",
                                               U"同比", U"以来", U"已有",   U"已累计"};
    for (const Stretch& sentence : sentences(half)) {
      const size_t size = sentence.end - sentence.begin;
      const std::u32string_view words = half.substr(sentence.begin, size);
      const bool report = std::any_of(std::begin(reports), std::end(reports), [&](auto word) {
        return words.find(word) != words.npos;
      });
      if (!report) continue;
      const std::vector<DateMention> dates = read_dates(
          std::u32string_view(*masked).substr(sentence.begin, size), DateContext{draft_.issued});
      const bool since = words.find(U"年以来") != words.npos;
      const bool past = std::all_of(dates.begin(), dates.end(), [&](const DateMention& date) {
        return date.due < *draft_.issued;
      });
      if (past && (since || !dates.empty()))
        std::fill_n(masked->begin() + static_cast<long>(sentence.begin), size, U'\0');
    }
  }

  /// Base years and the like that are no dates: 比2016年, 2023年度.
  static void blank_years(std::u32string* text) {
    for (size_t at = text->find(U'年'); at != text->npos; at = text->find(U'年', at + 1)) {
      size_t begin = at;
      while (begin > 0 && (is_digit((*text)[begin - 1]) || is_space((*text)[begin - 1]))) --begin;
      size_t digits = 0;
      for (size_t i = begin; i < at; ++i) digits += is_digit((*text)[i]) ? 1 : 0;
      if (digits != 4) continue;
      for (size_t i = begin; i <= at; ++i) (*text)[i] = U'\0';
    }
  }

  std::string label_of(uint32_t line) const {
    uint32_t heading = heading_at(draft_.headings, Place{line, 0, 0});
    if (heading == no_heading || draft_.headings[heading].type != HeadingType::label) return {};
    return draft_.headings[heading].title;
  }

  /// The title of an annex: the first line below 附件.
  bool titles_annex(uint32_t line) const {
    const uint32_t heading = heading_at(draft_.headings, Place{line, 0, 0});
    if (heading == no_heading || draft_.headings[heading].type != HeadingType::annex) return false;
    uint32_t first = draft_.headings[heading].place.line + 1;
    while (first < line && draft_.lines[first].empty()) ++first;
    return first == line;
  }

  void merge(uint32_t line, const LineContext& context, const std::vector<DateMention>& dates,
             const std::vector<NumberMention>& mentions) {
    Governing governing = inherits_lead(line) ? lead_ : Governing();
    bool leads = false;
    size_t date = 0;
    size_t number = 0;
    size_t last_end = 0;
    while (date < dates.size() || number < mentions.size()) {
      const bool date_first = number == mentions.size() ||
                              (date < dates.size() && dates[date].begin < mentions[number].begin);
      const size_t begin = date_first ? dates[date].begin : mentions[number].begin;
      const Governing before = governing;
      const bool yearly_mean = says_yearly_mean(context.half, last_end, begin);
      note_recurrence(context.half, last_end, begin, &governing);
      if (date_first) {
        leads = leads || dates[date].begin == 0;
        take_date(dates[date], &governing);
        add_date(line, context, dates[date]);
        last_end = dates[date++].end;
      } else {
        add_number(line, context, mentions, number, governing);
        if (yearly_mean) governing = before;
        last_end = mentions[number++].end;
      }
    }
    pair_listed_dates(line, context.half);
    if (leads && context.label.empty()) {
      lead_ = governing_of_first(dates.front());
      lead_line_ = line;
    }
  }

  /// 2025年、2026年…分别达到92%和96%: the first number is due on the first date, and so on.
  void pair_listed_dates(uint32_t line, std::u32string_view half) {
    size_t first = found_.size();
    while (first > 0 && found_[first - 1].place.line == line) --first;
    for (size_t date = first; date < found_.size();) {
      size_t number = date;
      while (number < found_.size() && !found_[number].low &&
             (number == date || is_listed(half, found_[number - 1], found_[number]))) {
        ++number;
      }
      const size_t dates = number - date;
      size_t end = number;
      while (end < found_.size() && found_[end].low && end - number < dates) ++end;
      if (dates > 1 && end - number == dates) {
        const size_t begin = found_[number - 1].place.end;
        const size_t size = found_[number].place.begin - begin;
        const bool respectively = half.substr(begin, size).find(U"分别") != half.npos;
        for (size_t i = 0; respectively && i < dates; ++i) {
          if (found_[number + i].type != QuantityType::target) continue;
          found_[number + i].due = found_[date + i].due;
        }
      }
      date = std::max(end, date + 1);
    }
  }

  static bool is_listed(std::u32string_view half, const Quantity& first, const Quantity& second) {
    const size_t begin = first.place.end;
    const std::u32string_view between = half.substr(begin, second.place.begin - begin);
    return between == U"、" || between == U"和";
  }

  /// 到2018年,… at the head of a paragraph governs the paragraphs below it in its section.
  bool inherits_lead(uint32_t line) const {
    return !lead_.empty() && line > lead_line_ && label_of(line).empty();
  }

  Governing governing_of_first(const DateMention& date) const {
    Governing governing;
    take_date(date, &governing);
    return governing;
  }

  static void take_date(const DateMention& date, Governing* governing) {
    *governing = Governing();
    governing->year_inferred = date.year_inferred;
    if (date.annual) {
      governing->annual = true;
    } else if (date.comparator == Comparator::from) {
      governing->annual_from = std::to_string(date.due.year());
    } else {
      governing->due = date.due.print();
    }
  }

  /// 年均增长8% speaks of that one number; what follows keeps its own deadline.
  static bool says_yearly_mean(std::u32string_view half, size_t from, size_t to) {
    const std::u32string_view between = half.substr(from, to - from);
    return between.find(U"年均") != between.npos && between.find(U"每年") == between.npos;
  }

  /// 每年 between two mentions makes what follows recur; a full stop ends the recurrence.
  static void note_recurrence(std::u32string_view half, size_t from, size_t to,
                              Governing* governing) {
    const std::u32string_view between = half.substr(from, to - from);
    for (const std::u32string_view word :
         {U"每年", U"逐年", U"年均增", U"年均新增", U"年均下降", U"年均降低", U"每年度"}) {
      const size_t at = between.rfind(word);
      if (at == between.npos) continue;
      governing->annual = true;
      governing->due.clear();
    }
    if (between.find(U'。') != between.npos && governing->annual) {
      const size_t stop = between.rfind(U'。');
      const bool again = between.find(U"每年", stop) != between.npos;
      if (!again) *governing = Governing();
    }
  }

  void add_date(uint32_t line, const LineContext& context, const DateMention& date) {
    Quantity quantity = base(line, context, date.begin, date.end);
    quantity.comparator = context.titles_annex || is_annex_reference(context.half)
                              ? Comparator::period
                              : date.comparator;
    quantity.due = date.annual ? "annual" : date.due.print();
    if (date.from) quantity.due_from = date.from->print();
    quantity.year_inferred = date.year_inferred;
    quantity.type = QuantityType::deadline;
    found_.push_back(std::move(quantity));
  }

  static bool is_annex_reference(std::u32string_view half) {
    return starts_with(trim(half), U"附件") && half.find(U':') != half.npos;
  }

  void add_number(uint32_t line, const LineContext& context,
                  const std::vector<NumberMention>& mentions, size_t index,
                  const Governing& governing) {
    const NumberMention& mention = mentions[index];
    Quantity quantity = base(line, context, mention.begin, mention.end);
    quantity.low = mention.low;
    quantity.high = mention.high;
    quantity.unit = mention.unit;
    quantity.comparator = mention.comparator;
    quantity.type = quantity_type(context, mention);
    quantity.decrease = says_decrease(context.half, mention);
    quantity.aim = says_aim(context.half, mention);
    quantity.metric = metric(context, mentions, index);
    if (quantity.metric.empty()) quantity.metric = last_metric(line);
    const bool dated =
        quantity.type == QuantityType::target || quantity.type == QuantityType::count;
    if (quantity.type == QuantityType::target || (dated && governing.annual)) {
      quantity.due = governing.annual ? (governing.annual_from.empty()
                                             ? "annual"
                                             : "annual from " + governing.annual_from)
                                      : governing.due;
      quantity.year_inferred = governing.year_inferred;
    }
    found_.push_back(std::move(quantity));
  }

  /// A number that says nothing of its own counts what the number before it counted.
  std::string last_metric(uint32_t line) const {
    for (auto before = found_.rbegin(); before != found_.rend(); ++before) {
      if (before->place.line != line) break;
      if (before->low) return before->metric;
    }
    return {};
  }

  Quantity base(uint32_t line, const LineContext& context, size_t begin, size_t end) const {
    Quantity quantity;
    quantity.place = Place{line, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    quantity.text = to_utf8(std::u32string_view(context.text).substr(begin, end - begin));
    quantity.heading = heading_at(draft_.headings, quantity.place);
    quantity.plan = plan_ == 0 ? 0 : plan_ - 1;
    return quantity;
  }

  const Draft& draft_;
  QuantityMasks masks_;
  QuantityReader reader_;
  std::vector<Quantity> found_;
  Governing lead_;
  uint32_t lead_line_ = 0;
  uint32_t plan_ = 0;
};

}  // namespace

std::vector<Quantity> quantities(const Draft& draft, const Lexicon& lexicon) {
  return Quantifier(draft, lexicon).read();
}

}  // namespace fangan
