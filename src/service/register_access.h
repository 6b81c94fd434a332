// Register access: which rows and fields of a register an actor may see and change, by the closed
// list of relations of language.md 3.9.
//
// What an actor may not see does not exist for it. A register that everybody may read shows the
// rows of others by its public fields alone; to ask about any other field is to ask about one's own
// rows.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "service/state.h"
#include "store/register_store.h"

namespace fangan {

struct RegisterAccess {
  RowScope read;  ///< Rows with all of their fields.
  RowScope write;
  bool is_public = false;          ///< The other rows too, as far as `shown_to_all` says.
  std::vector<bool> shown_to_all;  ///< By field.

  bool may_read() const;
  bool may_write() const;
  /// Whether the actor may know of the row at all.
  bool shows(const StoredRow& row) const { return is_public || read.takes(row); }
  bool shows(const StoredRow& row, size_t field) const {
    return read.takes(row) || (is_public && shown_to_all[field]);
  }
  /// Of all rows: for forms, filters and the like.
  bool shows_everything() const { return read.all; }
  /// The rows a query may be asked of.
  RowScope scope_of(const Register& definition, const RowQuery& query) const;
};

RegisterAccess register_access(const Actor& actor, const LoadedPlan& loaded,
                               const Register& definition);

/// Whether the flow lets a row of that state be changed; the office always may.
bool may_edit_in(const Actor& actor, const Plan& plan, const Register& definition,
                 const std::string& state);

/// Names that tell of masked fields: theirs, and those of all that is computed from them, at any
/// remove. Choice: by name alone, so what bears the name of a masked one elsewhere is masked too.
std::set<std::string> masked_names(const Plan& plan);
/// Whether the formula says anything of those; what it says is masked then.
bool tells_of(const Formula& formula, const std::set<std::string>& names);

}  // namespace fangan
