#include "decision/explain.h"

#include <set>

#include "decision/type_table.h"

namespace fangan::dmn {
namespace {

constexpr int value_width_max = 80;

class DecisionExplainer {
 public:
  DecisionExplainer(const Engine& engine, const Inputs& inputs, feel::Evaluation* evaluation,
                    Language language)
      : engine_(engine), known_(inputs), evaluation_(evaluation), language_(language) {}

  std::vector<ExplainedElement> take(const ElementRef& decision) {
    add(decision);
    return std::move(elements_);
  }

 private:
  void add(const ElementRef& ref) {
    const bool has_value = ref.kind == ElementKind::decision || ref.kind == ElementKind::input_data;
    if (!has_value || !done_.insert(ref).second) return;
    ExplainedElement element;
    element.ref = ref;
    element.name = engine_.set().name_of(ref).text();
    element.type = engine_.type_of(ref);
    const Value* given = known_.find(ref);
    element.given = ref.kind == ElementKind::input_data || given != nullptr;
    if (element.given) {
      if (given != nullptr) element.value = conform(*given, element.type);
    } else {
      const Decision& decision = engine_.set().models()[ref.model].decisions[ref.index];
      for (const Requirement& requirement : decision.information_requirements) {
        if (const auto required = engine_.set().find(requirement.target)) add(*required);
      }
      decide(&element);
    }
    known_[ref] = element.value;
    elements_.push_back(std::move(element));
  }

  void decide(ExplainedElement* element) {
    element->value = engine_.evaluate(element->ref, known_, evaluation_);
    const feel::Expression* logic = engine_.logic(element->ref);
    if (logic == nullptr) return;
    const std::vector<Value> variables = engine_.variables(element->ref, known_, evaluation_);
    feel::Trace trace(logic->syntax().nodes.size());
    logic->evaluate(variables, evaluation_, &trace);
    element->drawing = explain(*logic, trace, language_);
    element->nodes = explained_nodes(*logic, trace);
    for (feel::ExplainedNode& node : element->nodes) put_in_file(&node, element->ref);
  }

  void put_in_file(feel::ExplainedNode* node, const ElementRef& ref) const {
    const std::vector<const MappedText*>& texts = engine_.texts(ref);
    node->span = in_file(node->span, texts);
    node->place = in_file(node->place, texts);
    if (node->reason) node->reason = in_file(*node->reason, texts);
    for (feel::ExplainedNode::Rule& rule : node->rules) rule.place = in_file(rule.place, texts);
  }

  const Engine& engine_;
  Inputs known_;
  feel::Evaluation* evaluation_;
  Language language_;
  std::set<ElementRef> done_;
  std::vector<ExplainedElement> elements_;
};

std::string indented(const std::string& text) {
  std::string lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    lines += "  " + text.substr(begin, end + 1 - begin);
    begin = end + 1;
  }
  return lines;
}

/// "name.dmn:12:5" of the first node that has a place.
std::string place_of(const ExplainedElement& element, const Sources& sources) {
  for (const feel::ExplainedNode& node : element.nodes) {
    if (node.span.empty()) continue;
    const Source& source = sources.at(node.span.source);
    const Position position = source.position(node.span.begin);
    return source.name() + ":" + std::to_string(position.line) + ":" +
           std::to_string(position.column);
  }
  return "";
}

}  // namespace

std::vector<ExplainedElement> explained_decision(const Engine& engine, const ElementRef& decision,
                                                 const Inputs& inputs, feel::Evaluation* evaluation,
                                                 Language language) {
  return DecisionExplainer(engine, inputs, evaluation, language).take(decision);
}

std::string explain_decision(const Engine& engine, const ElementRef& decision, const Inputs& inputs,
                             const Sources& sources, feel::Evaluation* evaluation,
                             Language language) {
  std::string text;
  for (const ExplainedElement& element :
       explained_decision(engine, decision, inputs, evaluation, language)) {
    text += element.name + " = " + feel::brief(element.value, element.type, value_width_max);
    if (const Diagnostic* reason = element.value.reason(); reason != nullptr) {
      text += " " + reason->code + " " + sentence(*reason, language);
    }
    const std::string place = place_of(element, sources);
    text += (place.empty() ? "" : "  " + place) + "\n" + indented(element.drawing);
  }
  return text;
}

}  // namespace fangan::dmn
