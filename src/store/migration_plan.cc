#include "store/migration_plan.h"

#include <algorithm>
#include <cassert>

#include "plan/region_origins.h"

namespace fangan {
namespace {

using Step = RegisterStep::Kind;

std::string joined(const std::vector<Name>& names, std::string_view between) {
  std::string text;
  for (const Name& name : names) {
    if (!text.empty()) text += between;
    text += name.text;
  }
  return text;
}

RegisterColumn column_of(const Field& field, int64_t number, int64_t target) {
  RegisterColumn column;
  column.number = number;
  column.name = field.name.text;
  column.kind = field.domain.kind;
  column.places = places_of(field);
  column.unit = field.domain.unit.text;
  column.target = target;
  column.words = joined(field.domain.words, "、");
  return column;
}

/// "number 万元 4": how a report names what a column holds.
std::string described(const RegisterColumn& column, const RegisterTables& tables) {
  std::string text(kind_name(column.kind));
  if (column.kind == FieldKind::number) {
    text += (column.unit.empty() ? "" : " " + column.unit) + " " + std::to_string(column.places);
  }
  if (column.kind == FieldKind::reference) {
    const RegisterTable* target = tables.find(column.target);
    text += " " + (target == nullptr ? std::to_string(column.target) : target->name);
  }
  if (!column.words.empty()) text += " " + column.words;
  return text;
}

class Planner {
 public:
  Planner(const Database& database, const Plan& plan) : database_(database), plan_(plan) {}

  Result<MigrationPlan> make() {
    Result<RegisterTables> before = RegisterTables::load_every(database_, &plan_);
    if (!before) return before.errors();
    migration_.before = std::move(before).value();
    const Result<Done> read = read_use();
    if (!read) return read.errors();
    number_registers();
    for (RegisterMove& move : migration_.moves) plan_register(&move);
    find_origins();
    for (RegisterMove& move : migration_.moves) finish(&move);
    hide_registers();
    const Result<Done> named = compare_regions();
    if (!named) return named.errors();
    return std::move(migration_);
  }

 private:
  std::string package_of(const std::string& register_name) const {
    return register_name == enterprise_register_name ? std::string() : plan_.header.name;
  }

  /// Which columns the plan of each package shows.
  Result<Done> read_use() {
    Statement select = database_.prepare("SELECT package, register, number FROM register_field");
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return Done{};
      const std::pair<int64_t, int64_t> column(select.integer(1), select.integer(2));
      if (select.text(0) == plan_.header.name) {
        own_.insert(column);
      } else {
        others_.emplace(column, select.text(0));
      }
    }
  }

  const RegisterTable* find_before(const std::string& name) const {
    for (const RegisterTable& table : migration_.before.others()) {
      if (table.name == name && table.package == package_of(name)) return &table;
    }
    return nullptr;
  }

  void number_registers() {
    int64_t next = 1;
    for (const RegisterTable& table : migration_.before.others()) {
      next = std::max(next, table.number + 1);
    }
    for (const Register* definition : stored_registers(plan_)) {
      RegisterMove& move = migration_.moves.emplace_back();
      move.definition = definition;
      const std::string& name = definition->name.text;
      if (const RegisterTable* table = find_before(name)) {
        move.table = *table;
      } else {
        move.is_new = true;
        move.table.number = next++;
        move.table.package = package_of(name);
        move.table.name = name;
      }
    }
  }

  void note(Step kind, const RegisterMove& move, const std::string& field = "",
            const std::string& before = "", const std::string& after = "") {
    RegisterStep step;
    step.kind = kind;
    step.register_name = move.table.name;
    step.field = field;
    step.before = before;
    step.after = after;
    migration_.report.steps.push_back(std::move(step));
  }

  /// The last column that bears the name; one that was converted gave its name to the next.
  static RegisterColumn* find_column(RegisterTable* table, const std::string& name) {
    RegisterColumn* found = nullptr;
    for (RegisterColumn& column : table->columns) {
      if (column.name == name && (found == nullptr || column.number > found->number)) {
        found = &column;
      }
    }
    return found;
  }

  int64_t target_of(const Field& field) const {
    if (field.domain.kind != FieldKind::reference) return 0;
    for (const RegisterMove& move : migration_.moves) {
      if (move.table.name == field.domain.target.text) return move.table.number;
    }
    return 0;
  }

  void plan_register(RegisterMove* move) {
    if (move->is_new) note(Step::new_register, *move);
    for (const Field& field : move->definition->fields) plan_field(move, field);
    for (const RegisterColumn& column : move->table.columns) {
      const bool is_shown =
          std::find(move->fields.begin(), move->fields.end(), column.number) != move->fields.end();
      const bool is_converted =
          std::any_of(move->conversions.begin(), move->conversions.end(),
                      [&](const ColumnConversion& each) { return each.from == column.number; });
      if (is_shown || is_converted || own_.count({move->table.number, column.number}) == 0) {
        continue;
      }
      note(Step::hidden_field, *move, column.name, described(column, migration_.before));
    }
  }

  int64_t add_column(RegisterMove* move, const Field& field, int64_t former) {
    int64_t next = 1;
    for (const RegisterColumn& column : move->table.columns) {
      next = std::max(next, column.number + 1);
    }
    RegisterColumn column = column_of(field, next, target_of(field));
    column.former = former;
    move->table.columns.push_back(std::move(column));
    move->added.push_back(next);
    move->is_changed = true;
    return next;
  }

  void plan_field(RegisterMove* move, const Field& field) {
    RegisterColumn* column = find_column(&move->table, field.name.text);
    if (column == nullptr) {
      if (!move->is_new) note(Step::new_field, *move, field.name.text);
      move->fields.push_back(add_column(move, field, 0));
      return;
    }
    const RegisterColumn wanted = column_of(field, column->number, target_of(field));
    const RegisterColumn before = *column;
    const bool is_converted = wanted.kind != before.kind || wanted.target != before.target ||
                              !is_same_unit(before.unit, wanted.unit);
    if (is_converted) {
      const int64_t number = add_column(move, field, before.number);
      move->conversions.push_back({before.number, number, &field});
      move->fields.push_back(number);
      note(Step::converted, *move, field.name.text, described(before, migration_.before),
           described(wanted, migration_.before));
    } else {
      adapt(move, before, wanted, column);
      move->fields.push_back(column->number);
      if (own_.count({move->table.number, before.number}) == 0 &&
          others_.count({move->table.number, before.number}) == 0) {
        note(Step::shown_field, *move, field.name.text);
      }
    }
    const bool is_other = is_converted || wanted.words != before.words ||
                          wanted.unit != before.unit || wanted.places > before.places;
    const auto used = others_.find({move->table.number, before.number});
    if (is_other && used != others_.end()) {
      refuse("STORE-M004", {{"register", move->table.name},
                            {"field", field.name.text},
                            {"package", used->second},
                            {"before", described(before, migration_.before)},
                            {"after", described(wanted, migration_.before)}});
    }
  }

  /// The same kind with other words, another word for its unit, or more digits. With fewer the
  /// column keeps its scale.
  void adapt(RegisterMove* move, const RegisterColumn& before, const RegisterColumn& wanted,
             RegisterColumn* column) {
    if (wanted.words != before.words) {
      note(Step::new_words, *move, before.name, before.words, wanted.words);
    }
    if (wanted.unit != before.unit) {
      note(Step::new_unit, *move, before.name, before.unit, wanted.unit);
    }
    if (wanted.places > before.places) {
      note(Step::more_places, *move, before.name, std::to_string(before.places),
           std::to_string(wanted.places));
      move->widened.emplace_back(before.number, wanted.places - before.places);
    }
    column->words = wanted.words;
    column->unit = wanted.unit;
    column->places = std::max(wanted.places, before.places);
    move->is_changed = move->is_changed || wanted.words != before.words ||
                       wanted.unit != before.unit || wanted.places > before.places;
  }

  void refuse(const char* code, std::vector<Fact> facts) {
    Diagnostic diagnostic = problem(code, std::move(facts));
    diagnostic.fault = Fault::plan;
    migration_.report.refused.push_back(std::move(diagnostic));
  }

  void find_origins() {
    std::vector<std::vector<OriginField>> fields;
    for (RegisterMove& move : migration_.moves) {
      std::vector<OriginField>& own = fields.emplace_back();
      move.table.subject = {};
      const bool is_enterprise = move.table.name == enterprise_register_name;
      if (is_enterprise) move.table.subject = {RowOrigin::Kind::own, 0};
      for (const size_t index : order(move)) {
        const RegisterColumn& column = move.table.columns[index];
        const RegisterMove* target = find_move(column.target);
        OriginField& field = own.emplace_back();
        field.is_region = column.kind == FieldKind::region;
        if (target == nullptr) continue;
        field.refers_to = static_cast<size_t>(target - migration_.moves.data());
        const bool names_enterprise = target->table.name == enterprise_register_name;
        if (names_enterprise && move.table.subject.kind == RowOrigin::Kind::none) {
          move.table.subject = {RowOrigin::Kind::reference, index};
        }
      }
    }
    const std::vector<std::optional<size_t>> origins = region_origins(fields);
    for (size_t i = 0; i < origins.size(); ++i) {
      RegisterTable& table = migration_.moves[i].table;
      table.region = {};
      if (!origins[i]) continue;
      const RowOrigin::Kind kind = fields[i][*origins[i]].is_region ? RowOrigin::Kind::own
                                                                    : RowOrigin::Kind::reference;
      table.region = {kind, order(migration_.moves[i])[*origins[i]]};
    }
  }

  /// The columns of its fields, in the order of the plan; of 企业 in that of their numbers, because
  /// every package has an order of its own.
  static std::vector<size_t> order(const RegisterMove& move) {
    std::vector<int64_t> numbers = move.fields;
    if (move.table.package.empty()) std::sort(numbers.begin(), numbers.end());
    std::vector<size_t> order;
    for (const int64_t number : numbers) order.push_back(place(move.table, number));
    return order;
  }

  static size_t place(const RegisterTable& table, int64_t number) {
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(),
                     [number](const RegisterColumn& column) { return column.number == number; });
    assert(found != table.columns.end());
    return static_cast<size_t>(found - table.columns.begin());
  }

  const RegisterMove* find_move(int64_t number) const {
    for (const RegisterMove& move : migration_.moves) {
      if (number != 0 && move.table.number == number) return &move;
    }
    return nullptr;
  }

  static std::string key_names(const RegisterTable& table) {
    std::string text;
    for (const size_t index : table.key) {
      text += (text.empty() ? "" : "、") + table.columns[index].name;
    }
    return text;
  }

  void finish(RegisterMove* move) {
    RegisterTable& table = move->table;
    const std::string key_before = key_names(table);
    const Period period_before = table.period;
    table.period = move->definition->period;
    table.key.clear();
    for (const Name& name : move->definition->key) {
      for (size_t i = 0; i < move->definition->fields.size(); ++i) {
        if (move->definition->fields[i].name.text != name.text) continue;
        table.key.push_back(place(table, move->fields[i]));
      }
    }
    table.by_number.clear();
    for (size_t i = 0; i < table.columns.size(); ++i) table.by_number.push_back(i);
    if (move->is_new) return;
    const RegisterTable& before = *migration_.before.find(table.number);
    move->has_new_origin = !is_same_origin(before.region, table.region) ||
                           !is_same_origin(before.subject, table.subject);
    const std::string key_after = key_names(table);
    const bool has_converted_key =
        std::any_of(table.key.begin(), table.key.end(), [&](size_t index) {
          return std::any_of(
              move->conversions.begin(), move->conversions.end(),
              [&](const ColumnConversion& each) { return each.to == table.columns[index].number; });
        });
    const bool has_other_key = key_before != key_after || period_before != table.period;
    move->has_new_key = has_other_key || has_converted_key;
    move->is_changed = move->is_changed || move->has_new_key || move->has_new_origin;
    if (!has_other_key) return;
    note(Step::new_key, *move, "", key_before, key_after);
    const auto used = std::find_if(others_.begin(), others_.end(), [&](const auto& each) {
      return each.first.first == table.number;
    });
    if (used == others_.end()) return;
    refuse("STORE-M005", {{"register", table.name},
                          {"package", used->second},
                          {"before", key_before},
                          {"after", key_after}});
  }

  static bool is_same_origin(const RowOrigin& left, const RowOrigin& right) {
    return left.kind == right.kind && left.column == right.column;
  }

  void hide_registers() {
    for (const RegisterTable& table : migration_.before.others()) {
      const bool is_own = std::any_of(own_.begin(), own_.end(), [&](const auto& column) {
        return column.first == table.number;
      });
      if (!is_own || find_move(table.number) != nullptr) continue;
      RegisterMove gone;
      gone.table.name = table.name;
      note(Step::hidden_register, gone);
    }
  }

  Result<Done> compare_regions() {
    Statement select =
        database_.prepare("SELECT code, name FROM register_region WHERE package = ?");
    select.bind(plan_.header.name);
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return Done{};
      const std::string code = select.text(0);
      for (const Agency& agency : plan_.agencies) {
        const bool is_renamed = agency.region == code && agency.name != select.text(1) &&
                                migration_.before.region_code(agency.name) == code;
        if (is_renamed) migration_.renames_regions = true;
      }
    }
  }

  const Database& database_;
  const Plan& plan_;
  MigrationPlan migration_;
  std::set<std::pair<int64_t, int64_t>> own_;                  ///< Register and column.
  std::map<std::pair<int64_t, int64_t>, std::string> others_;  ///< And a package that shows it.
};

}  // namespace

const RegisterColumn& RegisterMove::column(int64_t number) const {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(),
                   [number](const RegisterColumn& each) { return each.number == number; });
  assert(found != table.columns.end());
  return *found;
}

Result<MigrationPlan> make_migration_plan(const Database& database, const Plan& plan) {
  Result<MigrationPlan> made = Planner(database, plan).make();
  if (!made) return made;
  const Result<Done> checked = check_migrated_rows(database, &made.value());
  if (!checked) return checked.errors();
  return made;
}

}  // namespace fangan
