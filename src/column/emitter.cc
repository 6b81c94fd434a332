#include "column/emitter.h"

#include <algorithm>
#include <cassert>

#include "column/kernels.h"
#include "column/row_code.h"

namespace fangan::column {
namespace {

constexpr size_t value_bytes = sizeof(Value);
constexpr size_t never = SIZE_MAX;

template <typename T>
void append(std::string* key, const T& part) {
  key->append(reinterpret_cast<const char*>(&part), sizeof(part));
}

/// Steps of one key compute the same.
std::string key_of(Kernel kernel, const Emitter::Inputs& inputs, const Immediate& immediate) {
  std::string key;
  append(&key, kernel);
  for (const Register in : inputs.in) append(&key, in);
  append(&key, immediate.a);
  append(&key, immediate.b);
  append(&key, immediate.bytes);
  append(&key, immediate.table);
  append(&key, immediate.code);
  return key;
}

std::vector<Register> read_by(const Step& step) {
  std::vector<Register> registers;
  for (const Register in : step.in) {
    if (in != no_register) registers.push_back(in);
  }
  return registers;
}

void visit(const std::vector<Output>& outputs, const std::function<void(Register)>& use) {
  for (const Output& output : outputs) {
    if (output.data != no_register) use(output.data);
    if (output.valid != no_register) use(output.valid);
    visit(output.members, use);
  }
}

}  // namespace

Register Emitter::new_register(size_t cell_bytes, Program::Place::Kind kind, uint32_t number) {
  program_.places_.push_back({kind, number, cell_bytes, 0});
  is_constant_.push_back(false);
  return static_cast<Register>(program_.places_.size() - 1);
}

Operand Emitter::column(size_t number) {
  const auto known = columns_.find(number);
  if (known != columns_.end()) return known->second;
  const Column& column = table_.at(number);
  program_.expected_.push_back({number, column.kind, column.width, column.scale,
                                !column.valid.empty(), column.low, column.high});
  Operand operand;
  operand.kind = column.kind;
  operand.width = column.width;
  operand.scale = column.scale;
  operand.low = column.low;
  operand.high = column.high;
  operand.dictionary = column.dictionary;
  const auto place = static_cast<uint32_t>(number);
  // A column of no rows has no data and is no constant.
  if (column.kind != Kind::none && column.kind != Kind::general && column.kind != Kind::context) {
    operand.data = new_register(size_of(column.width), Program::Place::Kind::data, place);
  }
  if (!column.valid.empty()) {
    operand.valid = new_register(1, Program::Place::Kind::valid, place);
  }
  return columns_[number] = std::move(operand);
}

Step* Emitter::write(Kernel kernel, Inputs inputs, Immediate immediate, bool* is_new) {
  const auto [place, added] =
      known_.emplace(key_of(kernel, inputs, immediate), written_.size());
  *is_new = added;
  if (added) {
    Written written;
    written.step.run = kernel;
    std::copy(std::begin(inputs.in), std::end(inputs.in), written.step.in);
    written.step.immediate = immediate;
    const std::vector<Register> read = read_by(written.step);
    written.is_constant = immediate.code == nullptr &&
                          std::all_of(read.begin(), read.end(),
                                      [&](Register each) { return is_constant_[each]; });
    written_.push_back(std::move(written));
  }
  return &written_[place->second].step;
}

Register Emitter::emit(Kernel kernel, Width out, Inputs inputs, Immediate immediate) {
  bool is_new = false;
  Step* const step = write(kernel, inputs, immediate, &is_new);
  if (is_new) {
    step->out[0] = new_register(size_of(out), Program::Place::Kind::scratch, 0);
    is_constant_[step->out[0]] = written_.back().is_constant;
  }
  return step->out[0];
}

Emitter::Pair Emitter::emit_pair(Kernel kernel, Width out, Inputs inputs, Immediate immediate) {
  bool is_new = false;
  Step* const step = write(kernel, inputs, immediate, &is_new);
  if (is_new) {
    step->out[0] = new_register(size_of(out), Program::Place::Kind::scratch, 0);
    step->out[1] = new_register(1, Program::Place::Kind::scratch, 0);
    for (const Register each : step->out) is_constant_[each] = written_.back().is_constant;
  }
  return {step->out[0], step->out[1]};
}

Register Emitter::constant(Width width, Int128 value) {
  Immediate immediate;
  immediate.a = value;
  return emit(kernels().fill[static_cast<size_t>(width)], width, {}, immediate);
}

Register Emitter::emit_code(std::shared_ptr<const RowCode> code, Kernel kernel, Kind out,
                            Register wanted) {
  Immediate immediate;
  immediate.code = code.get();
  program_.codes_.push_back(std::move(code));
  bool is_new = false;
  Step* const step = write(kernel, {wanted}, immediate, &is_new);
  assert(is_new);
  if (out == Kind::general) {
    const auto number = static_cast<uint32_t>(program_.values_count_++);
    step->out[0] = new_register(value_bytes, Program::Place::Kind::values, number);
  } else {
    step->out[0] = new_register(1, Program::Place::Kind::scratch, 0);
  }
  return step->out[0];
}

const void* Emitter::keep(std::shared_ptr<const Buffer> table) {
  program_.tables_.push_back(std::move(table));
  return program_.tables_.back()->data();
}

std::vector<bool> Emitter::needed_steps(const std::vector<Output>& outputs) const {
  std::vector<bool> is_read(program_.places_.size(), false);
  visit(outputs, [&](Register each) { is_read[each] = true; });
  std::vector<bool> is_needed(written_.size(), false);
  for (size_t i = written_.size(); i-- > 0;) {
    const Step& step = written_[i].step;
    const bool asked = is_read[step.out[0]] || (step.out[1] != no_register && is_read[step.out[1]]);
    if (!asked) continue;
    is_needed[i] = true;
    for (const Register each : read_by(step)) is_read[each] = true;
  }
  return is_needed;
}

/// Gives every register of the steps its memory; what was read for the last time gives it back.
void Emitter::place_registers(const std::vector<Output>& outputs) {
  std::vector<size_t> last_read(program_.places_.size(), 0);
  for (size_t i = 0; i < program_.steps_.size(); ++i) {
    const Step& step = program_.steps_[i];
    for (const Register each : step.out) {
      if (each != no_register) last_read[each] = std::max(last_read[each], i);
    }
    for (const Register each : read_by(step)) last_read[each] = std::max(last_read[each], i);
  }
  visit(outputs, [&](Register each) { last_read[each] = never; });
  for (const Step& step : program_.first_steps_) {
    for (const Register each : step.out) {
      if (each != no_register) last_read[each] = never;
    }
  }
  std::map<size_t, std::vector<size_t>> free;  // By bytes of a cell: offsets.
  const auto take = [&](Register each) {
    Program::Place& place = program_.places_[each];
    std::vector<size_t>& left = free[place.cell_bytes];
    if (left.empty()) {
      place.offset_bytes = program_.scratch_bytes_;
      program_.scratch_bytes_ += place.cell_bytes * block_rows;
    } else {
      place.offset_bytes = left.back();
      left.pop_back();
    }
  };
  const auto is_scratch = [&](Register each) {
    return each != no_register && program_.places_[each].kind == Program::Place::Kind::scratch;
  };
  for (const std::vector<Step>* steps : {&program_.first_steps_, &program_.steps_}) {
    for (size_t i = 0; i < steps->size(); ++i) {
      const Step& step = (*steps)[i];
      for (const Register each : step.out) {
        if (is_scratch(each)) take(each);
      }
      std::vector<Register> done = read_by(step);
      done.insert(done.end(), std::begin(step.out), std::end(step.out));
      std::sort(done.begin(), done.end());
      done.erase(std::unique(done.begin(), done.end()), done.end());
      for (const Register each : done) {
        if (!is_scratch(each) || last_read[each] != i || steps == &program_.first_steps_) continue;
        free[program_.places_[each].cell_bytes].push_back(program_.places_[each].offset_bytes);
      }
    }
  }
}

Program Emitter::finish(std::vector<Output> outputs) {
  const std::vector<bool> is_needed = needed_steps(outputs);
  for (size_t i = 0; i < written_.size(); ++i) {
    if (!is_needed[i]) continue;
    (written_[i].is_constant ? program_.first_steps_ : program_.steps_).push_back(written_[i].step);
  }
  place_registers(outputs);
  program_.outputs_ = std::move(outputs);
  return std::move(program_);
}

}  // namespace fangan::column
