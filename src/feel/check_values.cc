// Members a context does not have, tests that no input fulfils, values that are not allowed.
#include <algorithm>

#include "feel/check_rules.h"
#include "feel/code.h"
#include "feel/properties.h"
#include "text/suggest.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

constexpr size_t values_shown_max = 200;  // Units: bytes.

/// A value that is one thing: nothing of it is read by a name, but of days, times and the like.
bool has_no_parts(const Type& type) {
  return is_known(type) && !type.is(TypeKind::context) && !type.is(TypeKind::list) &&
         !type.is(TypeKind::null);
}

void check_member(Checking* checking, NodeId id, const Node& node) {
  Type owner = checking->type(node.children[0]);
  if (owner.is(TypeKind::list)) owner = owner.element();
  if (has_no_parts(owner) && find_property(owner.kind(), node.name) == nullptr) {
    std::vector<std::string> known;
    for (const Property& property : properties()) {
      if (property.owner == owner.kind()) known.emplace_back(property.name);
    }
    const std::string near = did_you_mean(node.name, known);
    if (near.empty()) return checking->report("FEEL-C028", {{id}}, {{"name", node.name}});
    return checking->report("FEEL-C031", {{id}}, {{"name", node.name}, {"near", near}});
  }
  const bool knows = owner.is(TypeKind::context) && !owner.fields().empty();
  if (!knows || owner.field(node.name) != nullptr) return;
  std::vector<std::string> names;
  std::string fields;
  for (const Type::Field& field : owner.fields()) {
    names.push_back(field.name);
    fields += (fields.empty() ? "" : ", ") + field.name;
  }
  const std::string near = did_you_mean(node.name, names);
  std::vector<Fact> facts = {{"name", node.name}, {"fields", fields}};
  if (!near.empty()) facts.push_back({"near", near});
  checking->report(near.empty() ? "FEEL-C006" : "FEEL-C007", {{id}}, std::move(facts));
}

void check_instance(Checking* checking, NodeId id, const Node& node) {
  const Type& type = checking->type(node.children[0]);
  const bool may_hold = !is_known(type) || node.asked.is_any() || type.kind() == node.asked.kind();
  if (may_hold) return;
  checking->report("FEEL-C009", {{id}},
                   {{"found", type.print()}, {"asked", node.written_types[0]}});
}

/// A test of a value of that type: the same kind, a range of it, or a list of either.
bool may_hold(const Type& input, const Type& test) {
  if (!is_known(input) || input.is(TypeKind::list) || input.is(TypeKind::range)) return true;
  if (test.is(TypeKind::list) || test.is(TypeKind::range)) return may_hold(input, test.element());
  return may_be_equal(input, test);
}

/// `about`: what the test is about, where it stands in the text; no_node where it does not.
void check_test(Checking* checking, const Type& input, NodeId test, NodeId about) {
  const Node& node = checking->syntax.at(test);
  if (node.asks_input) return;
  check_allowed(checking, input, test);
  const bool is_equal = node.op == Op::range && node.form == Range::Form::equal;
  if (is_equal) check_allowed(checking, input, node.children[0]);
  const Type& type = checking->type(test);
  if (may_hold(input, type)) return;
  std::vector<Fact> facts = {{"operator", "in"}, {"left", input.print()}, {"right", type.print()}};
  if (about == no_node) return checking->report("FEEL-C019", {{test}}, std::move(facts));
  checking->report("FEEL-C001", {{test, "FEEL-C001.a"}, {about, "FEEL-C001.b"}}, std::move(facts));
}

void check_table(Checking* checking, const Node& table) {
  const std::vector<size_t> inputs = table.extension->inputs();
  for (uint32_t number = 0; number < table.extension->rule_count(); ++number) {
    const Extension::Rule rule = table.extension->rule(number);
    for (size_t i = 0; i < inputs.size(); ++i) {
      const Type& input = checking->type(table.children[inputs[i]]);
      for (const NodeId test : checking->syntax.at(table.children[rule.parts[i]]).children) {
        check_test(checking, input, test, no_node);
      }
    }
  }
}

}  // namespace

void check_allowed(Checking* checking, const Type& type, NodeId id) {
  const Node& node = checking->syntax.at(id);
  if (node.op == Op::list) {
    for (const NodeId item : node.children) check_allowed(checking, type, item);
    return;
  }
  if (node.op == Op::if_then) {
    check_allowed(checking, type, node.children[1]);
    return check_allowed(checking, type, node.children[2]);
  }
  const Constraint* constraint = type.constraint();
  const std::vector<Value>* allowed =
      constraint == nullptr ? nullptr : constraint->allowed_values();
  if (allowed == nullptr || node.op != Op::literal || node.value.is_null()) return;
  const bool is_one = std::any_of(allowed->begin(), allowed->end(), [&node](const Value& value) {
    return is_same(value, node.value);
  });
  if (is_one) return;
  std::vector<std::string> texts;
  std::string all;
  for (const Value& value : *allowed) {
    if (value.is(ValueKind::string)) texts.push_back(value.text());
    if (all.size() < values_shown_max) all += (all.empty() ? "" : ", ") + print(value);
  }
  const bool is_text = node.value.is(ValueKind::string);
  const std::string near = is_text ? did_you_mean(node.value.text(), texts) : "";
  std::vector<Fact> facts = {{"value", print(node.value)}, {"allowed", all}};
  if (!near.empty()) facts.push_back({"near", near});
  checking->report(near.empty() ? "FEEL-C010" : "FEEL-C011", {{id}}, std::move(facts));
}

void check_values(Checking* checking) {
  for (NodeId id = 0; id < checking->syntax.nodes.size(); ++id) {
    const Node& node = checking->syntax.at(id);
    switch (node.op) {
      case Op::member:
        check_member(checking, id, node);
        break;
      case Op::instance_of:
        check_instance(checking, id, node);
        break;
      case Op::equal:
      case Op::not_equal:
        check_allowed(checking, checking->type(node.children[0]), node.children[1]);
        check_allowed(checking, checking->type(node.children[1]), node.children[0]);
        break;
      case Op::in:
        for (size_t i = 1; i < node.children.size(); ++i) {
          const Type& input = checking->type(node.children[0]);
          check_test(checking, input, node.children[i], node.children[0]);
        }
        break;
      case Op::extension:
        check_table(checking, node);
        break;
      case Op::tests:
        if (id != checking->syntax.root) break;  // Those of tables are checked with their inputs.
        for (const NodeId test : node.children) {
          check_test(checking, checking->scope.input_type(), test, no_node);
        }
        break;
      default:
        break;
    }
  }
}

}  // namespace fangan::feel
