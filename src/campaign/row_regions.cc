#include "campaign/row_regions.h"

#include <algorithm>

#include "plan/region_origins.h"

namespace fangan {

RowRegions::RowRegions(Rows* rows) : rows_(*rows) {
  const std::vector<Register>& registers = rows->plan().registers;
  std::vector<std::vector<OriginField>> fields;
  for (const Register& one : registers) {
    std::vector<OriginField>& own = fields.emplace_back();
    for (const Field& field : one.fields) {
      const auto target = std::find_if(registers.begin(), registers.end(), [&](const Register& r) {
        return r.name.text == field.domain.target.text;
      });
      OriginField& each = own.emplace_back();
      each.is_region = field.domain.kind == FieldKind::region;
      if (target != registers.end()) {
        each.refers_to = static_cast<size_t>(target - registers.begin());
      }
    }
  }
  const std::vector<std::optional<size_t>> origins = region_origins(fields);
  for (size_t i = 0; i < registers.size(); ++i) {
    if (origins[i]) origins_.emplace(registers[i].name.text, *origins[i]);
  }
}

const std::string& RowRegions::of(const Row& row) {
  static const std::string none;
  std::vector<Known>& known = known_[&row.table()];
  if (known.size() <= row.number()) known.resize(row.number() + 1);
  if (!known[row.number()].is_known) {
    const Known found{true, computed(row)};
    known_[&row.table()][row.number()] = found;
  }
  const std::string* region = known_[&row.table()][row.number()].region;
  return region == nullptr ? none : *region;
}

void RowRegions::forget(const Row& row) {
  const auto known = known_.find(&row.table());
  if (known == known_.end() || known->second.size() <= row.number()) return;
  known->second[row.number()] = {};
}

const std::string* RowRegions::computed(const Row& row) {
  const auto origin = origins_.find(row.table().definition().name.text);
  if (origin == origins_.end()) return nullptr;
  const Value* value = rows_.cell(row, origin->second);
  const bool is_own =
      row.table().definition().fields[origin->second].domain.kind == FieldKind::region;
  if (!is_own) {
    const Row* other = as_row(*value);
    const std::string* region = other == nullptr ? nullptr : &of(*other);
    return region == nullptr || region->empty() ? nullptr : region;
  }
  if (!value->is(ValueKind::string)) return nullptr;
  const Agency* agency = rows_.plan().find_agency(value->text());
  const std::string name = agency == nullptr ? std::string(value->text()) : agency->name;
  return &names_.emplace(name, name).first->second;
}

}  // namespace fangan
