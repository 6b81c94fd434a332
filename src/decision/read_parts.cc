#include "decision/read_parts.h"

namespace fangan::dmn {

InformationItem read_information_item(ReadContext* context, const XmlElement& element) {
  InformationItem item;
  MappedText type;
  context->read_attributes(element, &item.about,
                           {{"name", &item.name, Need::required}, {"typeRef", &type}});
  context->read_children(element, &item.about, {});
  item.type_ref = context->type_ref(type, element);
  return item;
}

FeelText read_feel_text(ReadContext* context, const XmlElement& element) {
  FeelText feel;
  MappedText type;
  MappedText language;
  feel.text = MappedText("", {element.tag.source, element.tag.end, element.tag.end});
  context->read_attributes(element, &feel.about,
                           {{"typeRef", &type}, {"expressionLanguage", &language}});
  context->read_children(
      element, &feel.about,
      {{"text", Times::at_most_once, [&](const XmlElement& child) { feel.text = child.text; }},
       {"importedValues", Times::any,
        [&](const XmlElement& child) { context->report("DMN-X034", child.tag); }}});
  context->check_language(language);
  feel.type_ref = context->type_ref(type, element);
  return feel;
}

Href read_href(ReadContext* context, const XmlElement& element) {
  Href href;
  About about;
  context->read_attributes(element, &about, {{"href", &href.written, Need::required}});
  const std::string& text = href.written.text();
  const size_t hash = text.rfind('#');
  if (hash == std::string::npos || hash + 1 == text.size()) {
    if (!text.empty()) context->report("DMN-X042", href.written.span(), {{"href", text}});
    return href;
  }
  href.id = text.substr(hash + 1);
  href.model_namespace = hash == 0 ? context->model_namespace : text.substr(0, hash);
  return href;
}

ChildRule expression_rule(ReadContext* context, ExpressionBox* into, Times times) {
  return {any_expression, times, [context, into](const XmlElement& child) {
            *into = ExpressionBox(read_expression(context, child));
          }};
}

ChildRule variable_rule(ReadContext* context, std::optional<InformationItem>* into) {
  return {"variable", Times::at_most_once, [context, into](const XmlElement& child) {
            *into = read_information_item(context, child);
          }};
}

}  // namespace fangan::dmn
