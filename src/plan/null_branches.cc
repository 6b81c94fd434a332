#include "plan/null_branches.h"

#include <algorithm>
#include <map>
#include <set>

#include "feel/code.h"
#include "feel/print_syntax.h"
#include "plan/nullness.h"
#include "plan/one_of.h"
#include "text/utf8.h"

namespace fangan {

using feel::Node;
using feel::NodeId;
using feel::Op;

namespace {

/// What becomes of the node if it is null.
enum class Role : uint8_t {
  value,      ///< So is the result.
  operand,    ///< Of and, or, not in a value: the result may be.
  condition,  ///< It counts as failing.
};

class NullCheck {
 public:
  NullCheck(const feel::Syntax& syntax, const std::vector<FormulaInput>& inputs,
            const FormulaSite& site, const RowTypes& rows)
      : syntax_(syntax), inputs_(inputs), site_(site), rows_(rows), nullness_(syntax, inputs) {}

  NullBranches run(const Type& type) {
    nullness_.assume(site_.not_null);
    const bool is_condition = site_.gives == FormulaSite::Gives::condition;
    visit(syntax_.root, is_condition ? Role::condition : Role::value);
    return {std::move(findings_), type_of(syntax_.root, type), nullness_.fields_if_true()};
  }

 private:
  void visit(NodeId id, Role role) {
    const Node& node = syntax_.at(id);
    switch (node.op) {
      case Op::conjunction:
      case Op::disjunction:
        return visit_chain(id, role);
      case Op::if_then:
      case Op::choose:
        return visit_branches(node, role);
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::at_most:
      case Op::more:
      case Op::at_least:
      case Op::between:
        return visit_comparison(node);
      case Op::in:
        return visit_membership(node);
      case Op::filter:
        visit_filter(node);
        break;
      case Op::lambda:
        visit_function(node);
        break;
      case Op::for_in:
      case Op::some:
      case Op::every:
        visit_iteration(id, node);
        break;
      case Op::extension:
        visit_table(node);
        break;
      case Op::call:
        if (const std::optional<NodeId> argument = nullness_.negated(id)) {
          return visit(*argument, role == Role::value ? Role::operand : role);
        }
        visit_parts(node);
        break;
      default:
        visit_parts(node);
        break;
    }
    if (role == Role::condition) ask(id);
    if (role == Role::operand) ask_entered(id);
  }

  void visit_parts(const Node& node) {
    for (const NodeId child : node.children) visit(child, Role::value);
  }

  /// Who reads the second operand knows how the first came out.
  void visit_chain(NodeId id, Role role) {
    const bool is_and = syntax_.at(id).op == Op::conjunction;
    const size_t before = nullness_.mark();
    for (const NodeId operand : nullness_.operands(id)) {
      visit(operand, role == Role::value ? Role::operand : role);
      nullness_.learn(operand, is_and ? Truth::holds : Truth::does_not_hold);
    }
    nullness_.forget(before);
  }

  void visit_branches(const Node& node, Role role) {
    visit(node.children[0], Role::condition);
    for (const size_t branch : {1, 2}) {
      const size_t before = nullness_.mark();
      nullness_.learn(node.children[0], branch == 1 ? Truth::holds : Truth::does_not_hold);
      // Null as it stands there is the branch that was asked for.
      if (!nullness_.is_null(node.children[branch])) visit(node.children[branch], role);
      nullness_.forget(before);
    }
  }

  void visit_comparison(const Node& node) {
    const bool asks_null =
        (node.op == Op::equal || node.op == Op::not_equal) &&
        std::any_of(node.children.begin(), node.children.end(),
                    [this](NodeId child) { return nullness_.is_null(child); });
    for (const NodeId child : node.children) {
      if (!asks_null) ask(child);
      visit(child, Role::value);
    }
  }

  void visit_membership(const Node& node) {
    const std::vector<NodeId> tests(node.children.begin() + 1, node.children.end());
    visit(node.children[0], Role::value);
    if (!nullness_.has_null_test(tests)) ask(node.children[0]);
    for (const NodeId test : tests) visit_test(test);
  }

  void visit_test(NodeId test) {
    const Node& node = syntax_.at(test);
    visit(test, node.asks_input ? Role::condition : Role::value);
    if (node.asks_input) return;
    ask(test);
    if (node.op != Op::range) return;
    for (const NodeId end : node.children) ask(end);
  }

  void visit_filter(const Node& node) {
    visit(node.children[0], Role::value);
    const Type rows = syntax_.types[node.children[0]];
    items_[node.slots[0]] = rows.is(TypeKind::list) ? rows.element() : rows;
    const size_t before = nullness_.mark();
    nullness_.learn_items(node.children[0]);
    visit(node.children[1], nullness_.picks_item(node) ? Role::value : Role::condition);
    nullness_.forget(before);
  }

  /// Its variables have numbers of their own.
  void visit_function(const Node& node) {
    std::map<uint32_t, Type> inside;
    std::swap(items_, inside);
    visit_parts(node);
    items_ = std::move(inside);
  }

  void visit_iteration(NodeId id, const Node& node) {
    const size_t before = nullness_.mark();
    for (size_t i = 0; i < node.names.size(); ++i) {
      visit(node.children[i], Role::value);
      nullness_.learn_domain(id, i);
    }
    visit(node.children.back(), node.op == Op::for_in ? Role::value : Role::condition);
    nullness_.forget(before);
  }

  /// The input of a column with tests needs a test for null, in the row that comes first.
  void visit_table(const Node& node) {
    const std::vector<size_t> inputs = node.extension->inputs();
    std::set<size_t> cells;
    for (size_t column = 0; column < inputs.size(); ++column) {
      std::vector<NodeId> tests;
      for (uint32_t i = 0; i < node.extension->rule_count(); ++i) {
        const size_t cell = node.extension->rule(i).parts[column];
        cells.insert(cell);
        const std::vector<NodeId>& own = syntax_.at(node.children[cell]).children;
        tests.insert(tests.end(), own.begin(), own.end());
      }
      const NodeId input = node.children[inputs[column]];
      if (!tests.empty() && !nullness_.has_null_test(tests)) ask(input);
      for (const NodeId test : tests) visit_test(test);
    }
    for (size_t i = 0; i < node.children.size(); ++i) {
      if (cells.count(i) == 0) visit(node.children[i], Role::value);
    }
  }

  void ask(NodeId id) {
    if (!nullness_.is_null(id) && nullness_.may_be_null(id)) report(nullness_.cause(id));
  }

  void ask_entered(NodeId id) {
    if (!nullness_.may_be_null(id)) return;
    const NodeId cause = nullness_.cause(id);
    if (is_entered(cause)) report(cause);
  }

  void report(NodeId cause) {
    if (!reported_.insert({nullness_.number(cause), owner_of(cause).print()}).second) return;
    std::string name = print(syntax_, cause);
    if (name.size() > shown_max) name = std::string(first_bytes(name, shown_max)) + "…";
    findings_.push_back(problem_at(is_entered(cause) ? "FEEL-C014" : "FEEL-C024",
                                   syntax_.spans[cause], {{"name", std::move(name)}}));
    const bool is_rule = site_.gives != FormulaSite::Gives::answer;
    findings_.back().severity = is_rule ? Severity::error : Severity::warning;
  }

  /// The row whose field it is, as a member or by its bare name; any of others.
  Type owner_of(NodeId id) const {
    const Node& node = syntax_.at(id);
    if (node.op == Op::member) {
      const Type owner = syntax_.types[node.children[0]];
      return owner.is(TypeKind::list) ? owner.element() : owner;
    }
    const bool is_of_item = node.op == Op::name && node.symbol.kind == feel::Symbol::Kind::field;
    const auto item = is_of_item ? items_.find(node.symbol.slot) : items_.end();
    return item == items_.end() ? Type() : item->second;
  }

  /// A name that somebody fills in, not one that is computed.
  bool is_entered(NodeId id) const {
    const Node& node = syntax_.at(id);
    const bool is_of_item = node.op == Op::name && node.symbol.kind == feel::Symbol::Kind::field;
    if (node.op == Op::member || is_of_item) return is_field(owner_of(id), node.name);
    if (node.op != Op::name) return false;
    const auto input = std::find_if(inputs_.begin(), inputs_.end(), [&node](const auto& one) {
      return one.name == node.name;
    });
    if (input == inputs_.end()) return true;
    if (input->kind == FormulaInput::Kind::decision) return false;
    return input->kind != FormulaInput::Kind::field || is_field(site_.record, input->name);
  }

  bool is_field(const Type& row, std::string_view name) const {
    return !row.is_declared() || rows_.computed_by(row, name).empty();
  }

  Type type_of(NodeId id, const Type& type) {
    const Node& node = syntax_.at(id);
    if (type.is(TypeKind::list) && node.op == Op::extension) {
      return Type::list(fields_of(node, type.element()));
    }
    if (nullness_.may_be_null(id)) return type.or_null();
    return fields_of(node, type.may_be_null() ? without_null(type) : type);
  }

  /// A context says of each of its entries whether it may be null, a table of each output.
  Type fields_of(const Node& node, const Type& type) {
    std::vector<Type::Field> fields = type.fields();
    const bool has_fields = node.op == Op::context || node.op == Op::extension;
    if (!has_fields || !type.is(TypeKind::context) || type.is_declared()) return type;
    const std::vector<std::vector<size_t>> outputs =
        node.op == Op::extension ? node.extension->outputs() : std::vector<std::vector<size_t>>();
    for (size_t i = 0; i < fields.size(); ++i) {
      const std::vector<size_t> entries =
          node.op == Op::context ? std::vector<size_t>{i} : outputs[i];
      const bool may = std::any_of(entries.begin(), entries.end(), [&](size_t entry) {
        return nullness_.may_be_null(node.children[entry]);
      });
      if (may) fields[i].type = fields[i].type.or_null();
    }
    return Type::context(std::move(fields));
  }

  /// The same type of what is always there.
  Type without_null(const Type& type) const {
    if (type.is_declared()) {
      const Type* row = rows_.row(type.print());
      return row == nullptr ? type : *row;
    }
    if (type.is(TypeKind::list)) return Type::list(type.element());
    if (type.is(TypeKind::context)) return Type::context(type.fields());
    if (type.is(TypeKind::number)) {
      return type.unit() == nullptr ? Type(TypeKind::number) : Type::number(*type.unit());
    }
    const std::vector<Value>* words =
        type.constraint() == nullptr ? nullptr : type.constraint()->allowed_values();
    if (words == nullptr) return type.kind();
    std::vector<std::string> texts;
    for (const Value& word : *words) texts.push_back(word.text());
    return one_of(std::move(texts));
  }

  static constexpr size_t shown_max = 120;  ///< Units: bytes.

  const feel::Syntax& syntax_;
  const std::vector<FormulaInput>& inputs_;
  const FormulaSite& site_;
  const RowTypes& rows_;
  Nullness nullness_;
  std::map<uint32_t, Type> items_;  ///< Of the filters around, by slot.
  /// Paths, and whose: the items of two filters side by side bear one number.
  std::set<std::pair<uint32_t, std::string>> reported_;
  Diagnostics findings_;
};

}  // namespace

NullBranches null_branches(const feel::Syntax& syntax, const Type& type,
                           const std::vector<FormulaInput>& inputs, const FormulaSite& site,
                           const RowTypes& rows) {
  return NullCheck(syntax, inputs, site, rows).run(type);
}

}  // namespace fangan
