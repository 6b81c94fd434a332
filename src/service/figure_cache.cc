#include "service/figure_cache.h"

#include "service/state.h"
#include "service/store_figures.h"

namespace fangan {
namespace {

uint64_t changes_of(const LoadedPlan& loaded, const Target& target,
                    const FigureCache::Stamp& stamp) {
  const auto read = loaded.registers_read.find(target.name);
  if (read == loaded.registers_read.end()) return 0;
  uint64_t changes = 0;
  for (const std::string& name : read->second) {
    const auto found = stamp.registers.find(name);
    if (found != stamp.registers.end()) changes += found->second;
  }
  return changes;
}

}  // namespace

FigureCache::Stamp FigureCache::stamp() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return now_;
}

void FigureCache::note(const std::vector<PendingEvent>& events) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const PendingEvent& event : events) {
    if (event.places.empty()) {
      ++now_.others;
    } else {
      ++now_.registers[event.block];
    }
  }
}

void FigureCache::note_other() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++now_.others;
}

/// Two who ask at once may both compute; neither waits for the other.
Result<std::vector<Figure>> FigureCache::figures(const LoadedPlan& loaded, const Database& database,
                                                 const View& view, const Stamp& stamp) {
  const std::string key = loaded.id + "|" + loaded.hash + "|" + view.as_of.print() + "|" +
                          std::to_string(view.known_at.microseconds);
  Targets known;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = kept_.find(key);
    if (found != kept_.end()) known = found->second;
  }
  const auto tables = loaded.tables_in(database);
  if (!tables) return tables.errors();
  const SnapshotRecords records(database, loaded.id);
  StoreFigures made({loaded.plan, database, *tables.value(), records, view.known_at, every_row(),
                     std::nullopt});
  const std::shared_ptr<FigureMaker> maker = made.figures(view.as_of);
  std::vector<Figure> figures;
  for (const Target& target : loaded.plan.targets) {
    Kept& kept = known[target.name];
    const uint64_t changes = changes_of(loaded, target, stamp);
    const bool holds = kept.others == stamp.others && kept.registers == changes;
    if (!holds || kept.figures.empty()) kept = Kept{stamp.others, changes, maker->of(target)};
    figures.insert(figures.end(), kept.figures.begin(), kept.figures.end());
  }
  for (const Task& task : loaded.plan.tasks) {
    for (Figure& figure : maker->of(task)) figures.push_back(std::move(figure));
  }
  if (!records.errors().empty()) return records.errors();
  if (const Diagnostics errors = made.errors(); !errors.empty()) return errors;
  constexpr size_t views_max = 16;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (kept_.size() >= views_max && kept_.count(key) == 0) kept_.clear();
  kept_[key] = std::move(known);
  return figures;
}

}  // namespace fangan
