// Emitter: writes the steps of a program.
//
// A step that stands already is not written twice; steps that lead to no output are left out in the
// end; registers nobody reads any more give their memory to the next.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "column/operand.h"
#include "column/program.h"

namespace fangan::column {

class Emitter {
 public:
  explicit Emitter(const Table& table) : table_(table) {}

  const Table& table() const { return table_; }
  void set_now(const std::optional<DateTime>& now) { program_.now_ = now; }
  /// A column as it is.
  Operand column(size_t number);

  struct Inputs {
    Inputs() : Inputs({}) {}
    /// Places that are left out are no_register.
    Inputs(std::initializer_list<Register> registers) {
      std::fill(std::begin(in), std::end(in), no_register);
      std::copy(registers.begin(), registers.end(), in);
    }
    Register in[Step::in_max];
  };
  /// The register of what a kernel makes of these.
  Register emit(Kernel kernel, Width out, Inputs inputs, Immediate immediate = {});
  struct Pair {
    Register data = no_register;
    Register valid = no_register;
  };
  /// One that says for itself which rows are valid.
  Pair emit_pair(Kernel kernel, Width out, Inputs inputs, Immediate immediate = {});
  /// A vector of one value.
  Register constant(Width width, Int128 value);
  /// Rows computed by feel/: truths, or values. `wanted`: a truth, yes where the row counts.
  Register emit_code(std::shared_ptr<const RowCode> code, Kernel kernel, Kind out,
                     Register wanted);
  /// A part is computed from a column that loses its zeros.
  void note_lost_zeros() { program_.keeps_zeros_ = false; }
  /// Keeps a table that look_up reads.
  const void* keep(std::shared_ptr<const Buffer> table);

  Program finish(std::vector<Output> outputs);

 private:
  struct Written {
    Step step;
    bool is_constant = false;
  };
  Register new_register(size_t cell_bytes, Program::Place::Kind kind, uint32_t number);
  Step* write(Kernel kernel, Inputs inputs, Immediate immediate, bool* is_new);
  std::vector<bool> needed_steps(const std::vector<Output>& outputs) const;
  void place_registers(const std::vector<Output>& outputs);

  const Table& table_;
  Program program_;
  std::vector<Written> written_;
  std::vector<bool> is_constant_;  ///< By register.
  std::map<std::string, size_t> known_;
  std::map<size_t, Operand> columns_;
};

}  // namespace fangan::column
