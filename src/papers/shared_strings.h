// Shared strings: the texts that cells of a workbook refer to by number, packed, because a large
// workbook has millions.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "papers/xml_scanner.h"

namespace fangan {

struct XlsxLimits;

class SharedStrings {
 public:
  /// Phonetic readings are left out, runs of one text joined.
  /// Errors  PAPER-X010 malformed; PAPER-X016 more than the limit; those of the scanner.
  static Result<SharedStrings> read(XmlScanner* xml, const XlsxLimits& limits);

  size_t count() const { return texts_.size(); }
  /// A text that was longer than a cell may be is cut.
  struct Text {
    std::string_view text;
    bool is_cut = false;
  };
  Text at(size_t index) const;

 private:
  void add(std::string_view text, bool is_cut);

  static constexpr size_t block_bytes = 1u << 20;

  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t used_ = block_bytes;   ///< Of the last block.
  std::deque<uint32_t> texts_;  ///< Block and offset; there stand size, mark of a cut, bytes.
};

}  // namespace fangan
