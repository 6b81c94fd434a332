// Row index: which rows of a register have a field equal to a value, so that `R[X = record.Y]`
// asked for every row of R is a hash join and not all against all.
//
// A table is made the first time a filter asks for a field of a whole register. Of other lists, and
// of values whose equality is more than being alike (a date beside a date and time), nothing is
// known.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "campaign/row_table.h"

namespace fangan {

class RowIndex final : public feel::ItemIndex {
 public:
  explicit RowIndex(Rows* rows) : rows_(*rows) {}
  const std::vector<Value>* find(const Value& list, std::string_view field,
                                 const Value& key) override;

 private:
  struct Group {
    Value key;
    std::vector<Value> rows;
  };
  /// Groups by the hash of their key.
  struct Table {
    bool is_known = false;
    std::unordered_map<size_t, std::vector<Group>> groups;
  };
  const Table& table(RowTable& of, size_t column);

  Rows& rows_;
  std::map<std::pair<const RowTable*, size_t>, Table> tables_;
};

}  // namespace fangan
