// Kept days: the rows of a plan's registers on a few days, with all that was found of them for its
// figures, kept between requests. Rows that were written since are read again one by one, by what
// the journal tells; where it does not tell them, everything begins anew.
#pragma once

#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "campaign/measured_day.h"
#include "service/state.h"
#include "store/rows_since.h"

namespace fangan {

/// Of one version of a plan, as of all that is known. Whoever uses it holds `mutex`.
class KeptDays {
 public:
  explicit KeptDays(std::shared_ptr<const LoadedPlan> loaded);
  ~KeptDays();
  KeptDays(const KeptDays&) = delete;
  KeptDays& operator=(const KeptDays&) = delete;

  std::mutex mutex;
  const LoadedPlan& loaded() const { return *loaded_; }

  /// A snapshot that is taken after the last one, and what it says of a day.
  struct Snapshot {
    const Database& database;
    const RegisterTables& tables;
    const Records& records;
    Date today;
  };
  /// For as long as it lives, days can be asked for.
  class Turn {
   public:
    Turn(KeptDays* days, const Snapshot& snapshot);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    /// What went wrong while reading; nothing is kept of it.
    Diagnostics errors() const;
    MeasuredDay& measured(Date date);

   private:
    KeptDays& days_;
    Snapshot snapshot_;
    Diagnostics errors_;
    std::set<Date> asked_;
    int exceptions_ = std::uncaught_exceptions();  ///< When it began.
  };

 private:
  class Source;
  struct Day;

  void shed();
  Result<Done> catch_up(const Snapshot& snapshot);
  Result<bool> catch_up(Day* day, const RowsSince::Row& row);

  std::shared_ptr<const LoadedPlan> loaded_;
  int64_t entry_ = 0;  ///< Of the journal, up to which they are as they were written.
  Date today_;
  std::map<Date, std::unique_ptr<Day>> days_;
};

}  // namespace fangan
