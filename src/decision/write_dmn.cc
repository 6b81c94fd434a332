#include "decision/write_dmn.h"

#include <algorithm>

#include "decision/dmn_uris.h"
#include "decision/model_writer.h"
#include "decision/opaque_xml.h"

namespace fangan::dmn {

void ModelWriter::vendor_attributes(const About& about, std::vector<XmlPair>* attributes,
                                    std::vector<std::string>* declared) {
  declared->reserve(about.vendor_attributes.size());
  for (const VendorAttribute& each : about.vendor_attributes) {
    attributes->push_back({each.name, each.value, WhenEmpty::write});
    const std::string prefix = each.name.substr(0, each.name.find(':'));
    const XmlNamespace binding{prefix, each.uri};
    const std::string declaration = "xmlns:" + prefix;
    const std::vector<XmlNamespace>& known = definitions_.xml_namespaces;
    const bool is_known =
        each.uri.empty() || prefix == "xml" ||
        std::find(known.begin(), known.end(), binding) != known.end() ||
        std::find(declared->begin(), declared->end(), declaration) != declared->end();
    if (is_known) continue;
    declared->push_back(declaration);
    attributes->push_back({declared->back(), each.uri});
  }
}

void ModelWriter::open(std::string_view name, const About& about, std::vector<XmlPair> attributes) {
  std::vector<std::string> declared;
  attributes.insert(attributes.begin(), {"id", about.id.text()});
  attributes.push_back({"label", about.label.text()});
  vendor_attributes(about, &attributes, &declared);
  xml_.open(name, attributes);
  text_element("description", about.description);
  if (about.extensions.empty()) return;
  xml_.open("extensionElements", {});
  for (const OpaqueXml& each : about.extensions) opaque(each);
  xml_.close("extensionElements");
}

void ModelWriter::opaque(const OpaqueXml& part) {
  xml_.verbatim(version_ == DmnVersion::v1_5 ? part.text : with_uris_of(version_, part.text));
}

void ModelWriter::needs_dmn15(std::string_view name, const About& about) {
  if (version_ == DmnVersion::v1_5 || !newer_.insert(name).second) return;
  problems_.push_back(problem_at("DMN-X052", about.place, {{"element", std::string(name)}}));
}

void ModelWriter::text_element(std::string_view name, const MappedText& text) {
  if (!text.empty()) xml_.text_element(name, text.text());
}

void ModelWriter::information_item(std::string_view name, const InformationItem& item) {
  open(name, item.about, {{"name", item.name.text()}, {"typeRef", item.type_ref.text()}});
  close(name);
}

void ModelWriter::variable(const std::optional<InformationItem>& item) {
  if (item) information_item("variable", *item);
}

void ModelWriter::feel_text(std::string_view name, const FeelText& feel) {
  open(name, feel.about, {{"typeRef", feel.type_ref.text()}});
  xml_.text_element("text", feel.text.text());
  close(name);
}

void ModelWriter::optional_text(std::string_view name, const std::optional<FeelText>& feel) {
  if (feel) feel_text(name, *feel);
}

void ModelWriter::reference(std::string_view name, const Href& href) {
  xml_.open(name, {{"href", href.written.text()}});
  xml_.close(name);
}

void ModelWriter::requirement(std::string_view name, const Requirement& requirement) {
  open(name, requirement.about);
  std::string_view kind = "requiredInput";
  if (requirement.kind == Requires::decision) kind = "requiredDecision";
  if (requirement.kind == Requires::knowledge) kind = "requiredKnowledge";
  if (requirement.kind == Requires::authority) kind = "requiredAuthority";
  reference(kind, requirement.target);
  close(name);
}

void ModelWriter::imports() {
  for (const Import& each : definitions_.imports) {
    open("import", each.about,
         {{"name", each.name.text(), WhenEmpty::write},
          {"namespace", each.model_namespace.text()},
          {"locationURI", each.location_uri.text()},
          {"importType", each.import_type.text()}});
    close("import");
  }
}

void ModelWriter::item_definition(std::string_view name, const ItemDefinition& item) {
  open(name, item.about,
       {{"name", item.name.text()}, {"isCollection", item.is_collection ? "true" : ""}});
  text_element("typeRef", item.type_ref);
  optional_text("allowedValues", item.allowed_values);
  if (item.type_constraint) needs_dmn15("typeConstraint", item.about);
  optional_text("typeConstraint", item.type_constraint);
  for (const ItemDefinition& each : item.components) item_definition("itemComponent", each);
  if (item.function) {
    open("functionItem", item.function->about,
         {{"outputTypeRef", item.function->output_type_ref.text()}});
    for (const InformationItem& each : item.function->parameters) {
      information_item("parameters", each);
    }
    close("functionItem");
  }
  close(name);
}

void ModelWriter::input_data(const InputData& data) {
  open("inputData", data.about, {{"name", data.name.text()}});
  variable(data.variable);
  close("inputData");
}

void ModelWriter::decision(const Decision& decision) {
  open("decision", decision.about, {{"name", decision.name.text()}});
  text_element("question", decision.question);
  text_element("allowedAnswers", decision.allowed_answers);
  variable(decision.variable);
  for (const Requirement& each : decision.information_requirements) {
    requirement("informationRequirement", each);
  }
  for (const Requirement& each : decision.knowledge_requirements) {
    requirement("knowledgeRequirement", each);
  }
  for (const Requirement& each : decision.authority_requirements) {
    requirement("authorityRequirement", each);
  }
  for (const OpaqueXml& each : decision.business_context) opaque(each);
  expression(decision.expression);
  close("decision");
}

void ModelWriter::knowledge_model(const BusinessKnowledgeModel& model) {
  open("businessKnowledgeModel", model.about, {{"name", model.name.text()}});
  variable(model.variable);
  if (model.logic) {
    function("encapsulatedLogic", *model.logic, std::get<FunctionDefinition>(model.logic->body));
  }
  for (const Requirement& each : model.knowledge_requirements) {
    requirement("knowledgeRequirement", each);
  }
  for (const Requirement& each : model.authority_requirements) {
    requirement("authorityRequirement", each);
  }
  close("businessKnowledgeModel");
}

void ModelWriter::decision_service(const DecisionService& service) {
  open("decisionService", service.about, {{"name", service.name.text()}});
  variable(service.variable);
  for (const Href& each : service.output_decisions) reference("outputDecision", each);
  for (const Href& each : service.encapsulated_decisions) reference("encapsulatedDecision", each);
  for (const Href& each : service.input_decisions) reference("inputDecision", each);
  for (const Href& each : service.input_data) reference("inputData", each);
  close("decisionService");
}

std::string ModelWriter::write() {
  const Definitions& model = definitions_;
  std::vector<std::string> names;  // The views of the attributes need them to stay.
  names.reserve(model.xml_namespaces.size());
  std::vector<XmlPair> attributes = {{"xmlns", uri_in(version_, dmn_model_uri)}};
  for (const XmlNamespace& each : model.xml_namespaces) {
    attributes.push_back(
        {names.emplace_back("xmlns:" + each.prefix), uri_in(version_, each.uri)});
  }
  attributes.push_back({"name", model.name.text()});
  attributes.push_back({"namespace", model.model_namespace.text()});
  attributes.push_back({"exporter", model.exporter.text()});
  attributes.push_back({"exporterVersion", model.exporter_version.text()});
  open("definitions", model.about, attributes);
  imports();
  for (const ItemDefinition& each : model.item_definitions) item_definition("itemDefinition", each);
  for (const InputData& each : model.input_data) input_data(each);
  for (const Decision& each : model.decisions) decision(each);
  for (const BusinessKnowledgeModel& each : model.knowledge_models) knowledge_model(each);
  for (const DecisionService& each : model.decision_services) decision_service(each);
  for (const KnowledgeSource& each : model.knowledge_sources) opaque(each.xml);
  for (const OpaqueXml& each : model.remarks) opaque(each);
  for (const OpaqueXml& each : model.diagrams) opaque(each);
  close("definitions");
  return xml_.take() + "\n";
}

std::string write_dmn(const Definitions& definitions) {
  return ModelWriter(definitions, DmnVersion::v1_5).write();
}

Result<std::string> write_dmn(const Definitions& definitions, DmnVersion version) {
  ModelWriter writer(definitions, version);
  std::string text = writer.write();
  if (!writer.problems().empty()) return writer.problems();
  return text;
}

}  // namespace fangan::dmn
