#include "document/docx.h"

#include <algorithm>
#include <pugixml.hpp>

#include "document/docx_text.h"
#include "document/zip_archive.h"

namespace fangan {
namespace {

constexpr std::string_view zip_mark("PK\x03\x04", 4);
constexpr std::string_view old_word_mark = "\xD0\xCF\x11\xE0";

bool begins_with(std::string_view bytes, std::string_view mark) {
  return bytes.substr(0, mark.size()) == mark;
}

/// How deep the deepest node stands. Walks without recursion.
int depth_of(const pugi::xml_node& root) {
  int depth = 0;
  int deepest = 0;
  pugi::xml_node node = root.first_child();
  while (node) {
    deepest = std::max(deepest, depth + 1);
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) break;
    node = node.next_sibling();
  }
  return deepest;
}

/// Tags and attributes: each costs memory many times its own bytes.
size_t count_marks(std::string_view xml) {
  return static_cast<size_t>(
      std::count_if(xml.begin(), xml.end(), [](char c) { return c == '<' || c == '='; }));
}

class Parts {
 public:
  Parts(const ZipArchive& archive, const DocxLimits& limits)
      : archive_(archive), limits_(limits), bytes_left_(limits.unpacked_bytes_max) {}

  /// The part parsed; an empty document where there is none. Entities are never expanded.
  Result<pugi::xml_document> read(const std::string& name) {
    const Result<std::optional<std::string>> bytes = archive_.read(name, bytes_left_);
    if (!bytes) return too_large_or(bytes.error());
    pugi::xml_document document;
    if (!bytes.value()) return document;
    const std::string& xml = *bytes.value();
    bytes_left_ -= xml.size();
    marks_ += count_marks(xml);
    if (marks_ > limits_.marks_max) {
      return problem("DOC-X008", {{"limit", std::to_string(limits_.marks_max)}});
    }
    const pugi::xml_parse_result parsed = document.load_buffer(
        xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_auto);
    if (!parsed) return problem("DOC-X004", {{"offset", std::to_string(parsed.offset)}});
    if (depth_of(document) > limits_.depth_max) return problem("DOC-X005");
    return document;
  }

 private:
  /// The limit holds for all parts together, so the one people read is the whole.
  Diagnostic too_large_or(Diagnostic diagnostic) const {
    if (diagnostic.code != "DOC-X003") return diagnostic;
    return problem("DOC-X003", {{"limit", std::to_string(limits_.unpacked_bytes_max >> 20)}});
  }

  const ZipArchive& archive_;
  const DocxLimits& limits_;
  size_t bytes_left_;
  size_t marks_ = 0;
};

/// The name of the main part: the archive says which one it is, mostly word/document.xml.
std::string main_part(const pugi::xml_document& relations) {
  for (const pugi::xml_node& relation : relations.child("Relationships").children()) {
    const std::string_view type = relation.attribute("Type").as_string();
    constexpr std::string_view wanted = "/officeDocument";
    if (type.size() < wanted.size() || type.substr(type.size() - wanted.size()) != wanted) continue;
    std::string target = relation.attribute("Target").as_string();
    if (!target.empty() && target.front() == '/') target.erase(0, 1);
    if (!target.empty()) return target;
  }
  return "word/document.xml";
}

}  // namespace

bool looks_like_docx(std::string_view bytes) {
  return begins_with(bytes, zip_mark) || begins_with(bytes, old_word_mark);
}

Result<Docx> read_docx(std::string_view bytes, const DocxLimits& limits) {
  if (bytes.size() > limits.packed_bytes_max) {
    return problem("DOC-T001", {{"limit", std::to_string(limits.packed_bytes_max >> 20)}});
  }
  if (begins_with(bytes, old_word_mark)) return problem("DOC-X007");
  const Result<ZipArchive> archive = ZipArchive::open(bytes);
  if (!archive) return archive.errors();
  Parts parts(archive.value(), limits);
  const Result<pugi::xml_document> relations = parts.read("_rels/.rels");
  if (!relations) return relations.errors();
  const std::string main = main_part(relations.value());
  const std::string folder = main.substr(0, main.rfind('/') + 1);
  const Result<pugi::xml_document> document = parts.read(main);
  if (!document) return document.errors();
  const Result<pugi::xml_document> numbering = parts.read(folder + "numbering.xml");
  if (!numbering) return numbering.errors();
  const Result<pugi::xml_document> styles = parts.read(folder + "styles.xml");
  if (!styles) return styles.errors();
  const pugi::xml_node body = document.value().child("w:document").child("w:body");
  if (!body) return problem("DOC-X002");
  return read_docx_text({body, numbering.value().child("w:numbering"),
                         styles.value().child("w:styles")},
                        limits);
}

}  // namespace fangan
