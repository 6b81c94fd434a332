#include "decision/tck_file.h"

#include "decision/read_context.h"

namespace fangan::dmn {
namespace {

constexpr std::string_view test_uri = "http://www.omg.org/spec/DMN/20160719/testcase";
constexpr std::string_view instance_uri = "http://www.w3.org/2001/XMLSchema-instance";
constexpr Word<bool> booleans[] = {{"false", false}, {"true", true}, {"0", false}, {"1", true}};
constexpr Word<TckKind> kinds[] = {{"decision", TckKind::decision},
                                   {"bkm", TckKind::knowledge_model},
                                   {"decisionService", TckKind::decision_service}};

std::string_view instance_attribute(const XmlElement& element, std::string_view name) {
  for (const XmlAttribute& each : element.attributes) {
    if (each.uri == instance_uri && each.name == name) return each.value.text();
  }
  return {};
}

bool is_nil(const XmlElement& element) {
  const std::string_view nil = instance_attribute(element, "nil");
  return nil == "true" || nil == "1";
}

std::string type_of(const XmlElement& element) {
  const std::string_view type = instance_attribute(element, "type");
  const size_t colon = type.find(':');
  return std::string(colon == std::string_view::npos ? type : type.substr(colon + 1));
}

TckValue read_value(ReadContext* context, const XmlElement& element);

void read_list(ReadContext* context, const XmlElement& element, TckValue* value) {
  About about;
  if (is_nil(element)) value->is_nil = true;
  context->read_attributes(element, &about, {});
  context->read_children(element, &about, {{"item", Times::any, [&](const XmlElement& child) {
                                              About of_item;
                                              context->read_attributes(child, &of_item, {});
                                              value->members.push_back(read_value(context, child));
                                            }}});
}

/// The content of inputNode, expected, component or item; its attributes are read by the caller.
TckValue read_value(ReadContext* context, const XmlElement& element) {
  TckValue value;
  value.place = element.tag;
  value.form = TckValue::Form::components;
  value.is_nil = is_nil(element);
  bool has_list = false;
  bool has_value = false;
  bool has_components = false;
  About about;
  context->read_children(element, &about,
                         {{"value", Times::at_most_once,
                           [&](const XmlElement& child) {
                             has_value = true;
                             value.type = type_of(child);
                             value.text = child.text;
                             if (is_nil(child)) value.is_nil = true;
                           }},
                          {"component", Times::any,
                           [&](const XmlElement& child) {
                             has_components = true;
                             MappedText name;
                             About of_component;
                             context->read_attributes(child, &of_component, {{"name", &name}});
                             value.members.push_back(read_value(context, child));
                             value.members.back().name = std::move(name);
                           }},
                          {"list", Times::at_most_once, [&](const XmlElement& child) {
                             has_list = true;
                             read_list(context, child, &value);
                           }}});
  const int forms = (has_value ? 1 : 0) + (has_list ? 1 : 0) + (has_components ? 1 : 0);
  if (forms > 1) context->report("DMN-T002", element.tag);
  if (has_list) value.form = TckValue::Form::list;
  if (has_value) value.form = TckValue::Form::value;
  return value;
}

TckInput read_input(ReadContext* context, const XmlElement& element) {
  TckInput input;
  About about;
  context->read_attributes(
      element, &about,
      {{"name", &input.name, Need::required}, {"namespace", &input.model_namespace}});
  input.value = read_value(context, element);
  return input;
}

TckResult read_result(ReadContext* context, const XmlElement& element) {
  TckResult result;
  About about;
  MappedText is_error;
  result.place = element.tag;
  context->read_attributes(element, &about,
                           {{"name", &result.name, Need::required},
                            {"namespace", &result.model_namespace},
                            {"type", &result.type},
                            {"errorResult", &is_error}});
  context->read_children(element, &about,
                         {{"expected", Times::at_most_once, [&](const XmlElement& child) {
                             About of_expected;
                             context->read_attributes(child, &of_expected, {});
                             result.expected = read_value(context, child);
                           }}});
  result.is_error = context->read_word(is_error, "errorResult", booleans);
  return result;
}

TckTest read_test(ReadContext* context, const XmlElement& element) {
  TckTest test;
  About about;
  MappedText kind;
  test.place = element.tag;
  context->read_attributes(element, &about,
                           {{"type", &kind},
                            {"invocableName", &test.invocable_name},
                            {"name", &test.name},
                            {"namespace", &test.model_namespace}});
  context->read_children(
      element, &about,
      {{"inputNode", Times::any,
        [&](const XmlElement& child) { test.inputs.push_back(read_input(context, child)); }},
       {"resultNode", Times::any,
        [&](const XmlElement& child) { test.results.push_back(read_result(context, child)); }}});
  test.id = about.id;
  test.description = about.description;
  test.kind = context->read_word(kind, "type", kinds);
  const bool calls = test.kind != TckKind::decision;
  if (calls && test.invocable_name.empty()) context->report("DMN-T003", element.tag);
  return test;
}

void read_labels(ReadContext* context, const XmlElement& element, TckFile* file) {
  About about;
  context->read_attributes(element, &about, {});
  context->read_children(element, &about, {{"label", Times::any, [&](const XmlElement& child) {
                                              file->labels.push_back(child.text.trimmed().text());
                                            }}});
}

TckFile read_root(ReadContext* context, const XmlElement& root) {
  TckFile file;
  About about;
  file.source = root.tag.source;
  context->read_attributes(root, &about, {{"namespace", &file.model_namespace}});
  context->read_children(
      root, &about,
      {{"testCasesName", Times::at_most_once,
        [&](const XmlElement& child) { file.name = child.text.trimmed(); }},
       {"modelName", Times::at_most_once,
        [&](const XmlElement& child) { file.model_name = child.text.trimmed(); }},
       {"labels", Times::at_most_once,
        [&](const XmlElement& child) { read_labels(context, child, &file); }},
       {"testCase", Times::any,
        [&](const XmlElement& child) { file.tests.push_back(read_test(context, child)); }}});
  return file;
}

}  // namespace

Result<TckFile> read_tck_file(const std::string& name, std::string_view bytes, Sources* sources,
                              const XmlLimits& limits) {
  Result<std::string> text = xml_text(name, bytes, limits);
  if (!text) return text.errors();
  const uint32_t source = sources->add(name, std::move(text).value());
  const Result<XmlDocument> document = read_xml(*sources, source, limits);
  if (!document) return document.errors();
  const XmlElement& root = document.value().root;
  if (root.name != "testCases" || root.uri != test_uri) {
    return problem_at("DMN-T001", root.tag,
                      {{"element", std::string(root.name)}, {"namespace", std::string(root.uri)}});
  }
  ReadContext context(*sources, source, document.value());
  context.model_uri = test_uri;
  TckFile file = read_root(&context, root);
  sort_by_position(&context.problems);
  if (has_errors(context.problems)) return context.problems;
  file.warnings = std::move(context.problems);
  return file;
}

}  // namespace fangan::dmn
