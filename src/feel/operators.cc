#include "feel/operators.h"

namespace fangan::feel {

std::string_view symbol_of(Op op) {
  switch (op) {
    case Op::add:
      return "+";
    case Op::subtract:
      return "-";
    case Op::multiply:
      return "*";
    case Op::divide:
      return "/";
    case Op::power:
      return "**";
    case Op::equal:
      return "=";
    case Op::not_equal:
      return "!=";
    case Op::less:
      return "<";
    case Op::at_most:
      return "<=";
    case Op::more:
      return ">";
    case Op::at_least:
      return ">=";
    case Op::conjunction:
      return "and";
    case Op::disjunction:
      return "or";
    case Op::between:
      return "between";
    case Op::in:
      return "in";
    default:
      return "";
  }
}

}  // namespace fangan::feel
