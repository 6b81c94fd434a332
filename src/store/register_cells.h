// Register cells: values of fields as the columns of a register hold them, and one change of a row
// in that form.
//
// What is proven is the canonical text of a change, which does not depend on the scale a column
// happens to have: 12.5 is `n12.5` whether it is stored with two digits or with four.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/register_table.h"
#include "value/moment.h"
#include "value/value.h"

namespace fangan {

/// What stands in a column of a table of the store.
struct StoredCell {
  enum class Kind : uint8_t { null, integer, text };
  Kind kind = Kind::null;
  int64_t integer = 0;
  std::string text;

  bool is_null() const { return kind == Kind::null; }
  void clear() { kind = Kind::null; }
  void set(int64_t value) {
    kind = Kind::integer;
    integer = value;
  }
  void set(std::string_view value) {
    kind = Kind::text;
    text.assign(value);
  }
  bool operator==(const StoredCell& other) const {
    if (kind != other.kind) return false;
    return kind == Kind::null ||
           (kind == Kind::integer ? integer == other.integer : text == other.text);
  }
};

/// One change of one row, as `rN_change` holds it.
struct StoredRowChange {
  int64_t row = 0;
  uint64_t version = 0;
  int64_t entry = 0;  ///< Counts the journal entries of its register.
  Date holds_from;
  Moment recorded;
  std::string actor;
  std::string step;
  std::optional<bool> removed;
  std::string mask;  ///< Bit (n - 1) for column number n: it is set by this change.
  StoredCell period;
  StoredCell state;
  StoredCell source;
  StoredCell nature;
  std::vector<StoredCell> cells;  ///< As RegisterTable::columns.

  bool sets(int64_t number) const {
    const auto bit = static_cast<size_t>(number - 1);
    return bit / 8 < mask.size() && (mask[bit / 8] >> (bit % 8) & 1) != 0;
  }
  /// By its own number or by a column it was converted from.
  bool sets(const RegisterColumn& column) const {
    for (const int64_t number : column.set_by) {
      if (sets(number)) return true;
    }
    return false;
  }
  void set(int64_t number) {
    const auto bit = static_cast<size_t>(number - 1);
    if (mask.size() <= bit / 8) mask.resize(bit / 8 + 1, '\0');
    mask[bit / 8] = static_cast<char>(mask[bit / 8] | 1 << (bit % 8));
  }
};

/// A value of a field as its column holds it; references excepted, whose row somebody looks up.
/// Errors  STORE-R001 more digits than the field keeps; STORE-R002 a number too large.
Result<Done> write_cell(const RegisterTables& tables, const RegisterColumn& column,
                        const Field& field, const Value& value, StoredCell* cell);

/// The number without the zeros behind it.
Decimal number_of(int64_t scaled, int places);

/// The value a cell stands for. Of a reference `text` is the id of the other row.
Value read_cell(const RegisterTables& tables, const RegisterTable& table,
                const RegisterColumn& column, const StoredCell& cell);

/// As a key or a journal entry writes it; empty for null. Of a reference: the row number.
std::string cell_text(const RegisterTables& tables, const RegisterTable& table,
                      const RegisterColumn& column, const StoredCell& cell);

/// A period as its column holds it, and back.
std::string period_text(const Value& period);
Value read_period_cell(Period period, const StoredCell& cell);

/// What the digest of a change covers, added to `text`.
void add_canonical(const RegisterTable& table, const StoredRowChange& change, std::string* text);
/// One cell of it.
void add_canonical(const RegisterColumn& column, const StoredCell& cell, std::string* text);

}  // namespace fangan
