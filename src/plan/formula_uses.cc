#include "plan/formula_uses.h"

#include <map>

namespace fangan {
namespace {

/// Walks the tree with the items of filters in sight. A function has slots of its own.
class RowReads {
 public:
  RowReads(const feel::Syntax& syntax, const RowTypes& rows, std::string_view grade)
      : syntax_(syntax), rows_(rows), grade_(grade) {}

  std::set<Computed> take() {
    visit(syntax_.root);
    return std::move(found_);
  }

 private:
  using Items = std::map<uint32_t, Type>;

  static Type item_of(const Type& type) { return type.is(TypeKind::list) ? type.element() : type; }

  void visit(feel::NodeId id) {
    const feel::Node& node = syntax_.at(id);
    switch (node.op) {
      case feel::Op::member:
        add(item_of(syntax_.types[node.children[0]]), node.name);
        return visit_all(node);
      case feel::Op::name:
        if (node.symbol.kind == feel::Symbol::Kind::field) read_field(node);
        return;
      case feel::Op::call:
        if (node.children.size() == 2 && syntax_.at(node.children[0]).name == "done") {
          add(item_of(syntax_.types[node.children[1]]), grade_);
        }
        return visit_all(node);
      case feel::Op::filter: {
        visit(node.children[0]);
        items_[node.slots[0]] = item_of(syntax_.types[node.children[0]]);
        return visit(node.children[1]);
      }
      case feel::Op::lambda: {
        for (const feel::Capture& capture : node.captures) visit(capture.from);
        const Items outer = std::exchange(items_, {});
        visit_all(node);
        items_ = outer;
        return;
      }
      default:
        return visit_all(node);
    }
  }

  void visit_all(const feel::Node& node) {
    for (const feel::NodeId child : node.children) visit(child);
  }

  void read_field(const feel::Node& node) {
    const auto item = items_.find(node.symbol.slot);
    if (item != items_.end()) add(item->second, node.name);
    if (node.symbol.otherwise != feel::no_node) visit(node.symbol.otherwise);
  }

  void add(const Type& row, std::string_view name) {
    if (!row.is_declared()) return;
    const std::vector<Computed>& computed = rows_.computed_by(row, name);
    found_.insert(computed.begin(), computed.end());
  }

  const feel::Syntax& syntax_;
  const RowTypes& rows_;
  std::string_view grade_;
  Items items_;
  std::set<Computed> found_;
};

}  // namespace

std::set<Computed> rows_read(const feel::Syntax& syntax, const RowTypes& rows,
                             std::string_view grade) {
  return RowReads(syntax, rows, grade).take();
}

}  // namespace fangan
