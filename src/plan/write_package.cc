// Writes a draft as a package: the official text verbatim, with what was found below its clauses.
#include <algorithm>

#include "document/markdown.h"
#include "plan/agency_names.h"
#include "plan/default_light.h"
#include "plan/draft_blocks.h"
#include "plan/line_text.h"
#include "plan/numbered_sentence.h"
#include "plan/package.h"
#include "plan/package_text.h"
#include "plan/reserved_names.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// `#` marks of a line: headings that stand alone get them.
int level_of(const Draft& draft, uint32_t line) {
  for (const Heading& heading : draft.headings) {
    if (heading.place.line != line || heading.run_in) continue;
    if (is_numbered_sentence(draft, heading.place)) return 0;
    switch (heading.type) {
      case HeadingType::plan: return 1;
      case HeadingType::h1: return 2;
      case HeadingType::annex: return 2;
      case HeadingType::h2: return 3;
      case HeadingType::item: return 4;
      case HeadingType::subitem: return 5;
      case HeadingType::label: return 0;
    }
  }
  return 0;
}

std::string entries(const char* key, const std::map<std::string, std::string>& words) {
  std::string text;
  for (const auto& [quoted, rest] : words) {
    if (text.empty()) text = std::string(key) + ":\n";
    text += "  \"" + quoted + "\": " + rest + "\n";
  }
  return text;
}

std::string clause_block(const ClauseEntries& clause) {
  std::string body;
  for (const auto& [name, words] : clause.restates) {
    if (body.empty()) body = "restates:\n";
    body += "  " + name + ": \"" + words + "\"\n";
  }
  std::map<std::string, std::string> narrative;
  for (const auto& [words, why] : clause.narrative)
    narrative[words] = "{by: 起草, why: " + why + "}";
  body += entries("narrative", narrative) + entries("doubt", clause.doubt);
  return "```clause\n" + body + "```\n";
}

/// The part of a title that tells a plan from its sisters: without the place in front.
std::string short_title(const std::string& title) {
  std::u32string text = to_utf32(title);
  constexpr std::u32string_view levels = U"省市县区州";
  for (size_t i = 1; i < std::min<size_t>(text.size(), 8); ++i) {
    if (levels.find(text[i]) != levels.npos && text.size() - i > 6) {
      text.erase(0, i + 1);
      break;
    }
  }
  return block_name(to_utf8(text), "方案");
}

struct TextPart {
  std::string name;
  uint32_t begin;  ///< First line.
  uint32_t end;
};

std::vector<TextPart> parts_of(const Draft& draft) {
  std::vector<TextPart> parts;
  const auto line_count = static_cast<uint32_t>(draft.lines.size());
  uint32_t begin = 0;
  std::string name = "0-通知.md";
  int number = 0;
  std::set<std::string> taken;
  for (const Heading& heading : draft.headings) {
    if (heading.type != HeadingType::plan) continue;
    if (heading.place.line > begin) parts.push_back({name, begin, heading.place.line});
    begin = heading.place.line;
    name = std::to_string(++number) + "-" + unique_name(short_title(heading.title), &taken) + ".md";
  }
  if (number == 0) name = "1-正文.md";
  parts.push_back({name, begin, line_count});
  return parts;
}

std::string write_part(const Draft& draft, const TextPart& part, const DraftBlocks& blocks) {
  std::string text;
  for (uint32_t line = part.begin; line < part.end; ++line) {
    if (draft.lines[line].empty()) continue;
    text += write_text_line(draft.lines[line], level_of(draft, line)) + "\n\n";
    const auto found = blocks.by_line.find(line);
    if (found != blocks.by_line.end()) {
      for (const std::string& block : found->second) text += block + "\n";
    }
    const auto clause = blocks.clauses.find(line);
    if (clause != blocks.clauses.end() && !clause->second.empty())
      text += clause_block(clause->second) + "\n";
  }
  return text;
}

/// 甲市人民政府, 乙县政府: the government of one county holds shares; 各县(市)区 does not.
bool is_county(std::string_view name) {
  const std::u32string text = half_width(to_utf32(name));
  std::u32string_view front = text;
  for (const std::u32string_view end : {U"人民政府", U"政府"}) {
    if (ends_with(front, end)) {
      front.remove_suffix(end.size());
      break;
    }
  }
  const bool shortened = front.size() < text.size();
  const bool place = front.size() >= 2 && (front.back() == U'县' || front.back() == U'区' ||
                                           front.back() == U'市' || front.back() == U'旗');
  constexpr std::u32string_view general = U"各有相市省县区国";
  return shortened && place && general.find(front.front()) == general.npos;
}

std::string agencies_file(const DraftBlocks& blocks, const Lexicon& lexicon) {
  const AgencyNames names(lexicon);
  std::string text = "```agency\n| name | kind | region | superior | aliases | members |\n"
                     "|---|---|---|---|---|---|\n";
  for (const std::string& name : blocks.agencies) {
    const std::string kind = is_county(name) ? "县区" : names.kind(name);
    text +=
        "| " + name + " | " + (kind == "县区" && !is_county(name) ? "政府" : kind) + " | | | | |\n";
  }
  return text + "```\n";
}

std::string header_file(const Draft& draft, const std::vector<TextPart>& parts,
                        const std::string& title) {
  std::string text = "```plan\ntitle: " + title + "\n";
  if (!draft.document_number.empty()) text += "number: " + draft.document_number + "\n";
  if (!draft.issuer.empty()) text += "issuer: " + draft.issuer + "\n";
  if (draft.issued) {
    text += "issued: " + draft.issued->print() + "\n";
    text += "in force from: " + draft.issued->print() + "\n";
  }
  text += "time zone: Asia/Shanghai\nlanguage: zh\n";
  std::vector<std::string> files;
  for (const TextPart& part : parts) files.push_back(part.name);
  text += "text: " + bracket_list(files) + "\nnotes: [agencies.md, shared.md]\n```\n";
  return text;
}

std::string title_of(const Draft& draft) {
  std::vector<std::string> titles;
  for (const Heading& heading : draft.headings) {
    if (heading.type == HeadingType::plan) titles.push_back(heading.title);
  }
  if (titles.empty()) {
    for (const std::string& line : draft.lines) {
      const std::string name = to_utf8(to_utf32(line).substr(0, 40));
      if (!trim(to_utf32(line)).empty()) return name;
    }
    return "方案";
  }
  if (titles.size() == 1) return titles.front();
  return titles.front() + "等" + std::to_string(titles.size()) + "个方案";
}

}  // namespace

Package write_package(const Draft& draft, const std::vector<Finding>& findings, std::string name,
                      const Lexicon& lexicon) {
  DraftBlocks blocks;
  blocks.names.insert(std::string(light_decision_name));
  for (const std::string_view reserved : reserved_block_names()) blocks.names.emplace(reserved);
  add_targets(draft, &blocks);
  add_tasks(draft, &blocks);
  for (const std::string& issuer : signatories(draft, lexicon)) {
    const auto& known = blocks.agencies;
    if (std::find(known.begin(), known.end(), issuer) == known.end())
      blocks.agencies.push_back(issuer);
  }
  add_narratives(draft, &blocks);
  add_doubts(draft, findings, &blocks);
  const std::vector<TextPart> parts = parts_of(draft);
  Package package;
  package.name = std::move(name);
  package.files.push_back({"plan.md", header_file(draft, parts, title_of(draft))});
  package.files.push_back({"agencies.md", agencies_file(blocks, lexicon)});
  package.files.push_back({"shared.md", "```decision " + std::string(light_decision_name) + "\n" +
                                            std::string(default_light_body) + "```\n"});
  for (const TextPart& part : parts)
    package.files.push_back({part.name, write_part(draft, part, blocks)});
  std::sort(package.files.begin(), package.files.end(),
            [](const PackageFile& a, const PackageFile& b) { return a.name < b.name; });
  return package;
}

}  // namespace fangan
