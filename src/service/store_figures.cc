#include "service/store_figures.h"

#include "campaign/parameters_in_force.h"
#include "campaign/policy_ledger.h"
#include "campaign/target_tables.h"

namespace fangan {

StoreRows::Scope every_row() {
  return [](const Register&) {
    RowScope scope;
    scope.all = true;
    return scope;
  };
}

StoreFigures::OneDay::OneDay(const From& from, Date day)
    : reader(from.database, from.tables, View{day, from.known_at}),
      source(&reader, from.tables, from.scope),
      rows(from.plan, day,
           parameters_in_force(from.plan, from.records, View{day, from.known_at}), &source) {}

Rows& StoreFigures::rows(Date day) {
  std::unique_ptr<OneDay>& known = days_[day];
  if (known == nullptr) {
    known = std::make_unique<OneDay>(from_, day);
    add_policy_ledgers(&known->rows);
    add_target_tables(&known->rows, figures(day));
  }
  return known->rows;
}

std::shared_ptr<FigureMaker> StoreFigures::figures(Date day) {
  std::shared_ptr<FigureMaker>& known = figures_[day];
  if (known == nullptr) {
    known = std::make_shared<FigureMaker>(
        FigureSight{from_.plan, from_.records, View{day, from_.known_at},
                    [this](Date other) -> Rows& { return rows(other); }, from_.holder});
  }
  return known;
}

Diagnostics StoreFigures::errors() const {
  Diagnostics errors;
  for (const auto& [day, one] : days_) {
    errors.insert(errors.end(), one->source.errors().begin(), one->source.errors().end());
  }
  return errors;
}

}  // namespace fangan
