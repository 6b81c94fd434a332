#include "campaign/row_table.h"

#include <algorithm>
#include <functional>

#include "campaign/row_source.h"
#include "plan/row_types.h"
#include "plan/row_words.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan {
namespace {

std::string text_of(const Value& value) {
  if (value.is_null()) return "";
  if (value.is(ValueKind::number)) return value.number().print_normal();
  if (const Row* row = as_row(value)) return row->state().id;
  return *print_plain(value, SIZE_MAX);
}

/// A reference shows and sorts as the id of the row it leads to.
Value flat(const Value& value) {
  const Row* row = as_row(value);
  return row == nullptr ? value : Value(row->state().id);
}

size_t place_of(const Register& definition, std::string_view field) {
  const auto found = std::find_if(definition.fields.begin(), definition.fields.end(),
                                  [field](const Field& each) { return each.name.text == field; });
  assert(found != definition.fields.end());
  return static_cast<size_t>(found - definition.fields.begin());
}

/// Blank first, then as FEEL orders them; of two kinds one stands before the other.
std::strong_ordering order_of(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return right.is_null() <=> left.is_null();
  if (left.kind() != right.kind()) return left.kind() <=> right.kind();
  return order(left, right).value_or(std::strong_ordering::equal);
}

}  // namespace

const Row* as_row(const Value& value) {
  if (!value.is(ValueKind::context)) return nullptr;
  return static_cast<const Row*>(value.context().source());
}

std::string key_part(std::string text) {
  for (size_t at = text.find_first_of("/%"); at != text.npos; at = text.find_first_of("/%", at)) {
    if (text[at] == '/') {
      text.replace(at, 1, "%2F");
      at += 3;
      continue;
    }
    const std::string_view after = std::string_view(text).substr(at + 1, 2);
    const bool is_read_back = after == "2F" || after == "25";
    if (is_read_back) text.insert(at + 1, "25");
    at += is_read_back ? 3 : 1;
  }
  return text;
}

bool has_key_parts(const Plan& plan, const Register& definition) {
  const Register* at = &definition;
  for (size_t seen = 0; seen <= plan.registers.size(); ++seen) {
    const size_t parts = at->key.size() + (at->period == Period::none ? 0 : 1);
    if (parts != 1 || at->key.empty()) return parts > 1;
    const Field* field = at->field(at->key.front().text);
    const bool leads_on = field != nullptr && field->domain.kind == FieldKind::reference;
    at = leads_on ? plan.find_register(field->domain.target.text) : nullptr;
    if (at == nullptr) return false;
  }
  return false;  // A circle: no row of it has a key.
}

std::string row_id(const Plan& plan, const Register& definition, const RowState& row) {
  return row_id(plan, definition, row.period, [&row](size_t place) -> const Value& {
    return row.fields[place];
  });
}

std::string row_id(const Plan& plan, const Register& definition, const Value& period,
                   const FieldAt& field) {
  const bool has_parts = has_key_parts(plan, definition);
  std::string id;
  bool is_blank = false;
  const auto add = [&](std::string text) {
    is_blank = is_blank || text.empty();
    if (!id.empty()) id += '/';
    id += text;
  };
  for (const Name& key : definition.key) {
    const size_t place = place_of(definition, key.text);
    const FieldDomain& domain = definition.fields[place].domain;
    const Register* target =
        domain.kind == FieldKind::reference ? plan.find_register(domain.target.text) : nullptr;
    std::string text = text_of(field(place));
    const bool is_whole = !has_parts || (target != nullptr && has_key_parts(plan, *target));
    add(is_whole ? std::move(text) : key_part(std::move(text)));
  }
  if (definition.period != Period::none) add(text_of(period));
  return is_blank ? "" : id;
}

// --- a row ---------------------------------------------------------------------------------------

const Value* Row::find(std::string_view name) const {
  const size_t column = table_->column(name);
  return column == Shape::npos ? nullptr : table_->rows().cell(*this, column);
}

std::vector<std::string> Row::names() const {
  std::vector<std::string> names;
  for (const RowColumn& column : table_->columns()) {
    const bool computes =
        column.kind == RowColumn::Kind::entered || column.kind == RowColumn::Kind::at;
    if (!computes) names.push_back(column.name);
  }
  return names;
}

Context Row::key() const {
  const RowWords& words = row_words(table_->rows().plan().header.language);
  std::vector<std::pair<std::string, Value>> entries;
  for (const Name& key : table_->definition().key) {
    entries.emplace_back(key.text, flat(state_.fields[place_of(table_->definition(), key.text)]));
  }
  if (table_->definition().period != Period::none) {
    entries.emplace_back(std::string(words.period), state_.period);
  }
  if (entries.empty()) entries.emplace_back(std::string(words.id), Value(state_.id));
  return Context(std::move(entries));
}

bool Row::is_same(const ContextSource& other) const {
  const auto& row = static_cast<const Row&>(other);
  return &row == this || (row.table().definition().name.text == table_->definition().name.text &&
                          row.state().id == state_.id);
}

size_t Row::hash() const {
  return std::hash<std::string>()(table_->definition().name.text) * 31 +
         std::hash<std::string>()(state_.id);
}

Type Row::type() const {
  const std::shared_ptr<const RowTypes>& types = table_->rows().plan().row_types;
  const Type* own = types == nullptr ? nullptr : types->row(table_->definition().name.text);
  return own == nullptr ? Type(TypeKind::context) : *own;
}

KeptValue& Row::kept(size_t column) const {
  const size_t fields = table_->definition().fields.size();
  assert(column >= fields);
  if (kept_ == nullptr) {
    kept_ = std::make_unique<KeptValue[]>(table_->columns().size() - fields);
  }
  return kept_[column - fields];
}

void Row::forget_all() const {
  kept_.reset();
  grade_.reset();
  for (Value& field : state_.fields) {
    if (const Row* other = as_row(field)) field = Value(std::string(other->state().id));
  }
}

// --- a table of rows -----------------------------------------------------------------------------

RowTable::RowTable(Rows* rows, const Register& definition, const Flow* flow, RowSource* source)
    : rows_(rows), definition_(definition), flow_(flow), source_(source) {
  using Kind = RowColumn::Kind;
  for (const Name& key : definition.key) key_places_.push_back(place_of(definition, key.text));
  for (const Field& field : definition.fields) columns_.push_back({Kind::field, field.name.text});
  for (const NamedFormula& derived : definition.derived) {
    add_column({Kind::derived, derived.name.text, &derived.formula});
  }
  const RowWords& words = row_words(rows->plan().header.language);
  const auto add_word = [this](Kind kind, std::string_view name) {
    add_column({kind, std::string(name)});
  };
  add_word(Kind::id, words.id);
  add_word(Kind::state, words.state);
  add_word(Kind::reported, words.reported);
  add_word(Kind::accepted, words.accepted);
  add_word(Kind::published, words.published);
  add_word(Kind::entered, "entered");
  if (definition.period == Period::none) return;
  add_word(Kind::period, words.period);
  add_word(Kind::at, "at");
}

void RowTable::add_column(RowColumn column) {
  const bool is_taken =
      std::any_of(columns_.begin(), columns_.end(),
                  [&column](const RowColumn& known) { return known.name == column.name; });
  if (!is_taken) columns_.push_back(std::move(column));
}

void RowTable::finish_columns() {
  std::vector<std::string> names;
  for (const RowColumn& column : columns_) names.push_back(column.name);
  shape_ = std::make_shared<const Shape>(std::move(names));
}

bool RowTable::add(RowState state) {
  assert(state.fields.size() == definition_.fields.size());
  if (by_id_.count(state.id) > 0) return false;
  all_.emplace_back(this, std::move(state), all_.size());
  by_id_.emplace(all_.back().state().id, &all_.back());
  return true;
}

const Row& RowTable::take(RowState state) {
  if (const auto known = by_id_.find(state.id); known != by_id_.end()) return *known->second;
  add(std::move(state));
  return all_.back();
}

void RowTable::load() {
  if (source_ == nullptr) return;
  for (RowState& state : std::exchange(source_, nullptr)->all(definition_)) add(std::move(state));
}

bool is_before(const Row* left, const Row* right) {
  const std::vector<size_t>& left_key = left->table().key_places();
  const std::vector<size_t>& right_key = right->table().key_places();
  for (size_t i = 0; i < std::min(left_key.size(), right_key.size()); ++i) {
    const std::strong_ordering found = order_of(flat(left->state().fields[left_key[i]]),
                                                flat(right->state().fields[right_key[i]]));
    if (found != 0) return found < 0;
  }
  if (left_key.size() != right_key.size()) return left_key.size() < right_key.size();
  return order_of(left->state().period, right->state().period) < 0;
}

void RowTable::sort(std::vector<const Row*>* rows) const {
  std::stable_sort(rows->begin(), rows->end(), is_before);
}

const std::vector<const Row*>& RowTable::sorted() {
  load();
  if (is_sorted_ || sorted_.size() == all_.size()) return sorted_;
  sorted_.clear();
  for (const Row& row : all_) {
    if (row.is_there()) sorted_.push_back(&row);
  }
  sort(&sorted_);
  is_sorted_ = rows_->keeps_up();
  return sorted_;
}

const Row* RowTable::change(std::string_view id, std::optional<RowState> state) {
  assert(is_whole());
  const auto known = by_id_.find(id);
  const Row* row = known == by_id_.end() ? nullptr : known->second;
  if (row != nullptr && state) {
    by_id_.erase(known);  // What it is found by is the text of its state.
    row->set_state(*std::move(state));
    by_id_.emplace(row->state().id, row);
    return row;
  }
  if (state) {
    add(*std::move(state));
    row = &all_.back();
    const auto place = std::upper_bound(sorted_.begin(), sorted_.end(), row, is_before);
    if (is_sorted_) sorted_.insert(place, row);
  } else if (row != nullptr) {
    row->take_away();
    by_id_.erase(known);
    if (is_sorted_) sorted_.erase(std::find(sorted_.begin(), sorted_.end(), row));
  }
  return row;
}

const Row* RowTable::find(std::string_view id) {
  if (const auto found = by_id_.find(id); found != by_id_.end()) return found->second;
  if (source_ == nullptr) return nullptr;
  if (rows_->keeps_up()) {
    load();
    return find(id);
  }
  // Who asks for so many rows goes through a whole register, which is cheaper to read at once.
  constexpr size_t fetched_max = 1'000;
  if (++fetched_ > fetched_max) {
    load();
    return find(id);
  }
  std::optional<RowState> state = source_->one(definition_, id);
  return state ? &take(std::move(*state)) : nullptr;
}

}  // namespace fangan
