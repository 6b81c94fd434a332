// Coverage: what stands for each sentence of official text.
#include <algorithm>

#include "plan/check.h"
#include "plan/covers.h"
#include "plan/line_text.h"
#include "plan/numbered_sentence.h"
#include "text/utf8.h"

namespace fangan {
namespace {

const std::string& text_of(const std::string& name) { return name; }
const std::string& text_of(const Name& name) { return name.text; }

}  // namespace

std::vector<Cover> covers_of(const Plan& plan) {
  std::vector<Cover> marks;
  const auto bind = [&marks](const auto& blocks) {
    for (const auto& block : blocks) {
      marks.push_back({block.citation, CoverageState::bound, text_of(block.name), ""});
    }
  };
  bind(plan.tasks);
  bind(plan.targets);
  bind(plan.parameters);
  bind(plan.registers);
  bind(plan.flows);
  bind(plan.decisions);
  bind(plan.policies);
  bind(plan.watches);
  bind(plan.rankings);
  bind(plan.notices);
  bind(plan.forms);
  for (const Restatement& restatement : plan.restatements) {
    marks.push_back({restatement.citation, CoverageState::bound, restatement.block, ""});
  }
  for (const Duty& duty : plan.duties) {
    const std::string& text = plan.files[duty.file].lines[duty.text_line].text;
    const auto end = static_cast<uint32_t>(code_point_count(text));
    marks.push_back(
        {Citation{duty.file, duty.text_line, 0, end}, CoverageState::bound, "责任", ""});
  }
  for (const Narrative& narrative : plan.narratives) {
    marks.push_back({narrative.citation, CoverageState::narrative, "", narrative.by});
  }
  return marks;
}

namespace {

/// Titles, headings that stand alone and labels say what the part is, not what is to be done; one
/// with a number or a sentence in it says more.
bool is_heading_only(const Plan& plan, const TextLine& line, uint32_t draft_line,
                     const Stretch& stretch) {
  const bool marked = line.level > 0 && stretch.begin == 0;
  const bool heads =
      marked || std::any_of(plan.draft.headings.begin(), plan.draft.headings.end(),
                            [&](const Heading& heading) {
                              return heading.place.line == draft_line &&
                                     stretch.end <= heading.place.end;
                            });
  return heads &&
         is_title(plan.draft, Place{draft_line, 0, static_cast<uint32_t>(stretch.end)});
}

int64_t visible_characters(std::u32string_view text) {
  return std::count_if(text.begin(), text.end(), [](char32_t c) { return !is_space(c); });
}

void count(CoverageState state, int64_t characters, Coverage* coverage) {
  coverage->characters += characters;
  if (state == CoverageState::bound) coverage->bound += characters;
  if (state == CoverageState::narrative) coverage->narrative += characters;
  if (state == CoverageState::unassigned) coverage->unassigned += characters;
}

void cover_line(const Plan& plan, uint32_t file, uint32_t line, uint32_t draft_line,
                const std::vector<Cover>& marks, Coverage* coverage) {
  const std::u32string text = to_utf32(plan.files[file].lines[line].text);
  for (const Stretch& stretch : sentences(half_width(text))) {
    CoveredSentence sentence;
    sentence.file = file;
    sentence.text_line = line;
    sentence.begin = static_cast<uint32_t>(stretch.begin);
    sentence.end = static_cast<uint32_t>(stretch.end);
    if (is_heading_only(plan, plan.files[file].lines[line], draft_line, stretch))
      sentence.state = CoverageState::bound;
    for (const Cover& mark : marks) {
      const bool here = mark.citation.file == file && mark.citation.text_line == line &&
                        mark.citation.begin < stretch.end && mark.citation.end > stretch.begin;
      if (!here) continue;
      if (mark.state == CoverageState::bound) {
        sentence.state = CoverageState::bound;
        sentence.blocks.push_back(mark.block);
      } else if (sentence.state == CoverageState::unassigned) {
        sentence.state = mark.state;
        sentence.by = mark.by;
      }
    }
    std::sort(sentence.blocks.begin(), sentence.blocks.end());
    sentence.blocks.erase(std::unique(sentence.blocks.begin(), sentence.blocks.end()),
                          sentence.blocks.end());
    count(sentence.state,
          visible_characters(
              std::u32string_view(text).substr(stretch.begin, stretch.end - stretch.begin)),
          coverage);
    coverage->sentences.push_back(std::move(sentence));
  }
}

}  // namespace

Coverage coverage(const Plan& plan) {
  Coverage coverage;
  const std::vector<Cover> marks = covers_of(plan);
  uint32_t draft_line = 0;
  for (uint32_t file = 0; file < plan.files.size(); ++file) {
    if (plan.files[file].notes) continue;
    for (uint32_t line = 0; line < plan.files[file].lines.size(); ++line) {
      cover_line(plan, file, line, draft_line++, marks, &coverage);
    }
  }
  return coverage;
}

}  // namespace fangan
