#include "column/extract.h"

#include <set>

namespace fangan::column {
namespace {

using feel::Node;
using feel::NodeId;
using feel::Op;
using feel::Symbol;

class Extractor {
 public:
  Extractor(const feel::Syntax& syntax, const Bounds& bounds, const Table& table)
      : syntax_(syntax), bounds_(bounds), table_(table) {
    extract_.syntax.slot_count = syntax.slot_count;
  }

  Extract run(NodeId root) {
    extract_.syntax.root = copy(root);
    return std::move(extract_);
  }

 private:
  enum class Frame : uint8_t { outer, of_function };

  NodeId add(Node node, NodeId from) {
    feel::Syntax& made = extract_.syntax;
    made.nodes.push_back(std::move(node));
    made.spans.push_back(syntax_.spans[from]);
    made.types.push_back(syntax_.types[from]);
    return static_cast<NodeId>(made.nodes.size() - 1);
  }

  const Bound* bound(uint32_t slot) const {
    const auto found = bounds_.find(slot);
    return found == bounds_.end() ? nullptr : &found->second;
  }
  bool is_row(uint32_t slot) const {
    const Bound* found = bound(slot);
    return found != nullptr && !found->operand && found->binding.kind == Binding::Kind::row;
  }

  NodeId copy(NodeId id, Frame frame = Frame::outer) {
    const Node& node = syntax_.at(id);
    if (frame == Frame::outer && node.op == Op::name) {
      if (const std::optional<NodeId> known = copy_name(id)) return *known;
    }
    if (frame == Frame::outer && node.op == Op::member) {
      const Node& owner = syntax_.at(node.children[0]);
      const bool of_row = owner.op == Op::name && owner.symbol.kind == Symbol::Kind::slot &&
                          is_row(owner.symbol.slot);
      const size_t column = of_row ? table_.find(node.name) : Table::npos;
      if (column != Table::npos) return variable_of_column(id, column);
    }
    Node made = node;
    for (NodeId& child : made.children) {
      child = copy(child, node.op == Op::lambda ? Frame::of_function : frame);
    }
    // A function sees the frame around it through what it captures.
    for (feel::Capture& capture : made.captures) capture.from = copy(capture.from, frame);
    if (made.symbol.otherwise != feel::no_node) {
      made.symbol.otherwise = copy(made.symbol.otherwise, frame);
    }
    return add(std::move(made), id);
  }

  /// A name that something outside of the part gives its meaning.
  std::optional<NodeId> copy_name(NodeId id) {
    const Node& node = syntax_.at(id);
    if (node.symbol.kind == Symbol::Kind::field && is_row(node.symbol.slot)) {
      const size_t column = table_.find(node.name);
      if (column != Table::npos) return variable_of_column(id, column);
      if (node.symbol.otherwise != feel::no_node) return copy(node.symbol.otherwise);
      return std::nullopt;
    }
    if (node.symbol.kind != Symbol::Kind::slot) return std::nullopt;
    const Bound* found = bound(node.symbol.slot);
    if (found == nullptr) return std::nullopt;
    if (found->operand) {
      const bool is_constant = found->operand->constant.has_value();
      return is_constant ? literal(id, *found->operand->constant) : copy(found->source);
    }
    if (found->binding.kind == Binding::Kind::constant) return literal(id, found->binding.value);
    const bool is_column = found->binding.kind == Binding::Kind::column;
    const uint32_t slot = node.symbol.slot;
    if (slots_.insert(slot).second) {
      extract_.inputs.push_back({slot, is_column ? found->binding.column : Table::npos});
    }
    return std::nullopt;
  }

  NodeId literal(NodeId id, Value value) {
    Node node;
    node.op = Op::literal;
    node.value = std::move(value);
    return add(std::move(node), id);
  }

  NodeId variable_of_column(NodeId id, size_t column) {
    const auto [place, is_new] = column_slots_.emplace(column, extract_.syntax.slot_count);
    if (is_new) {
      ++extract_.syntax.slot_count;
      extract_.inputs.push_back({place->second, column});
    }
    Node node;
    node.op = Op::name;
    node.name = table_.name(column);
    node.symbol.slot = place->second;
    return add(std::move(node), id);
  }

  const feel::Syntax& syntax_;
  const Bounds& bounds_;
  const Table& table_;
  Extract extract_;
  std::set<uint32_t> slots_;
  std::map<size_t, uint32_t> column_slots_;
};

}  // namespace

Extract extract(const feel::Syntax& syntax, NodeId root, const Bounds& bounds,
                const Table& table) {
  return Extractor(syntax, bounds, table).run(root);
}

}  // namespace fangan::column
