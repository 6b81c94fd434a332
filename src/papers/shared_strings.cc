#include "papers/shared_strings.h"

#include <cassert>
#include <cstring>

#include "papers/text_collector.h"
#include "papers/xlsx_limits.h"

namespace fangan {
namespace {

struct Head {
  uint32_t size_bytes = 0;
  bool is_cut = false;
};

}  // namespace

Result<SharedStrings> SharedStrings::read(XmlScanner* xml, const XlsxLimits& limits) {
  using Event = XmlScanner::Event;
  SharedStrings strings;
  TextCollector text(limits.cell_units_max);
  bool in_text = false;
  int phonetic = 0;
  while (true) {
    const Event event = xml->next();
    if (event == Event::end) return strings;
    if (event == Event::failed) return xml->errors();
    const std::string_view name = xml->name();
    if (event == Event::text) {
      if (in_text && !text.add(*xml)) xml->malformed();
    } else if (name == "t") {
      in_text = event == Event::open && phonetic == 0;
    } else if (name == "rPh") {
      phonetic += event == Event::open ? 1 : -1;
    } else if (name == "si" && event == Event::open) {
      text.clear();
    } else if (name == "si") {
      if (!text.finish()) xml->malformed();
      strings.add(text.text(), text.is_cut());
      const bool is_over = strings.blocks_.size() > limits.shared_bytes_max / block_bytes ||
                           strings.count() > limits.shared_count_max;
      if (!is_over) continue;
      const std::string limit = std::to_string(limits.shared_bytes_max >> 20);
      return problem("PAPER-X016", {{"limit", limit}});
    }
  }
}

void SharedStrings::add(std::string_view text, bool is_cut) {
  const Head head{static_cast<uint32_t>(text.size()), is_cut};
  const size_t size = sizeof(Head) + text.size();
  assert(size <= block_bytes);
  if (used_ + size > block_bytes) {
    blocks_.push_back(std::make_unique<char[]>(block_bytes));
    used_ = 0;
  }
  texts_.push_back(static_cast<uint32_t>((blocks_.size() - 1) * block_bytes + used_));
  std::memcpy(blocks_.back().get() + used_, &head, sizeof(Head));
  std::memcpy(blocks_.back().get() + used_ + sizeof(Head), text.data(), text.size());
  used_ += size;
}

SharedStrings::Text SharedStrings::at(size_t index) const {
  const uint32_t place = texts_[index];
  const char* stored = blocks_[place / block_bytes].get() + place % block_bytes;
  Head head;
  std::memcpy(&head, stored, sizeof(Head));
  return {std::string_view(stored + sizeof(Head), head.size_bytes), head.is_cut};
}

}  // namespace fangan
