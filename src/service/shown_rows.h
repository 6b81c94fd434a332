// Shown rows: what an expression of a reader sees of registers, decisions, ledgers and figures:
// what the pages show that reader.
//
// The rows of a list are those of the register's page. A masked field, and what tells of one, is
// "***"; of a row that is not the reader's, but public or referred to by one that is, all but what
// its page shows is blank. Decisions and derived fields are what the pages say they are.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "campaign/row_veil.h"
#include "service/register_sight.h"

namespace fangan {

class ShownRows final : public RowVeil {
 public:
  /// `sight` outlives it.
  explicit ShownRows(RegisterSight* sight);

  Value list(std::string_view register_name) override;
  const Value* cell(const Row& row, size_t column) override;
  bool shows_grade(const Row& row) override { return sight_.is_whole(row); }
  const Value* decision(std::string_view name) override;

 private:
  Value made_list(std::string_view name);
  Value every_row(const RegisterTable& table);
  Value entries(const Policy& policy);
  Value entry(const Policy& policy, const Context& entry);
  Value figures(std::string_view name);
  bool shows_column(const Row& row, size_t column);

  RegisterSight& sight_;
  const Value masked_;
  const Value blank_;
  std::map<std::string, Value, std::less<>> lists_;
};

}  // namespace fangan
