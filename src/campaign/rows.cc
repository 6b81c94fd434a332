#include "campaign/rows.h"

#include <algorithm>
#include <unordered_set>

#include "campaign/built_in_rows.h"
#include "campaign/missing_fields.h"
#include "campaign/row_choice.h"
#include "campaign/row_index.h"
#include "campaign/row_source.h"
#include "campaign/row_veil.h"
#include "campaign/rows_kept.h"
#include "plan/grade_words.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

bool stands_on(const Decision& decision, std::string_view register_name) {
  return std::any_of(decision.on.begin(), decision.on.end(),
                     [register_name](const Name& on) { return on.text == register_name; });
}

/// The register that a field refers to; empty where it refers to none.
std::string_view target_of(const Field& field) {
  if (field.domain.kind == FieldKind::agency) return agency_register_name;
  if (field.domain.kind == FieldKind::reference) return field.domain.target.text;
  return {};
}

/// As many steps as the largest nest of rows takes, and as many again for what is computed of them.
feel::Limits rows_limits() {
  feel::Limits limits;
  limits.steps = 2 * Rows::nested_rows_max;
  return limits;
}

Value text_or_null(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

Value texts(const std::vector<std::string>& words) {
  return Value(std::vector<Value>(words.begin(), words.end()));
}

}  // namespace

/// At which grade, and from which rows, what is computed now is asked. What a row says of itself
/// says the same whoever asks, and is computed once: nobody notes what is read for it. An index
/// finds rows by what stands in them, so that none is asked through a veil.
class Rows::Asking {
 public:
  explicit Asking(Rows* rows, const Asked& asked = {})
      : rows_(*rows),
        grade_(std::exchange(rows->grade_, asked.grade)),
        choice_(std::exchange(rows->choice_, asked.choice)),
        veil_(std::exchange(rows->veil_, asked.veil)),
        index_(std::exchange(rows->evaluation_.index,
                             asked.veil == nullptr ? rows->index_.get() : nullptr)),
        watch_(std::exchange(rows->evaluation_.watch, nullptr)),
        blank_reads_(std::exchange(rows->kept_->blank_reads, nullptr)) {}
  ~Asking() {
    rows_.grade_ = grade_;
    rows_.choice_ = choice_;
    rows_.veil_ = veil_;
    rows_.evaluation_.index = index_;
    rows_.evaluation_.watch = watch_;
    rows_.kept_->blank_reads = blank_reads_;
  }
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;

 private:
  Rows& rows_;
  Grade grade_;
  RowChoice* choice_;
  RowVeil* veil_;
  feel::ItemIndex* index_;
  feel::ItemWatch* watch_;
  std::vector<std::pair<const Row*, size_t>>* blank_reads_;
};

Rows::Rows(const Plan& plan, Date as_of, ParameterValues parameters, RowSource* source)
    : plan_(plan),
      as_of_(as_of),
      parameters_(std::move(parameters)),
      source_(source),
      evaluation_(rows_limits()),
      kept_(std::make_unique<Kept>()) {
  evaluation_.set_now(DateTime::midnight_utc(as_of));
  index_ = std::make_unique<RowIndex>(this);
  evaluation_.index = index_.get();
  kept_->done = done_function(this);
  kept_->total = total_function();
  kept_->is_set = is_set_function();
  kept_->working_days = working_days_function(this);
  for (const Register& definition : plan.registers) {
    tables_.emplace(
        definition.name.text,
        std::make_unique<RowTable>(this, definition, plan.find_flow(definition.flow.text), source));
  }
  add_agencies();
  if (source != nullptr) add_calendar();
  for (const auto& [name, table] : tables_) {
    for (const Decision& decision : plan.decisions) {
      if (!stands_on(decision, name)) continue;
      table->add_column({RowColumn::Kind::decision, decision.name.text, &decision.value});
    }
  }
  for (const auto& [name, from] : tables_) {
    const std::vector<Field>& fields = from->definition().fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      RowTable* target = table(target_of(fields[i]));
      from->set_target(i, target);
      if (target != nullptr) target->add_column({RowColumn::Kind::back_list, name});
    }
  }
  for (const auto& [name, table] : tables_) table->finish_columns();
}

Rows::~Rows() = default;

void Rows::add_agencies() {
  kept_->agencies = agency_register(row_words(plan_.header.language));
  std::unique_ptr<RowTable>& table = tables_[std::string(agency_register_name)];
  table = std::make_unique<RowTable>(this, kept_->agencies, nullptr, nullptr);
  for (const Agency& agency : plan_.agencies) {
    RowState state;
    state.id = agency.name;
    const bool is_county = agency.kind == county_agency_kind;
    state.fields = {Value(agency.name),
                    text_or_null(agency.kind),
                    is_county ? Value(agency.name) : Value(),
                    text_or_null(agency.superior),
                    texts(agency.aliases),
                    texts(agency.members)};
    table->add(std::move(state));
  }
}

/// What every store has, unless a block of the plan says it otherwise.
void Rows::add_calendar() {
  std::unique_ptr<RowTable>& table = tables_[std::string(calendar_register_name)];
  if (table != nullptr) return;
  kept_->days = calendar_register();
  table = std::make_unique<RowTable>(this, kept_->days, nullptr, source_);
}

Diagnostics Rows::add(std::string_view register_name, std::vector<RowState> states) {
  assert(!began_);
  RowTable* table = this->table(register_name);
  assert(table != nullptr);
  table->close();
  Diagnostics twice;
  for (RowState& state : states) {
    const std::string id = state.id;
    if (table->add(std::move(state))) continue;
    twice.push_back(problem("CAMP-R005", {{"register", std::string(register_name)}, {"row", id}}));
  }
  return twice;
}

void Rows::add_table(std::string name, std::function<Value()> rows) {
  computed_tables_[std::move(name)] = std::move(rows);
}

void Rows::move_to(Date as_of) {
  assert(!running_);
  as_of_ = as_of;
  evaluation_.set_now(DateTime::midnight_utc(as_of));
  kept_->decisions.clear();
  index_ = std::make_unique<RowIndex>(this);
  evaluation_.index = index_.get();
  for (const auto& [name, table] : tables_) table->forget();
}

RowTable* Rows::table(std::string_view name) {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : found->second.get();
}

Value Rows::take(std::string_view register_name, RowState state) {
  RowTable* table = this->table(register_name);
  assert(table != nullptr);
  return table->take(std::move(state)).value();
}

void Rows::keep_up() {
  assert(!began_);
  kept_->keeps_up = true;
}

bool Rows::keeps_up() const {
  return kept_->keeps_up;
}

/// Whatever was read for nothing in particular, such as a decision that stands on no register, may
/// have gone into everything.
Changed Rows::change(std::string_view register_name, std::string_view id,
                     std::optional<RowState> state) {
  assert(kept_->keeps_up && !running_);
  RowTable* table = this->table(register_name);
  Changed changed;
  if (table == nullptr || !table->is_whole()) return changed;  // Nobody has read it.
  const bool is_new = state && !table->has(id);
  const bool is_gone = !state && table->has(id);
  const Row* row = table->change(id, std::move(state));
  if (row == nullptr) return changed;
  changed.everything = kept_->rests_on_rows || (is_new && kept_->missed.count(table) > 0) ||
                       table->definition().name.text == calendar_register_name;
  if (changed.everything) return changed;
  if (is_new || is_gone) lists_.erase(std::string(register_name));
  index_ = std::make_unique<RowIndex>(this);
  evaluation_.index = index_.get();
  std::erase_if(kept_->back_lists,
                [table](const auto& lists) { return lists.first.second == table; });
  changed.rows = forget_readers(row);
  return changed;
}

/// The row, those it was read for, those that these were read for.
std::vector<const Row*> Rows::forget_readers(const Row* row) {
  std::vector<const Row*> all = {row};
  std::unordered_set<const Row*> known = {row};
  const auto add = [&](const std::vector<const Row*>& rows) {
    for (const Row* each : rows) {
      if (known.insert(each).second) all.push_back(each);
    }
  };
  for (size_t i = 0; i < all.size(); ++i) {
    const Row* each = all[i];
    each->forget_all();
    add(each->take_readers());
    const auto readers = kept_->readers_of_all.find(&each->table());
    if (readers == kept_->readers_of_all.end()) continue;
    add(std::exchange(readers->second, {}));
  }
  return all;
}

Rows::ReadFor::ReadFor(Rows* rows, const Row* reader)
    : rows_(*rows),
      reader_(std::exchange(rows->kept_->reader, rows->kept_->keeps_up ? reader : nullptr)) {}

Rows::ReadFor::~ReadFor() {
  rows_.kept_->reader = reader_;
}

void Rows::note_read(const Row& row) {
  kept_->rests_on_rows = kept_->rests_on_rows || kept_->is_for_all;
  const Row* reader = kept_->reader;
  if (reader != nullptr && reader != &row) row.add_reader(reader);
}

void Rows::note_read(const RowTable& all) {
  kept_->rests_on_rows = kept_->rests_on_rows || kept_->is_for_all;
  if (kept_->reader == nullptr) return;
  std::vector<const Row*>& readers = kept_->readers_of_all[&all];
  if (readers.empty() || readers.back() != kept_->reader) readers.push_back(kept_->reader);
}

Value Rows::list(std::string_view register_name) {
  began_ = true;
  if (const RowTable* table = this->table(register_name)) {
    note_read(*table);
  } else {
    kept_->rests_on_rows = kept_->rests_on_rows || kept_->reader != nullptr || kept_->is_for_all;
  }
  if (const auto known = lists_.find(register_name); known != lists_.end()) return known->second;
  Value list;
  if (RowTable* table = this->table(register_name)) {
    std::vector<Value> items;
    const std::vector<const Row*>& sorted = table->sorted();
    items.reserve(sorted.size());
    for (const Row* row : sorted) items.push_back(row->value());
    list = Value(std::move(items));
  } else if (const auto made = computed_tables_.find(register_name);
             made != computed_tables_.end()) {
    list = made->second();
  } else {
    list = Value::null(problem("CAMP-R003", {{"register", std::string(register_name)}}));
  }
  return lists_.emplace(std::string(register_name), std::move(list)).first->second;
}

Value Rows::row(std::string_view register_name, std::string_view id) {
  began_ = true;
  RowTable* table = this->table(register_name);
  const Row* found = table == nullptr ? nullptr : table->find(id);
  if (found != nullptr) return found->value();
  return Value::null(
      problem("CAMP-R004", {{"register", std::string(register_name)}, {"row", std::string(id)}}));
}

// --- one value of a row --------------------------------------------------------------------------

/// Everything in the circle is as little known as the value that was asked for twice.
void Rows::spoil_circle(const void* cell) {
  bool within = false;
  for (KeptValue* kept : kept_->computing) {
    within = within || kept == cell;
    kept->in_circle = kept->in_circle || within;
  }
}

/// The id of another row becomes that row.
const Value& Rows::field(const Row& row, size_t column) {
  Value& value = row.field(column);
  RowTable* target = row.table().columns()[column].target;
  if (target == nullptr || !value.is(ValueKind::string)) return value;
  const Row* found = target->find(value.text());
  if (found != nullptr && kept_->keeps_up) found->add_reader(&row);
  if (found == nullptr) kept_->missed.insert(target);
  value = found != nullptr
              ? found->value()
              : Value::null(problem("CAMP-R004", {{"register", target->definition().name.text},
                                                  {"row", value.text()}}));
  return value;
}

const Value* Rows::cell(const Row& row, size_t column) {
  note_read(row);
  if (veil_ != nullptr) {
    if (const Value* shown = veil_->cell(row, column)) return shown;
  }
  const RowColumn& own = row.table().columns()[column];
  if (own.kind == RowColumn::Kind::field) {
    const Value& value = field(row, column);
    note_blank(row, column, value);
    return &value;
  }
  KeptValue& kept = row.kept(column);
  if (kept.state == KeptValue::State::known) {
    note_blank(row, column, kept.value);
    return &kept.value;
  }
  const auto circle = [&] {
    return Value::null(problem("CAMP-R001", {{"field", own.name},
                                             {"register", row.table().definition().name.text},
                                             {"row", row.state().id}}));
  };
  if (kept.state == KeptValue::State::computing) {
    spoil_circle(&kept);
    kept.value = circle();
    return &kept.value;
  }
  kept.state = KeptValue::State::computing;
  kept_->computing.push_back(&kept);
  const ReadFor read_for(this, &row);
  Value value = compute(row, column);
  kept_->computing.pop_back();
  if (evaluation_.stopped()) {  // What a limit cut short is not kept.
    kept = KeptValue();
    return &kept_->cut_short;
  }
  kept.value = kept.in_circle ? circle() : std::move(value);
  kept.state = KeptValue::State::known;
  note_blank(row, column, kept.value);
  return &kept.value;
}

void Rows::note_blank(const Row& row, size_t column, const Value& value) {
  if (value.is_null() && kept_->blank_reads != nullptr) {
    kept_->blank_reads->emplace_back(&row, column);
  }
}

Value Rows::compute(const Row& row, size_t column) {
  using Kind = RowColumn::Kind;
  const RowColumn& own = row.table().columns()[column];
  switch (own.kind) {
    case Kind::field:
      return field(row, column);
    case Kind::derived:
    case Kind::decision: {
      const Asking asking(this);
      return run(*own.formula, Asked{row.value()}, nullptr);
    }
    case Kind::id:
      return text_or_null(row.state().id);
    case Kind::period:
      return row.state().period;
    case Kind::state: {
      const Flow* flow = row.table().flow();
      const bool begins = row.state().state.empty() && flow != nullptr && !flow->states.empty();
      return begins ? Value(flow->states.front().name.text) : text_or_null(row.state().state);
    }
    case Kind::reported:
      return grade_of(row) >= Grade::reported;
    case Kind::accepted:
      return grade_of(row) >= Grade::accepted;
    case Kind::published:
      return grade_of(row) >= Grade::published;
    case Kind::entered:
      return entered_function(row);
    case Kind::at:
      return at_function(row);
    case Kind::back_list:
      return back_list(row, column);
  }
  return {};
}

Grade Rows::grade_of(const Row& row) {
  note_read(row);
  std::optional<Grade>& kept = row.kept_grade();
  if (kept) return *kept;
  const ReadFor read_for(this, &row);
  const Asking asking(this);
  const Grade grade = computed_grade(row);
  if (!evaluation_.stopped()) kept = grade;
  return grade;
}

bool Rows::is_done(const Row& row) {
  if (veil_ != nullptr && !veil_->shows_grade(row)) return false;
  return choice_ == nullptr ? grade_of(row) >= grade_ : choice_->is_done(row, grade_);
}

/// Whoever has a higher grade has this one as well.
std::vector<MissingField> Rows::lacks_for_grade(const Row& row, Grade grade) {
  const bool has_it = grade_of(row) >= grade;
  if (has_it || !row.is_grade_open()) return {};
  std::set<MissingField> lacks;
  const ReadFor read_for(this, &row);
  for (const NamedFormula& rule : row.table().definition().grades) {
    if (grade_named(rule.name.text) < grade) continue;
    const Outcome outcome = evaluate(rule.formula, Asked{row.value()});
    lacks.insert(outcome.missing.begin(), outcome.missing.end());
  }
  return {lacks.begin(), lacks.end()};
}

/// By the state of its flow; without a flow the highest grade whose rule holds. Where the rule of a
/// higher one says neither yes nor no, that is noted of the row.
Grade Rows::computed_grade(const Row& row) {
  const RowTable& table = row.table();
  if (const Flow* flow = table.flow()) {
    const FlowState* state = row.state().state.empty() && !flow->states.empty()
                                 ? &flow->states.front()
                                 : flow->state(row.state().state);
    return state == nullptr ? Grade::none : state->grade;
  }
  for (const Grade grade : {Grade::published, Grade::accepted, Grade::reported}) {
    for (const NamedFormula& rule : table.definition().grades) {
      if (grade_named(rule.name.text) != grade) continue;
      const Value has_it = run(rule.formula, Asked{row.value()}, nullptr);
      if (has_it.is_true()) return grade;
      if (has_it.is_null()) row.leave_grade_open();
    }
  }
  return Grade::none;
}

/// Of a register that is here whole, all rows get theirs in one pass.
Value Rows::back_list(const Row& row, size_t column) {
  RowTable& table = row.table();
  RowTable* from = this->table(table.columns()[column].name);
  note_read(*from);
  if (kept_->keeps_up) from->load();
  if (!from->is_whole()) return fetched_back_list(row, from);
  const auto [place, is_new] = kept_->back_lists.try_emplace({&table, from});
  if (is_new) {
    for (const Row* other : from->sorted()) {
      std::string last;
      for (size_t i = 0; i < from->definition().fields.size(); ++i) {
        const Value& value = other->state().fields[i];
        if (from->columns()[i].target != &table || value.is_null()) continue;
        const Row* known = as_row(value);
        std::string id = known != nullptr ? known->state().id : value.text();
        if (id == last) continue;
        place->second[id].push_back(other->value());
        last = std::move(id);
      }
    }
  }
  const auto found = place->second.find(row.state().id);
  return Value(found == place->second.end() ? std::vector<Value>() : found->second);
}

Value Rows::fetched_back_list(const Row& row, RowTable* from) {
  std::vector<const Row*> referring;
  for (size_t i = 0; i < from->definition().fields.size(); ++i) {
    if (from->columns()[i].target != &row.table()) continue;
    RowSource* source = from->source();
    for (RowState& state : source->referring(from->definition(), i, row.state().id)) {
      const Row* other = &from->take(std::move(state));
      const bool is_there =
          std::find(referring.begin(), referring.end(), other) != referring.end();
      if (!is_there) referring.push_back(other);
    }
  }
  from->sort(&referring);
  std::vector<Value> values;
  for (const Row* other : referring) values.push_back(other->value());
  return Value(std::move(values));
}

// --- formulas ------------------------------------------------------------------------------------

std::vector<std::string> Rows::missing_parameters(const Formula& formula) const {
  std::vector<std::string> missing;
  for (const std::string& name : formula.rests_on) {
    if (parameters_.find(name) == parameters_.end()) missing.push_back(name);
  }
  return missing;
}

Value Rows::decision(const std::string& name) {
  const Decision* decision = plan_.find_decision(name);
  if (decision == nullptr) return {};
  KeptValue& kept = kept_->decisions[name];
  if (kept.state == KeptValue::State::known) return kept.value;
  if (kept.state == KeptValue::State::computing) {
    return Value::null(problem("CAMP-R001", {{"field", name}, {"register", ""}, {"row", ""}}));
  }
  kept.state = KeptValue::State::computing;
  const Asking asking(this);
  const ReadFor read_for(this, nullptr);
  const bool is_inner = std::exchange(kept_->is_for_all, kept_->keeps_up);
  kept.value = run(decision->value, Asked{}, nullptr);
  kept_->is_for_all = is_inner;
  kept.state = evaluation_.stopped() ? KeptValue::State::empty : KeptValue::State::known;
  return kept.value;
}

Value Rows::input(const FormulaInput& input, const Asked& asked) {
  using Kind = FormulaInput::Kind;
  const auto member = [&input](const Value& owner) {
    const Value* found = owner.is(ValueKind::context) ? owner.context().find(input.name) : nullptr;
    return found == nullptr ? Value() : *found;
  };
  switch (input.kind) {
    case Kind::field:
      return member(asked.record);
    case Kind::record:
      return asked.record;
    case Kind::rows:
      if (veil_ != nullptr) return veil_->list(input.name);
      return choice_ == nullptr ? list(input.name) : choice_->list(input.name);
    case Kind::parameter: {
      const auto found = parameters_.find(input.name);
      return found == parameters_.end() ? Value() : found->second;
    }
    case Kind::decision: {
      const Value* shown = veil_ == nullptr ? nullptr : veil_->decision(input.name);
      return shown == nullptr ? decision(input.name) : *shown;
    }
    case Kind::user:
      return asked.user;
    case Kind::node:
      return asked.node;
    case Kind::done:
      return kept_->done;
    case Kind::total:
      return kept_->total;
    case Kind::is_set:
      return kept_->is_set;
    case Kind::working_days:
      return kept_->working_days;
    case Kind::light:
      return member(asked.light);
  }
  return {};
}

/// What goes through all of a register for each row of another is refused where both are long. A
/// record counts as all rows of its register where those are here, alone where it was asked for
/// alone.
std::optional<Value> Rows::too_many_rows(const Formula& formula, const Asked& asked) {
  for (const RowNest& nest : formula.nests) {
    std::vector<std::string> names = nest.registers;
    const Row* record = nest.for_each_record ? as_row(asked.record) : nullptr;
    if (record != nullptr && record->table().is_whole()) {
      names.insert(names.begin(), record->table().definition().name.text);
    }
    uint64_t product = 1;
    std::string shape;
    std::string counts;
    for (const std::string& name : names) {
      const Value rows = list(name);
      const uint64_t count = rows.is(ValueKind::list) ? rows.items().size() : 0;
      product = count == 0 ? 0 : std::min(product, UINT64_MAX / count) * count;
      shape += (shape.empty() ? "" : " × ") + name;
      counts += (counts.empty() ? "" : " × ") + std::to_string(count);
    }
    if (product <= nested_rows_max) continue;
    return Value::null(problem("CAMP-R009", {{"registers", shape},
                                             {"rows", counts},
                                             {"limit", std::to_string(nested_rows_max)}}));
  }
  return std::nullopt;
}

/// Within a running evaluation; `trace` is for this formula alone.
Value Rows::run(const Formula& formula, const Asked& asked, feel::Trace* trace) {
  assert(formula.expression);
  if (const std::vector<std::string> unset = missing_parameters(formula); !unset.empty()) {
    return Value::null(problem("CAMP-R006", {{"name", unset.front()}}));
  }
  if (std::optional<Value> refused = too_many_rows(formula, asked)) return *std::move(refused);
  const feel::Evaluation::Call call(&evaluation_);
  if (!call) return {};
  std::vector<Value> inputs;
  inputs.reserve(formula.inputs.size());
  for (const FormulaInput& each : formula.inputs) inputs.push_back(input(each, asked));
  feel::Evaluation::Frame frame(&evaluation_, formula.expression->slot_count());
  for (uint32_t i = 0; i < inputs.size(); ++i) frame[i] = std::move(inputs[i]);
  evaluation_.trace = trace;
  return formula.expression->run(&evaluation_);
}

Outcome Rows::evaluate(const Formula& formula, const Asked& asked, feel::Trace* trace) {
  began_ = true;
  Outcome outcome;
  outcome.not_set = missing_parameters(formula);
  if (!outcome.not_set.empty()) {
    outcome.kind = Outcome::Kind::not_set;
    return outcome;
  }
  const bool is_outermost = !std::exchange(running_, true);
  if (is_outermost) evaluation_.reset();
  const Asking asking(this, asked);
  if (asked.tells_left_out) {
    LeftOut left_out(this);
    outcome.value = run(formula, asked, trace);
    outcome.left_out = left_out.take();
  } else {
    outcome.value = run(formula, asked, trace);
  }
  if (evaluation_.stopped()) {
    outcome.value = Value::null(*evaluation_.stopped());
  } else if (outcome.value.is_null()) {
    MissingFields missing(this);
    missing.add_formula(formula, asked);
    outcome.missing = missing.take();
  }
  if (outcome.value.is_null()) outcome.kind = Outcome::Kind::undetermined;
  running_ = !is_outermost;
  return outcome;
}

RowAnswer Rows::ask(const RowQuestion& question, const Row& row) {
  began_ = true;
  const bool is_outermost = !std::exchange(running_, true);
  if (is_outermost) evaluation_.reset();
  RowAnswer answer;
  {
    const Asking asking(this);
    const ReadFor read_for(this, &row);
    LeftOut left_out(this);
    feel::Evaluation::Frame frame(&evaluation_, question.expression.slot_count());
    for (uint32_t i = 0; i < question.inputs.size(); ++i) frame[i] = question.inputs[i];
    frame[question.row_slot] = row.value();
    const size_t mark = left_out.begin();
    answer.value = question.expression.run(&evaluation_);
    left_out.end(mark, answer.value.is_null());
    answer.lacks = left_out.take();
  }
  if (evaluation_.stopped()) answer.value = Value::null(*evaluation_.stopped());
  running_ = !is_outermost;
  return answer;
}

Value Rows::value(const feel::Expression& expression, std::span<const Value> variables) {
  if (!running_) evaluation_.reset();
  feel::Evaluation::Frame frame(&evaluation_, expression.slot_count());
  for (uint32_t i = 0; i < variables.size(); ++i) frame[i] = variables[i];
  Value value = expression.run(&evaluation_);
  return evaluation_.stopped() ? Value::null(*evaluation_.stopped()) : value;
}

std::vector<Value> Rows::inputs(const Formula& formula, const Asked& asked) {
  using Kind = FormulaInput::Kind;
  began_ = true;
  if (!running_) evaluation_.reset();
  std::vector<Value> values;
  for (const FormulaInput& each : formula.inputs) {
    const bool is_of_rows = each.kind == Kind::rows || each.kind == Kind::done;
    values.push_back(is_of_rows ? Value() : input(each, asked));
  }
  return values;
}

Outcome Rows::read(const Value& value, std::string_view name) {
  began_ = true;
  Outcome outcome;
  const Row* row = as_row(value);
  const size_t column = row == nullptr ? Shape::npos : row->table().column(name);
  if (column == Shape::npos) {
    outcome.kind = Outcome::Kind::undetermined;
    return outcome;
  }
  const RowColumn& own = row->table().columns()[column];
  if (own.formula != nullptr) return evaluate(*own.formula, Asked{value});
  if (!running_) evaluation_.reset();
  outcome.value = *cell(*row, column);
  if (!outcome.value.is_null()) return outcome;
  outcome.kind = Outcome::Kind::undetermined;
  MissingFields missing(this);
  missing.add_name(*row, name);
  outcome.missing = missing.take();
  return outcome;
}

// --- days ----------------------------------------------------------------------------------------

/// The first date and the first boolean field of 工作日历 say which day is one of work.
void Rows::load_calendar() {
  if (kept_->calendar) return;
  kept_->calendar.emplace();
  RowTable* table = this->table(calendar_register_name);
  if (table == nullptr) return;
  const auto first = [table](FieldKind kind) {
    const std::vector<Field>& fields = table->definition().fields;
    const auto found = std::find_if(fields.begin(), fields.end(), [kind](const Field& field) {
      return field.domain.kind == kind;
    });
    return static_cast<size_t>(found - fields.begin());
  };
  const size_t day = first(FieldKind::date);
  const size_t works = first(FieldKind::boolean);
  const size_t count = table->definition().fields.size();
  if (day == count || works == count) return;
  for (const Row* row : table->sorted()) {
    const std::vector<Value>& fields = row->state().fields;
    if (!fields[day].is(ValueKind::date) || !fields[works].is(ValueKind::boolean)) continue;
    kept_->calendar->days[fields[day].date()] = fields[works].boolean();
    kept_->calendar->years.insert(fields[day].date().year());
  }
}

/// Choice: a day the calendar does not name is one of work from Monday to Friday, because calendars
/// are published as the days that differ.
std::optional<bool> Rows::is_working_day(Date day) {
  load_calendar();
  if (kept_->calendar->years.count(day.year()) == 0) return std::nullopt;
  const auto found = kept_->calendar->days.find(day);
  return found != kept_->calendar->days.end() ? found->second : weekday(day) <= 5;
}

}  // namespace fangan
