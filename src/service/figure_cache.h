// Figure cache: the figures of all targets, kept until something they rest on changes.
//
// A change of rows makes those targets anew that read the register; any other change, all of them.
// Of today they are made from rows that are kept as well (kept_days.h), so that a change of one row
// costs that row. The figures are everyone's; view_json.cc says who sees which.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "campaign/figures.h"
#include "text/result.h"

namespace fangan {

class Database;
class KeptDays;
struct LoadedPlan;
struct PendingEvent;

class FigureCache {
 public:
  FigureCache();
  ~FigureCache();

  /// How many changes there had been. Taken before the snapshot that figures are made from, so
  /// that what changes meanwhile is made anew.
  struct Stamp {
    uint64_t others = 0;
    std::map<std::string, uint64_t> registers;
  };
  Stamp stamp() const;
  void note(const std::vector<PendingEvent>& events);
  void note_other();

  struct Asked {
    const LoadedPlan& loaded;
    View view;
    Date today;
    Stamp stamp;
  };
  /// In the order of the text. The snapshot of `database` begins with this. Errors  those of the
  /// store.
  Result<std::vector<Figure>> figures(const Database& database, const Asked& asked);

 private:
  struct Kept {
    uint64_t others = 0;
    uint64_t registers = 0;  ///< Changes of those it reads, added up.
    std::vector<Figure> figures;
  };
  /// Of one plan in one view, by target.
  using Targets = std::map<std::string, Kept>;
  class Making;

  Targets known(const std::string& key) const;
  void keep(const std::string& key, Targets targets);
  std::shared_ptr<KeptDays> days_of(const LoadedPlan& loaded);

  mutable std::mutex mutex_;
  Stamp now_;
  std::map<std::string, Targets> kept_;
  std::map<std::string, std::shared_ptr<KeptDays>> days_;  ///< By plan.
};

}  // namespace fangan
