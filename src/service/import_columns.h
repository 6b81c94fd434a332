// Import columns: which column of a table is which field of a register.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "papers/register_sheet.h"
#include "papers/table_file.h"
#include "plan/plan.h"
#include "service/import_report.h"

namespace fangan {

/// From which day a row holds; only read, an export does not say it.
constexpr std::string_view since_title = "自";
constexpr std::string_view source_title = "来源";
constexpr std::string_view nature_title = "性质";

class ImportColumns {
 public:
  enum class Kind : uint8_t { none, field, row, id, period, state, since, source, nature };
  struct Column {
    Kind kind = Kind::none;
    size_t field = 0;  ///< Index in definition->fields.
    std::string title;
  };

  /// The titles a table of this register may have.
  static std::vector<std::string> titles(const Plan& plan, const Register& definition);

  /// Tells of columns that are not read, and of those that are missing.
  /// Errors  SVC-I001 a column that is nearly a field; SVC-I002 a column of the key is missing.
  ImportColumns(const Plan& plan, const Register& definition, const TableFile& file,
                ImportReport* report);

  const std::vector<Column>& all() const { return all_; }
  std::optional<uint32_t> of_field(size_t field) const;
  std::optional<uint32_t> of(Kind kind) const { return by_kind_[static_cast<size_t>(kind)]; }
  std::optional<uint32_t> of_name(std::string_view field) const;

 private:
  Column read(const std::string& title) const;
  void tell_unread(uint32_t column, const std::string& title, uint32_t row, ImportReport* report);

  const Plan& plan_;
  const Register& definition_;
  std::vector<Column> all_;
  std::array<std::optional<uint32_t>, 9> by_kind_;
};

}  // namespace fangan
