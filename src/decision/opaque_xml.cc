#include "decision/opaque_xml.h"

#include <algorithm>

#include "decision/dmn_uris.h"

namespace fangan::dmn {
namespace {

/// Whether anything in the element takes its namespace from the default one around it.
bool uses_default_namespace(const XmlDocument& document, const XmlElement& element) {
  const XmlBinding* around = document.find_binding(element.around, "");
  if (document.find_binding(element.scope, "") != around) return false;
  if (element.prefix.empty()) return true;
  return std::any_of(
      element.children.begin(), element.children.end(),
      [&document](const XmlElement& child) { return uses_default_namespace(document, child); });
}

bool is_declared_by_root(const XmlDocument& document, const XmlBinding& binding) {
  const XmlBinding* root = document.find_binding(document.root.scope, binding.prefix);
  return root != nullptr && uri_in_dmn15(root->uri) == uri_in_dmn15(binding.uri);
}

std::string declaration(std::string_view prefix, std::string_view uri) {
  std::string text = prefix.empty() ? " xmlns=\"" : " xmlns:" + std::string(prefix) + "=\"";
  for (const char c : uri) {
    switch (c) {
      case '&':
        text += "&amp;";
        break;
      case '<':
        text += "&lt;";
        break;
      case '"':
        text += "&quot;";
        break;
      default:
        text += c;
    }
  }
  return text + '"';
}

/// Declarations between the root and the element that the root does not make.
std::string missing_declarations(const XmlDocument& document, const XmlElement& element) {
  std::string text;
  const XmlBinding* fallback = document.find_binding(element.around, "");
  const std::string_view default_uri = fallback == nullptr ? "" : uri_in_dmn15(fallback->uri);
  if (default_uri != dmn_model_uri && uses_default_namespace(document, element)) {
    text += declaration("", default_uri);
  }
  for (uint32_t at = element.around; at != 0; at = document.bindings[at].parent) {
    const XmlBinding& binding = document.bindings[at];
    const bool is_hidden = document.find_binding(element.scope, binding.prefix) != &binding;
    if (binding.prefix.empty() || is_hidden || is_declared_by_root(document, binding)) continue;
    text += declaration(binding.prefix, uri_in_dmn15(binding.uri));
  }
  return text;
}

/// The end of a declaration's `xmlns:p=` that begins at `at`, where its quote stands; or npos.
size_t quote_of_declaration(std::string_view text, size_t at) {
  at += 5;
  if (at < text.size() && text[at] == ':') at = text.find_first_of("= \t\n", at);
  at = text.find_first_not_of(" \t\n", at);
  if (at >= text.size() || text[at] != '=') return std::string_view::npos;
  at = text.find_first_not_of(" \t\n", at + 1);
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return std::string_view::npos;
  return at;
}

}  // namespace

std::string with_uris_of(DmnVersion version, std::string_view text) {
  std::string out;
  size_t copied = 0;
  for (size_t at = text.find("xmlns"); at != std::string_view::npos; at = text.find("xmlns", at)) {
    const size_t quote = quote_of_declaration(text, at);
    at += 5;
    if (quote == std::string_view::npos) continue;
    const size_t end = text.find(text[quote], quote + 1);
    if (end == std::string_view::npos) break;
    out += text.substr(copied, quote + 1 - copied);
    out += uri_in(version, text.substr(quote + 1, end - quote - 1));
    copied = end;
    at = end;
  }
  out += text.substr(copied);
  return out;
}

std::vector<XmlNamespace> root_namespaces(const XmlDocument& document) {
  std::vector<XmlNamespace> namespaces;
  for (uint32_t at = document.root.scope; at != 0; at = document.bindings[at].parent) {
    const XmlBinding& binding = document.bindings[at];
    if (binding.prefix.empty()) continue;
    namespaces.push_back({std::string(binding.prefix), std::string(uri_in_dmn15(binding.uri))});
  }
  std::reverse(namespaces.begin(), namespaces.end());
  return namespaces;
}

OpaqueXml opaque_xml(const XmlDocument& document, const XmlElement& element,
                     std::string_view text) {
  const std::string_view tag = text.substr(element.tag.begin, element.tag.size_bytes());
  const std::string_view rest = text.substr(element.tag.end, element.whole.end - element.tag.end);
  return {std::string(tag) + missing_declarations(document, element) +
          with_uris_of(DmnVersion::v1_5, rest)};
}

}  // namespace fangan::dmn
