#include "plan/formula_cost.h"

#include <algorithm>

namespace fangan {
namespace {

using feel::NodeId;
using feel::Op;

class CostScan {
 public:
  CostScan(const feel::Syntax& syntax, const std::vector<FormulaInput>& inputs)
      : syntax_(syntax), inputs_(inputs) {}

  std::vector<CostlyFilter> run(Evaluated evaluated) {
    visit(syntax_.root, evaluated == Evaluated::for_each_row);
    return std::move(found_);
  }

 private:
  /// The register whose rows a list begins with; empty for other lists.
  std::string rows_of(NodeId id) const {
    const feel::Node& node = syntax_.at(id);
    const bool is_done = node.op == Op::call && node.children.size() == 2 &&
                         syntax_.at(node.children[0]).name == "done";
    if (is_done) return rows_of(node.children[1]);
    if (node.op == Op::filter) return rows_of(node.children[0]);
    const bool is_input = node.op == Op::name && node.symbol.kind == feel::Symbol::Kind::slot &&
                          node.symbol.slot < inputs_.size();
    if (!is_input || inputs_[node.symbol.slot].kind != FormulaInput::Kind::rows) return {};
    return inputs_[node.symbol.slot].name;
  }

  /// `repeated`: evaluated for each of some rows. Functions have frames of their own and are left
  /// out.
  void visit(NodeId id, bool repeated) {
    const feel::Node& node = syntax_.at(id);
    if (node.op == Op::lambda) return;
    const bool scans = node.op == Op::filter && !rows_of(node.children[0]).empty();
    if (scans && repeated) check(node);
    const bool iterates = node.op == Op::for_in || node.op == Op::some || node.op == Op::every;
    for (size_t i = 0; i < node.children.size(); ++i) {
      const bool inside = (scans && i == 1) || (iterates && i > 0);
      visit(node.children[i], repeated || inside);
    }
  }

  void check(const feel::Node& filter) {
    const uint32_t item = filter.slots[0];
    if (!reads(filter.children[1], item, Reads::others) || joins(filter.children[1], item)) return;
    found_.push_back({filter.children[1], rows_of(filter.children[0])});
  }

  enum class Reads : uint8_t { item, others };

  /// Whether an expression reads of the item, or of another row around.
  bool reads(NodeId id, uint32_t item, Reads what) const {
    const feel::Node& node = syntax_.at(id);
    if (node.op == Op::name && node.symbol.kind != feel::Symbol::Kind::constant) {
      const bool of_item = node.symbol.slot == item;
      if (what == Reads::item) return of_item;
      if (of_item) return false;
      if (node.symbol.kind == feel::Symbol::Kind::field) return true;
      if (node.symbol.slot >= inputs_.size()) return true;
      const FormulaInput::Kind kind = inputs_[node.symbol.slot].kind;
      return kind == FormulaInput::Kind::field || kind == FormulaInput::Kind::record;
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return reads(child, item, what); });
  }

  /// A part that must hold and says what a field of the item is equal to.
  bool joins(NodeId id, uint32_t item) const {
    const feel::Node& node = syntax_.at(id);
    if (node.op == Op::conjunction) {
      return joins(node.children[0], item) || joins(node.children[1], item);
    }
    if (node.op != Op::equal) return false;
    return reads(node.children[0], item, Reads::item) != reads(node.children[1], item, Reads::item);
  }

  const feel::Syntax& syntax_;
  const std::vector<FormulaInput>& inputs_;
  std::vector<CostlyFilter> found_;
};

}  // namespace

std::vector<CostlyFilter> costly_filters(const feel::Syntax& syntax,
                                         const std::vector<FormulaInput>& inputs,
                                         Evaluated evaluated) {
  return CostScan(syntax, inputs).run(evaluated);
}

}  // namespace fangan
