// Row keeper: holds `rN` in step with `rN_change`. A row's key, region and enterprise may come from
// rows it refers to, so what changes there is carried on to the rows that depend on it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/register_fold.h"

namespace fangan {

/// What a row is called and whose it is.
struct RowIdentity {
  std::string id;
  StoredCell region;
  StoredCell subject;

  bool operator==(const RowIdentity&) const = default;
};

/// The text every row without a code begins its key with, and what separates the reason.
constexpr std::string_view without_code = "无码";

class RowKeeper {
 public:
  /// `tables` are all of the store.
  RowKeeper(const Database& database, const RegisterTables& tables);
  ~RowKeeper();

  /// In the order of the versions.
  Result<std::vector<StoredRowChange>> changes(const RegisterTable& table, int64_t row);

  /// Follows references into the rows of today. A key with a blank part gives
  /// RegisterTable::unnamed(), one without code `无码-` and RegisterTable::code().
  Result<RowIdentity> identity(const RegisterTable& table, int64_t row,
                               const std::vector<StoredCell>& cells, const StoredCell& period);

  /// Adds a row nobody refers to yet, with its first change in it. False: another row has its id,
  /// and nothing was written.
  Result<bool> add_first(const RegisterTable& table, const StoredRowChange& first,
                         const RowIdentity& identity, int64_t first_checksum);
  Result<Done> add_change(const RegisterTable& table, const StoredRowChange& change);
  /// Moves the first changes of all rows to `rN_change`.
  Result<Done> move_first_changes(const RegisterTable& table);
  /// Writes the row as folded, or takes it out, and carries on what follows from it. A row whose id
  /// another one has gets its number behind it.
  Result<Done> settle(const RegisterTable& table, int64_t row, const FoldedRow& folded, Date today);
  /// From its changes: on another day, or after what it refers to has changed.
  Result<Done> refold(const RegisterTable& table, int64_t row, Date today);
  /// Notes the days from which the row will be another.
  Result<Done> note_pending(const RegisterTable& table, int64_t row,
                            const std::vector<StoredRowChange>& changes, Date today);

  /// 0: none.
  Result<int64_t> row_of(const RegisterTable& table, std::string_view id);
  Result<std::string> id_of(const RegisterTable& table, int64_t row);
  /// A register with rows that refer to this one, and how many.
  struct Referring {
    const RegisterTable* table = nullptr;
    int64_t rows = 0;
  };
  Result<std::optional<Referring>> referring(const RegisterTable& table, int64_t row);

 private:
  struct Prepared;
  /// A reference column of another register whose rows take something from this one.
  struct Dependant {
    const RegisterTable* table = nullptr;
    size_t column = 0;
    bool takes = false;  ///< Key or region.
  };

  Prepared& prepared(const RegisterTable& table);
  const std::vector<Dependant>& dependants(const RegisterTable& table);
  Result<std::optional<RowIdentity>> known(const RegisterTable& table, int64_t row);
  Result<Done> move_first_change(const RegisterTable& table, int64_t row);
  /// Runs it; false where another row has the id.
  Result<bool> insert_unless_taken(Statement* insert);
  Result<bool> insert(const RegisterTable& table, int64_t row, const FoldedRow& folded,
                      const RowIdentity& identity);
  Result<Done> write(const RegisterTable& table, int64_t row, const FoldedRow& folded,
                     RowIdentity identity, bool is_there);
  Result<Done> carry_on(const RegisterTable& table, int64_t row, Date today);
  Result<std::vector<int64_t>> rows_with(const RegisterTable& table, size_t column, int64_t value);

  const Database& database_;
  const RegisterTables& tables_;
  std::map<int64_t, std::unique_ptr<Prepared>> prepared_;
  std::map<int64_t, std::vector<Dependant>> dependants_;
  std::set<std::pair<int64_t, int64_t>> under_way_;
};

/// What another row is called and whose it is; none where it is not there.
using OtherIdentity =
    std::function<Result<std::optional<RowIdentity>>(const RegisterTable&, int64_t row)>;

/// The identity of a row from what it holds; `other` is asked for the rows it refers to.
Result<RowIdentity> row_identity(const RegisterTables& tables, const RegisterTable& table,
                                 int64_t row, const std::vector<StoredCell>& cells,
                                 const StoredCell& period, const OtherIdentity& other);

/// The key of a row from its parts, put together as row_id() does; see RowKeeper::identity().
/// `part`: the text of a column.
std::string row_key(const RegisterTables& tables, const RegisterTable& table, int64_t row,
                    const StoredCell& period, const std::function<std::string(size_t)>& part);

}  // namespace fangan
