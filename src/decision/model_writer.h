// Model writer: the elements of a model, one function for each kind. Internal to decision/;
// write_dmn.h is the way in.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "decision/model.h"
#include "decision/xml_writer.h"

namespace fangan::dmn {

class ModelWriter {
 public:
  ModelWriter(const Definitions& definitions, DmnVersion version)
      : definitions_(definitions), version_(version) {}
  std::string write();
  /// What the version cannot say.
  const Diagnostics& problems() const { return problems_; }

 private:
  /// The start tag, description and extensions.
  void open(std::string_view name, const About& about, std::vector<XmlPair> attributes = {});
  void close(std::string_view name) { xml_.close(name); }
  void vendor_attributes(const About& about, std::vector<XmlPair>* attributes,
                         std::vector<std::string>* declared);
  void text_element(std::string_view name, const MappedText& text);
  void opaque(const OpaqueXml& part);
  void needs_dmn15(std::string_view name, const About& about);

  void information_item(std::string_view name, const InformationItem& item);
  void variable(const std::optional<InformationItem>& item);
  void feel_text(std::string_view name, const FeelText& feel);
  void optional_text(std::string_view name, const std::optional<FeelText>& feel);
  void reference(std::string_view name, const Href& href);
  void requirement(std::string_view name, const Requirement& requirement);

  void imports();
  void item_definition(std::string_view name, const ItemDefinition& item);
  void input_data(const InputData& data);
  void decision(const Decision& decision);
  void knowledge_model(const BusinessKnowledgeModel& model);
  void decision_service(const DecisionService& service);

  void expression(const Expression& expression);
  void expression(const ExpressionBox& box);
  void child(std::string_view name, const ChildExpression& child);
  void body(const Expression& expression, const LiteralExpression& literal);
  void body(const Expression& expression, const DecisionTable& table);
  void body(const Expression& expression, const Context& context);
  void body(const Expression& expression, const Relation& relation);
  void body(const Expression& expression, const List& list);
  void body(const Expression& expression, const Invocation& invocation);
  void body(const Expression& expression, const FunctionDefinition& function);
  void body(const Expression& expression, const Conditional& conditional);
  void body(const Expression& expression, const Filter& filter);
  void body(const Expression& expression, const Iteration& iteration);
  void function(std::string_view name, const Expression& expression,
                const FunctionDefinition& function);
  void rule(const Rule& rule);

  const Definitions& definitions_;
  DmnVersion version_;
  XmlWriter xml_;
  Diagnostics problems_;
  std::set<std::string_view> newer_;
};

}  // namespace fangan::dmn
