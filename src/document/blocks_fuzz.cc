// Any file of a package: lines, blocks and their bodies stay inside the file, and what is written
// back reads as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "document/body.h"
#include "document/markdown.h"
#include "document/text_file.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void read_entries(const fangan::Sources& sources, const std::vector<fangan::Entry>& entries) {
  for (const fangan::Entry& entry : entries) {
    fangan::Diagnostics diagnostics;
    fangan::read_quoted_entries(sources, entry, &diagnostics);
    const fangan::Result<fangan::Inline> value = fangan::read_inline(sources, entry);
    require(value || !value.errors().empty());
    read_entries(sources, entry.below);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const fangan::Result<fangan::TextFile> file = fangan::read_text_file(bytes);
  if (!file) return 0;
  fangan::Sources sources;
  const uint32_t source = sources.add("fuzz.md", file.value().text);
  fangan::Diagnostics diagnostics;
  const fangan::MarkdownFile markdown = fangan::read_markdown(sources, source, &diagnostics);
  for (const fangan::TextLine& line : markdown.lines) {
    require(line.span.end <= file.value().text.size() && line.span.begin <= line.span.end);
    fangan::Sources again;
    fangan::Diagnostics none;
    const uint32_t copy = again.add("line.md", fangan::write_text_line(line.text, line.level));
    const fangan::MarkdownFile back = fangan::read_markdown(again, copy, &none);
    require(back.lines.size() == 1 && back.lines[0].text == line.text);
    require(back.lines[0].level == line.level);
  }
  for (const fangan::FencedBlock& block : markdown.blocks) {
    const fangan::Body body = fangan::read_body(sources, block.body, &diagnostics);
    read_entries(sources, body.entries);
  }
  return 0;
}
