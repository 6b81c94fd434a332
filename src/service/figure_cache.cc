#include "service/figure_cache.h"

#include "service/kept_days.h"
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

FigureCache::FigureCache() = default;

FigureCache::~FigureCache() = default;

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

FigureCache::Targets FigureCache::known(const std::string& key) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = kept_.find(key);
  return found == kept_.end() ? Targets() : found->second;
}

void FigureCache::keep(const std::string& key, Targets targets) {
  constexpr size_t views_max = 16;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (kept_.size() >= views_max && kept_.count(key) == 0) kept_.clear();
  kept_[key] = std::move(targets);
}

std::shared_ptr<KeptDays> FigureCache::days_of(const LoadedPlan& loaded) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::shared_ptr<KeptDays>& days = days_[loaded.id];
  if (days == nullptr || &days->loaded() != &loaded) {
    days = std::make_shared<KeptDays>(loaded.shared_from_this());
  }
  return days;
}

/// The figures of one view, from one snapshot.
class FigureCache::Making {
 public:
  /// `days`: whose turn it is; nullptr in a view that is not kept.
  Making(const Database& database, const RegisterTables& tables, const Asked& asked,
         KeptDays* days)
      : asked_(asked),
        records_(database, asked.loaded.id),
        made_({asked.loaded.plan, database, tables, records_, asked.view.known_at, every_row(),
               std::nullopt}) {
    if (days == nullptr) return;
    turn_.emplace(days, KeptDays::Snapshot{database, tables, records_, asked.today});
    const MeasuredOn measured = [this](Date day) -> MeasuredDay& { return turn_->measured(day); };
    const RowsOn rows = [measured](Date day) -> Rows& { return measured(day).rows(); };
    kept_.emplace(FigureSight{asked.loaded.plan, records_, asked.view, rows, std::nullopt,
                              measured});
  }

  Result<std::vector<Figure>> figures(Targets* known) {
    std::vector<Figure> figures;
    for (const Target& target : asked_.loaded.plan.targets) {
      Kept& kept = (*known)[target.name];
      const uint64_t changes = changes_of(asked_.loaded, target, asked_.stamp);
      const bool holds = kept.others == asked_.stamp.others && kept.registers == changes;
      if (!holds || kept.figures.empty()) {
        kept = Kept{asked_.stamp.others, changes, maker(target).of(target)};
      }
      figures.insert(figures.end(), kept.figures.begin(), kept.figures.end());
    }
    FigureMaker& maker = *made_.figures(asked_.view.as_of);
    for (const Task& task : asked_.loaded.plan.tasks) {
      for (Figure& figure : maker.of(task)) figures.push_back(std::move(figure));
    }
    if (!records_.errors().empty()) return records_.errors();
    if (const Diagnostics errors = made_.errors(); !errors.empty()) return errors;
    if (turn_ && !turn_->errors().empty()) return turn_->errors();
    return figures;
  }

 private:
  FigureMaker& maker(const Target& target) {
    const bool is_kept = kept_ && asked_.loaded.counted_from_rows.count(target.name) > 0;
    return is_kept ? *kept_ : *made_.figures(asked_.view.as_of);
  }

  const Asked& asked_;
  SnapshotRecords records_;
  StoreFigures made_;
  std::optional<KeptDays::Turn> turn_;
  std::optional<FigureMaker> kept_;
};

/// Of the view that is kept one makes figures after the other, each from a snapshot that is taken
/// when it is its turn, so that none is older than what is kept. Of other views two who ask at once
/// may both compute; neither waits for the other.
Result<std::vector<Figure>> FigureCache::figures(const Database& database, const Asked& asked) {
  const LoadedPlan& loaded = asked.loaded;
  const std::string key = loaded.id + "|" + loaded.hash + "|" + asked.view.as_of.print() + "|" +
                          std::to_string(asked.view.known_at.microseconds);
  const bool is_kept =
      asked.view.as_of == asked.today && asked.view.known_at == Moment{INT64_MAX};
  const std::shared_ptr<KeptDays> days = is_kept ? days_of(loaded) : nullptr;
  std::unique_lock<std::mutex> turn;
  if (days != nullptr) turn = std::unique_lock(days->mutex);
  Targets known = this->known(key);
  const auto tables = loaded.tables_in(database);
  if (!tables) return tables.errors();
  Result<std::vector<Figure>> figures =
      Making(database, *tables.value(), asked, days.get()).figures(&known);
  if (figures) keep(key, std::move(known));
  return figures;
}

}  // namespace fangan
