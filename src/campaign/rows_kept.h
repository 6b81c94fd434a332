// What Rows keeps while it computes. Only files about Rows include it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "campaign/row_table.h"

namespace fangan {

struct Rows::Kept {
  bool keeps_up = false;
  const Row* reader = nullptr;  ///< What is read now is read for it.
  bool is_for_all = false;      ///< What is read now is read for something that no row is.
  bool rests_on_rows = false;   ///< Such a thing read rows, or a row read such a thing.
  std::map<const RowTable*, std::vector<const Row*>> readers_of_all;
  std::set<const RowTable*> missed;  ///< Rows of them were looked for and were not there.
  std::vector<KeptValue*> computing;  ///< The one asked for first stands first.
  std::map<std::string, KeptValue, std::less<>> decisions;  ///< That stand on no register.
  /// Blanks as they are read, of fields and of what is computed; none: nobody asks.
  std::vector<std::pair<const Row*, size_t>>* blank_reads = nullptr;
  Value cut_short;  ///< Null, for what a limit stopped.
  Value done;
  Value total;
  Value is_set;
  Value working_days;
  Register agencies;
  Register days;
  /// Of a register that is here whole: by the id of the row referred to.
  using BackLists = std::unordered_map<std::string, std::vector<Value>>;
  std::map<std::pair<const RowTable*, const RowTable*>, BackLists> back_lists;
  struct Calendar {
    std::map<Date, bool> days;  ///< Whether people work.
    std::set<int64_t> years;
  };
  std::optional<Calendar> calendar;
};

}  // namespace fangan
