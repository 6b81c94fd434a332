// Outline: plans, chapters, sections, items and labels of an official text.
//
// 一、 (一) （一） 1. 1． (1) ① 第X条, run-in or alone, half or full width; labelled parts such as
// 退出标准: and 1.时间节点:; separate plans within one notice; 附件.
#pragma once

#include <string>
#include <vector>

#include "plan/draft.h"

namespace fangan {

std::vector<Heading> outline(const std::vector<std::string>& lines, const Lexicon& lexicon);

/// The innermost heading whose part of the text holds the place; no_heading before the first.
uint32_t heading_at(const std::vector<Heading>& headings, Place place);

/// What stands at the head of the notice: date of issue, issuer, number.
void read_front_matter(Draft* draft, const Lexicon& lexicon);

std::vector<Reference> references(const std::vector<std::string>& lines, const Lexicon& lexicon);

}  // namespace fangan
