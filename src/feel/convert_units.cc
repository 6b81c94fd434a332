// Conversions of units as parts of the tree: what the checker found is computed like anything else,
// and explanations and exported models show it.
#include "feel/units.h"

namespace fangan::feel {
namespace {

/// How often `divisor` goes into `number`, where it does so exactly.
std::optional<Decimal> times_in(const Decimal& number, const Decimal& divisor) {
  const Result<Decimal> quotient = divide(number, divisor);
  if (!quotient || !quotient.value().as_int64()) return std::nullopt;
  const Result<Decimal> back = multiply(quotient.value(), divisor);
  const bool exact = back && back.value() == number;
  return exact ? std::optional<Decimal>(quotient.value()) : std::nullopt;
}

class Insertion {
 public:
  explicit Insertion(Syntax* syntax) : syntax_(*syntax) {}

  /// The node itself becomes the product, so whoever names it as a child gets what is converted.
  void insert(const UnitConversion& conversion) {
    const std::optional<Decimal> factor = times_in(conversion.factor, conversion.divisor);
    const std::optional<Decimal> divisor = times_in(conversion.divisor, conversion.factor);
    if (factor) {
      wrap(conversion.node, Op::multiply, *factor);
    } else if (divisor) {
      wrap(conversion.node, Op::divide, *divisor);
    } else {
      // Divided once and last, so what can be said exactly comes out exactly.
      wrap(conversion.node, Op::multiply, conversion.factor);
      wrap(conversion.node, Op::divide, conversion.divisor);
    }
    if (conversion.unit) syntax_.types[conversion.node] = Type::number(*conversion.unit);
  }

 private:
  NodeId add(Node node, NodeId like, Type type) {
    const NodeId id = static_cast<NodeId>(syntax_.nodes.size());
    syntax_.nodes.push_back(std::move(node));
    syntax_.spans.push_back(syntax_.spans[like]);
    syntax_.types.push_back(std::move(type));
    return id;
  }

  void wrap(NodeId id, Op op, const Decimal& amount) {
    Node literal;
    literal.value = amount;
    Node product;
    product.op = op;
    product.converts = true;
    const NodeId moved = add(std::move(syntax_.nodes[id]), id, syntax_.types[id]);
    product.children = {moved, add(std::move(literal), id, TypeKind::number)};
    syntax_.nodes[id] = std::move(product);
  }

  Syntax& syntax_;
};

}  // namespace

void insert_conversions(const std::vector<UnitConversion>& conversions, Syntax* syntax) {
  Insertion insertion(syntax);
  for (const UnitConversion& conversion : conversions) insertion.insert(conversion);
}

}  // namespace fangan::feel
