// Opaque XML: parts of a document that are kept as they are, made to stand alone.
#pragma once

#include "decision/model.h"
#include "decision/xml_tree.h"

namespace fangan::dmn {

/// The namespaces of the root as DMN 1.5 writes them, in order, without the default one.
std::vector<XmlNamespace> root_namespaces(const XmlDocument& document);

/// The bytes of an element as `text` has them. Declarations that hold around it and differ from
/// those of `root_namespaces()` are added to its start tag; namespaces of DMN become those of 1.5.
/// Reading what it returns below such a root gives the same again.
OpaqueXml opaque_xml(const XmlDocument& document, const XmlElement& element, std::string_view text);

/// The same element with the namespaces of DMN as the version calls them.
std::string with_uris_of(DmnVersion version, std::string_view text);

}  // namespace fangan::dmn
