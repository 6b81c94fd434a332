// XML tree: a document with its namespaces resolved and the place of everything in it.
//
// The library underneath (pugixml) knows no namespaces, keeps no places of attributes and takes
// what is no XML; here prefixes are resolved, references decoded and what is refused is refused
// with a place. Document types are refused, so there are no entities but the five of XML.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "decision/xml_limits.h"
#include "text/mapped_text.h"
#include "text/result.h"

namespace fangan::dmn {

struct XmlAttribute {
  std::string_view prefix;
  std::string_view name;  ///< Without prefix.
  std::string_view uri;   ///< Empty where there is no prefix.
  MappedText value;
  Span place;  ///< The name as written.
};

struct XmlElement {
  std::string_view prefix;
  std::string_view name;  ///< Without prefix.
  std::string_view uri;
  Span tag;                              ///< The start tag up to the end of the name.
  Span whole;                            ///< From the start tag to the end tag.
  uint32_t scope = 0;                    ///< The innermost binding that holds inside.
  uint32_t around = 0;                   ///< The innermost binding that holds around it.
  std::vector<XmlAttribute> attributes;  ///< Without declarations of namespaces.
  std::vector<XmlElement> children;
  MappedText text;  ///< What stands directly in it; empty if only blanks stand between children.
};

/// One xmlns attribute and the binding it hides behind.
struct XmlBinding {
  uint32_t parent = 0;
  std::string_view prefix;  ///< Empty: the default namespace.
  std::string_view uri;
  uint32_t depth = 0;  ///< How many bindings lie around it.
};

/// Names are views into the text of the source; URIs are kept here.
struct XmlDocument {
  std::set<std::string, std::less<>> uris;
  std::vector<XmlBinding> bindings;  ///< Index 0 is none.
  XmlElement root;

  XmlDocument() = default;
  XmlDocument(XmlDocument&&) = default;
  XmlDocument& operator=(XmlDocument&&) = default;

  /// The innermost binding of `prefix` at `scope`, or null.
  const XmlBinding* find_binding(uint32_t scope, std::string_view prefix) const;
};

/// The bytes of the file `name` as text for a Source: UTF-8 without byte order mark, lines ending
/// with LF. Errors  DMN-X001 too large; DMN-X002 not UTF-8, or characters no XML may hold.
Result<std::string> xml_text(const std::string& name, std::string_view bytes,
                             const XmlLimits& limits);

/// Reads one source whose text came from xml_text().
/// Errors  DMN-X003 not well formed; DMN-X004 a document type; DMN-X005 nested too deep; DMN-X006
/// too many tags; DMN-X009 unknown reference; DMN-X010 undeclared prefix; DMN-X011 an attribute
/// twice; DMN-X012 an end tag that does not match.
Result<XmlDocument> read_xml(const Sources& sources, uint32_t source, const XmlLimits& limits);

}  // namespace fangan::dmn
