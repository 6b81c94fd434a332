// Register store: rows of registers written and read, with a history that nobody can bend.
//
// A change sets fields of one row from a day on and is recorded at a moment. A view (as of D, known
// at T) takes for each field the change with holds-from <= D and recorded <= T that is last by
// (holds-from, recorded). The view of the store's day with all that is known stands in a table of
// its own; every other view folds the changes into a temporary table of the same shape, so there is
// one way to filter, order and count.
//
// The writer works within one write transaction and closes with one journal entry a register, which
// holds digests of all its changes: a million rows are one entry, and each of them is proven.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "campaign/records.h"
#include "campaign/rows.h"
#include "store/register_table.h"

namespace fangan {

/// A row as a view shows it.
struct StoredRow {
  int64_t row = 0;       ///< Number within its register; never changes.
  uint64_t version = 0;  ///< What an edit states: of its last change, be it one that still waits.
  RowState state;        ///< References as ids of the other rows, regions as names of agencies.
  Date holds_from;       ///< Of the last change the view shows.
  Moment recorded;
  std::string actor;    ///< Agency that made that change.
  std::string region;   ///< Code; empty: it has none.
  int64_t subject = 0;  ///< Row of 企业; 0: none.
  std::string source;
  std::string nature;  ///< 示例 or 公开.
};

/// What a writer asks for.
struct RowChange {
  int64_t row = 0;                ///< 0: a new row.
  uint64_t expected_version = 0;  ///< The version that was seen; 0: not checked.
  Date holds_from;
  std::string step;  ///< add, edit, import, void, restore or a step of a flow.
  /// Takes the row away, or brings it back. Not set: neither.
  std::optional<bool> removed;
  /// Index in definition->fields, and a value as read_field_text() gives it: a reference as the
  /// id of the other row, a region as the name of its agency, null clears.
  std::vector<std::pair<size_t, Value>> fields;
  std::optional<Value> period;  ///< Of a register with periods, of a new row.
  std::optional<std::string> state;
  std::optional<std::string> source;
  std::optional<std::string> nature;

  /// Of nothing, with its memory kept.
  void clear();
};

struct WrittenRow {
  int64_t row = 0;
  uint64_t version = 0;
  std::string id;  ///< As it is now; of a row that begins later as it will be.
};

/// Who writes, and when.
struct RegisterAuthor {
  std::string account;  ///< As the journal names it: account and agency.
  std::string agency;   ///< As the row names it.
  std::string share;    ///< For the journal: whose share it is about; empty for the whole.
  Moment at;
  Date today;  ///< The store's day; the tables are brought to it first.
};

class ChangePreparer;
struct PreparedChange;

/// Writes rows within one write transaction of the store. close() before the transaction commits.
class RegisterWriter {
 public:
  /// `database` and `tables` outlive it. `action`: what the journal calls it, a step or "import".
  RegisterWriter(const Database& database, const RegisterTables& tables, RegisterAuthor author,
                 std::string action);
  ~RegisterWriter();
  RegisterWriter(const RegisterWriter&) = delete;
  RegisterWriter& operator=(const RegisterWriter&) = delete;

  /// Nothing is written where it gives an error, and the writer goes on.
  /// Errors  STORE-R001, STORE-R002 digits; STORE-R003 somebody changed the row since (facts
  /// `version`, `seen`, `actor`); STORE-R004 another row has the key; STORE-R005 a field of the key
  /// is blank; STORE-R006 a reference names no row; STORE-R007 no such row; STORE-R008 the row was
  /// taken away; STORE-R009 other rows refer to it, so it stays; STORE-R010 无码 without a reason;
  /// STORE-R011 a change from a day before the row begins (fact `since`).
  /// All that is wrong with the fields is reported together, with the fact `field`.
  Result<WrittenRow> put(const RegisterTable& table, const RowChange& change);
  /// The same of what preparer() has prepared, of the same change.
  Result<WrittenRow> put(const RegisterTable& table, const RowChange& change,
                         PreparedChange* prepared);
  /// Prepares the changes of a register that are put from now on, in another thread if wanted.
  /// Errors  those of the store.
  Result<std::unique_ptr<ChangePreparer>> preparer(const RegisterTable& table);

  /// Journal entries of all that was put. Nothing may be put afterwards.
  Result<Done> close();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

/// Brings the tables to a day, forward or back: what holds from later waits for its day.
/// The writer does so itself; the service calls it as the day begins and when a demonstration
/// clock is moved.
Result<Done> advance_registers(const Database& database, const RegisterTables& tables, Date today);
/// The day the tables are brought to; none before anything was written.
Result<std::optional<Date>> registers_day(const Database& database);

struct RowFilter {
  enum class Op : uint8_t { equal, not_equal, contains, any_of, between, blank, filled };
  std::string field;  ///< Or a name every row has: 编号 状态 期 来源 性质.
  Op op = Op::equal;
  std::vector<std::string> values;  ///< As people type them; between: low and high, either empty.
};

/// Which rows an actor may have: all, or those of its regions and those of its enterprise.
struct RowScope {
  bool all = false;
  std::vector<std::string> regions;  ///< Codes.
  int64_t subject = 0;

  bool takes(const StoredRow& row) const;
};

struct RowQuery {
  std::vector<RowFilter> where;
  std::string words;  ///< All of them somewhere in the texts of the row; sensitive fields excepted.
  std::vector<std::pair<std::string, bool>> order;  ///< Field, descending; then the id.
  int64_t offset = 0;
  int64_t count = 100;  ///< Below 0: all.
  RowScope scope;
};

/// A change as the history of a row tells it.
struct RowHistory {
  uint64_t version = 0;
  int64_t entry = 0;  ///< Of the journal.
  Date holds_from;
  Moment recorded;
  std::string actor;
  std::string step;
  std::optional<bool> removed;
  struct Field {
    size_t field = 0;  ///< Index in definition->fields.
    Value before;      ///< What held on that day by what was known just before.
    Value after;
  };
  std::vector<Field> fields;
  std::optional<std::string> state;
  std::string state_before;
  bool is_current = false;  ///< It gives a value that the view shows.
};

/// Which changes of a row are told.
struct HistoryPart {
  uint64_t before = 0;           ///< Only versions below it; 0: all.
  int64_t count = -1;            ///< So many of the newest; below 0: all.
  std::optional<Date> until;     ///< Only those that hold from that day or before.
};

/// A field of one row on two days.
struct RowDifference {
  size_t field = 0;
  Value before;
  Value after;
  std::vector<RowHistory> changes;  ///< That set it after the first day, up to the second.
};

struct RegisterColumns;  // register_columns.h
struct RowNeeds;

/// Rows as one view shows them, from one snapshot. End it before the snapshot ends.
class RegisterReader {
 public:
  RegisterReader(const Database& database, const RegisterTables& tables, View view);
  ~RegisterReader();
  RegisterReader(const RegisterReader&) = delete;
  RegisterReader& operator=(const RegisterReader&) = delete;

  /// Errors of a query  STORE-Q001 no such field; STORE-Q002 the field takes no such value.
  Result<std::vector<StoredRow>> page(const RegisterTable& table, const RowQuery& query);
  Result<int64_t> count(const RegisterTable& table, const RowQuery& query);
  /// One row after the other, for as long as `take` gives true.
  Result<Done> each(const RegisterTable& table, const RowQuery& query,
                    const std::function<bool(StoredRow)>& take);
  /// What is needed of the rows, in the order of the query, which takes all of them (count below
  /// 0). Paths are read where the view is that of today, and not of whole rows.
  Result<RegisterColumns> columns(const RegisterTable& table, const RowQuery& query,
                                  const RowNeeds& needs);
  /// Scope is the caller's: see RowScope::takes().
  Result<std::optional<StoredRow>> row(const RegisterTable& table, std::string_view id);
  Result<std::optional<StoredRow>> row(const RegisterTable& table, int64_t number);
  /// Rows whose field refers to that row, by id; `limit` below 0: all.
  Result<std::vector<StoredRow>> referring(const RegisterTable& table, size_t field, int64_t row,
                                           const RowScope& scope, int64_t limit = -1);
  /// Newest entry first; none for a row that is not there.
  Result<std::vector<RowHistory>> history(const RegisterTable& table, int64_t row,
                                          const HistoryPart& part = {});
  /// Fields that differ between two days, by what the view knows.
  Result<std::vector<RowDifference>> compare(const RegisterTable& table, int64_t row, Date from,
                                             Date to);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace fangan
