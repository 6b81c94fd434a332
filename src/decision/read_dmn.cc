#include "decision/read_dmn.h"

#include <map>

#include "decision/element_name.h"
#include "decision/opaque_xml.h"
#include "decision/read_parts.h"

namespace fangan::dmn {
namespace {

void check_variable(ReadContext* context, const MappedText& name,
                    const std::optional<InformationItem>& variable) {
  if (!variable || variable->name.empty()) return;
  if (normal_name(variable->name.text()) == normal_name(name.text())) return;
  context->warn("DMN-W004", variable->name.span(),
                {{"variable", variable->name.text()}, {"name", name.text()}});
}

/// informationRequirement and its like: exactly one child says what is required.
Requirement read_requirement(ReadContext* context, const XmlElement& element,
                             std::initializer_list<Word<Requires>> kinds) {
  Requirement requirement;
  context->read_attributes(element, &requirement.about, {});
  std::vector<ChildRule> rules;
  uint32_t count = 0;
  for (const Word<Requires>& kind : kinds) {
    rules.push_back({kind.text, Times::any, [&, kind](const XmlElement& child) {
                       requirement.kind = kind.meaning;
                       requirement.target = read_href(context, child);
                       ++count;
                     }});
  }
  context->read_children(element, &requirement.about, rules);
  if (count == 1) return requirement;
  const std::string code = count == 0 ? "DMN-X023" : "DMN-X024";
  context->report(
      code, element.tag,
      {{"child", std::string(kinds.begin()->text)}, {"element", std::string(element.name)}});
  return requirement;
}

ChildRule requirement_rule(ReadContext* context, std::string_view name,
                           std::vector<Requirement>* into) {
  return {name, Times::any, [=](const XmlElement& child) {
            if (child.name == "informationRequirement") {
              into->push_back(read_requirement(
                  context, child,
                  {{"requiredDecision", Requires::decision}, {"requiredInput", Requires::input}}));
            } else if (child.name == "knowledgeRequirement") {
              into->push_back(
                  read_requirement(context, child, {{"requiredKnowledge", Requires::knowledge}}));
            } else {
              into->push_back(read_requirement(context, child,
                                               {{"requiredAuthority", Requires::authority},
                                                {"requiredDecision", Requires::decision},
                                                {"requiredInput", Requires::input}}));
            }
          }};
}

Decision read_decision(ReadContext* context, const XmlElement& element) {
  Decision decision;
  context->read_attributes(element, &decision.about, {{"name", &decision.name, Need::required}});
  std::vector<ChildRule> rules = {
      {"question", Times::at_most_once,
       [&](const XmlElement& child) { decision.question = child.text; }},
      {"allowedAnswers", Times::at_most_once,
       [&](const XmlElement& child) { decision.allowed_answers = child.text; }},
      variable_rule(context, &decision.variable),
      requirement_rule(context, "informationRequirement", &decision.information_requirements),
      requirement_rule(context, "knowledgeRequirement", &decision.knowledge_requirements),
      requirement_rule(context, "authorityRequirement", &decision.authority_requirements),
      expression_rule(context, &decision.expression, Times::at_most_once)};
  for (const char* name : {"supportedObjective", "impactedPerformanceIndicator", "decisionMaker",
                           "decisionOwner", "usingProcess", "usingTask"}) {
    rules.push_back({name, Times::any, [&](const XmlElement& child) {
                       decision.business_context.push_back(context->opaque(child));
                     }});
  }
  context->read_children(element, &decision.about, rules);
  check_variable(context, decision.name, decision.variable);
  return decision;
}

InputData read_input_data(ReadContext* context, const XmlElement& element) {
  InputData data;
  context->read_attributes(element, &data.about, {{"name", &data.name, Need::required}});
  context->read_children(element, &data.about, {variable_rule(context, &data.variable)});
  check_variable(context, data.name, data.variable);
  return data;
}

BusinessKnowledgeModel read_knowledge_model(ReadContext* context, const XmlElement& element) {
  BusinessKnowledgeModel model;
  context->read_attributes(element, &model.about, {{"name", &model.name, Need::required}});
  context->read_children(
      element, &model.about,
      {variable_rule(context, &model.variable),
       {"encapsulatedLogic", Times::at_most_once,
        [&](const XmlElement& child) {
          model.logic = ExpressionBox(read_function_definition(context, child));
        }},
       requirement_rule(context, "knowledgeRequirement", &model.knowledge_requirements),
       requirement_rule(context, "authorityRequirement", &model.authority_requirements)});
  check_variable(context, model.name, model.variable);
  return model;
}

DecisionService read_decision_service(ReadContext* context, const XmlElement& element) {
  DecisionService service;
  context->read_attributes(element, &service.about, {{"name", &service.name, Need::required}});
  const auto references = [context](std::string_view name, std::vector<Href>* into) {
    return ChildRule{name, Times::any, [context, into](const XmlElement& child) {
                       into->push_back(read_href(context, child));
                     }};
  };
  context->read_children(element, &service.about,
                         {variable_rule(context, &service.variable),
                          references("outputDecision", &service.output_decisions),
                          references("encapsulatedDecision", &service.encapsulated_decisions),
                          references("inputDecision", &service.input_decisions),
                          references("inputData", &service.input_data)});
  check_variable(context, service.name, service.variable);
  return service;
}

KnowledgeSource read_knowledge_source(ReadContext* context, const XmlElement& element) {
  KnowledgeSource source;
  MappedText location;
  context->read_attributes(element, &source.about,
                           {{"name", &source.name, Need::required}, {"locationURI", &location}});
  source.xml = context->opaque(element);
  return source;
}

Import read_import(ReadContext* context, const XmlElement& element) {
  Import read;
  context->read_attributes(element, &read.about,
                           {{"name", &read.name},
                            {"namespace", &read.model_namespace, Need::required},
                            {"importType", &read.import_type, Need::required},
                            {"locationURI", &read.location_uri}});
  context->read_children(element, &read.about, {});
  if (context->version == DmnVersion::v1_1 && read.name.empty()) {
    read.name = MappedText(context->prefix_of(read.model_namespace.text()), element.tag);
  }
  const std::string_view type = uri_in_dmn15(read.import_type.text());
  if (type != read.import_type.text()) {
    read.import_type = MappedText(std::string(type), read.import_type.span());
  }
  return read;
}

std::vector<ChildRule> definitions_rules(ReadContext* context, Definitions* into) {
  std::vector<ChildRule> rules;
  const auto add = [&rules, context](std::string_view name, auto* list, auto read) {
    rules.push_back({name, Times::any, [context, list, read](const XmlElement& child) {
                       list->push_back(read(context, child));
                     }});
  };
  add("import", &into->imports, read_import);
  add("itemDefinition", &into->item_definitions, read_item_definition);
  add("inputData", &into->input_data, read_input_data);
  add("decision", &into->decisions, read_decision);
  add("businessKnowledgeModel", &into->knowledge_models, read_knowledge_model);
  add("decisionService", &into->decision_services, read_decision_service);
  add("knowledgeSource", &into->knowledge_sources, read_knowledge_source);
  for (const char* name : {"textAnnotation", "association", "group", "elementCollection",
                           "performanceIndicator", "organizationUnit"}) {
    rules.push_back({name, Times::any, [context, into](const XmlElement& child) {
                       into->remarks.push_back(context->opaque(child));
                     }});
  }
  return rules;
}

/// Names live in one space, except those of types.
void check_names(ReadContext* context, const Definitions& definitions) {
  std::map<std::string, Span> elements;
  std::map<std::string, Span> types;
  const auto check = [context](std::map<std::string, Span>* names, const MappedText& name) {
    if (name.empty()) return;
    const auto [first, is_new] = names->try_emplace(normal_name(name.text()), name.span());
    if (is_new) return;
    context->report_second("DMN-X041", name.span(), {first->second, "DMN-X041.first"},
                           {{"name", name.text()}});
  };
  for (const Import& each : definitions.imports) check(&elements, each.name);
  for (const InputData& each : definitions.input_data) check(&elements, each.name);
  for (const Decision& each : definitions.decisions) check(&elements, each.name);
  for (const BusinessKnowledgeModel& each : definitions.knowledge_models) {
    check(&elements, each.name);
  }
  for (const DecisionService& each : definitions.decision_services) check(&elements, each.name);
  for (const ItemDefinition& each : definitions.item_definitions) check(&types, each.name);
}

Definitions read_definitions(ReadContext* context, const XmlDocument& document) {
  const XmlElement& root = document.root;
  Definitions definitions;
  definitions.version = context->version;
  definitions.source = root.tag.source;
  definitions.xml_namespaces = root_namespaces(document);
  MappedText expression_language;
  MappedText type_language;
  context->read_attributes(root, &definitions.about,
                           {{"name", &definitions.name, Need::required},
                            {"namespace", &definitions.model_namespace, Need::required},
                            {"expressionLanguage", &expression_language},
                            {"typeLanguage", &type_language},
                            {"exporter", &definitions.exporter},
                            {"exporterVersion", &definitions.exporter_version}});
  context->check_language(expression_language);
  context->check_language(type_language);
  context->model_namespace = definitions.model_namespace.text();
  context->read_children(root, &definitions.about, definitions_rules(context, &definitions));
  definitions.diagrams = std::move(context->diagrams);
  check_names(context, definitions);
  return definitions;
}

Result<DmnVersion> version_of(const XmlElement& root) {
  const std::optional<DmnVersion> version = version_of_model_uri(root.uri);
  const std::vector<Fact> facts = {{"element", std::string(root.name)},
                                   {"namespace", std::string(root.uri)}};
  if (version && root.name == "definitions") return *version;
  const bool is_other_version = !version && root.name == "definitions" &&
                                root.uri.find("/spec/DMN/") != std::string_view::npos;
  if (is_other_version) return problem_at("DMN-X008", root.tag, {facts[1]});
  return problem_at("DMN-X007", root.tag, facts);
}

}  // namespace

Result<DmnFile> read_dmn(const std::string& name, std::string_view bytes, Sources* sources,
                         const XmlLimits& limits) {
  Result<std::string> text = xml_text(name, bytes, limits);
  if (!text) return text.errors();
  const uint32_t source = sources->add(name, std::move(text).value());
  const Result<XmlDocument> document = read_xml(*sources, source, limits);
  if (!document) return document.errors();
  const Result<DmnVersion> version = version_of(document.value().root);
  if (!version) return version.errors();
  ReadContext context(*sources, source, document.value());
  context.version = version.value();
  context.model_uri = document.value().root.uri;
  DmnFile file;
  file.definitions = read_definitions(&context, document.value());
  sort_by_position(&context.problems);
  if (has_errors(context.problems)) return context.problems;
  file.warnings = std::move(context.problems);
  return file;
}

}  // namespace fangan::dmn
