// Figure cache: the figures of all targets, kept until something they rest on changes.
//
// A change of rows makes those targets anew that read the register; any other change, all of them.
// The figures are everyone's; view_json.cc says who sees which.
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
struct LoadedPlan;
struct PendingEvent;

class FigureCache {
 public:
  /// How many changes there had been. Taken before the snapshot that figures are made from, so
  /// that what changes meanwhile is made anew.
  struct Stamp {
    uint64_t others = 0;
    std::map<std::string, uint64_t> registers;
  };
  Stamp stamp() const;
  void note(const std::vector<PendingEvent>& events);
  void note_other();

  /// In the order of the text. Errors  those of the store.
  Result<std::vector<Figure>> figures(const LoadedPlan& loaded, const Database& database,
                                      const View& view, const Stamp& stamp);

 private:
  struct Kept {
    uint64_t others = 0;
    uint64_t registers = 0;  ///< Changes of those it reads, added up.
    std::vector<Figure> figures;
  };
  /// Of one plan in one view, by target.
  using Targets = std::map<std::string, Kept>;

  mutable std::mutex mutex_;
  Stamp now_;
  std::map<std::string, Targets> kept_;
};

}  // namespace fangan
