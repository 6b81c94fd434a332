// What no kernel says: constants worked out now, parts of one column with few values worked out
// once for each of them, and the rest row by row, all by feel/.
#include <algorithm>

#include "column/row_code.h"
#include "column/translator.h"

namespace fangan::column {
namespace {

/// What may be worked out beforehand: no more than a part of what the rows themselves would cost.
size_t few(size_t rows) {
  constexpr size_t always = 64;
  constexpr size_t rows_per_value = 4;
  return std::max(always, rows / rows_per_value);
}

/// Every value an operand can have, in the order of its index; the first is null.
struct Domain {
  std::vector<Value> values;
  Register index = no_register;
  Width width = Width::w8;
};

std::optional<Domain> domain_of_integers(const Operand& operand, size_t values_max,
                                         Emitter* emitter) {
  constexpr Int128 index_max = UINT16_MAX;
  const Int128 count = operand.high - operand.low + 1;
  if (count >= index_max || count > static_cast<Int128>(values_max)) return std::nullopt;
  Domain domain;
  domain.values.emplace_back();
  for (Int128 cell = operand.low; cell <= operand.high; ++cell) {
    domain.values.push_back(value_of_cell(
        operand.kind, operand.factor * cell + operand.offset, operand.scale, nullptr));
  }
  domain.width = count >= UINT8_MAX ? Width::w16 : Width::w8;
  Immediate immediate;
  immediate.a = 1;
  immediate.b = 1 - operand.low;
  const auto place = static_cast<size_t>(domain.width);
  domain.index =
      emitter->emit(kernels().affine[static_cast<size_t>(operand.width)][place], domain.width,
                    {operand.data}, immediate);
  if (operand.valid != no_register) {
    domain.index = emitter->emit(kernels().zero_unless[place], domain.width,
                                 {operand.valid, domain.index});
  }
  return domain;
}

std::optional<Domain> domain_of(const Operand& operand, size_t values_max, Emitter* emitter) {
  if (operand.data == no_register || operand.constant) return std::nullopt;
  Domain domain;
  domain.index = operand.data;
  domain.width = operand.width;
  if (operand.kind == Kind::truth) {
    domain.values = {Value(false), Value(), Value(true)};
    return domain;
  }
  if (operand.kind == Kind::text) {
    if (operand.dictionary->size() > values_max) return std::nullopt;
    for (uint32_t word = 0; word <= operand.dictionary->size(); ++word) {
      domain.values.push_back(operand.dictionary->word(word));
    }
    return domain;
  }
  return operand.is_linear() ? domain_of_integers(operand, values_max, emitter) : std::nullopt;
}

}  // namespace

Value Translator::run(const feel::Expression& expression, uint32_t slot, const Value& value) {
  feel::Evaluation evaluation;
  if (options_.now) evaluation.set_now(*options_.now);
  feel::Evaluation::Frame frame(&evaluation, expression.slot_count());
  if (slot < expression.slot_count()) frame[slot] = value;
  Value found = expression.run(&evaluation);
  return evaluation.stopped() ? Value() : found;
}

std::optional<Value> Translator::constant_value(NodeId id) {
  const feel::Node& node = syntax_.at(id);
  if (node.op == feel::Op::literal || node.op == feel::Op::unknown) return node.value;
  Extract extract = column::extract(syntax_, id, bounds_, emitter_.table());
  if (!extract.inputs.empty()) return std::nullopt;
  return run(feel::Expression::of(std::move(extract.syntax)), UINT32_MAX, Value());
}

std::optional<Operand> Translator::of_few_values(const Extract& extract) {
  const Extract::Input& input = extract.inputs.front();
  // Where the zeros of each number count, they are no few values.
  const bool is_apart = input.column == Table::npos ||
                        emitter_.table().at(input.column).loses_zeros ||
                        !emitter_.table().at(input.column).places.empty();
  if (is_apart) return std::nullopt;
  const Operand operand = emitter_.column(input.column);
  const std::optional<Domain> domain =
      domain_of(operand, few(emitter_.table().rows()), &emitter_);
  if (!domain) return std::nullopt;
  const feel::Expression expression = feel::Expression::of(extract.syntax);
  std::vector<Value> values;
  for (const Value& each : domain->values) {
    values.push_back(run(expression, input.slot, each));
  }
  const Column column = column_of(values);
  Operand found;
  found.kind = column.kind;
  if (column.kind == Kind::none) return found;
  if (column.kind == Kind::general) return std::nullopt;
  found.width = column.width;
  found.scale = column.scale;
  found.low = column.low;
  found.high = column.high;
  found.dictionary = column.dictionary;
  found.data = vectors_.look_up(domain->index, domain->width, column.width,
                                std::make_shared<const Buffer>(column.data));
  if (!column.valid.empty()) {
    found.valid = vectors_.look_up(domain->index, domain->width, Width::w8,
                                   std::make_shared<const Buffer>(column.valid));
  }
  return found;
}

std::optional<Operand> Translator::rest(NodeId id) {
  const feel::Op op = syntax_.at(id).op;
  // A test is no value without what it tests.
  if (op == feel::Op::series || op == feel::Op::literal || op == feel::Op::lambda) {
    return std::nullopt;
  }
  const Extract extract = column::extract(syntax_, id, bounds_, emitter_.table());
  if (extract.inputs.empty()) {
    Operand same = constant_operand(
        run(feel::Expression::of(extract.syntax), UINT32_MAX, Value()));
    return same.kind == Kind::general ? std::nullopt : std::optional<Operand>(std::move(same));
  }
  return extract.inputs.size() == 1 ? of_few_values(extract) : std::nullopt;
}

Register Translator::rows_of(NodeId id, Kind kind) {
  Extract extract = column::extract(syntax_, id, bounds_, emitter_.table());
  const auto loses_zeros = [this](const Extract::Input& input) {
    return input.column != Table::npos && emitter_.table().at(input.column).loses_zeros;
  };
  if (std::any_of(extract.inputs.begin(), extract.inputs.end(), loses_zeros)) {
    emitter_.note_lost_zeros();
  }
  auto code = std::make_shared<const RowCode>(
      feel::Expression::of(std::move(extract.syntax)), std::move(extract.inputs));
  const Register wanted = wanted_ ? vectors_.register_of(*wanted_) : no_register;
  return emitter_.emit_code(std::move(code),
                            kind == Kind::general ? compute_values : compute_truths, kind, wanted);
}

}  // namespace fangan::column
