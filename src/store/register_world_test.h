// A store with the registers of a small invented plan, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/register_migration.h"
#include "store/register_store.h"
#include "store/store_world_test.h"

namespace fangan::test {

extern const std::string enterprise_block;
extern const std::string well_block;
extern const std::string visit_block;

/// The plan of a package whose registers are these blocks.
std::unique_ptr<Plan> plan_of(const std::string& name, const std::string& blocks,
                              const std::string& white = "白石县");

inline MigrationAuthor loader(int64_t at = 1) {
  return {"admin", "办公室", Moment{at}, day("2020-01-01")};
}

/// Values by the name of their field, as people type them.
using Fields = std::vector<std::pair<std::string, std::string>>;

class RegisterWorld {
 public:
  RegisterWorld();
  explicit RegisterWorld(const std::string& blocks);

  /// Brings the store to the plan.
  std::string migrate();

  /// A change with the values of these fields; `row` 0: a new row.
  RowChange change(const RegisterTable& table, int64_t row, const std::string& from,
                   const Fields& fields) const;

  /// One put in a transaction of its own; the code of its error, or the id of the row.
  std::string put(const std::string& register_name, int64_t row, const std::string& from,
                  const Fields& fields, const std::function<void(RowChange*)>& more = {});

  /// Several puts in one transaction, at the next moment.
  using Writes = std::function<Result<Done>(RegisterWriter&, const RegisterTables&)>;
  Result<Done> write(const Writes& work);

  std::string advance(const std::string& to);

  View now() const { return {today, Moment{std::numeric_limits<int64_t>::max()}}; }

  using Reads = std::function<void(RegisterReader&, const RegisterTables&)>;
  void read(const View& view, const Reads& work) const;

  /// The ids a query gives, joined by blanks; or its code.
  std::string ids(const std::string& register_name, RowQuery query, const View& view) const;
  /// The id of a row whose key a view does not show.
  std::string unnamed(const std::string& register_name, int64_t row) const {
    std::string id;
    read(now(), [&](RegisterReader&, const RegisterTables& tables) {
      id = tables.find(register_name)->unnamed(row);
    });
    return id;
  }
  std::string ids(const std::string& register_name, const RowQuery& query = {}) const {
    return ids(register_name, query, now());
  }

  /// A value of a row by its id, as text; "-" where there is no such row.
  std::string value(const std::string& register_name, const std::string& id,
                    const std::string& field, const View& view) const;
  std::string value(const std::string& register_name, const std::string& id,
                    const std::string& field) const {
    return value(register_name, id, field, now());
  }

  /// Codes of what verify finds, each once.
  std::string verify() const;
  /// The first value of a query; "-" where it gives no row.
  std::string sql(const std::string& text) const;

  Folder folder;
  std::unique_ptr<Store> store = open_store(folder.file("store.db"));
  std::unique_ptr<Plan> plan;
  Date today = day("2020-06-01");
  int64_t clock = 0;
  std::string agency = "白石县";
  Diagnostics errors;
  WrittenRow last;
};

/// An enterprise of a county, by a code that only has to be there.
std::string add_enterprise(RegisterWorld* world, const std::string& code, const std::string& name,
                           const std::string& county);

}  // namespace fangan::test
