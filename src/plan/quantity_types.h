// Quantity types: what a number is for, told by the words around it.
#pragma once

#include <string>

#include "plan/quantity_reader.h"

namespace fangan {

/// One line and where it stands.
struct LineContext {
  const std::u32string& text;
  const std::u32string& half;
  std::string label;      ///< "退出标准", where the line is labelled; else empty.
  bool titles_annex = false;  ///< The line is the title of an annex.
};

QuantityType quantity_type(const LineContext& context, const NumberMention& mention);

/// 降低18%, 下降…: the number is a decrease.
bool says_decrease(std::u32string_view half, const NumberMention& mention);
/// 力争, 争取 in the same sentence before the number.
bool says_aim(std::u32string_view half, const NumberMention& mention);

}  // namespace fangan
