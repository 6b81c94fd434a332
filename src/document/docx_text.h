// Docx text: the body of a parsed document as lines and tables.
#pragma once

#include "document/docx.h"

namespace pugi {
class xml_node;
}

namespace fangan {

/// The three parts of a document that its text depends on; the last two may be null nodes.
struct DocxParts {
  const pugi::xml_node& body;       ///< <w:body>
  const pugi::xml_node& numbering;  ///< <w:numbering>
  const pugi::xml_node& styles;     ///< <w:styles>
};

/// Errors  DOC-X006 too many paragraphs or cells. Limits  the nodes are nested no deeper than a
/// recursion bears; the caller has checked that.
Result<Docx> read_docx_text(const DocxParts& parts, const DocxLimits& limits);

}  // namespace fangan
