#include "decision/read_context.h"

#include <algorithm>
#include <array>

#include "decision/opaque_xml.h"
#include "decision/read_parts.h"
#include "decision/type_refs.h"
#include "decision/xml_characters.h"
#include "text/suggest.h"
#include "text/words.h"

namespace fangan::dmn {
namespace {

constexpr std::string_view schema_instance_uri = "http://www.w3.org/2001/XMLSchema-instance";

std::string qualified(const XmlAttribute& attribute) {
  std::string name(attribute.prefix);
  if (!name.empty()) name += ':';
  return name += attribute.name;
}

std::vector<std::string> known_children(const std::vector<ChildRule>& rules) {
  std::vector<std::string> known;
  for (const ChildRule& rule : rules) {
    if (rule.name == any_expression) {
      const std::vector<std::string> expressions = expression_names();
      known.insert(known.end(), expressions.begin(), expressions.end());
    } else {
      known.emplace_back(rule.name);
    }
  }
  known.emplace_back("description");
  known.emplace_back("extensionElements");
  return known;
}

/// The names of 1.1, such as dateTime, in today's words.
MappedText built_in_type(const MappedText& name) {
  const BuiltInType* known = find_built_in_type(name.text());
  if (known == nullptr || known->meaning == name.text()) return name;
  return MappedText(std::string(known->meaning), name.span());
}

bool is_for(const ChildRule& rule, std::string_view name) {
  return rule.name == any_expression ? is_expression_name(name) : rule.name == name;
}

}  // namespace

void ReadContext::keep(Diagnostic diagnostic, size_t* count) {
  if (++*count <= problems_max) problems.push_back(std::move(diagnostic));
}

void ReadContext::report(std::string code, Span place, std::vector<Fact> facts) {
  keep(problem_at(std::move(code), place, std::move(facts)), &error_count_);
}

void ReadContext::report_second(std::string code, Span place, Mark first, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem_at(std::move(code), place, std::move(facts));
  diagnostic.marks.push_back(std::move(first));
  keep(std::move(diagnostic), &error_count_);
}

void ReadContext::warn(std::string code, Span place, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem_at(std::move(code), place, std::move(facts));
  diagnostic.severity = Severity::warning;
  keep(std::move(diagnostic), &warning_count_);
}

void ReadContext::report_word(const MappedText& written, std::string_view attribute,
                              const std::vector<std::string>& known) {
  report("DMN-X025", written.span(),
         {{"attribute", std::string(attribute)},
          {"value", written.text()},
          {"known", joined(known, ", ")}});
}

/// An id that an href may mean has to be one element's; of cells and the like it only ought to be.
void ReadContext::keep_id(const MappedText& id, const XmlElement& element) {
  constexpr std::array<std::string_view, 5> meant = {
      "decision", "inputData", "businessKnowledgeModel", "decisionService", "knowledgeSource"};
  const bool is_meant = std::find(meant.begin(), meant.end(), element.name) != meant.end();
  const auto [first, is_new] = (is_meant ? meant_ids_ : ids_).try_emplace(id.text(), id.span());
  if (is_new) return;
  if (!is_meant) return warn("DMN-W005", id.span(), {{"id", id.text()}});
  report_second("DMN-X040", id.span(), {first->second, "DMN-X040.first"}, {{"id", id.text()}});
}

void ReadContext::read_vendor_attribute(const XmlElement& element, const XmlAttribute& attribute,
                                        About* about, const std::vector<AttributeRule>& rules) {
  // Choice: the address of the schema is dropped, since it names the version that was read.
  if (attribute.uri == schema_instance_uri && attribute.name == "schemaLocation") return;
  if (attribute.prefix.empty()) {
    std::vector<std::string> known = {"id", "label"};
    for (const AttributeRule& rule : rules) known.emplace_back(rule.name);
    const std::string near = did_you_mean(attribute.name, known);
    const std::vector<Fact> facts = {{"attribute", std::string(attribute.name)},
                                     {"element", std::string(element.name)},
                                     {"near", near}};
    if (!near.empty()) return report("DMN-X021", attribute.place, facts);
    warn("DMN-W001", attribute.place, {facts[0], facts[1]});
  }
  about->vendor_attributes.push_back(
      {qualified(attribute), std::string(uri_in_dmn15(attribute.uri)), attribute.value.text()});
}

void ReadContext::read_attributes(const XmlElement& element, About* about,
                                  const std::vector<AttributeRule>& rules) {
  about->place = element.tag;
  for (const XmlAttribute& attribute : element.attributes) {
    MappedText* into = nullptr;
    if (attribute.prefix.empty() && attribute.name == "id") into = &about->id;
    if (attribute.prefix.empty() && attribute.name == "label") into = &about->label;
    for (const AttributeRule& rule : rules) {
      if (attribute.prefix.empty() && attribute.name == rule.name) into = rule.into;
    }
    if (into != nullptr) {
      *into = attribute.value;
      if (into == &about->id) keep_id(about->id, element);
    } else {
      read_vendor_attribute(element, attribute, about, rules);
    }
  }
  for (const AttributeRule& rule : rules) {
    if (rule.need == Need::optional || !rule.into->trimmed().empty()) continue;
    report("DMN-X022", element.tag,
           {{"attribute", std::string(rule.name)}, {"element", std::string(element.name)}});
  }
}

void ReadContext::read_children(const XmlElement& element, About* about,
                                const std::vector<ChildRule>& rules) {
  if (!element.text.trimmed().empty()) {
    report("DMN-X037", element.text.trimmed().span(), {{"element", std::string(element.name)}});
  }
  std::vector<uint32_t> counts(rules.size());
  for (const XmlElement& child : element.children) {
    if (is_diagram_uri(child.uri)) {
      diagrams.push_back(opaque(child));
    } else if (!is_dmn(child)) {
      about->extensions.push_back(opaque(child));
    } else if (child.name == "description") {
      about->description = child.text;
    } else if (child.name == "extensionElements") {
      for (const XmlElement& each : child.children) about->extensions.push_back(opaque(each));
    } else {
      const auto rule = std::find_if(rules.begin(), rules.end(), [&child](const ChildRule& each) {
        return is_for(each, child.name);
      });
      const std::vector<Fact> facts = {{"child", std::string(child.name)},
                                       {"element", std::string(element.name)}};
      if (rule == rules.end()) {
        const std::vector<std::string> known = known_children(rules);
        report("DMN-X020", child.tag, {facts[0], facts[1], {"known", joined(known, ", ")}});
      } else if (++counts[static_cast<size_t>(rule - rules.begin())] > 1 &&
                 rule->times != Times::any) {
        report("DMN-X024", child.tag, facts);
      } else {
        rule->read(child);
      }
    }
  }
  for (size_t index = 0; index < rules.size(); ++index) {
    if (rules[index].times != Times::once || counts[index] > 0) continue;
    report("DMN-X023", element.tag,
           {{"child", std::string(rules[index].name)}, {"element", std::string(element.name)}});
  }
}

void ReadContext::check_language(const MappedText& language) {
  if (language.empty() || is_feel_uri(language.text())) return;
  report("DMN-X033", language.span(), {{"language", language.text()}});
}

MappedText ReadContext::type_ref(const MappedText& written, const XmlElement& element) const {
  const MappedText type = written.trimmed();
  const size_t colon = type.text().find(':');
  if (colon == std::string::npos) return type;
  const XmlBinding* binding =
      document_.find_binding(element.scope, std::string_view(type.text()).substr(0, colon));
  const MappedText name =
      type.slice(static_cast<uint32_t>(colon) + 1, static_cast<uint32_t>(type.text().size()));
  if (binding == nullptr) {
    // From 1.2 on types are no qualified names, and modelers keep the prefix without declaring it.
    return type.text().substr(0, colon) == "feel" ? built_in_type(name) : type;
  }
  if (is_feel_uri(binding->uri)) return built_in_type(name);
  if (binding->uri == model_namespace) return name;
  if (version != DmnVersion::v1_1) return type;
  // In 1.1 an import has no name: its prefix is what types are called by.
  return MappedText(std::string(binding->prefix) + "." + name.text(), type.span());
}

std::string ReadContext::prefix_of(std::string_view uri) const {
  for (uint32_t at = document_.root.scope; at != 0; at = document_.bindings[at].parent) {
    const XmlBinding& binding = document_.bindings[at];
    if (binding.uri == uri && !binding.prefix.empty()) return std::string(binding.prefix);
  }
  return {};
}

OpaqueXml ReadContext::opaque(const XmlElement& element) const {
  return opaque_xml(document_, element, text_);
}

}  // namespace fangan::dmn
