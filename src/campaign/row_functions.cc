// The functions that FEEL gains in plans (language.md 3), over rows.
#include <utility>

#include "campaign/row_table.h"
#include "feel/arithmetic.h"
#include "value/print.h"

namespace fangan {
namespace {

using Compute = std::function<Value(const std::vector<Value>&)>;

class RowFunction final : public Function {
 public:
  RowFunction(std::string name, std::vector<std::string> parameters, Type type, Compute compute)
      : name_(std::move(name)), type_(std::move(type)), compute_(std::move(compute)) {
    signatures_.emplace_back();
    for (std::string& parameter : parameters) {
      signatures_.back().push_back({std::move(parameter), false});
    }
  }

  const std::string& name() const override { return name_; }
  const std::vector<std::vector<Parameter>>& signatures() const override { return signatures_; }
  Type type() const override { return type_; }
  Value call(size_t, std::vector<Value> arguments, feel::Evaluation* evaluation) const override {
    uint64_t steps = 1;
    for (const Value& argument : arguments) steps += argument.weight();
    return evaluation->spend(steps) ? compute_(arguments) : Value();
  }

 private:
  std::string name_;
  std::vector<std::vector<Parameter>> signatures_;
  Type type_;
  Compute compute_;
};

/// The argument's own reason to be null, or this one.
Value no_value(const Value& argument, const char* code, std::vector<Fact> facts) {
  if (argument.is_null() && argument.reason() != nullptr) return argument;
  return Value::null(problem(code, std::move(facts)));
}

Value another_argument(const Value& argument, const char* function, const char* expected) {
  return no_value(argument, "CAMP-R007",
                  {{"function", function},
                   {"expected", expected},
                   {"found", std::string(name_of(argument.kind()))}});
}

/// Days from the one after `from` up to `to`.
Value count_working_days(Rows* rows, Date from, Date to) {
  int64_t count = 0;
  for (Date day = add_days(from, 1); day <= to; day = add_days(day, 1)) {
    const std::optional<bool> works = rows->is_working_day(day);
    if (!works) return Value::null(problem("CAMP-R002", {{"year", std::to_string(day.year())}}));
    if (*works) ++count;
  }
  return Value(count);
}

}  // namespace

Value row_function(std::string name, std::vector<std::string> parameters, Type type,
                   Compute compute) {
  return Value(std::shared_ptr<const Function>(std::make_shared<RowFunction>(
      std::move(name), std::move(parameters), std::move(type), std::move(compute))));
}

Value done_function(Rows* rows) {
  const Type list = Type::list({});
  return row_function("done", {"rows"}, Type::function({list}, list),
                      [rows](const std::vector<Value>& arguments) {
                        const Value& all = arguments[0];
                        if (!all.is(ValueKind::list)) return another_argument(all, "done", "list");
                        std::vector<Value> kept;
                        for (const Value& item : all.items()) {
                          const Row* row = as_row(item);
                          if (row == nullptr) return another_argument(item, "done", "row");
                          if (rows->is_done(*row)) kept.push_back(item);
                        }
                        return Value(std::move(kept));
                      });
}

Value total_function() {
  const Type list = Type::list(TypeKind::number);
  return row_function("total", {"list"}, Type::function({list}, TypeKind::number),
                      [](const std::vector<Value>& arguments) {
                        const Value& all = arguments[0];
                        if (!all.is(ValueKind::list)) return another_argument(all, "total", "list");
                        Value sum(0);
                        for (const Value& item : all.items()) {
                          if (item.is_null()) return another_argument(item, "total", "number");
                          sum = &item == &all.items().front() ? item : feel::add(sum, item);
                          if (sum.is_null()) return sum;
                        }
                        return sum;
                      });
}

Value is_set_function() {
  return row_function(
      "is set", {"parameter"}, Type::function({{}}, TypeKind::boolean),
      [](const std::vector<Value>& arguments) { return Value(!arguments[0].is_null()); });
}

Value working_days_function(Rows* rows) {
  const Type date = TypeKind::date;
  return row_function("working days", {"from", "to"},
                      Type::function({date, date}, TypeKind::number),
                      [rows](const std::vector<Value>& arguments) {
                        for (const Value& argument : arguments) {
                          if (!argument.is(ValueKind::date))
                            return another_argument(argument, "working days", "date");
                        }
                        const Date from = arguments[0].date();
                        const Date to = arguments[1].date();
                        return from <= to ? count_working_days(rows, from, to)
                                          : feel::negate(count_working_days(rows, to, from));
                      });
}

Value entered_function(const Row& row) {
  return row_function("entered", {"state"}, Type::function({TypeKind::string}, TypeKind::date),
                      [&row](const std::vector<Value>& arguments) {
                        const Value& state = arguments[0];
                        if (!state.is(ValueKind::string))
                          return another_argument(state, "entered", "string");
                        for (const auto& [name, day] : row.state().entered) {
                          if (name == state.text()) return Value(day);
                        }
                        return Value();
                      });
}

Value at_function(const Row& row) {
  return row_function(
      "at", {"period"}, Type::function({{}}, TypeKind::context),
      [&row](const std::vector<Value>& arguments) {
        const Value& period = arguments[0];
        const bool is_period = period.is(ValueKind::number) || period.is(ValueKind::string);
        if (!is_period) return another_argument(period, "at", "period");
        RowState other = row.state();
        other.period = period;
        RowTable& table = row.table();
        const Row* found = table.find(row_id(table.rows().plan(), table.definition(), other));
        if (found == nullptr) table.rows().note_read(table);
        return found == nullptr ? Value() : found->value();
      });
}

}  // namespace fangan
