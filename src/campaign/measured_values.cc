#include "campaign/measured_values.h"

#include <algorithm>

#include "plan/lexicon.h"
#include "plan/period_days.h"

namespace fangan {

/// What is asked of the rows of one day.
struct MeasuredValues::Question {
  MeasuredDay& day;
  CountedDays& counted;
  const Target& target;
  const Ask& ask;
  const std::optional<std::string>& holder;
};

namespace {

constexpr std::pair<Grade, std::optional<Decimal> Grades::*> all_grades[] = {
    {Grade::reported, &Grades::reported},
    {Grade::accepted, &Grades::accepted},
    {Grade::published, &Grades::published}};

std::optional<Decimal> number_of(const Value& value) {
  return value.is(ValueKind::number) ? std::optional(value.number()) : std::nullopt;
}

/// One for each field, however many figures of a grade it is missing from.
void add_lacked(const std::set<MissingField>& missing, FigureValues* values) {
  std::map<std::pair<std::string, std::string>, int64_t> rows;
  for (const MissingField& each : missing) ++rows[{each.register_name, each.field}];
  for (const auto& [place, count] : rows) {
    values->undetermined.push_back({place.first, place.second, count});
  }
}

void add_not_set(const std::vector<std::string>& names, FigureValues* values) {
  for (const std::string& name : names) {
    const auto& known = values->not_set;
    const bool is_new = std::find(known.begin(), known.end(), name) == known.end();
    if (is_new) values->not_set.push_back(name);
  }
}

/// A share of nothing but ones in the unit of the target: 0.18 is 18 %.
std::optional<Decimal> in_unit(const Decimal& ratio, const std::string& unit) {
  const Result<Unit> known = Lexicon::standard().units().parse(unit);
  if (!known) return ratio;
  const Result<Decimal> converted = convert(ratio, Unit{}, known.value());
  return converted ? std::optional(converted.value()) : std::nullopt;
}

/// 1 - value / base; none where either is missing or the base is 0.
std::optional<Decimal> decline(const std::optional<Decimal>& value,
                               const std::optional<Decimal>& base, const std::string& unit) {
  if (!value || !base || base->is_zero()) return std::nullopt;
  const Result<Decimal> ratio = divide(*value, *base);
  if (!ratio) return std::nullopt;
  const Result<Decimal> less = subtract(Decimal(1), ratio.value());
  return less ? in_unit(less.value(), unit) : std::nullopt;
}

/// Whether what it counts grows from nothing on the first day of its node.
bool begins_at_zero(const Target& target) {
  return target.form == TargetForm::each || target.form == TargetForm::every;
}

}  // namespace

MeasuredOn measured_on(RowsOn rows) {
  using Days = std::map<Date, std::unique_ptr<MeasuredDay>>;
  return [rows = std::move(rows), days = std::make_shared<Days>()](Date date) -> MeasuredDay& {
    std::unique_ptr<MeasuredDay>& known = (*days)[date];
    if (known == nullptr) known = std::make_unique<MeasuredDay>(&rows(date));
    return *known;
  };
}

FigureValues MeasuredValues::on(Date date, const Target& target, const Ask& ask,
                                const std::optional<std::string>& holder) {
  MeasuredDay& rows = on_(date);
  const Question question{rows, rows.days(target), target, ask, holder};
  if (holder) {
    const std::vector<std::string> names = registers_of(target);
    const bool has_holders =
        std::any_of(names.begin(), names.end(), [&rows](const std::string& name) {
          return rows.parts().regions().has(name);
        });
    // Nobody knows which rows are whose.
    if (!has_holders || !rows.parts().divides(target)) return {};
  }
  FigureValues values = of_nodes(question);
  if (!holder && date == as_of_) add_start(question, &values);
  return values;
}

/// All nodes together are counted as one, but where each of them sees rows of its own.
FigureValues MeasuredValues::of_nodes(const Question& question) {
  if (!question.target.all_of.empty()) return of_rows(question);
  if (!question.target.base.empty()) return of_change(question);
  if (question.ask.nodes.size() < 2 || !asks_node(question.target.measure)) {
    return of_measure(question);
  }
  FigureValues sum;
  bool is_first = true;
  for (const Ask& one : asks_of(question.target)) {
    if (one.nodes.size() != 1) continue;
    FigureValues values =
        of_measure({question.day, question.counted, question.target, one, question.holder});
    for (const auto& [grade, member] : all_grades) {
      std::optional<Decimal>& into = sum.grades.*member;
      const std::optional<Decimal>& part = values.grades.*member;
      const bool adds = part && (is_first || into);
      const Result<Decimal> added = add(into.value_or(Decimal(0)), part.value_or(Decimal(0)));
      into = adds && added ? std::optional(added.value()) : std::nullopt;
    }
    add_not_set(values.not_set, &sum);
    sum.undetermined.insert(sum.undetermined.end(), values.undetermined.begin(),
                            values.undetermined.end());
    if (values.reason) sum.reason = values.reason;
    is_first = false;
  }
  return sum;
}

FigureValues MeasuredValues::of_measure(const Question& question) {
  const std::optional<MeasuredDay::Counted> counted =
      question.day.count(question.target, {question.ask, question.holder, std::nullopt});
  if (!counted) return of_lists(question);
  FigureValues values;
  for (const auto& [grade, member] : all_grades) {
    values.grades.*member = number_of(counted->values[static_cast<size_t>(grade)]);
  }
  finish(question, counted->lacks, &values);
  return values;
}

/// What all measures have, however they are computed.
void MeasuredValues::finish(const Question& question, const std::set<MissingField>& missing,
                            FigureValues* values) {
  add_not_set(question.day.rows().missing_parameters(question.target.counts_on), values);
  if (!values->not_set.empty()) {
    values->grades = {};
    values->all.reset();
  }
  add_lacked(missing, values);
}

FigureValues MeasuredValues::of_lists(const Question& question) {
  Rows& rows = question.day.rows();
  FigureValues values;
  std::set<MissingField> missing;
  for (const auto& [grade, member] : all_grades) {
    const Value node = node_value(question.ask);
    CountedRows choice(&question.day.parts(), &question.counted,
                       {question.target, question.ask, question.holder, node, std::nullopt});
    Asked asked;
    asked.grade = grade;
    asked.node = node;
    asked.choice = &choice;
    // Whoever has a higher grade has this one: no other rows are left out there.
    asked.tells_left_out = grade == Grade::reported;
    const Outcome outcome = rows.evaluate(question.target.measure, asked);
    add_not_set(outcome.not_set, &values);
    values.grades.*member = number_of(outcome.value);
    missing.insert(outcome.left_out.begin(), outcome.left_out.end());
    missing.insert(outcome.missing.begin(), outcome.missing.end());
    missing.merge(choice.missing());
    const bool drives = grade == driving_grade(question.target);
    if (drives && outcome.value.reason() != nullptr) values.reason = *outcome.value.reason();
  }
  missing.merge(lacks_without_part(
      &question.day.parts(), &question.counted,
      {question.target, question.ask, question.holder, node_value(question.ask), std::nullopt}));
  finish(question, missing, &values);
  return values;
}

/// Of a change since a base period: how much less it is.
FigureValues MeasuredValues::of_change(const Question& question) {
  FigureValues values = of_measure(question);
  const std::optional<PeriodDays> period = days_of_period(Value(question.target.base.text));
  Ask before = question.ask;
  TargetNode node;
  node.name = before.name = question.target.base.text;
  if (period) {
    before.from = node.from = period->from;
    before.due = node.due = period->to;
    before.nodes = {&node};
  }
  const FigureValues base =
      of_measure({question.day, question.counted, question.target, before, question.holder});
  for (const auto& [grade, member] : all_grades) {
    values.grades.*member =
        decline(values.grades.*member, base.grades.*member, question.target.unit);
  }
  for (const LackedField& each : base.undetermined) {
    const auto& known = values.undetermined;
    if (std::find(known.begin(), known.end(), each) == known.end()) {
      values.undetermined.push_back(each);
    }
  }
  if (!values.reason) values.reason = base.reason;
  return values;
}

/// Of `all of`: how many of these rows have the grade and count for the day.
FigureValues MeasuredValues::of_rows(const Question& question) {
  FigureValues values;
  const std::optional<MeasuredDay::Counted> counted =
      question.day.count(question.target, {question.ask, question.holder, std::nullopt});
  if (counted) {
    values.all = number_of(counted->values[0]);
    for (const auto& [grade, member] : all_grades) {
      values.grades.*member = number_of(counted->values[static_cast<size_t>(grade)]);
    }
    finish(question, counted->lacks, &values);
    return values;
  }
  Rows& rows = question.day.rows();
  const Value node = node_value(question.ask);
  CountedRows choice(&question.day.parts(), &question.counted,
                     {question.target, question.ask, question.holder, node, std::nullopt});
  Asked asked;
  asked.node = node;
  asked.choice = &choice;
  asked.tells_left_out = true;
  const Outcome outcome = rows.evaluate(question.target.all_of, asked);
  add_not_set(outcome.not_set, &values);
  std::set<MissingField> missing(outcome.left_out.begin(), outcome.left_out.end());
  missing.insert(outcome.missing.begin(), outcome.missing.end());
  if (outcome.value.reason() != nullptr) values.reason = *outcome.value.reason();
  if (outcome.value.is(ValueKind::list)) {
    values.all = Decimal(static_cast<int64_t>(outcome.value.items().size()));
    for (const auto& [grade, member] : all_grades) {
      int64_t done = 0;
      for (const Value& item : outcome.value.items()) {
        const Row* row = as_row(item);
        done += row != nullptr && choice.is_done(*row, grade) ? 1 : 0;
      }
      values.grades.*member = Decimal(done);
    }
  }
  missing.merge(choice.missing());
  missing.merge(lacks_without_part(
      &question.day.parts(), &question.counted,
      {question.target, question.ask, question.holder, node, std::nullopt}));
  finish(question, missing, &values);
  return values;
}

/// A level reached by a day begins with what had been reached when it began.
void MeasuredValues::add_start(const Question& question, FigureValues* values) {
  const Ask& ask = question.ask;
  const Target& target = question.target;
  if (!ask.from || !ask.due || as_of_ <= *ask.from || as_of_ >= *ask.due) return;
  if (begins_at_zero(target)) {
    values->at_start = Decimal(0);
    return;
  }
  const bool can_tell = target.form == TargetForm::due && target.base.empty() &&
                        !asks_node(target.measure) && question.counted.has_days();
  if (!can_tell) return;
  const Grade driving = driving_grade(target);
  if (const std::optional<MeasuredDay::Counted> counted =
          question.day.count(target, {ask, question.holder, ask.from})) {
    values->at_start = number_of(counted->values[static_cast<size_t>(driving)]);
    return;
  }
  CountedRows choice(&question.day.parts(), &question.counted,
                     {target, ask, question.holder, node_value(ask), ask.from});
  Asked asked;
  asked.grade = driving;
  asked.node = node_value(ask);
  asked.choice = &choice;
  values->at_start =
      number_of(question.day.rows().evaluate(target.measure, asked).value);
}

std::vector<std::string> MeasuredValues::holders(const Target& target, const Ask&) {
  std::vector<std::string> holders;
  if (target.shares == ShareRule::none) return holders;
  MeasuredDay& rows = on_(as_of_);
  if (!rows.parts().divides(target)) return holders;
  for (const std::string& name : registers_of(target)) {
    for (std::string& holder : rows.parts().holders(name)) holders.push_back(std::move(holder));
  }
  std::sort(holders.begin(), holders.end());
  holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
  return holders;
}

std::vector<std::string> MeasuredValues::parts(const Target& target) {
  for (const TargetNode& node : target.nodes) {
    if (!node.parts.empty()) return {};
  }
  if (target.split_by.empty()) return {};
  MeasuredDay& rows = on_(as_of_);
  for (const std::string& name : registers_of(target)) {
    const Register* definition = plan_.find_register(name);
    const Field* field = definition == nullptr ? nullptr : definition->field(target.split_by.text);
    if (field == nullptr || field->domain.words.empty()) continue;
    std::vector<std::string> words;
    for (const Name& word : field->domain.words) words.push_back(word.text);
    return words;
  }
  for (const std::string& name : registers_of(target)) {
    std::vector<std::string> found = rows.parts().parts(name, target.split_by.text);
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace fangan
