// Journal: who did what to which record, chained by SM3 so that a rewritten past is found.
//
// The hash of an entry covers its own text and the hash of the entry before it. The head hash is
// printed and exported; whoever has kept it can tell even a chain that was rewritten whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/sqlite.h"
#include "value/moment.h"

namespace fangan {

struct JournalEntry {
  int64_t id = 0;
  Moment at;
  std::string actor;      ///< Account and agency.
  std::string action;
  std::string package;
  std::string register_name;
  std::string row;
  std::string share;      ///< Whose share the row is about; empty for the whole.
  std::string before;     ///< JSON, or empty.
  std::string after;
  std::string hash;
};

/// Adds an entry within the running transaction and returns its id.
Result<int64_t> append_journal(const Database& database, JournalEntry entry);

/// Entries of a share, and those that were made of rows of registers at some moments.
struct OwnEntries {
  std::string share;  ///< Empty: of none.
  struct Rows {
    std::string register_name;
    std::vector<int64_t> moments;  ///< In microseconds.
  };
  std::vector<Rows> rows;
};

struct JournalFilter {
  std::string package;
  std::string register_name;  ///< Empty: all.
  std::vector<std::string> registers;  ///< One of them; empty: all.
  std::string row_prefix;     ///< Empty: all.
  std::string row;            ///< Empty: all.
  std::string action;         ///< Empty: all.
  std::string share;          ///< Empty: all.
  bool only_share = false;    ///< Take `share` even when it is empty.
  std::optional<OwnEntries> own;  ///< Not set: all.
  int64_t before = INT64_MAX;
  int64_t after = 0;
  int64_t skip = 0;           ///< So many of the first are left out.
  int limit = 100;
};

/// Newest first; oldest first when `after` is given.
Result<std::vector<JournalEntry>> read_journal(const Database& database,
                                               const JournalFilter& filter);

/// How many entries the filter takes; without its `skip` and `limit`.
Result<int64_t> count_journal(const Database& database, const JournalFilter& filter);

/// Hash of the last entry, and how many there are.
struct JournalHead {
  std::string hash;
  int64_t entries = 0;
};
Result<JournalHead> journal_head(const Database& database);

/// Replays the chain and holds every register table against it.
/// Errors  STORE-V001 an entry was changed; STORE-V002 an entry is missing; STORE-V003 a row
/// differs from what was entered; STORE-V004 a row that nobody entered; STORE-V005 a row is gone;
/// STORE-V006 the head is not the one given; those of EnteredRegisters::verify(). All are reported.
Diagnostics verify_journal(const Database& database, const std::string& expected_head);

}  // namespace fangan
