#include "service/row_rules.h"

#include <algorithm>

#include "campaign/credit_code.h"

namespace fangan {
namespace {

/// A sight keeps the rows it has seen.
constexpr int rows_of_a_sight = 20'000;

/// Such a rule says the same whatever other rows are like.
bool reads_own_fields_only(const Register& definition, const Formula& formula) {
  return std::all_of(formula.inputs.begin(), formula.inputs.end(), [&](const FormulaInput& input) {
    if (input.kind == FormulaInput::Kind::parameter) return true;
    const Field* field =
        input.kind == FormulaInput::Kind::field ? definition.field(input.name) : nullptr;
    return field != nullptr && field->domain.kind != FieldKind::reference;
  });
}

}  // namespace

RowRules::RowRules(EditRoom& room, As as) : room_(room), as_(as) {
  const Register& definition = room.definition();
  for (const std::vector<NamedFormula>* rules : {&definition.must, &definition.warn}) {
    for (const NamedFormula& rule : *rules) {
      reads_own_fields_only_ =
          reads_own_fields_only_ && reads_own_fields_only(definition, rule.formula);
    }
  }
}

RegisterSight& RowRules::sight(Date day) {
  if (sight_ != nullptr && day_ == day && ++rows_ < rows_of_a_sight) return *sight_;
  rows_ = 0;
  day_ = day;
  sight_ = std::make_unique<RegisterSight>(room_.from(day), Eyes::everyone);
  return *sight_;
}

RowRules::Found RowRules::check(const StoredRow& row, Row kind) {
  Found found;
  const bool has_rules = !room_.definition().must.empty() || !room_.definition().warn.empty();
  if (as_ == As::written || !has_rules) {
    found.errors = missing_fields(room_.loaded.plan, room_.definition(), row.state);
    return found;
  }
  // A sight that has seen the row as it is would not see it as it becomes.
  if (kind == Row::changed && !reads_own_fields_only_) sight_.reset();
  RegisterSight& sight = this->sight(room_.today);
  StoredRow proposed = row;
  // Rows without a key of their own are told apart by the store, which has not seen these yet.
  const bool has_key =
      !row.state.id.empty() && row.state.id.find(no_credit_code) == std::string::npos;
  if (kind == Row::added && !has_key) proposed.state.id += "#" + std::to_string(++added_);
  found.errors = sight.broken_rules(room_.table, proposed);
  for (const std::string& message : sight.marks(room_.table, proposed)) {
    found.warnings.push_back(refused("SVC-I018", {{"message", message}}));
  }
  return found;
}

bool RowRules::look_again() const {
  return !room_.definition().must.empty() || !room_.access.write.all;
}

Result<Done> RowRules::look(int64_t number, Date day, Diagnostics* broken) {
  RegisterSight& sight = this->sight(day);
  const Result<std::optional<StoredRow>> row = sight.reader().row(room_.table, number);
  if (!row) return row.errors();
  if (!row.value()) return Done{};  // Taken away again before that day.
  *broken = refuse_row(room_, sight, *row.value());
  if (!sight.errors().empty()) return sight.errors();
  return Done{};
}

}  // namespace fangan
