// Cell reader: texts as people type them become values of fields, for forms and for sheets alike.
//
// A sheet names the same few rows of other registers again and again, so what a reference leads to
// is kept.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "service/register_sight.h"

namespace fangan {

class CellReader {
 public:
  /// `sight` outlives it; references lead to rows as it shows them.
  explicit CellReader(RegisterSight& sight) : sight_(sight) {}

  /// Of every kind but files. Every error has the fact `field`.
  /// Errors  those of read_field_text() and check_credit_code(); STORE-R006 no row, or none the
  /// actor may know of; CAMP-F014 a name that several rows bear.
  Result<Value> read(const Field& field, std::string_view text);

  /// The row a value of a reference names; nullptr where read() found none.
  const StoredRow* referred(const Field& field, const Value& value);

 private:
  using Known = std::unordered_map<std::string, Result<StoredRow>>;

  Result<Value> read_own(const Field& field, std::string_view text);
  Result<Value> read_reference(const Field& field, std::string_view text);
  Result<StoredRow> find(const Field& field, const RegisterTable& target,
                         const std::string& text);
  bool may_refer(const RegisterTable& target, const StoredRow& row);

  RegisterSight& sight_;
  std::map<std::string, Known, std::less<>> known_;  ///< By register.
};

}  // namespace fangan
