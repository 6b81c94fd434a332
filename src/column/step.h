// Step: one operation over a block of rows, and where it finds its vectors.
//
// A vector is the cells of block_rows rows, in a register: a piece of a column, or memory that the
// steps of one worker share. Steps run over whole blocks; what they make of rows behind the last
// one is never looked at.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "column/column.h"
#include "feel/evaluation.h"

namespace fangan::column {

using Register = uint32_t;
inline constexpr Register no_register = UINT32_MAX;

struct Step;
struct Block;
using Kernel = void (*)(const Step& step, const Block& block);

/// A part of an expression that is computed by feel/, row by row.
class RowCode;

/// What a step knows besides its vectors. Which of it a kernel reads stands at the kernel.
struct Immediate {
  Int128 a = 0;
  Int128 b = 0;
  std::array<uint8_t, 3> bytes = {0, 0, 0};
  const void* table = nullptr;
  const RowCode* code = nullptr;

  bool operator==(const Immediate&) const = default;
};

struct Step {
  static constexpr size_t in_max = 4;
  Kernel run = nullptr;
  Register in[in_max] = {no_register, no_register, no_register, no_register};
  Register out[2] = {no_register, no_register};  ///< The second: whether the first is valid.
  Immediate immediate;
};

/// The block at hand, as one worker sees it.
struct Block {
  std::byte* const* at = nullptr;  ///< Where each register stands; no_register is never asked for.
  size_t first_row = 0;
  size_t rows = 0;                   ///< Of the table in this block; kernels go on to block_rows.
  const class Table* table = nullptr;
  feel::Evaluation* evaluation = nullptr;

  // Inlined everywhere: a copy of its own would be one with the instructions of some processor.
  template <typename T>
  __attribute__((always_inline)) const T* in(const Step& step, size_t place) const {
    return reinterpret_cast<const T*>(at[step.in[place]]);
  }
  template <typename T>
  __attribute__((always_inline)) T* out(const Step& step, size_t place = 0) const {
    return reinterpret_cast<T*>(at[step.out[place]]);
  }
};

}  // namespace fangan::column
