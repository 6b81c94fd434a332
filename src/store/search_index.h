// Search index: which rows of registers may hold a word.
//
// What is indexed is each change with the texts it sets, once: changes are never rewritten, so
// nothing is ever taken out of the index again. It follows the journal, a piece at a time, in the
// background; entries it has not come to yet are looked at directly, so what is found does not
// depend on how far it is. Fields that are sensitive are not in it. What it gives may hold the
// word in an earlier state, or in a field the reader may not see: the row itself decides.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/register_table.h"

namespace fangan {

class SearchIndex {
 public:
  /// `tables` of every plan of the store; they and `database` outlive it.
  SearchIndex(const Database& database, std::vector<const RegisterTables*> tables);

  /// Indexes about so many changes more, in the running write transaction. False: it is up to date.
  Result<bool> advance(int64_t changes_max);

  Result<bool> is_behind();

  struct Candidates {
    bool is_whole = true;  ///< Otherwise any row of the register may hold the words.
    std::vector<int64_t> rows;
  };
  /// Rows that may hold all of the words.
  Result<Candidates> find(int64_t register_number, const std::vector<std::string>& words);

 private:
  /// How far the journal is indexed: whole entries, and within the next one up to a change.
  struct Position {
    int64_t journal = 0;
    int64_t row = 0;
    int64_t version = 0;
  };
  struct Indexed {
    const RegisterTables* tables = nullptr;
    const RegisterTable* table = nullptr;
    std::vector<size_t> columns;
  };
  /// What the journal says of rows of a register.
  struct Entry {
    int64_t journal = 0;
    int64_t entry = 0;
    const Indexed* of = nullptr;  ///< nullptr: nothing to index.
    bool is_spelt_out = false;
    std::vector<std::pair<int64_t, int64_t>> changes;  ///< Row and version.
  };
  /// Of the entries that are not indexed yet.
  struct Waiting {
    bool is_any = false;
    std::set<int64_t> rows;
  };

  std::string masked_columns() const;
  Result<Position> position();
  Result<Done> set_position(const Position& position);
  Result<Done> begin_anew_where_masks_changed(Position* position);
  Result<std::vector<Entry>> entries_after(int64_t journal, int64_t limit);
  Result<int64_t> index_changes(const Entry& entry, Position* position, int64_t changes_max);
  static std::string changes_sql(const Indexed& of, const std::string& of_change,
                                 const std::string& of_row);
  Result<int64_t> add_all(const Indexed& of, Statement* select, Position* position);
  Result<Done> add(const Indexed& of, const Statement& select);
  Result<Done> load_waiting();
  Result<bool> find_word(int64_t register_number, const std::string& word,
                         std::set<int64_t>* rows);

  const Database& database_;
  std::vector<const RegisterTables*> all_;
  std::map<int64_t, Indexed> indexed_;
  bool is_waiting_known_ = false;
  bool all_wait_ = false;
  std::map<int64_t, Waiting> waiting_;
};

/// The tables of the index, of version 2 of the schema.
std::string_view search_index_sql();

}  // namespace fangan
