// Prepared change: what can be worked out of a change of a row without asking the store.
//
// Cells, the text that is proven and its hash take about as long as the writing, so another thread
// can make them than the one that writes. A new row's number belongs to that text: it is foreseen,
// as new rows are numbered one behind the other. What is not as foreseen, the writer works out
// again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "store/hash.h"
#include "store/register_cells.h"
#include "store/register_store.h"

namespace fangan {

struct PreparedChange {
  /// What the change sets. Entry, moment and author are the writer's to fill in, and so are the row
  /// and the version of what is not proven.
  StoredRowChange stored;
  /// It refers to rows of other registers, which the writer looks up.
  bool has_references = false;
  /// Something is wrong with a field: the writer goes through all of them and says what.
  bool is_faulty = false;
  /// The hash and the checksum are those of a new row with the number in `stored`.
  bool is_proven = false;
  int64_t checksum = 0;
  Sm3::Digest hash = {};
};

/// Works changes of one register out, in the order in which they will be written.
class ChangePreparer {
 public:
  /// The tables outlive it. `next_row`: the number of the first new row; 0: none is foreseen.
  ChangePreparer(const RegisterTables& tables, const RegisterTable& table, Date today,
                 int64_t next_row)
      : tables_(tables), table_(table), today_(today), next_row_(next_row) {}

  void prepare(const RowChange& change, PreparedChange* prepared);

 private:
  const RegisterTables& tables_;
  const RegisterTable& table_;
  Date today_;
  int64_t next_row_;
  std::string canonical_;
  Sm3 hash_;
};

/// A new row that begins on the day or before.
bool is_plain_addition(const RowChange& change, Date today);

/// Of `stored` what the change says itself, without cells, which are blank then.
void describe_change(const RegisterTable& table, const RowChange& change, StoredRowChange* stored);

enum class CellsOf : uint8_t { all, references, others };
/// Looks the row up that a value of a reference names.
using WriteReference =
    std::function<Result<Done>(const RegisterColumn&, const Field&, const Value&, StoredCell*)>;
/// The cells that the change sets. `write_reference` is asked for those of references alone.
/// Errors  those of write_cell() and of `write_reference`, in the order of the fields.
Diagnostics write_cells(const RegisterTables& tables, const RegisterTable& table,
                        const RowChange& change, CellsOf part,
                        const WriteReference& write_reference, StoredRowChange* stored);

}  // namespace fangan
