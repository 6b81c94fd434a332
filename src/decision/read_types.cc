// Item definitions: the types of a model.
#include "decision/read_parts.h"

namespace fangan::dmn {
namespace {

constexpr Word<bool> booleans[] = {{"false", false}, {"true", true}, {"0", false}, {"1", true}};

FunctionItem read_function_item(ReadContext* context, const XmlElement& element) {
  FunctionItem item;
  MappedText type;
  context->read_attributes(element, &item.about, {{"outputTypeRef", &type}});
  context->read_children(element, &item.about,
                         {{"parameters", Times::any, [&](const XmlElement& child) {
                             item.parameters.push_back(read_information_item(context, child));
                           }}});
  item.output_type_ref = context->type_ref(type, element);
  return item;
}

void check_one_kind(ReadContext* context, const XmlElement& element, const ItemDefinition& item) {
  const int kinds =
      (item.type_ref.empty() ? 0 : 1) + (item.components.empty() ? 0 : 1) + (item.function ? 1 : 0);
  if (kinds > 1) context->report("DMN-X035", element.tag, {{"name", item.name.text()}});
}

}  // namespace

ItemDefinition read_item_definition(ReadContext* context, const XmlElement& element) {
  ItemDefinition item;
  MappedText language;
  MappedText is_collection;
  context->read_attributes(element, &item.about,
                           {{"name", &item.name, Need::required},
                            {"typeLanguage", &language},
                            {"isCollection", &is_collection}});
  context->read_children(
      element, &item.about,
      {{"typeRef", Times::at_most_once,
        [&](const XmlElement& child) { item.type_ref = context->type_ref(child.text, child); }},
       {"allowedValues", Times::at_most_once,
        [&](const XmlElement& child) { item.allowed_values = read_feel_text(context, child); }},
       {"typeConstraint", Times::at_most_once,
        [&](const XmlElement& child) { item.type_constraint = read_feel_text(context, child); }},
       {"itemComponent", Times::any,
        [&](const XmlElement& child) {
          item.components.push_back(read_item_definition(context, child));
        }},
       {"functionItem", Times::at_most_once,
        [&](const XmlElement& child) { item.function = read_function_item(context, child); }}});
  context->check_language(language);
  item.is_collection = context->read_word(is_collection, "isCollection", booleans);
  check_one_kind(context, element, item);
  return item;
}

}  // namespace fangan::dmn
