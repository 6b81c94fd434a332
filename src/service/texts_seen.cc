#include "service/texts_seen.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <memory_resource>

namespace fangan {

struct TextsSeen::Table {
  std::pmr::monotonic_buffer_resource texts;
  boost::unordered_flat_map<std::string_view, uint32_t, std::hash<std::string_view>> numbers;
};

TextsSeen::TextsSeen() : table_(std::make_unique<Table>()) {}
TextsSeen::~TextsSeen() = default;

std::pair<uint32_t, bool> TextsSeen::see(std::string_view text, uint32_t number) {
  const auto known = table_->numbers.find(text);
  if (known != table_->numbers.end()) return {known->second, false};
  char* kept = static_cast<char*>(table_->texts.allocate(text.size(), 1));
  text.copy(kept, text.size());
  table_->numbers.emplace(std::string_view(kept, text.size()), number);
  return {number, true};
}

bool TextsSeen::has(std::string_view text) const { return table_->numbers.contains(text); }

}  // namespace fangan
