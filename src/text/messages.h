// Messages: the sentences that belong to codes, in Chinese and English.
//
// The table is made at build time from text/messages/*.yaml by tools/catalogue.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "text/diagnostic.h"

namespace fangan {

enum class Language : uint8_t { zh, en };

struct Message {
  std::string_view code;
  std::string_view zh;
  std::string_view en;
  std::string_view hint_zh;  ///< May be empty.
  std::string_view hint_en;
};

/// Every message, sorted by code.
std::span<const Message> all_messages();

/// Null when there is no such code.
const Message* find_message(std::string_view code);

/// The sentence of a diagnostic with its holes filled; an unknown code reads as the code itself.
std::string sentence(const Diagnostic& diagnostic, Language language);
std::string hint(const Diagnostic& diagnostic, Language language);

}  // namespace fangan
