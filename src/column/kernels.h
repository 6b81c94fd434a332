// Kernels: the loops over vectors of integers and bytes.
//
// They stand once, in kernel_loops.h, written so that compilers make vector instructions of them,
// and are compiled several times: for every x86-64, with AVX2, with AVX512. The processor at hand
// chooses when the program starts.
//
// Integers wrap; whoever picks a kernel has worked out that they do not reach that far
// (interval.h).
#pragma once

#include <array>
#include <string_view>

#include "column/step.h"

namespace fangan::column {

inline constexpr size_t widths = 5;

/// How two cells compare. What is more is less the other way round.
enum class Relation : uint8_t { equal, less, at_most, more, at_least };
enum class Nulls : uint8_t { none, some };

/// By width, from Width::w8. in[] and out[] are those of the step.
struct Kernels {
  std::string_view name;
  using ByWidth = std::array<Kernel, widths>;

  // Bytes.
  Kernel both;      ///< Kleene's and: the lesser truth.
  Kernel either;    ///< Kleene's or.
  Kernel opposite;  ///< not
  Kernel both_valid;    ///< in[0] & in[1]
  Kernel known;         ///< Of a truth whether it is valid: 0 or 1.
  Kernel chosen_valid;  ///< in[0] yes ? in[1] : in[2], where no_register counts as valid
  Kernel by_valid;      ///< in[0] ? bytes[0] : bytes[1]
  Kernel by_valid_two;  ///< Both ? bytes[0] : one ? bytes[1] : bytes[2]

  ByWidth fill;   ///< out = a
  ByWidth least;  ///< Of two.
  ByWidth greatest;
  ByWidth add;
  ByWidth subtract;
  ByWidth multiply;
  ByWidth choose;           ///< out = in[0] yes ? in[1] : in[2]
  ByWidth choose_constant;  ///< out = in[0] yes ? a : in[1]
  ByWidth zero_unless;      ///< out = in[0] valid ? in[1] : 0
  std::array<ByWidth, widths> affine;  ///< [from][to]: out = in * a + b

  /// [relation][nulls][width]: out = in[0] against in[1]: bytes[0] where it holds, bytes[1] where
  /// not, bytes[2] where in[2], its valid, is 0.
  std::array<std::array<ByWidth, 2>, 5> compare;
  /// The same of in[0] against a, with the valid in[1].
  std::array<std::array<ByWidth, 2>, 5> compare_constant;

  /// [rounding]: (in * a + b) / 10^bytes[0], rounded. Of 51 bits in cells of 64, for up to 10^15;
  /// of 64 bits, for up to 10^18; of 128 bits.
  std::array<Kernel, 7> round51;
  std::array<Kernel, 7> round64;
  std::array<Kernel, 7> round128;

  /// [index, up to 32 bits, without a sign][width]: out = table[in[0]]
  std::array<ByWidth, 3> look_up;

  /// Of groups by several keys: place = place * count + (valid ? cell - before : 0). `valid` may be
  /// nullptr. By width: of codes without a sign, of integers up to 64 bits.
  using Number = void (*)(const std::byte* cells, const uint8_t* valid, int64_t before,
                          uint32_t count, uint32_t* places);
  std::array<Number, 3> number_codes;
  std::array<Number, 4> number_cells;
};

/// Those for this processor; `FANGAN_KERNELS=baseline` or `avx2` in the environment asks for less.
const Kernels& kernels();
/// All that this processor runs, the baseline first: for tests.
std::vector<const Kernels*> all_kernels();

namespace baseline {
const Kernels& kernels();
}
namespace avx2 {
const Kernels& kernels();
}
namespace avx512 {
const Kernels& kernels();
}

}  // namespace fangan::column
