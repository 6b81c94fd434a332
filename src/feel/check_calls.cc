// Calls: the number, names and types of arguments, of builtins and of functions known by name.
#include <algorithm>

#include "feel/builtin_arguments.h"
#include "feel/check_rules.h"
#include "feel/constant.h"
#include "text/suggest.h"

namespace fangan::feel {
namespace {

/// False where no value of the one type could be an argument of the other, whatever FEEL's
/// conversions do.
bool may_be(const Type& given, const Type& wanted) {
  if (!is_known(given) || wanted.is_any()) return true;
  if (given.is(TypeKind::list)) {
    const Type inner = wanted.is(TypeKind::list) ? wanted.element() : wanted;
    return may_be(given.element(), inner);
  }
  if (wanted.is(TypeKind::list)) return may_be(given, wanted.element());
  if (given.is(TypeKind::date) && wanted.is(TypeKind::date_time)) return true;
  if (given.kind() != wanted.kind()) return false;
  return !given.is(TypeKind::range) || may_be(given.element(), wanted.element());
}

bool may_be(const Type& given, const BuiltinParameter& parameter) {
  if (parameter.alternatives.empty()) return may_be(given, parameter.type);
  return std::any_of(parameter.alternatives.begin(), parameter.alternatives.end(),
                     [&given](const Type& type) { return may_be(given, type); });
}

class CallCheck {
 public:
  CallCheck(Checking* checking, NodeId id)
      : checking_(*checking), id_(id), node_(checking->syntax.at(id)) {}

  void run() {
    const Node& function = checking_.syntax.at(node_.children[0]);
    if (function.op == Op::lambda) return check_function("function", function);
    const bool is_constant = function.op == Op::name &&
                             function.symbol.kind == Symbol::Kind::constant &&
                             function.value.is(ValueKind::function);
    if (!is_constant) return check_variable(function);
    name_ = function.name;
    const auto* builtin = dynamic_cast<const Builtin*>(function.value.function().get());
    if (builtin != nullptr) return check_builtin(*builtin);
    const auto& signatures = function.value.function()->signatures();
    if (signatures.size() != 1) return;
    std::vector<std::string> names;
    for (const Function::Parameter& parameter : signatures.front()) {
      if (parameter.optional) return;
      names.push_back(parameter.name);
    }
    check_known(names, checking_.type(node_.children[0]).parameters());
  }

 private:
  size_t count() const { return node_.children.size() - 1; }
  NodeId argument(size_t index) const { return node_.children[index + 1]; }

  void check_function(const char* name, const Node& lambda) {
    name_ = name;
    check_known(lambda.names, lambda.parameter_types);
  }

  /// A function that a variable or a row holds: its parameters have types and no names.
  void check_variable(const Node& function) {
    const Type& type = checking_.type(node_.children[0]);
    const bool is_declared = checking_.is_plan() && type.is(TypeKind::function);
    if (!is_declared || !node_.names.empty()) return;
    name_ = function.name;
    std::string expected;
    for (const Type& parameter : type.parameters()) {
      expected += (expected.empty() ? "" : ", ") + parameter.print();
    }
    if (count() != type.parameters().size()) return wrong_count(name_ + "(" + expected + ")");
    for (size_t i = 0; i < count(); ++i) {
      const Type& parameter = type.parameters()[i];
      if (!may_be(checking_.type(argument(i)), parameter)) wrong_type(i, parameter.print());
      check_allowed(&checking_, parameter, argument(i));
    }
  }

  /// A function with exactly these parameters.
  void check_known(const std::vector<std::string>& names, const std::vector<Type>& types) {
    std::string expected;
    for (const std::string& name : names) expected += (expected.empty() ? "" : ", ") + name;
    expected = name_ + "(" + expected + ")";
    if (!node_.names.empty() && !names_are_known(names, expected)) return;
    if (count() != names.size()) return wrong_count(expected);
    for (size_t i = 0; i < count() && i < types.size(); ++i) {
      const size_t place = place_of(names[i], i);
      if (place < count() && !may_be(checking_.type(argument(place)), types[i])) {
        wrong_type(place, types[i].print());
      }
    }
  }

  /// Where the argument for a parameter stands.
  size_t place_of(const std::string& name, size_t index) const {
    if (node_.names.empty()) return index;
    const auto found = std::find(node_.names.begin(), node_.names.end(), name);
    return static_cast<size_t>(found - node_.names.begin());
  }

  bool names_are_known(const std::vector<std::string>& known, const std::string& expected) {
    bool all = true;
    for (size_t i = 0; i < node_.names.size(); ++i) {
      const std::string& name = node_.names[i];
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      all = false;
      const std::string near = did_you_mean(name, known);
      std::vector<Fact> facts = {{"function", name_}, {"name", name}, {"expected", expected}};
      if (!near.empty()) facts.push_back({"near", near});
      checking_.report(near.empty() ? "FEEL-C005" : "FEEL-C018", {{argument(i)}}, std::move(facts));
    }
    return all;
  }

  void wrong_count(const std::string& expected) {
    checking_.report(
        "FEEL-C004", {{id_}},
        {{"function", name_}, {"given", std::to_string(count())}, {"expected", expected}});
  }

  void wrong_type(size_t place, const std::string& expected) {
    checking_.report("FEEL-C003", {{argument(place)}},
                     {{"function", name_},
                      {"number", std::to_string(place + 1)},
                      {"expected", expected},
                      {"found", checking_.type(argument(place)).print()}});
  }

  void check_builtin(const Builtin& builtin) {
    std::string expected;
    std::vector<std::string> names;
    std::vector<const BuiltinSignature*> candidates;
    for (const BuiltinSignature& signature : builtin.builtin_signatures()) {
      expected += (expected.empty() ? "" : "; ") + signature.text;
      for (const BuiltinParameter& parameter : signature.parameters) {
        names.push_back(parameter.name);
      }
      if (takes(signature)) candidates.push_back(&signature);
    }
    if (!node_.names.empty() && !names_are_known(names, expected)) return;
    if (candidates.empty()) return wrong_count(expected);
    if (!check_types(candidates)) return;
    check_value();
    // What a list is asked for must be a value that its items can have.
    const bool looks = name_ == "list contains" || name_ == "index of";
    if (looks && node_.names.empty() && count() == 2) {
      check_allowed(&checking_, checking_.type(argument(0)).element(), argument(1));
    }
  }

  bool takes(const BuiltinSignature& signature) const {
    if (node_.names.empty()) return signature.takes(count());
    size_t found = 0;
    for (const BuiltinParameter& parameter : signature.parameters) {
      const bool given = place_of(parameter.name, 0) < count();
      if (!given && !parameter.optional) return false;
      found += given ? 1 : 0;
    }
    return found == count();
  }

  /// The parameter of the argument at a place; the last one takes all that follow if it may.
  const BuiltinParameter& parameter(const BuiltinSignature& signature, size_t place) const {
    if (node_.names.empty()) {
      return signature.parameters[std::min(place, signature.parameters.size() - 1)];
    }
    return *std::find_if(
        signature.parameters.begin(), signature.parameters.end(),
        [&](const BuiltinParameter& one) { return one.name == node_.names[place]; });
  }

  /// duration("1年") is null each time it is asked; a plan says so before.
  void check_value() {
    const std::optional<Diagnostic> failure =
        checking_.is_plan() ? failure_of(checking_.syntax, id_) : std::nullopt;
    if (failure) checking_.report(failure->code.c_str(), {{id_}}, failure->facts);
  }

  /// Reports the first argument that every way to call it refuses, or that the last one does.
  bool check_types(const std::vector<const BuiltinSignature*>& candidates) {
    size_t furthest = 0;
    std::string expected;
    for (const BuiltinSignature* signature : candidates) {
      size_t place = 0;
      while (place < count() &&
             may_be(checking_.type(argument(place)), parameter(*signature, place))) {
        ++place;
      }
      if (place == count()) return true;
      const std::string wanted = print_type(parameter(*signature, place));
      if (place > furthest) expected.clear();
      furthest = std::max(furthest, place);
      const bool is_new = place == furthest && expected.find(wanted) == std::string::npos;
      if (is_new) expected += (expected.empty() ? "" : " | ") + wanted;
    }
    wrong_type(furthest, expected);
    return false;
  }

  Checking& checking_;
  NodeId id_;
  const Node& node_;
  std::string name_;
};

}  // namespace

void check_calls(Checking* checking) {
  for (NodeId id = 0; id < checking->syntax.nodes.size(); ++id) {
    if (checking->syntax.at(id).op == Op::call) CallCheck(checking, id).run();
  }
}

}  // namespace fangan::feel
