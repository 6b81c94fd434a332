#include "plan/block_source.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace fangan {
namespace {

/// Agencies may bear any name, also that of a block.
bool has_own_name(const FencedBlock& block) {
  return !block.name.empty() && block.kind != "agency";
}

std::string id_of(uint32_t file, uint32_t line, const FencedBlock& block) {
  if (has_own_name(block)) return block.name;
  return block.kind + "@" + std::to_string(file) + "-" + std::to_string(line);
}

Diagnostic request_problem(const char* code, std::vector<Fact> facts = {}) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::request;
  return diagnostic;
}

/// Blocks without a name move with the lines above them: then it is the one that reads the same.
const BlockSource* find_edited(const Plan& plan, const std::vector<BlockSource>& blocks,
                               const BlockEdit& edit) {
  const BlockSource* found = find_block(blocks, edit.id);
  if (found != nullptr && block_text(plan, *found) == edit.base) return found;
  if (edit.id.find('@') == std::string::npos) return found;
  const auto same = std::find_if(blocks.begin(), blocks.end(), [&](const BlockSource& source) {
    return !has_own_name(source.block) && block_text(plan, source) == edit.base;
  });
  return same == blocks.end() ? found : &*same;
}

struct TextPlace {
  uint32_t file = 0;
  std::optional<uint32_t> line;
};

std::optional<TextPlace> read_place(std::string_view at) {
  TextPlace place;
  const char* end = at.data() + at.size();
  const auto [stop, error] = std::from_chars(at.data(), end, place.file);
  if (error != std::errc()) return std::nullopt;
  if (stop == end) return place;
  uint32_t line = 0;
  if (*stop != '-') return std::nullopt;
  const auto [last, wrong] = std::from_chars(stop + 1, end, line);
  if (wrong != std::errc() || last != end) return std::nullopt;
  place.line = line;
  return place;
}

std::string without_outer_line_ends(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  while (!text.empty() && text.front() == '\n') text.remove_prefix(1);
  return std::string(text);
}

/// Where a block that belongs to a text line begins: behind the blocks that belong to it already.
std::optional<size_t> insertion_point(const Plan& plan, const std::vector<BlockSource>& blocks,
                                      const TextPlace& place) {
  if (place.file >= plan.files.size()) return std::nullopt;
  const PlanFile& file = plan.files[place.file];
  const std::string_view text = plan.sources.at(file.source).text();
  if (!place.line) return text.size();
  const auto line = std::find_if(file.lines.begin(), file.lines.end(), [&](const TextLine& one) {
    return one.line == *place.line;
  });
  if (line == file.lines.end()) return std::nullopt;
  const auto index = static_cast<uint32_t>(line - file.lines.begin());
  size_t end = line->span.end;
  for (const BlockSource& source : blocks) {
    const bool here = source.file == place.file && source.block.text_line == index;
    if (here) end = std::max<size_t>(end, source.block.whole.end);
  }
  return std::min(text.find('\n', end), text.size());
}

EditedPackage with_text(const Plan& plan, const Package& package, uint32_t file, std::string text) {
  EditedPackage edited{package, plan.files[file].name, 1, 0};
  for (PackageFile& each : edited.package.files) {
    if (each.name == edited.file) each.bytes = std::move(text);
  }
  return edited;
}

uint32_t lines_in(std::string_view text) {
  return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

Result<EditedPackage> add_block(const Plan& plan, const Package& package,
                                const std::vector<BlockSource>& blocks, const BlockEdit& edit) {
  const std::optional<TextPlace> place = read_place(edit.at);
  const std::optional<size_t> at =
      place ? insertion_point(plan, blocks, *place) : std::optional<size_t>();
  if (!at) return request_problem("SVC-N001");
  std::string text(plan.sources.at(plan.files[place->file].source).text());
  const std::string block = without_outer_line_ends(edit.text);
  const std::string_view before = std::string_view(text).substr(0, *at);
  std::string gap = before.empty() || before.ends_with("\n\n") ? "" : "\n\n";
  if (before.ends_with("\n") && gap.size() == 2) gap = "\n";
  const uint32_t first_line = lines_in(before) + lines_in(gap) + 1;
  text.insert(*at, gap + block + (*at == text.size() ? "\n" : ""));
  EditedPackage edited = with_text(plan, package, place->file, std::move(text));
  edited.first_line = first_line;
  edited.line_count = lines_in(block) + 1;
  return edited;
}

EditedPackage remove_block(const Plan& plan, const Package& package, const BlockSource& source) {
  std::string text(plan.sources.at(plan.files[source.file].source).text());
  size_t begin = source.block.whole.begin;
  size_t end = source.block.whole.end;
  if (end < text.size() && text[end] == '\n') ++end;
  // One empty line stays between what stood above and below.
  const bool gap_above = begin >= 2 && text[begin - 1] == '\n' && text[begin - 2] == '\n';
  const bool gap_below = end >= text.size() || text[end] == '\n';
  if (gap_above && gap_below) --begin;
  text.erase(begin, end - begin);
  EditedPackage edited = with_text(plan, package, source.file, std::move(text));
  edited.first_line = source.line;
  return edited;
}

}  // namespace

std::vector<BlockSource> block_sources(const Plan& plan) {
  std::vector<BlockSource> blocks;
  for (uint32_t file = 0; file < plan.files.size(); ++file) {
    const uint32_t source = plan.files[file].source;
    Diagnostics reported;  // By check().
    MarkdownFile markdown = read_markdown(plan.sources, source, &reported);
    for (FencedBlock& block : markdown.blocks) {
      const uint32_t line = plan.sources.at(source).position(block.whole.begin).line;
      std::string id = id_of(file, line, block);
      blocks.push_back({std::move(id), file, line, std::move(block)});
    }
  }
  return blocks;
}

const BlockSource* find_block(const std::vector<BlockSource>& blocks, std::string_view id) {
  const auto found = std::find_if(blocks.begin(), blocks.end(),
                                  [id](const BlockSource& source) { return source.id == id; });
  return found == blocks.end() ? nullptr : &*found;
}

std::string block_text(const Plan& plan, const BlockSource& source) {
  return std::string(plan.sources.text(source.block.whole));
}

Diagnostics refuse_other_than_block(std::string_view text, Sources* sources) {
  Diagnostics diagnostics;
  const uint32_t source = sources->add("", std::string(text));
  const MarkdownFile markdown = read_markdown(*sources, source, &diagnostics);
  if (!markdown.lines.empty()) {
    diagnostics.push_back(problem_at("EDIT-E001", markdown.lines.front().span));
  } else if (markdown.blocks.size() > 1) {
    diagnostics.push_back(problem_at("EDIT-E001", markdown.blocks[1].kind_span));
  } else if (markdown.blocks.empty() && diagnostics.empty()) {
    diagnostics.push_back(problem_at("EDIT-E001", Span{source, 0, 0}));
  }
  return diagnostics;
}

Result<EditedPackage> apply_edit(const Plan& plan, const Package& package, const BlockEdit& edit) {
  const std::vector<BlockSource> blocks = block_sources(plan);
  if (edit.action == BlockEdit::Action::add) return add_block(plan, package, blocks, edit);
  const BlockSource* source = find_edited(plan, blocks, edit);
  if (source == nullptr) return request_problem("SVC-N001");
  if (block_text(plan, *source) != edit.base) {
    return request_problem("EDIT-W001", {{"block", edit.id}});
  }
  if (edit.action == BlockEdit::Action::remove) return remove_block(plan, package, *source);
  std::string text(plan.sources.at(plan.files[source->file].source).text());
  const std::string block = without_outer_line_ends(edit.text);
  text.replace(source->block.whole.begin, source->block.whole.size_bytes(), block);
  EditedPackage edited = with_text(plan, package, source->file, std::move(text));
  edited.first_line = source->line;
  edited.line_count = lines_in(block) + 1;
  return edited;
}

}  // namespace fangan
