#include "service/case_edit.h"

#include <optional>

#include "document/body.h"
#include "document/markdown.h"

namespace fangan {
namespace {

/// Where the value of `key` stands in a block; none where the block has no such key.
std::optional<Span> value_span(const Sources& sources, const FencedBlock& block,
                               std::string_view key) {
  Diagnostics ignored;  // The package was checked before; an edit is checked after.
  const Body body = read_body(sources, block.body, &ignored);
  const size_t dot = key.find('.');
  const Entry* entry = body.find(key.substr(0, dot));
  if (entry == nullptr) return std::nullopt;
  if (dot == std::string_view::npos) return entry->value_span;
  const Result<Inline> map = read_inline(sources, *entry);
  if (!map) return std::nullopt;
  for (const auto& [name, value] : map.value().pairs) {
    if (name.word == key.substr(dot + 1)) return value.span;
  }
  return std::nullopt;
}

}  // namespace

Result<Package> edit_block(const Package& package, std::string_view block, std::string_view key,
                           std::string_view value) {
  for (size_t i = 0; i < package.files.size(); ++i) {
    const std::string& name = package.files[i].name;
    if (name.size() < 3 || name.substr(name.size() - 3) != ".md") continue;
    Sources sources;
    Diagnostics ignored;
    const uint32_t source = sources.add(name, package.files[i].bytes);
    const MarkdownFile file = read_markdown(sources, source, &ignored);
    for (const FencedBlock& found : file.blocks) {
      if (found.name != block) continue;
      const std::optional<Span> span = value_span(sources, found, key);
      if (!span) continue;
      Package edited = package;
      edited.files[i].bytes.replace(span->begin, span->size_bytes(), value);
      return edited;
    }
  }
  return problem("TEST-A003", {{"name", std::string(block) + "." + std::string(key)}});
}

}  // namespace fangan
