// Heading marks: the sign a line begins with when it is a heading.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/draft.h"

namespace fangan {

struct HeadingMark {
  HeadingType type = HeadingType::h1;
  std::string number;        ///< "一", "3"
  size_t text_begin = 0;     ///< Where the title begins. Units: code points of the line.
};

/// The mark at the beginning of a line (half width, blanks in front allowed), or none.
/// 一、 第一章 → h1; (一) 第一节 → h2; 1. 1、 第一条 → item; (1) ① → subitem.
std::optional<HeadingMark> heading_mark(std::u32string_view half);

}  // namespace fangan
