// Texts seen: where each text of a long list stood first.
//
// Of a million keys each look costs what the memory takes to answer, so the texts lie one behind
// the other, the table that finds them is flat, and all goes at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace fangan {

class TextsSeen {
 public:
  TextsSeen();
  ~TextsSeen();

  /// The number with which the text came first, and whether that is this time.
  std::pair<uint32_t, bool> see(std::string_view text, uint32_t number);
  bool has(std::string_view text) const;

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

}  // namespace fangan
