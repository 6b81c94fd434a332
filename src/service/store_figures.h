// Store figures: rows of a store on any day, with the ledgers of policies and the figures of
// targets over them, from one snapshot; and the same with parameters moved.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "campaign/figures.h"
#include "campaign/policy_ledger.h"
#include "service/store_rows.h"
#include "store/store.h"

namespace fangan {

/// Parameters that are to be taken as having another value on every day; none: not set.
using MovedParameters = std::map<std::string, std::optional<Value>, std::less<>>;

class StoreFigures {
 public:
  /// All of it outlives them.
  struct From {
    const Plan& plan;
    const Database& database;
    const RegisterTables& tables;
    const SnapshotRecords& records;
    Moment known_at;
    StoreRows::Scope scope;             ///< Whose rows the lists of formulas hold.
    std::optional<std::string> holder;  ///< A county's own shares only.
    MovedParameters moved = {};
  };
  explicit StoreFigures(From from);
  ~StoreFigures();
  StoreFigures(const StoreFigures&) = delete;
  StoreFigures& operator=(const StoreFigures&) = delete;

  /// The rows as they were on a day, with policies and targets as registers.
  Rows& rows(Date day);
  PolicyLedgers& ledgers(Date day);
  std::shared_ptr<FigureMaker> figures(Date day);
  /// What went wrong while reading, the records among it.
  Diagnostics errors() const;

 private:
  class OneDay;
  OneDay& day(Date day);
  void add_tables(Date day, Rows* rows);
  PastViews views(Date last);
  std::shared_ptr<Rows> changed(Date day, const Policy& policy);
  const std::set<Date>& days_of(const std::string& register_name);
  using RowsByDay = std::map<Date, std::vector<int64_t>>;
  const RowsByDay& rows_by_day_of(const RegisterTable& table);
  std::vector<Date> changes(const std::set<std::string>& registers);

  From from_;
  Diagnostics errors_;
  std::map<std::string, std::set<Date>> change_days_;
  std::map<std::string, RowsByDay> rows_by_day_;
  std::map<Date, std::shared_ptr<FigureMaker>> figures_;
  std::map<Date, std::unique_ptr<OneDay>> days_;
};

/// The parameters of a plan on a day, some of them moved.
ParameterValues moved_parameters(ParameterValues values, const MovedParameters& moved);

/// Of all rows, whoever asks: what figures are counted from.
StoreRows::Scope every_row();

}  // namespace fangan
