// Row code: a part of an expression that no kernel knows, computed by feel/ itself.
//
// For each row that is asked for, the names it reads are put into its frame as values. So whatever
// FEEL says, a program says too; it only takes longer.
#pragma once

#include <vector>

#include "column/extract.h"
#include "feel/expression.h"

namespace fangan::column {

class RowCode {
 public:
  RowCode(feel::Expression expression, std::vector<Extract::Input> inputs)
      : expression_(std::move(expression)), inputs_(std::move(inputs)) {}

  Value value(const Block& block, size_t row) const;

 private:
  feel::Expression expression_;
  std::vector<Extract::Input> inputs_;
};

// Kernels over `code`. in[0]: a truth, yes where the row is wanted; none: every row.
void compute_truths(const Step& step, const Block& block);
void compute_values(const Step& step, const Block& block);

}  // namespace fangan::column
