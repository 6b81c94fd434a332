// Service: every operation of fangan, one function each (docs/api.md is their spelling in HTTP).
//
// The only place with clock, transaction, permission, session and random. Each function checks for
// itself what its actor may do; what an actor may not see does not exist for it (SVC-N001, the same
// answer as for what is not there).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/records.h"
#include "campaign/shares.h"
#include "plan/block_source.h"
#include "plan/package.h"
#include "service/actor.h"
#include "service/import_report.h"
#include "text/result.h"
#include "value/json.h"

namespace fangan {

struct ServiceOptions {
  std::string store_path;
  std::optional<Date> today;  ///< Fixes the clock of a new store; it is then a demonstration store.
};

/// A view as asked for; what is left out is (today, now).
struct ViewRequest {
  std::optional<Date> as_of;
  std::optional<Moment> known_at;
};

struct SignedIn {
  std::string token;  ///< For the cookie; only its hash is stored.
  Actor actor;
};

struct ReportRequest {
  std::string target;
  std::string node;
  std::string share;
  std::string value;
  std::string note;
  std::vector<std::string> files;   ///< Hashes.
  std::string date;                 ///< From which the figure holds; empty for today.
};

struct ShareEntry {
  std::string holder;
  std::string value;
  uint64_t version = 0;  ///< Of the row it was made from; 0 for a new one.
};
/// A whole sheet: a holder whose share is not named counts as one the writer has not seen, so a
/// share is given back by naming it without a value.
struct ShareSheetRequest {
  std::string node;
  std::string reserve;
  uint64_t reserve_version = 0;
  std::vector<ShareEntry> rows;
};

/// Which figure of a target, and which of its rows.
struct FigureRowsRequest {
  std::string node;
  std::string share;          ///< Empty: the whole.
  std::string part;           ///< Of a target split by a field.
  std::string show = "done";  ///< "done"; "open": would count if they were done; "all".
  int64_t offset = 0;
};

struct TaskStateRequest {
  std::string task;
  std::string node;
  std::string state;
  std::string note;
  std::vector<std::string> files;
  uint64_t version = 0;
};

/// Which rows of a register, spelled as in docs/api.md.
struct RegisterRequest {
  std::string where;  ///< JSON; empty: all.
  std::string words;
  std::string sort;
  int64_t offset = 0;
  int64_t count = 100;
};

/// Which rows of a decision.
struct DecisionRequest {
  std::string register_name;  ///< Empty: the first one it stands on.
  std::string outcome;        ///< KEY of docs/api.md; empty: all.
  RegisterRequest query;
};

/// Parameters taken to have other values, spelled as in docs/api.md.
struct WhatIfRequest {
  std::string values;  ///< JSON: by name as people type them, null for not set; empty: none.
  std::string rules;   ///< JSON: decisions and policies; empty: all that rest on what is moved.
};

/// A form of fields by their names, as people type them.
struct RowRequest {
  uint64_t version = 0;    ///< Of the row it was made from; 0 for a new one.
  std::string holds_from;  ///< A day; empty: today.
  Json fields;
};

struct ParameterRequest {
  uint64_t version = 0;    ///< As last read; 0 where nothing was entered.
  std::string value;       ///< Empty: not set from that day on.
  std::string holds_from;  ///< A day; empty: today.
  std::string basis;       ///< What the value rests on: a document, a decision.
};

struct BulkRequest {
  RegisterRequest query;  ///< Its offset and count do not matter.
  Json fields;
  bool dry_run = true;
};

struct FileContent {
  std::string name;
  std::string media_type;
  std::string bytes;
};

/// An account of the demonstration store, with the password of this start.
struct DemonstrationAccount {
  std::string name;
  std::string display;
  std::string password;
};

struct AccountRequest {
  std::string name;
  std::string display;
  std::string agency;
  std::vector<std::string> roles;
  std::string enterprise = "";  ///< Id of a row of 企业, of the role enterprise.
};
struct AccountChange {
  std::optional<bool> disabled;
  bool reset_password = false;
  bool unlock = false;
  std::optional<std::string> agency;
  std::optional<std::vector<std::string>> roles;
  std::optional<std::string> enterprise;
};

struct DraftChange {
  uint64_t version = 0;
  std::vector<PackageFile> files;
};

/// Something changed that the listener may see. `number` counts the listener's own events.
struct ChangeEvent {
  int64_t number = 0;
  std::string block;
  std::string node;
  std::string share;
  std::string action;
  std::string row;  ///< Of a register, whose name `block` is; empty: several.
};

/// Which packages load_package() takes in. The folder that a server starts with may be older than
/// what people made of the plan in the page since.
enum class Reload : uint8_t {
  if_other,  ///< Unless it is what is in force.
  if_new,    ///< Unless it was in force before.
};

struct CompletionRequest {
  std::string text;   ///< The block with its fences.
  size_t offset = 0;  ///< Units: code points of the text.
};

/// How a register is written as a table.
enum class SheetForm : uint8_t {
  blank,  ///< A workbook to be filled in.
  xlsx,
  csv,
};

enum class ImportPhase : uint8_t { check, apply };

struct ImportOutcome {
  ImportReport report;
  bool is_written = false;
};

struct ServiceState;
class RegisterSight;
class RowLoader;

class Service {
 public:
  /// Errors  those of the store; SVC-C001 `today` for a store whose clock is real.
  static Result<std::unique_ptr<Service>> open(const ServiceOptions& options);
  /// The same store once more, in a file of its own, with the plans as they were checked here. Its
  /// clock is fixed at `today`. What is done in one is not seen in the other.
  /// Errors  STORE-B001; those of the store.
  Result<std::unique_ptr<Service>> copy(const std::string& store_path, Date today) const;
  ~Service();

  // --- packages ------------------------------------------------------------------------------
  /// Loads a package as a new version. `sources` is left with what its errors point into.
  /// Errors  the package's own.
  Result<Done> load_package(const Package& package, const std::string& by,
                            Reload reload = Reload::if_other, Sources* sources = nullptr);
  std::vector<std::string> plan_ids() const;
  bool has_plan(const std::string& plan) const;
  /// As it is in force; it stays as it is when another version comes. Errors  SVC-N001.
  Result<std::shared_ptr<const Plan>> plan(const std::string& plan) const;
  /// The package as it is in force, for the office and administrators.
  /// Errors  SVC-N001, SVC-P001.
  Result<Package> export_package(const Actor& actor, const std::string& plan) const;
  /// The same for commands, which hold the store itself.
  Result<Package> export_package(const std::string& plan) const;

  // --- blocks ---------------------------------------------------------------------------------
  Result<Json> block(const Actor& actor, const std::string& plan, const std::string& id) const;
  /// The table of a decision as DMN 1.3, which editors read. Errors  SVC-N001 it has none.
  Result<std::string> block_dmn(const Actor& actor, const std::string& plan,
                                const std::string& id) const;
  /// A model as the block of that decision, to be checked and saved like any other text.
  /// Errors  those of dmn::read_dmn() and block_of_model().
  Result<Json> block_of_dmn(const Actor& actor, const std::string& plan, const std::string& id,
                            const std::string& bytes) const;
  /// What check() would say of the plan with the block changed, and what would change.
  Result<Json> check_block(const Actor& actor, const std::string& plan,
                           const BlockEdit& edit) const;
  Result<Json> complete_block(const Actor& actor, const std::string& plan,
                              const CompletionRequest& request) const;
  /// Makes a new version with one block changed.
  /// Errors  EDIT-E001, EDIT-E002, EDIT-E003, EDIT-W001; those of check().
  Result<Json> save_block(const Actor& actor, const std::string& plan, const BlockEdit& edit,
                          const std::string& why);
  Result<Json> versions(const Actor& actor, const std::string& plan) const;
  /// What a version changed of the one before.
  Result<Json> version(const Actor& actor, const std::string& plan, int64_t number) const;
  /// Makes an older version the newest. `current` is the newest the actor knows.
  /// Errors  EDIT-W002; EDIT-E003; those of check().
  Result<Json> restore_version(const Actor& actor, const std::string& plan, int64_t number,
                               int64_t current, const std::string& why);

  // --- who ------------------------------------------------------------------------------------
  Json session(const std::optional<Actor>& actor, std::string_view token) const;
  std::optional<Actor> actor_of(std::string_view token);
  bool token_fits(std::string_view token, std::string_view change_token) const;
  /// Errors  SVC-A001 wrong name or password; SVC-A002 locked after five failures.
  Result<SignedIn> sign_in(const std::string& name, const std::string& password);
  void sign_out(std::string_view token);
  /// The link's token while no administrator exists, else empty.
  std::string setup_token();
  Result<SignedIn> set_up(const std::string& token, const std::string& name,
                          const std::string& password);
  /// Ends all other sessions of the account.
  Result<Done> change_password(const Actor& actor, std::string_view token,
                               const std::string& old_password, const std::string& new_password);
  /// Makes the accounts of the demonstration store, or gives them new passwords; empty elsewhere.
  Result<std::vector<DemonstrationAccount>> demonstration_accounts();
  /// An agency as a case names it, or an enterprise by its name or id.
  /// Errors  SVC-N001.
  Result<Actor> stand_in(const std::string& plan, const std::string& agency) const;

  // --- reading --------------------------------------------------------------------------------
  Result<Json> plans(const Actor& actor, const ViewRequest& view) const;
  Result<Json> document(const Actor& actor, const std::string& plan, const ViewRequest& view) const;
  Result<Json> deadlines(const Actor& actor, const std::string& plan,
                         const ViewRequest& view) const;
  Result<Json> agencies(const Actor& actor, const std::string& plan, const ViewRequest& view) const;
  /// The map of the plan's regions as its package has it, GeoJSON. SVC-N001 where it has none.
  Result<std::string> region_map(const Actor& actor, const std::string& plan) const;
  Result<Json> agency(const Actor& actor, const std::string& plan, const std::string& name,
                      const ViewRequest& view) const;
  Result<Json> target(const Actor& actor, const std::string& plan, const std::string& name,
                      const ViewRequest& view) const;
  /// The rows one figure of a target is counted from. Errors  SVC-N001 no such figure, or not one
  /// that is counted from rows.
  Result<Json> figure_rows(const Actor& actor, const std::string& plan, const std::string& name,
                           const ViewRequest& view, const FigureRowsRequest& asked) const;
  Result<Json> task(const Actor& actor, const std::string& plan, const std::string& name,
                    const ViewRequest& view) const;
  /// In the texts and registers of one plan, as far as the actor may read them.
  Result<Json> search(const Actor& actor, const std::string& plan, const std::string& words) const;
  /// In those of all plans.
  Result<Json> search(const Actor& actor, const std::string& words) const;
  Result<Json> inbox(const Actor& actor, const std::string& plan) const;
  Result<Json> journal(const Actor& actor, const std::string& plan, int64_t before,
                       int limit) const;
  Result<Json> shares(const Actor& actor, const std::string& plan, const std::string& target) const;
  /// The figures behind the pages, for commands and cases.
  Result<Done> with_records(const std::string& plan,
                            const std::function<void(const Plan&, const Records&)>& work) const;
  /// Registers and what is computed from them, as the pages show them to `reader`; without one, all
  /// that stands there. For cases.
  Result<Done> with_registers(const std::optional<Actor>& reader, const std::string& plan,
                              const ViewRequest& view,
                              const std::function<Result<Done>(RegisterSight&)>& work) const;
  Date today() const;

  // --- registers ------------------------------------------------------------------------------
  // A row is named by its id. Errors of all  SVC-N001.
  Result<Json> registers(const Actor& actor, const std::string& plan,
                         const ViewRequest& view) const;
  Result<Json> register_page(const Actor& actor, const std::string& plan, const std::string& name,
                             const ViewRequest& view, const RegisterRequest& request) const;
  /// All that is known of a row: fields, rows that refer to it, its last changes, explanations.
  Result<Json> register_row(const Actor& actor, const std::string& plan, const std::string& name,
                            const std::string& id, const ViewRequest& view) const;
  /// Its changes below a version, the newest first.
  Result<Json> row_history(const Actor& actor, const std::string& plan, const std::string& name,
                           const std::string& id, const ViewRequest& view, uint64_t before) const;
  /// What differs between two days.
  Result<Json> compare_row(const Actor& actor, const std::string& plan, const std::string& name,
                           const std::string& id, const std::string& from,
                           const std::string& to) const;
  /// Errors of what changes rows  SVC-P001, SVC-W001, SVC-G001 to SVC-G010; those of the store.
  Result<Json> add_row(const Actor& actor, const std::string& plan, const std::string& name,
                       const RowRequest& request);
  Result<Json> change_row(const Actor& actor, const std::string& plan, const std::string& name,
                          const std::string& id, const RowRequest& request);
  Result<Json> void_row(const Actor& actor, const std::string& plan, const std::string& name,
                        const std::string& id, uint64_t version, const std::string& why);
  Result<Json> restore_row(const Actor& actor, const std::string& plan, const std::string& name,
                           const std::string& id, uint64_t version);
  /// One masked value; the journal says who looked.
  Result<Json> unmask(const Actor& actor, const std::string& plan, const std::string& name,
                      const std::string& id, const std::string& field);
  /// The same fields in many rows, or what that would change. Errors  SVC-G011, SVC-G012.
  Result<Json> bulk_edit(const Actor& actor, const std::string& plan, const std::string& name,
                         const BulkRequest& request);
  /// Rows that were taken away and that the actor may bring back, the last one first.
  Result<Json> removed_rows(const Actor& actor, const std::string& plan, const std::string& name,
                            int64_t offset, int64_t count) const;
  /// Takes back what bulk_edit() wrote, which it calls by `group`, the moment at which rows were
  /// recorded; all rows or none.
  /// Errors  SVC-N001 no such group, or not all of it the actor's; SVC-G018 rows changed since.
  Result<Json> undo_bulk(const Actor& actor, const std::string& plan, const std::string& name,
                         const std::string& group);
  Result<Json> register_views(const Actor& actor, const std::string& plan,
                              const std::string& name) const;
  /// Errors  SVC-G013.
  Result<Json> set_register_views(const Actor& actor, const std::string& plan,
                                  const std::string& name, const Json& views);
  /// The rows that come with a package, data/REGISTER.csv, into a demonstration store, once; how
  /// many there were. Errors, in `sources`  SVC-G014, SVC-G015; those of the rows.
  Result<int64_t> load_data(const std::string& plan,
                            const std::function<void(const std::string&, int64_t)>& told,
                            Sources* sources);
  /// Those of a case; all that `work` loads or none of it.
  Result<Done> load_rows(const std::string& plan,
                         const std::function<Result<Done>(RowLoader&)>& work);

  // --- parameters -----------------------------------------------------------------------------
  /// All of a plan, with the values they had and will have. Everybody may read them.
  Result<Json> parameters(const Actor& actor, const std::string& plan,
                          const ViewRequest& view) const;
  /// A value from a day on, by the office.
  /// Errors  SVC-N001, SVC-P001; CAMP-R008; SVC-W001, SVC-W019; SVC-G017.
  Result<Json> set_parameter(const Actor& actor, const std::string& plan, const std::string& name,
                             const ParameterRequest& request);

  // --- decisions, policies, what-ifs ----------------------------------------------------------
  // They only read: nothing of it is stored or journalled. Errors of all  SVC-N001.
  /// With how many rows come to what.
  Result<Json> decisions(const Actor& actor, const std::string& plan,
                         const ViewRequest& view) const;
  /// A page of the rows of a register, with what the decision says of each. Errors  of a query.
  Result<Json> decision(const Actor& actor, const std::string& plan, const std::string& name,
                        const ViewRequest& view, const DecisionRequest& request) const;
  /// Why it says so of one row.
  Result<Json> decision_row(const Actor& actor, const std::string& plan, const std::string& name,
                            const std::string& register_name, const std::string& row,
                            const ViewRequest& view) const;
  Result<FileContent> export_decision(const Actor& actor, const std::string& plan,
                                      const std::string& name, const ViewRequest& view,
                                      const DecisionRequest& request, SheetForm form) const;
  /// With how many are entitled and to how much.
  Result<Json> policies(const Actor& actor, const std::string& plan,
                        const ViewRequest& view) const;
  /// A page of its ledger: who is entitled, to what, and who is left out and why.
  Result<Json> policy(const Actor& actor, const std::string& plan, const std::string& name,
                      const ViewRequest& view, int64_t offset, int64_t count) const;
  Result<FileContent> export_policy(const Actor& actor, const std::string& plan,
                                    const std::string& name, const ViewRequest& view,
                                    SheetForm form) const;
  /// Which policies apply to a row and to those that refer to it as their subject, and what is
  /// missing.
  Result<Json> row_policies(const Actor& actor, const std::string& plan,
                            const std::string& register_name, const std::string& row,
                            const ViewRequest& view) const;
  /// The parameters of a plan with what rests on them and, where some are moved, what changes.
  /// Errors  SVC-Q001 no such parameter; SVC-Q002 no such rule; SVC-G007; CAMP-R008.
  Result<Json> what_if(const Actor& actor, const std::string& plan, const ViewRequest& view,
                       const WhatIfRequest& request) const;
  /// What-ifs under names, one's own and everybody's; the whole list is put. Errors  SVC-G013.
  Result<Json> saved_scenarios(const Actor& actor, const std::string& plan) const;
  Result<Json> set_scenarios(const Actor& actor, const std::string& plan, const Json& list);
  Result<FileContent> export_what_if(const Actor& actor, const std::string& plan,
                                     const ViewRequest& view, const WhatIfRequest& request,
                                     SheetForm form) const;

  // --- tables people send and get -------------------------------------------------------------
  /// Keeps the file and checks it behind the page.
  /// Errors  SVC-N001, SVC-P001, SVC-G009; SVC-I011, SVC-I012, SVC-I019.
  Result<Json> start_import(const Actor& actor, const std::string& plan, const std::string& name,
                            const std::string& file_name, const std::string& bytes);
  /// One's own; the office sees all.
  Result<Json> jobs(const Actor& actor) const;
  Result<Json> job(const Actor& actor, int64_t id) const;
  /// Errors  SVC-N001; SVC-P001 of somebody else; SVC-I020 not in a state to be.
  Result<Json> apply_job(const Actor& actor, int64_t id);
  Result<Json> cancel_job(const Actor& actor, int64_t id);
  /// What was sent, with what is wrong at its cells. Errors  SVC-N001, SVC-I020.
  Result<FileContent> returned_file(const Actor& actor, int64_t id) const;
  /// The same at once and without a job, for commands.
  Result<ImportOutcome> import_file(const Actor& actor, const std::string& plan,
                                    const std::string& name, const std::string& path,
                                    ImportPhase phase);
  /// Errors  SVC-N001; those of a query and of the writers.
  Result<FileContent> export_file(const Actor& actor, const std::string& plan,
                                  const std::string& name, const ViewRequest& view,
                                  const RegisterRequest& request, SheetForm form) const;
  /// To a path; how many rows.
  Result<int64_t> export_rows(const Actor& actor, const std::string& plan,
                              const std::string& name, const ViewRequest& view,
                              const RegisterRequest& request, SheetForm form,
                              const std::string& path) const;
  /// Does jobs and keeps search fast on a thread of its own, until the service ends.
  void start_background();
  /// One piece of the same work. False: there is none.
  Result<bool> work();

  // --- work -----------------------------------------------------------------------------------
  Result<Json> report(const Actor& actor, const std::string& plan, const ReportRequest& request);
  Result<Json> accept(const Actor& actor, const std::string& plan, const std::string& row,
                      uint64_t version);
  Result<Json> send_back(const Actor& actor, const std::string& plan, const std::string& row,
                         uint64_t version, const std::string& reason);
  Result<Json> withdraw(const Actor& actor, const std::string& plan, const std::string& row,
                        uint64_t version);
  Result<Json> set_shares(const Actor& actor, const std::string& plan, const std::string& target,
                          const std::vector<ShareSheetRequest>& sheets);
  Result<Json> set_task_state(const Actor& actor, const std::string& plan,
                              const TaskStateRequest& request);
  Result<Json> publish(const Actor& actor, const std::string& plan, const std::string& target,
                       const std::string& node);
  Result<Json> add_file(const Actor& actor, const std::string& name, const std::string& media_type,
                        const std::string& bytes);
  Result<FileContent> file(const Actor& actor, const std::string& hash) const;

  // --- drafts ---------------------------------------------------------------------------------
  Result<Json> start_draft(const Actor& actor, const std::string& file_name,
                           const std::string& bytes);
  Result<Json> drafts(const Actor& actor) const;
  Result<Json> draft(const Actor& actor, int64_t id) const;
  Result<Json> change_draft(const Actor& actor, int64_t id, const DraftChange& change);
  Result<Json> delete_draft(const Actor& actor, int64_t id);
  Result<Json> open_draft(const Actor& actor, int64_t id, uint64_t version,
                          const std::string& plan);

  // --- live -----------------------------------------------------------------------------------
  using Listener = std::function<void(const ChangeEvent&)>;
  /// Calls the listener for every change the actor may see, first those after event `last`. What it
  /// returns ends the listening when it is released.
  Result<std::shared_ptr<void>> listen(const Actor& actor, const std::string& plan, int64_t last,
                                       Listener listener);

  // --- administration -------------------------------------------------------------------------
  Result<Json> accounts(const Actor& actor) const;
  Result<Json> add_account(const Actor& actor, const AccountRequest& request);
  Result<Json> change_account(const Actor& actor, const std::string& name,
                              const AccountChange& change);
  /// Errors  SVC-C002 the clock of this store is real; SVC-C003 not a day.
  Result<Done> move_clock(const Actor& actor, const std::string& day);
  Result<Json> status(const Actor& actor) const;

 private:
  explicit Service(std::unique_ptr<ServiceState> state);
  std::unique_ptr<ServiceState> state_;
};

}  // namespace fangan
