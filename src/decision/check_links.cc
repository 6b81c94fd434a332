#include "decision/check_links.h"

#include <algorithm>
#include <map>

#include "decision/dmn_uris.h"
#include "decision/type_refs.h"
#include "text/suggest.h"

namespace fangan::dmn {
namespace {

/// Looking for the nearest name takes time; after so many errors nobody reads suggestions.
constexpr uint32_t suggestions_max = 100;

using Kinds = std::vector<ElementKind>;

std::string_view element_word(ElementKind kind) {
  switch (kind) {
    case ElementKind::input_data:
      return "inputData";
    case ElementKind::decision:
      return "decision";
    case ElementKind::knowledge_model:
      return "businessKnowledgeModel";
    case ElementKind::decision_service:
      return "decisionService";
    case ElementKind::knowledge_source:
      break;
  }
  return "knowledgeSource";
}

class LinkCheck {
 public:
  LinkCheck(const ModelSet& set, Diagnostics* problems) : set_(set), problems_(problems) {}

  void run() {
    check_namespaces();
    for (uint32_t model = 0; model < set_.models().size(); ++model) {
      const Definitions& definitions = set_.models()[model];
      for (const Import& each : definitions.imports) check_import(each);
      for (const Decision& each : definitions.decisions) {
        check_requirements(each.information_requirements);
        check_requirements(each.knowledge_requirements);
        check_requirements(each.authority_requirements);
      }
      for (const BusinessKnowledgeModel& each : definitions.knowledge_models) {
        check_requirements(each.knowledge_requirements);
        check_requirements(each.authority_requirements);
      }
      for (const DecisionService& each : definitions.decision_services) check_service(each);
      for (const MappedText* each : type_refs(definitions)) check_type(model, *each);
    }
  }

 private:
  void check_namespaces() {
    std::map<std::string, Span> seen;
    for (const Definitions& each : set_.models()) {
      const MappedText& name = each.model_namespace;
      const auto [first, is_new] = seen.try_emplace(name.text(), name.span());
      if (is_new) continue;
      problems_->push_back(problem_at("DMN-X048", name.span(), {{"namespace", name.text()}}));
      problems_->back().marks.push_back({first->second, "DMN-X048.first"});
    }
  }

  void check_import(const Import& each) {
    // What is no model (PMML, a schema) is used by nothing that can be evaluated.
    const bool is_model = version_of_model_uri(each.import_type.text()).has_value();
    if (!is_model || set_.find_model(each.model_namespace.text())) return;
    std::string known;
    for (const Definitions& model : set_.models()) {
      known += (known.empty() ? "" : ", ") + model.model_namespace.text();
    }
    problems_->push_back(
        problem_at("DMN-X047", each.model_namespace.span(),
                   {{"namespace", each.model_namespace.text()}, {"known", known}}));
  }

  void check_requirements(const std::vector<Requirement>& requirements) {
    for (const Requirement& each : requirements) {
      switch (each.kind) {
        case Requires::decision:
          check_href(each.target, "requiredDecision", {ElementKind::decision});
          break;
        case Requires::input:
          check_href(each.target, "requiredInput", {ElementKind::input_data});
          break;
        case Requires::knowledge:
          check_href(each.target, "requiredKnowledge",
                     {ElementKind::knowledge_model, ElementKind::decision_service});
          break;
        case Requires::authority:
          check_href(each.target, "requiredAuthority", {ElementKind::knowledge_source});
          break;
      }
    }
  }

  void check_service(const DecisionService& service) {
    const auto check = [this](const std::vector<Href>& hrefs, std::string_view reference,
                              ElementKind kind) {
      for (const Href& each : hrefs) check_href(each, reference, {kind});
    };
    check(service.output_decisions, "outputDecision", ElementKind::decision);
    check(service.encapsulated_decisions, "encapsulatedDecision", ElementKind::decision);
    check(service.input_decisions, "inputDecision", ElementKind::decision);
    check(service.input_data, "inputData", ElementKind::input_data);
  }

  void check_href(const Href& href, std::string_view reference, const Kinds& kinds) {
    const std::optional<ElementRef> target = set_.find(href);
    if (!target) return report_missing(href);
    if (std::find(kinds.begin(), kinds.end(), target->kind) != kinds.end()) return;
    std::string words;
    for (const ElementKind kind : kinds) {
      words += words.empty() ? "" : ", ";
      words += element_word(kind);
    }
    problems_->push_back(problem_at("DMN-X044", href.written.span(),
                                    {{"name", set_.name_of(*target).text()},
                                     {"reference", std::string(reference)},
                                     {"kinds", words}}));
  }

  void report_missing(const Href& href) {
    problems_->push_back(
        problem_at("DMN-X043", href.written.span(), {{"href", href.written.text()}}));
    if (++suggestions_ > suggestions_max) return;
    Href near = href;
    near.id = did_you_mean(href.id, set_.ids_of(href.model_namespace));
    const std::optional<ElementRef> meant = set_.find(near);
    if (!near.id.empty() && meant) {
      problems_->back().marks.push_back({set_.place_of(*meant), "DMN-X043.near"});
    }
  }

  void check_type(uint32_t model, const MappedText& type) {
    const TypeMeaning meaning = set_.find_type(model, type.text());
    if (meaning.kind == TypeMeaning::Kind::unknown) return report_type(model, type);
    const BuiltInType* built_in = find_built_in_type(type.text());
    if (meaning.kind != TypeMeaning::Kind::built_in || built_in == nullptr) return;
    if (built_in->origin == BuiltInType::Origin::standard) return;
    problems_->push_back(problem_at("DMN-W002", type.span(),
                                    {{"type", type.text()}, {"meaning", meaning.built_in}}));
    problems_->back().severity = Severity::warning;
  }

  void report_type(uint32_t model, const MappedText& type) {
    std::string near;
    if (++suggestions_ <= suggestions_max) near = did_you_mean(type.text(), known_types(model));
    if (near.empty()) {
      problems_->push_back(problem_at("DMN-X050", type.span(), {{"type", type.text()}}));
    } else {
      problems_->push_back(
          problem_at("DMN-X049", type.span(), {{"type", type.text()}, {"near", near}}));
    }
  }

  std::vector<std::string> known_types(uint32_t model) const {
    std::vector<std::string> known;
    const Definitions& definitions = set_.models()[model];
    for (const ItemDefinition& each : definitions.item_definitions) {
      known.push_back(each.name.text());
    }
    for (const std::string_view each : built_in_type_names()) known.emplace_back(each);
    for (const Import& import : definitions.imports) {
      const std::optional<uint32_t> target = set_.find_model(import.model_namespace.text());
      if (!target) continue;
      const std::string prefix = import.name.empty() ? "" : import.name.text() + ".";
      for (const ItemDefinition& each : set_.models()[*target].item_definitions) {
        known.push_back(prefix + each.name.text());
      }
    }
    return known;
  }

  const ModelSet& set_;
  Diagnostics* problems_;
  uint32_t suggestions_ = 0;
};

}  // namespace

Diagnostics check_links(const ModelSet& set) {
  Diagnostics problems;
  LinkCheck(set, &problems).run();
  // A circle is only worth looking for where every reference leads somewhere.
  if (!has_errors(problems)) check_circles(set, &problems);
  return problems;
}

}  // namespace fangan::dmn
