// XML characters: text with references as it stands in a file, decoded with the way back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"
#include "text/mapped_text.h"

namespace fangan::dmn {

/// Of one file and severity; nobody reads more, and a hostile file could hold millions.
inline constexpr size_t problems_max = 1'000;

/// How a stretch of the file becomes text.
enum class XmlStretch : uint8_t { text, cdata, attribute };

/// Puts one text together from the stretches of a file it is written in.
class XmlCharacters {
 public:
  explicit XmlCharacters(uint32_t source) : source_(source) {}

  /// Adds `raw`, which begins at byte `file_begin`. Errors  DMN-X009 for references that are none.
  void add(std::string_view raw, uint32_t file_begin, XmlStretch kind, Diagnostics* problems);
  /// The whole text; empty ones stand at `place_if_empty`.
  MappedText finish(uint32_t place_if_empty);
  bool is_blank() const { return is_blank_; }

 private:
  void add_plain(std::string_view plain, uint32_t file_begin);
  void add_reference(std::string_view meaning, uint32_t file_begin, uint32_t file_size);

  uint32_t source_;
  std::string text_;
  std::vector<MappedText::Piece> pieces_;
  uint32_t file_end_ = 0;
  bool is_blank_ = true;
};

}  // namespace fangan::dmn
