#include "plan/quoted_numbers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "plan/comparators.h"
#include "plan/lexicon.h"
#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// What a block sets: one or more numbers of one key, in one unit.
struct SetNumbers {
  std::string block;
  std::string key;
  std::string unit;
  std::vector<Decimal> values;
  Span span;
};

/// 万, 亿 or nothing: 超1000万.
bool is_scale(const std::string& unit) {
  const std::u32string characters = to_utf32(unit);
  return std::all_of(characters.begin(), characters.end(), [](char32_t c) {
    return std::u32string_view(U"十百千万亿").find(c) != std::u32string_view::npos;
  });
}

std::optional<Unit> unit_of(const std::string& name) {
  const Result<Unit> unit = Lexicon::standard().units().parse(name + (is_scale(name) ? "个" : ""));
  return unit ? std::optional<Unit>(unit.value()) : std::nullopt;
}

/// The number of one unit in another that counts the same; none where they count different things.
/// A scale alone counts whatever the other does: 1000万 is 1000 万元.
std::optional<Decimal> converted(const Decimal& written, const std::string& from,
                                 const std::string& to) {
  std::optional<Unit> own = unit_of(from);
  const std::optional<Unit> wanted = unit_of(to);
  if (!own || !wanted) return from == to ? std::optional<Decimal>(written) : std::nullopt;
  if (is_scale(from) && !from.empty()) own->exponent = wanted->exponent;
  const Result<Decimal> number = convert(written, *own, *wanted);
  return number ? std::optional<Decimal>(number.value()) : std::nullopt;
}

bool is_ratio(const std::string& unit) { return unit.find('/') != unit.npos; }

/// 1.2万元 says 12000 元; 60% says 0.6 and 60 where no unit is set. 每千人6张 says 6 张/千人: what
/// it is divided by stands elsewhere.
bool says(const Decimal& written, const std::string& written_unit, const Decimal& value,
          const std::string& unit) {
  const bool is_alone = unit.empty() || is_ratio(unit) != is_ratio(written_unit);
  if (is_alone && written == value) return true;
  const std::optional<Decimal> number = converted(written, written_unit, unit);
  return number && *number == value;
}

/// A rise that is asked as a negative change is written without its sign.
Decimal magnitude(const Decimal& value) { return value < Decimal(0) ? -value : value; }

class QuotedNumbers {
 public:
  explicit QuotedNumbers(CheckContext* context) : context_(*context), plan_(context->plan()) {
    uint32_t line = 0;
    for (const PlanFile& file : plan_.files) {
      first_lines_.push_back(line);
      if (!file.notes) line += static_cast<uint32_t>(file.lines.size());
    }
  }

  void check() {
    for (const Target& target : plan_.targets) check_target(target);
    for (const Parameter& parameter : plan_.parameters) check_parameter(parameter);
    for (const Policy& policy : plan_.policies) check_policy(policy);
  }

 private:
  /// The numbers between two places of a line that count what `unit` does, deadlines left out.
  std::vector<const Quantity*> numbers_in(const Citation& words, const std::string& unit) const {
    std::vector<const Quantity*> found;
    if (words.text_line == no_line || plan_.files[words.file].notes) return found;
    const uint32_t line = first_lines_[words.file] + words.text_line;
    for (const Quantity& quantity : plan_.draft.quantities) {
      const bool here = quantity.place.line == line && quantity.place.begin < words.end &&
                        quantity.place.end > words.begin;
      if (here && quantity.low && converted(*quantity.low, quantity.unit, unit))
        found.push_back(&quantity);
    }
    return found;
  }

  /// The sentence that the words stand in.
  Citation sentence_of(Citation words) const {
    if (words.text_line == no_line) return words;
    const std::string& text = plan_.files[words.file].lines[words.text_line].text;
    for (const Stretch& stretch : sentences(half_width(to_utf32(text)))) {
      if (words.begin < stretch.begin || words.begin >= stretch.end) continue;
      words.begin = static_cast<uint32_t>(stretch.begin);
      words.end = std::max(words.end, static_cast<uint32_t>(stretch.end));
      break;
    }
    return words;
  }

  /// The quoted words of a block and of what restates it; each for itself.
  std::vector<Citation> citations_of(const std::string& block, const Citation& own) const {
    std::vector<Citation> all = {own};
    for (const Restatement& restatement : plan_.restatements) {
      if (restatement.block == block) all.push_back(restatement.citation);
    }
    return all;
  }

  static const Quantity* match(const std::vector<const Quantity*>& written,
                               const SetNumbers& numbers) {
    for (const Quantity* quantity : written) {
      for (const Decimal& value : numbers.values) {
        const bool low = says(*quantity->low, quantity->unit, value, numbers.unit);
        if (low || (quantity->high && says(*quantity->high, quantity->unit, value, numbers.unit)))
          return quantity;
      }
    }
    return nullptr;
  }

  /// 原文没有写提前多久,取180天: the author says that the number is none of the text.
  bool is_chosen(const SetNumbers& numbers) const {
    const auto says_one = [&numbers](const Choice& choice) {
      const auto says_it = [&choice](const Decimal& value) {
        return choice.text.find(value.print()) != std::string::npos;
      };
      return choice.block == numbers.block &&
             std::any_of(numbers.values.begin(), numbers.values.end(), says_it);
    };
    return std::any_of(plan_.choices.begin(), plan_.choices.end(), says_one);
  }

  void report(const SetNumbers& numbers, const std::vector<const Quantity*>& written) {
    if (is_chosen(numbers)) return;
    std::string words;
    for (const Quantity* quantity : written) words += (words.empty() ? "" : "、") + quantity->text;
    std::string values;
    for (const Decimal& value : numbers.values)
      values += (values.empty() ? "" : "、") + value.print() + numbers.unit;
    context_.warning("PLAN-Q001", numbers.span,
                     {{"key", numbers.key}, {"values", values}, {"words", words}});
  }

  void check_target(const Target& target) {
    SetNumbers numbers{target.name, "target", target.unit, {}, target.span};
    const auto take = [&numbers](const TargetValue& value) {
      if (value.low) numbers.values.push_back(magnitude(*value.low));
      if (value.high) numbers.values.push_back(magnitude(*value.high));
    };
    for (const TargetNode& node : target.nodes) {
      take(node.value);
      for (const auto& [part, value] : node.parts) take(value);
    }
    take({target.total, target.total_high});
    drop_repeated(&numbers.values);
    if (numbers.values.empty()) return;
    bool is_compared = false;
    for (const Citation& words : citations_of(target.name, target.citation)) {
      const std::vector<const Quantity*> written = numbers_in(words, numbers.unit);
      if (written.empty()) continue;
      const Quantity* same = match(written, numbers);
      if (same == nullptr) {
        report(numbers, written);
      } else if (!std::exchange(is_compared, true)) {
        check_compare(target, *same);
      }
    }
  }

  /// 超 is >, 以上 is >=; of what goes down the author may have turned the sign round.
  void check_compare(const Target& target, const Quantity& written) {
    const std::string_view wanted = sign(written.comparator);
    const bool says_how = written.comparator == Comparator::more ||
                          written.comparator == Comparator::at_least ||
                          written.comparator == Comparator::less ||
                          written.comparator == Comparator::at_most;
    const std::string_view own = sign_of(target.compare);
    if (!says_how || written.decrease || own.empty() || own == wanted) return;
    context_.warning("PLAN-Q002", target.span,
                     {{"words", written.text},
                      {"compare", std::string(own)},
                      {"wanted", std::string(wanted)}});
  }

  static std::string_view sign_of(Compare compare) {
    switch (compare) {
      case Compare::at_least: return sign(Comparator::at_least);
      case Compare::more: return sign(Comparator::more);
      case Compare::at_most: return sign(Comparator::at_most);
      case Compare::less: return sign(Comparator::less);
      case Compare::about:
      case Compare::range: return {};
    }
    return {};
  }

  static void drop_repeated(std::vector<Decimal>* values) {
    std::vector<Decimal> kept;
    for (const Decimal& value : *values) {
      if (std::find(kept.begin(), kept.end(), value) == kept.end()) kept.push_back(value);
    }
    *values = std::move(kept);
  }

  /// Only where one of the places quoted has numbers, and none of them is it.
  void check_somewhere(SetNumbers numbers, const Citation& own) {
    drop_repeated(&numbers.values);
    if (numbers.values.empty()) return;
    std::vector<const Quantity*> written;
    for (const Citation& words : citations_of(numbers.block, own)) {
      std::vector<const Quantity*> here = numbers_in(words, numbers.unit);
      if (here.empty()) here = numbers_in(sentence_of(words), numbers.unit);
      written.insert(written.end(), here.begin(), here.end());
    }
    if (!written.empty() && match(written, numbers) == nullptr) report(numbers, written);
  }

  void check_parameter(const Parameter& parameter) {
    if (parameter.domain.kind != FieldKind::number || parameter.is_list) return;
    SetNumbers numbers{parameter.name, "values", parameter.domain.unit.text, {}, parameter.span};
    for (const auto& [day, text] : parameter.values) {
      const Result<Decimal> value = Decimal::parse(text);
      if (value) numbers.values.push_back(value.value());
    }
    check_somewhere(std::move(numbers), parameter.citation);
  }

  void check_policy(const Policy& policy) {
    SetNumbers cap{policy.name.text, "cap", policy.unit.text, {}, policy.cap.text.span()};
    const Result<Decimal> constant = Decimal::parse(policy.cap.text.text());
    if (constant) cap.values.push_back(constant.value());
    // Where the words are those of the cap, the budget of the years stands elsewhere.
    if (!cap.values.empty()) return check_somewhere(std::move(cap), policy.citation);
    SetNumbers budget{policy.name.text, "budget", policy.unit.text, {}, policy.name.span};
    for (const auto& [year, amount] : policy.budget) {
      if (amount) budget.values.push_back(*amount);
    }
    check_somewhere(std::move(budget), policy.citation);
  }

  CheckContext& context_;
  const Plan& plan_;
  std::vector<uint32_t> first_lines_;  ///< Of each file, in the draft.
};

}  // namespace

void check_quoted_numbers(CheckContext* context) { QuotedNumbers(context).check(); }

}  // namespace fangan
