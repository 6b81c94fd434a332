#include "column/vectors.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <numeric>

#include "column/decimal_kernels.h"

namespace fangan::column {
namespace {

constexpr size_t place(Width width) {
  return static_cast<size_t>(width);
}

Immediate value(Int128 a) {
  Immediate immediate;
  immediate.a = a;
  return immediate;
}

Width code_width(size_t words) {
  if (words <= UINT8_MAX) return Width::w8;
  return words <= UINT16_MAX ? Width::w16 : Width::w32;
}

}  // namespace

Operand Vectors::truth(Register data) {
  Operand operand;
  operand.kind = Kind::truth;
  operand.data = data;
  operand.high = truth_yes;
  return operand;
}

Operand Vectors::truth(uint8_t always) {
  Operand operand;
  operand.kind = Kind::truth;
  operand.constant = always == truth_unknown ? Value() : Value(always == truth_yes);
  return operand;
}

std::optional<uint8_t> Vectors::always(const Operand& truth) {
  if (truth.kind == Kind::none) return truth_unknown;
  if (!truth.constant) return std::nullopt;
  if (!truth.constant->is(ValueKind::boolean)) return truth_unknown;
  return truth.constant->boolean() ? truth_yes : truth_no;
}

Register Vectors::register_of(const Operand& truth) {
  const std::optional<uint8_t> same = always(truth);
  return same ? emitter_.constant(Width::w8, *same) : truth.data;
}

Operand Vectors::both(const Operand& left, const Operand& right) {
  if (always(left) == truth_no || always(right) == truth_yes) return left;
  if (always(right) == truth_no || always(left) == truth_yes) return right;
  return truth(emitter_.emit(kernels().both, Width::w8, {register_of(left), register_of(right)}));
}

Operand Vectors::either(const Operand& left, const Operand& right) {
  if (always(left) == truth_yes || always(right) == truth_no) return left;
  if (always(right) == truth_yes || always(left) == truth_no) return right;
  return truth(
      emitter_.emit(kernels().either, Width::w8, {register_of(left), register_of(right)}));
}

Operand Vectors::opposite(const Operand& operand) {
  if (const std::optional<uint8_t> same = always(operand)) {
    return truth(static_cast<uint8_t>(truth_yes - *same));
  }
  return truth(emitter_.emit(kernels().opposite, Width::w8, {operand.data}));
}

Width Vectors::width_of(const Operand& operand) {
  const Interval bounds = operand.bounds();
  return column::width_of(bounds.low, bounds.high);
}

Register Vectors::integers(const Operand& operand, Width width) {
  if (operand.factor == 0) return emitter_.constant(width, operand.offset);
  if (operand.is_plain() && operand.width == width) return operand.data;
  Immediate immediate;
  immediate.a = operand.factor;
  immediate.b = operand.offset;
  return emitter_.emit(kernels().affine[place(operand.width)][place(width)], width,
                       {operand.data}, immediate);
}

Operand Vectors::decimals(const Operand& number) {
  Operand operand;
  operand.kind = Kind::decimal;
  operand.width = Width::w128;
  operand.constant = number.constant;
  operand.valid = number.valid;
  if (number.constant) {
    const Decimal decimal = number.constant->number();
    Immediate immediate;
    std::memcpy(&immediate.a, &decimal, sizeof(decimal));
    operand.data = emitter_.emit(fill_decimal, Width::w128, {}, immediate);
    return operand;
  }
  if (number.kind == Kind::decimal) return number;
  Immediate immediate;
  immediate.a = number.factor;
  immediate.b = number.offset;
  immediate.bytes[0] = static_cast<uint8_t>(number.scale);
  operand.data = emitter_.emit(to_decimal[place(number.width)], Width::w128, {number.data},
                               immediate);
  return operand;
}

Register Vectors::valid(const Operand& operand) {
  if (operand.constant) {
    return operand.constant->is_null() ? emitter_.constant(Width::w8, 0) : no_register;
  }
  switch (operand.kind) {
    case Kind::none:
      return emitter_.constant(Width::w8, 0);
    case Kind::truth:
      return emitter_.emit(kernels().known, Width::w8, {operand.data});
    case Kind::text: {
      Immediate immediate;
      immediate.bytes = {0, 1, 1};
      const auto& equal = kernels().compare_constant[static_cast<size_t>(Relation::equal)];
      return emitter_.emit(equal[0][place(operand.width)], Width::w8, {operand.data}, immediate);
    }
    default:
      return operand.valid;
  }
}

Register Vectors::both_valid(Register left, Register right) {
  if (left == no_register || left == right) return right;
  if (right == no_register) return left;
  return emitter_.emit(kernels().both_valid, Width::w8,
                       {std::min(left, right), std::max(left, right)});
}

Operand Vectors::has_value(const Operand& operand) {
  const Register valid = this->valid(operand);
  if (valid == no_register) return truth(truth_yes);
  if (operand.kind == Kind::none || operand.constant) return truth(truth_no);
  Immediate immediate;
  immediate.bytes = {truth_yes, truth_no, truth_no};
  return truth(emitter_.emit(kernels().by_valid, Width::w8, {valid}, immediate));
}

Register Vectors::choose_cells(Register condition, Register then, Register otherwise,
                               Width width) {
  if (then == otherwise) return then;
  return emitter_.emit(kernels().choose[place(width)], width, {condition, then, otherwise});
}

Register Vectors::chosen_valid(Register condition, const Operand& then, const Operand& otherwise) {
  const Register a = valid(then);
  const Register b = valid(otherwise);
  if (a == b) return a;
  return emitter_.emit(kernels().chosen_valid, Width::w8, {condition, a, b});
}

Operand Vectors::choose_numbers(const Operand& condition, Operand then, Operand otherwise) {
  const Register asked = register_of(condition);
  Operand chosen;
  chosen.valid = chosen_valid(asked, then, otherwise);
  const bool is_null = then.kind == Kind::none || otherwise.kind == Kind::none;
  if (then.kind == Kind::none) std::swap(then, otherwise);
  chosen.kind = then.kind;
  if (is_null) {
    const Register valid = chosen.valid;
    chosen = std::move(then);
    // What is null in some rows is no constant.
    if (chosen.constant && chosen.kind == Kind::decimal) chosen = decimals(chosen);
    if (chosen.constant && chosen.is_linear()) {
      chosen.width = width_of(chosen);
      chosen.data = integers(chosen, chosen.width);
      chosen.low = chosen.high = chosen.offset;
      chosen.factor = 1;
      chosen.offset = 0;
    }
    chosen.constant.reset();
    chosen.valid = valid;
    return chosen;
  }
  if (then.kind != otherwise.kind || then.kind == Kind::decimal || !align(&then, &otherwise)) {
    chosen.kind = Kind::decimal;
    chosen.width = Width::w128;
    chosen.data =
        choose_cells(asked, decimals(then).data, decimals(otherwise).data, Width::w128);
    return chosen;
  }
  const Interval a = then.bounds();
  const Interval b = otherwise.bounds();
  chosen.low = std::min(a.low, b.low);
  chosen.high = std::max(a.high, b.high);
  chosen.scale = then.scale;
  chosen.width = column::width_of(chosen.low, chosen.high);
  const Register other = integers(otherwise, chosen.width);
  chosen.data = then.factor == 0
                    ? emitter_.emit(kernels().choose_constant[place(chosen.width)], chosen.width,
                                    {asked, other}, value(then.offset))
                    : choose_cells(asked, integers(then, chosen.width), other, chosen.width);
  return chosen;
}

Operand Vectors::with_dictionary(const Operand& text,
                                 const std::shared_ptr<Dictionary>& dictionary) {
  Operand same = text;
  same.dictionary = dictionary;
  if (text.constant) return same;
  if (text.dictionary == dictionary) return same;
  const size_t words = text.dictionary->size();
  std::vector<uint32_t> numbers = {0};
  for (uint32_t word = 1; word <= words; ++word) {
    numbers.push_back(dictionary->add_text(text.dictionary->word(word)));
  }
  same.width = code_width(dictionary->size());
  same.high = static_cast<Int128>(dictionary->size());
  same.data = renumbered(text, numbers, same.width);
  return same;
}

Register Vectors::renumbered(const Operand& text, const std::vector<uint32_t>& numbers,
                             Width width) {
  const size_t bytes = size_of(width);
  auto table = std::make_shared<Buffer>(numbers.size() * bytes);
  for (size_t i = 0; i < numbers.size(); ++i) {
    std::memcpy(table->data() + i * bytes, &numbers[i], bytes);
  }
  return look_up(text.data, text.width, width, std::move(table));
}

/// One of the two where it has all words or may get them, else a new one.
std::shared_ptr<Dictionary> Vectors::common_dictionary(const Operand& then,
                                                       const Operand& otherwise) {
  std::shared_ptr<Dictionary> common;
  for (const Operand* each : {&otherwise, &then}) {
    const bool is_own = each->kind == Kind::text && !each->constant &&
                        own_dictionaries_.count(each->dictionary.get()) != 0;
    if (is_own && common == nullptr) common = each->dictionary;
  }
  if (then.dictionary != nullptr && then.dictionary == otherwise.dictionary) {
    return then.dictionary;
  }
  if (common == nullptr) {
    common = std::make_shared<Dictionary>();
    own_dictionaries_.insert(common.get());
  }
  for (const Operand* each : {&otherwise, &then}) {
    if (each->kind == Kind::none || each->dictionary == common) continue;
    for (uint32_t i = 1; i <= each->dictionary->size(); ++i) {
      common->add_text(each->dictionary->word(i));
    }
  }
  return common;
}

Operand Vectors::choose_texts(const Operand& condition, const Operand& then,
                              const Operand& otherwise) {
  const Register asked = register_of(condition);
  Operand chosen;
  chosen.kind = Kind::text;
  const std::shared_ptr<Dictionary> dictionary = common_dictionary(then, otherwise);
  chosen.dictionary = dictionary;
  chosen.high = static_cast<Int128>(dictionary->size());
  chosen.width = code_width(dictionary->size());
  const auto number_of = [&](const Operand& each) -> std::optional<uint32_t> {
    if (each.kind == Kind::none) return 0;
    if (!each.constant) return std::nullopt;
    return dictionary->find(each.constant->text());
  };
  const auto cells = [&](const Operand& each) {
    if (const std::optional<uint32_t> number = number_of(each)) {
      return emitter_.constant(chosen.width, *number);
    }
    Operand text = with_dictionary(each, dictionary);
    if (text.width == chosen.width) return text.data;
    std::vector<uint32_t> same(each.dictionary->size() + 1);
    std::iota(same.begin(), same.end(), 0U);
    return renumbered(text, same, chosen.width);
  };
  const std::optional<uint32_t> constant = number_of(then);
  const Register other = cells(otherwise);
  chosen.data = constant ? emitter_.emit(kernels().choose_constant[place(chosen.width)],
                                         chosen.width, {asked, other}, value(*constant))
                         : choose_cells(asked, cells(then), other, chosen.width);
  return chosen;
}

std::optional<Operand> Vectors::choose(const Operand& condition, const Operand& then,
                                       const Operand& otherwise) {
  if (const std::optional<uint8_t> same = always(condition)) {
    return *same == truth_yes ? then : otherwise;
  }
  const Kind kind = then.kind == Kind::none ? otherwise.kind : then.kind;
  const auto is_number = [](const Operand& operand) {
    return operand.kind == Kind::number || operand.kind == Kind::decimal ||
           operand.kind == Kind::none;
  };
  const auto is_of_kind = [kind](const Operand& operand) {
    return operand.kind == kind || operand.kind == Kind::none;
  };
  if (kind == Kind::none) return then;
  const bool are_numbers = is_number(then) && is_number(otherwise);
  if (!are_numbers && !(is_of_kind(then) && is_of_kind(otherwise))) return std::nullopt;
  switch (kind) {
    case Kind::truth:
      return truth(choose_cells(register_of(condition), register_of(then), register_of(otherwise),
                                Width::w8));
    case Kind::text:
      return choose_texts(condition, then, otherwise);
    case Kind::date:
    case Kind::duration: {
      Operand a = then;
      Operand b = otherwise;
      const bool both = a.kind == b.kind;
      return both && !align(&a, &b) ? std::nullopt
                                    : std::optional<Operand>(choose_numbers(condition, a, b));
    }
    case Kind::number:
    case Kind::decimal:
      return choose_numbers(condition, then, otherwise);
    case Kind::context: {
      Operand chosen;
      chosen.kind = kind;
      const bool both = then.kind == otherwise.kind;
      if (both && then.names != otherwise.names) return std::nullopt;
      const Operand& known = then.kind == Kind::none ? otherwise : then;
      chosen.names = known.names;
      for (size_t i = 0; i < known.names.size(); ++i) {
        std::optional<Operand> member =
            both ? choose(condition, then.members[i], otherwise.members[i]) : known.members[i];
        if (!member) return std::nullopt;
        chosen.members.push_back(std::move(*member));
      }
      chosen.valid = chosen_valid(register_of(condition), then, otherwise);
      return chosen;
    }
    default:
      return std::nullopt;
  }
}

Operand Vectors::only_where(const Operand& condition, const Operand& operand) {
  std::optional<Operand> chosen = choose(condition, operand, Operand());
  assert(chosen);
  return std::move(*chosen);
}

Register Vectors::look_up(Register index, Width index_width, Width width,
                          std::shared_ptr<const Buffer> table) {
  Immediate immediate;
  immediate.table = emitter_.keep(std::move(table));
  return emitter_.emit(kernels().look_up[place(index_width)][place(width)], width, {index},
                       immediate);
}

Output Vectors::output(const Operand& operand) {
  Output output;
  output.kind = operand.kind;
  if (operand.kind == Kind::none) return output;
  if (operand.constant && operand.constant->is_null()) {
    output.kind = Kind::none;
    return output;
  }
  output.valid = operand.kind == Kind::truth || operand.kind == Kind::text ? no_register
                                                                           : valid(operand);
  output.scale = operand.scale;
  output.dictionary = operand.dictionary;
  output.names = operand.names;
  for (const Operand& member : operand.members) output.members.push_back(this->output(member));
  if (operand.kind == Kind::truth) {
    output.data = register_of(operand);
    output.high = truth_yes;
  } else if (operand.is_linear()) {
    const Interval bounds = operand.bounds();
    output.low = std::min<Int128>(bounds.low, 0);
    output.high = std::max<Int128>(bounds.high, 0);
    output.width = column::width_of(output.low, output.high);
    output.data = integers(operand, output.width);
  } else if (operand.kind == Kind::decimal) {
    output.width = Width::w128;
    output.data = decimals(operand).data;
  } else if (operand.kind == Kind::text) {
    output.width = operand.constant ? Width::w8 : operand.width;
    output.data = operand.constant ? emitter_.constant(Width::w8, 1) : operand.data;
    output.high = static_cast<Int128>(operand.dictionary->size());
  } else {
    output.data = operand.data;
  }
  return output;
}

}  // namespace fangan::column
