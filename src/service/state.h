// State: what the parts of the service share. Only files of service/ include it.
#pragma once

#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <vector>

#include "campaign/figures.h"
#include "plan/block_source.h"
#include "plan/check.h"
#include "service/background.h"
#include "service/figure_cache.h"
#include "service/ledger_cache.h"
#include "service/service.h"
#include "store/register_store.h"
#include "store/store.h"

namespace fangan {

/// A plan as it is in force, with all that does not depend on records.
struct LoadedPlan : std::enable_shared_from_this<LoadedPlan> {
  std::string id;
  int64_t number = 0;
  std::string hash;
  Plan plan;
  Coverage coverage;
  Diagnostics findings;
  Diagnostics diagnostics;  ///< Warnings and doubts of check().
  std::vector<BlockSource> blocks;
  Package package;
  /// By register: who answers for its clause (责任单位).
  std::map<std::string, std::vector<std::string>> register_owners;
  /// By target: the registers whose changes change its figures.
  std::map<std::string, std::set<std::string>> registers_read;
  /// Measured targets that read rows alone, and nothing that is computed of other rows, such as
  /// ledgers and figures: see kept_days.h.
  std::set<std::string> counted_from_rows;
  std::set<std::string> masked_names;  ///< See register_access.h.
  KeptTables tables;

  /// Of its registers, in the snapshot. Errors  those of RegisterTables::load().
  Result<std::shared_ptr<const RegisterTables>> tables_in(const Database& database) const {
    return tables.of(database, plan);
  }
};

struct ListenerEntry {
  Actor actor;
  std::string plan;
  Service::Listener call;
  int64_t number = 0;  ///< Of the last event it was told.
};

/// Something that changed, told once its transaction is committed.
struct PendingEvent {
  std::string plan;
  std::string block;
  std::string node;
  std::string share;
  std::string action;
  /// Of rows of a register, whose name `block` is: the id of a single one, and what tells who may
  /// know of them, as they were and as they are.
  std::string row = "";
  std::vector<StoredRow> places = {};
};

struct ServiceState {
  std::unique_ptr<Store> store;
  Moment started;

  mutable std::shared_mutex plans_mutex;
  std::map<std::string, std::shared_ptr<const LoadedPlan>> plans;

  /// Held from looking at the version in force until the next one is.
  std::mutex versions_mutex;

  mutable std::mutex clock_mutex;
  bool fixed_clock = false;
  Date fixed_today;
  Moment last_moment;
  std::string setup_token;

  std::mutex listeners_mutex;
  std::list<std::shared_ptr<ListenerEntry>> listeners;

  /// Answers that hold until something changes; see documents.cc.
  mutable std::mutex cache_mutex;
  mutable std::map<std::string, std::shared_ptr<const Json>> cache;
  std::atomic<uint64_t> data_version{1};
  mutable FigureCache figures;
  mutable LedgerCache ledgers;
  /// The day the registers were brought to, since 1970; none yet.
  mutable std::atomic<int64_t> registers_day{INT64_MIN};

  /// Ends before the rest does: it works with all of it.
  std::unique_ptr<Background> background;

  /// The moment of a change: after every other, so it is asked for within the transaction, or
  /// changes would be entered in another order than they are dated.
  Moment next_moment();
  Date today() const;
  /// Brings the registers to today where they are not: what was entered for later days holds then.
  Result<Done> begin_day() const;
  View view(const ViewRequest& request) const;
  /// Errors  SVC-N001.
  Result<std::shared_ptr<const LoadedPlan>> find_plan(const std::string& id) const;
  void tell(const std::vector<PendingEvent>& events);
};

// Shared pieces of the operations.

/// How a version of a plan came about.
struct VersionNote {
  std::string by;
  std::string action = "load";  ///< load, edit or restore.
  std::string block = "";       ///< Of an edit.
  std::string why = "";
};
/// Makes what was checked the version in force; versions_mutex is held.
/// Errors  those of the store.
Result<int64_t> install_version(ServiceState* state, const Package& package, Checked checked,
                                const VersionNote& note);
/// Errors  those of the store.
Result<Package> read_package(const Database& database, const std::string& name, int64_t number);
/// Units that the other plans of the store know.
std::vector<Agency> shared_agencies(const ServiceState& state, const std::string& plan);

Diagnostic refused(const char* code, std::vector<Fact> facts = {});
Diagnostic not_found();
Diagnostic forbidden();

/// True when the actor may see the share of a target: the office, an owner, or its holder.
bool may_see(const Actor& actor, const Target& target, const std::string& share);
bool owns(const Actor& actor, const Target& target);

/// True when the actor is the one who reports this share of the target; "" is the whole, reported
/// by its owners where nobody holds a share.
bool reports(const Actor& actor, const Target& target, const std::string& share);

/// True when the actor may see the states of a task.
bool may_see(const Actor& actor, const Plan& plan, const Task& task);

/// Those of everyone's figures that an actor may see.
std::vector<Figure> visible_figures(const LoadedPlan& loaded, std::vector<Figure> figures,
                                    const Actor& actor);

std::string anchor_of(const LoadedPlan& loaded, const Citation& citation);
/// The words of the text that are cited; empty in a file of notes.
std::string quote_of(const LoadedPlan& loaded, const Citation& citation);
Json figure_json(const LoadedPlan& loaded, const Figure& figure);
Json target_json(const LoadedPlan& loaded, const Target& target, const Actor& actor,
                 const std::vector<Figure>& figures);
Json task_json(const LoadedPlan& loaded, const Task& task, const Actor& actor);
Json task_state_json(const Record& record);
Json view_json(const ServiceState& state, const ViewRequest& request);
Json progress_json(const LoadedPlan& loaded, const Record& record, const Actor& actor);
Json lights_json(const std::vector<const Figure*>& figures);
Json journal_json(const JournalEntry& entry, int64_t number);
Json strings_json(const std::vector<std::string>& texts);
Json optional_number(const std::optional<Decimal>& number);

/// The files a record names: hash, name, size and type, as its own reporter handed them in.
Json files_json(const std::string& list);
/// What a record keeps of the files an actor names.
/// Errors  SVC-F003 not handed in by the actor;
/// SVC-F004 too many.
Result<std::string> files_list(const Database& database, const Actor& actor,
                               const std::vector<std::string>& hashes);
/// Whose files are whose: the agency, or the account where it has none.
std::string file_owner(const Actor& actor);

/// Makes one change to a record, with its journal entry, in the running transaction.
struct RecordChange {
  std::string package;
  std::string register_name;
  std::string id;
  std::string share;
  std::string action;
  Date holds_from;
  uint64_t expected_version = 0;
  std::map<std::string, FieldValue> fields;
};
/// Errors  SVC-W001 somebody else changed the record; those of the store.
Result<Done> put_change(const Database& database, const Actor& actor, Moment at,
                        const RecordChange& change);

/// The record as it stands now, in every view.

/// Errors  SVC-N001.
Result<Record> current_record(const Database& database, const std::string& package,
                              const std::string& register_name, const std::string& id);

inline View everything_view() { return View{Date::from_days(INT32_MAX), Moment{INT64_MAX}}; }

}  // namespace fangan
