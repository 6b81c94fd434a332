#include "campaign/field_text.h"
#include "plan/lexicon.h"
#include "store/migration_plan.h"
#include "store/row_keeper.h"

namespace fangan {

struct CellConverter::Lookups {
  RowKeeper rows;
};

CellConverter::CellConverter(const Database& database, const RegisterTables& before,
                             const RegisterTable& table, const ColumnConversion& conversion,
                             const RegisterColumn& from, const RegisterColumn& to)
    : before_(before),
      table_(table),
      field_(*conversion.field),
      from_(from),
      to_(to),
      lookups_(new Lookups{RowKeeper(database, before)}) {}
CellConverter::~CellConverter() = default;

bool is_same_unit(std::string_view left, std::string_view right) {
  if (left == right) return true;
  const UnitTable& units = Lexicon::standard().units();
  const Result<Unit> from = units.parse(left);
  const Result<Unit> to = units.parse(right);
  if (!from || !to) return false;
  const Result<Decimal> one = convert(1, from.value(), to.value());
  return one && one.value() == Decimal(1);
}

/// Exactly, or not at all.
std::optional<StoredCell> CellConverter::convert_unit(const StoredCell& cell) const {
  Decimal number = number_of(cell.integer, from_.places);
  if (from_.unit != to_.unit) {
    const UnitTable& units = Lexicon::standard().units();
    const Result<Unit> from = units.parse(from_.unit);
    const Result<Unit> to = units.parse(to_.unit);
    if (!from || !to) return std::nullopt;
    const Result<Decimal> converted = fangan::convert(number, from.value(), to.value());
    if (!converted) return std::nullopt;
    number = converted.value();
  }
  StoredCell out;
  if (!write_cell(before_, to_, field_, number, &out)) return std::nullopt;
  return out;
}

/// As a person would write it.
std::string CellConverter::written(const StoredCell& cell) {
  if (from_.kind == FieldKind::boolean) {
    const bool is_english = before_.plan().header.language == "en";
    if (is_english) return cell.integer != 0 ? "true" : "false";
    return cell.integer != 0 ? "是" : "否";
  }
  if (from_.kind == FieldKind::reference) {
    const RegisterTable* target = before_.find(from_.target);
    const Result<std::string> id = lookups_->rows.id_of(*target, cell.integer);
    return id ? id.value() : std::string();
  }
  return cell_text(before_, table_, from_, cell);
}

std::optional<StoredCell> CellConverter::convert(const StoredCell& cell) {
  if (cell.is_null()) return StoredCell();
  if (from_.kind == FieldKind::number && to_.kind == FieldKind::number) return convert_unit(cell);
  const std::string text = written(cell);
  StoredCell out;
  if (to_.kind == FieldKind::reference) {
    const RegisterTable* target = before_.find(to_.target);
    if (target == nullptr) return std::nullopt;
    const Result<int64_t> row = lookups_->rows.row_of(*target, text);
    if (!row || row.value() == 0) return std::nullopt;
    out.set(row.value());
    return out;
  }
  const Result<Value> value = read_field_text(before_.plan(), field_, text);
  if (!value || value.value().is_null()) return std::nullopt;
  if (!write_cell(before_, to_, field_, value.value(), &out)) return std::nullopt;
  return out;
}

}  // namespace fangan
