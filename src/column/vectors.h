// Vectors: operands made into registers, and the little that every part of the translation needs.
#pragma once

#include <optional>
#include <set>

#include "column/emitter.h"
#include "column/kernels.h"

namespace fangan::column {

class Vectors {
 public:
  explicit Vectors(Emitter* emitter) : emitter_(*emitter) {}

  Emitter& emitter() { return emitter_; }

  // Truths as registers of bytes; those that are constant stay so.
  Operand truth(Register data);
  Operand truth(uint8_t always);
  Register register_of(const Operand& truth);
  Operand both(const Operand& left, const Operand& right);
  Operand either(const Operand& left, const Operand& right);
  Operand opposite(const Operand& operand);
  /// The constant truth, none where rows differ.
  static std::optional<uint8_t> always(const Operand& truth);

  /// A linear operand as integers of that width, which hold its bounds.
  Register integers(const Operand& operand, Width width);
  static Width width_of(const Operand& operand);
  /// A number as Decimals.
  Operand decimals(const Operand& number);

  /// 1 where the operand is no null; no_register where none is.
  Register valid(const Operand& operand);
  Register both_valid(Register left, Register right);
  /// A truth: is it no null, and is it null.
  Operand has_value(const Operand& operand);

  /// One where the condition is yes, the other elsewhere. None where the kinds differ.
  std::optional<Operand> choose(const Operand& condition, const Operand& then,
                                const Operand& otherwise);
  /// The operand where the condition is yes, null elsewhere.
  Operand only_where(const Operand& condition, const Operand& operand);

  /// The numbers of the words of a text in another dictionary, which gets those it lacks.
  Operand with_dictionary(const Operand& text, const std::shared_ptr<Dictionary>& dictionary);

  /// Other numbers for the words of a text: `numbers` by those it has, 0 among them.
  Register renumbered(const Operand& text, const std::vector<uint32_t>& numbers, Width width);

  /// The operand as a result: every linear one computed.
  Output output(const Operand& operand);

  /// table[index], bytes of that width; index: a register without a sign.
  Register look_up(Register index, Width index_width, Width width,
                   std::shared_ptr<const Buffer> table);

 private:
  Operand choose_numbers(const Operand& condition, Operand then, Operand otherwise);
  std::shared_ptr<Dictionary> common_dictionary(const Operand& then, const Operand& otherwise);
  Operand choose_texts(const Operand& condition, const Operand& then, const Operand& otherwise);
  Register choose_cells(Register condition, Register then, Register otherwise, Width width);
  Register chosen_valid(Register condition, const Operand& then, const Operand& otherwise);

  Emitter& emitter_;
  /// Made for this program: words may be added.
  std::set<const Dictionary*> own_dictionaries_;
};

}  // namespace fangan::column
