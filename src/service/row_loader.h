// Row loader: rows as somebody wrote them into tables, put into the store as if each had been
// entered on its day.
//
// A reference names the other row as the tables do. What the store calls a row that has no key it
// decides itself; id() tells.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/state.h"
#include "store/register_store.h"

namespace fangan {

/// Rows that were loaded, by register and by what the tables call them.
using LoadedIds = std::map<std::string, std::map<std::string, WrittenRow>>;

class RowLoader {
 public:
  /// One register's rows, in the order of their table; of one with the id of another, what that one
  /// is from another day on.
  struct Sheet {
    std::vector<RowState> rows;
    size_t first = 0;  ///< Those before it are in the store.
    std::vector<std::pair<std::string, std::string>> remarks = {};  ///< Source and nature; or none.
  };
  using Sheets = std::map<std::string, Sheet>;
  using AddError = std::function<void(const Register&, size_t row, const Diagnostic&)>;

  /// All of it outlives the loader. `at`: the moment it is entered.
  RowLoader(const ServiceState& state, const LoadedPlan& loaded, const Database& database,
            Moment at);

  /// `add_error`: of a row that the store does not take. How many rows of the register there were
  /// is told to `told`. Errors  those of the store.
  Result<int64_t> load(const Sheets& sheets, LoadedIds* ids, const AddError& add_error,
                       const std::function<void(const std::string&, int64_t)>& told);

 private:
  class Work;

  const ServiceState& state_;
  const LoadedPlan& loaded_;
  const Database& database_;
  Moment at_;
};

}  // namespace fangan
