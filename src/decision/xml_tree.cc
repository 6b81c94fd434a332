#include "decision/xml_tree.h"

#include <algorithm>
#include <pugixml.hpp>
#include <string>

#include "decision/xml_characters.h"
#include "text/utf8.h"

namespace fangan::dmn {
namespace {

constexpr std::string_view xml_uri = "http://www.w3.org/XML/1998/namespace";

// Values stay as they are written, so that they keep their places; comments and instructions are
// read because the end of an element is found behind the last thing in it.
constexpr unsigned int parse_options =
    pugi::parse_cdata | pugi::parse_ws_pcdata | pugi::parse_comments | pugi::parse_pi |
    pugi::parse_declaration | pugi::parse_doctype | pugi::parse_fragment;

std::string without_carriage_returns(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] != '\r') {
      text += bytes[at];
    } else if (at + 1 == bytes.size() || bytes[at + 1] != '\n') {
      text += '\n';
    }
  }
  return text;
}

Diagnostic too_many(size_t limit, const std::string& file) {
  return problem("DMN-X006", {{"limit", std::to_string(limit)}, {"file", file}});
}

class TreeBuilder {
 public:
  TreeBuilder(const Source& file, uint32_t source, const char* base, const XmlLimits& limits)
      : file_(file.name()), text_(file.text()), source_(source), base_(base), limits_(limits) {
    document_.bindings.emplace_back();
  }

  /// The depth has been checked. Returns the offset behind the end tag.
  uint32_t build(const pugi::xml_node& node, uint32_t around, XmlElement* element) {
    const std::string_view written = view(node.name());
    const uint32_t name_begin = offset(node.name());
    element->around = around;
    element->tag = {source_, name_begin - 1, name_begin + size_of(written)};
    element->scope = read_bindings(node, around);
    split(written, &element->prefix, &element->name);
    const bool is_resolved = resolve(element->prefix, element->scope, element->tag, &element->uri);
    if (!is_resolved) return name_begin;
    uint32_t end = read_attributes(node, element);
    end = read_content(node, element, end);
    element->whole = {source_, name_begin - 1, end};
    return end;
  }

  Diagnostics problems;
  XmlDocument take() { return std::move(document_); }
  XmlElement* root() { return &document_.root; }

 private:
  static uint32_t size_of(std::string_view text) { return static_cast<uint32_t>(text.size()); }
  uint32_t offset(const char* at) const { return static_cast<uint32_t>(at - base_); }
  /// The same bytes in the source, which outlives the buffer of the library.
  std::string_view view(const char* at) const {
    return text_.substr(offset(at), std::string_view(at).size());
  }

  static void split(std::string_view written, std::string_view* prefix, std::string_view* name) {
    const size_t colon = written.find(':');
    *prefix = colon == std::string_view::npos ? std::string_view() : written.substr(0, colon);
    *name = colon == std::string_view::npos ? written : written.substr(colon + 1);
  }

  static bool is_declaration(std::string_view written) {
    return written == "xmlns" || written.substr(0, 6) == "xmlns:";
  }

  MappedText value_of(const pugi::xml_attribute& attribute) {
    XmlCharacters characters(source_);
    const uint32_t begin = offset(attribute.value());
    characters.add(view(attribute.value()), begin, XmlStretch::attribute, &problems);
    return characters.finish(begin);
  }

  std::string_view keep_uri(const std::string& uri) { return *document_.uris.insert(uri).first; }

  uint32_t read_bindings(const pugi::xml_node& node, uint32_t around) {
    uint32_t scope = around;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view written = view(attribute.name());
      if (!is_declaration(written)) continue;
      const std::string_view prefix = written.size() > 6 ? written.substr(6) : std::string_view();
      const uint32_t depth = document_.bindings[scope].depth + 1;
      if (is_over_limit(depth)) break;
      if (is_bound_between(prefix, scope, around)) {
        const uint32_t begin = offset(attribute.name());
        const Span place{source_, begin, begin + size_of(written)};
        report(problem_at("DMN-X011", place, {{"name", std::string(written)}}));
        continue;
      }
      document_.bindings.push_back({scope, prefix, keep_uri(value_of(attribute).text()), depth});
      scope = static_cast<uint32_t>(document_.bindings.size()) - 1;
    }
    return scope;
  }

  void report(Diagnostic problem) {
    if (problems.size() < problems_max) problems.push_back(std::move(problem));
  }

  bool is_bound_between(std::string_view prefix, uint32_t scope, uint32_t around) const {
    const XmlBinding* bound = document_.find_binding(scope, prefix);
    return bound != nullptr && bound != document_.find_binding(around, prefix);
  }

  /// Long lists are searched one by one; nobody writes them.
  bool is_over_limit(size_t count) {
    if (count < limits_.attributes_max) return false;
    if (!is_over_limit_) report(too_many(limits_.attributes_max, file_));
    is_over_limit_ = true;
    return true;
  }

  bool resolve(std::string_view prefix, uint32_t scope, Span place, std::string_view* uri) {
    if (prefix == "xml") {
      *uri = xml_uri;
      return true;
    }
    const XmlBinding* binding = document_.find_binding(scope, prefix);
    if (binding != nullptr) *uri = binding->uri;
    if (binding != nullptr || prefix.empty()) return true;
    report(problem_at("DMN-X010", place, {{"prefix", std::string(prefix)}}));
    return false;
  }

  /// Returns the offset behind the start tag.
  uint32_t read_attributes(const pugi::xml_node& node, XmlElement* element) {
    uint32_t end = element->tag.end;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view written = view(attribute.name());
      end = offset(attribute.value()) + size_of(view(attribute.value())) + 1;
      if (is_declaration(written)) continue;
      if (is_over_limit(element->attributes.size())) break;
      XmlAttribute read;
      const uint32_t begin = offset(attribute.name());
      read.place = {source_, begin, begin + size_of(written)};
      split(written, &read.prefix, &read.name);
      if (!read.prefix.empty() && !resolve(read.prefix, element->scope, read.place, &read.uri)) {
        continue;
      }
      if (find_same(*element, read)) {
        report(problem_at("DMN-X011", read.place, {{"name", std::string(written)}}));
        continue;
      }
      read.value = value_of(attribute);
      element->attributes.push_back(std::move(read));
    }
    return std::min<uint32_t>(static_cast<uint32_t>(text_.find('>', end)), size_of(text_)) + 1;
  }

  static bool find_same(const XmlElement& element, const XmlAttribute& read) {
    return std::any_of(element.attributes.begin(), element.attributes.end(),
                       [&read](const XmlAttribute& other) {
                         return other.name == read.name && other.uri == read.uri;
                       });
  }

  /// `behind` is the offset behind the start tag; returns the one behind the end tag.
  uint32_t read_content(const pugi::xml_node& node, XmlElement* element, uint32_t behind) {
    XmlCharacters characters(source_);
    uint32_t end = behind;
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() == pugi::node_element) {
        end = build(child, element->scope, &element->children.emplace_back());
      } else {
        end = read_characters(child, &characters);
      }
    }
    if (element->children.empty() || !characters.is_blank()) {
      element->text = characters.finish(behind);
    } else {
      element->text = MappedText("", {source_, behind, behind});
    }
    if (!node.first_child() && text_.substr(behind - 2, 2) == "/>") return behind;
    return std::min<uint32_t>(static_cast<uint32_t>(text_.find('>', end)), size_of(text_)) + 1;
  }

  /// Anything but an element; returns the offset behind it.
  uint32_t read_characters(const pugi::xml_node& child, XmlCharacters* characters) {
    const bool has_value = child.type() != pugi::node_pi || *child.value() != '\0';
    const char* const last = has_value ? child.value() : child.name();
    const uint32_t end = offset(last) + size_of(view(last));
    switch (child.type()) {
      case pugi::node_pcdata:
        characters->add(view(last), offset(last), XmlStretch::text, &problems);
        return end;
      case pugi::node_cdata:
        characters->add(view(last), offset(last), XmlStretch::cdata, &problems);
        return end + 3;
      case pugi::node_comment:
        return end + 3;
      default:  // an instruction; its value ends before the blanks at its end
        return static_cast<uint32_t>(text_.find("?>", end)) + 2;
    }
  }

  const std::string& file_;
  std::string_view text_;
  uint32_t source_;
  const char* base_;
  const XmlLimits& limits_;
  bool is_over_limit_ = false;
  XmlDocument document_;
};

/// The place of the character at `at`.
Span first_character(uint32_t source, const char* base, const char* at) {
  size_t size = 0;
  next_code_point(at, &size);
  const uint32_t begin = static_cast<uint32_t>(at - base);
  return {source, begin, begin + static_cast<uint32_t>(size)};
}

/// Whether an element lies deeper than `depth_max`; without recursion.
bool is_too_deep(const pugi::xml_node& root, int depth_max, const char** where) {
  int depth = 1;
  for (pugi::xml_node node = root; node;) {
    if (depth > depth_max && node.type() == pugi::node_element) {
      *where = node.name();
      return true;
    }
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    node = node == root ? pugi::xml_node() : node.next_sibling();
  }
  return false;
}

/// The one element of a document; a problem where there is none or more.
Result<pugi::xml_node> find_root(const pugi::xml_document& document, uint32_t source,
                                 const char* base) {
  pugi::xml_node root;
  const auto place = [&](const char* at) { return first_character(source, base, at); };
  for (const pugi::xml_node& node : document.children()) {
    if (node.type() == pugi::node_doctype) return problem_at("DMN-X004", place(node.value()));
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      const std::string_view text = node.value();
      if (text.find_first_not_of(" \t\n") != std::string_view::npos) {
        return problem_at("DMN-X003", place(node.value()));
      }
    }
    if (node.type() != pugi::node_element) continue;
    if (root) return problem_at("DMN-X003", place(node.name()));
    root = node;
  }
  if (!root) return problem_at("DMN-X003", {source, 0, 0});
  return root;
}

}  // namespace

const XmlBinding* XmlDocument::find_binding(uint32_t scope, std::string_view prefix) const {
  for (; scope != 0; scope = bindings[scope].parent) {
    if (bindings[scope].prefix == prefix) return &bindings[scope];
  }
  return nullptr;
}

Result<std::string> xml_text(const std::string& name, std::string_view bytes,
                             const XmlLimits& limits) {
  if (bytes.size() > limits.bytes_max) {
    return problem("DMN-X001", {{"limit", std::to_string(limits.bytes_max >> 20)}, {"file", name}});
  }
  if (bytes.substr(0, 3) == "\xef\xbb\xbf") bytes.remove_prefix(3);
  for (size_t at = 0; at < bytes.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(bytes, &at);
    const bool is_broken = c == 0xFFFD && at == begin + 1;
    const bool is_control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    if (!is_broken && !is_control) continue;
    return problem("DMN-X002", {{"offset", std::to_string(begin)}, {"file", name}});
  }
  return without_carriage_returns(bytes);
}

Result<XmlDocument> read_xml(const Sources& sources, uint32_t source, const XmlLimits& limits) {
  std::string buffer(sources.at(source).text());
  const auto marks =
      std::count_if(buffer.begin(), buffer.end(), [](char c) { return c == '<' || c == '='; });
  if (static_cast<size_t>(marks) > limits.marks_max) {
    return too_many(limits.marks_max, sources.at(source).name());
  }
  pugi::xml_document parsed;
  const pugi::xml_parse_result status =
      parsed.load_buffer_inplace(buffer.data(), buffer.size(), parse_options, pugi::encoding_utf8);
  if (!status) {
    const bool is_mismatch = status.status == pugi::status_end_element_mismatch;
    const uint32_t at = static_cast<uint32_t>(std::min<size_t>(
        static_cast<size_t>(std::max<ptrdiff_t>(status.offset, 0)), buffer.size()));
    return problem_at(is_mismatch ? "DMN-X012" : "DMN-X003", {source, at, at});
  }
  const Result<pugi::xml_node> root = find_root(parsed, source, buffer.data());
  if (!root) return root.errors();
  const char* deep = nullptr;
  if (is_too_deep(root.value(), limits.depth_max, &deep)) {
    return problem_at("DMN-X005", first_character(source, buffer.data(), deep),
                      {{"limit", std::to_string(limits.depth_max)}});
  }
  TreeBuilder builder(sources.at(source), source, buffer.data(), limits);
  builder.build(root.value(), 0, builder.root());
  if (!builder.problems.empty()) {
    sort_by_position(&builder.problems);
    return builder.problems;
  }
  return builder.take();
}

}  // namespace fangan::dmn
