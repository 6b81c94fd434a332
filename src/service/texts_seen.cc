#include "service/texts_seen.h"

#include <boost/unordered/unordered_flat_set.hpp>
#include <memory_resource>
#include <vector>

namespace fangan {
namespace {

struct Seen {
  std::string_view text;
  uint32_t number;
};

/// Of eight bytes, so that the table of a million of them fits into the processor's own memory.
struct Slot {
  uint32_t hash;   ///< Half of it: keeps different texts apart, all but a few.
  uint32_t place;  ///< In the list of texts.
};

/// A text that is looked for.
struct Wanted {
  uint32_t hash;
  std::string_view text;
};

struct HashOf {
  using is_transparent = void;
  size_t operator()(const Slot& slot) const { return slot.hash; }
  size_t operator()(const Wanted& wanted) const { return wanted.hash; }
};

struct IsSame {
  using is_transparent = void;
  const std::vector<Seen>* seen;

  bool operator()(const Slot& left, const Slot& right) const { return left.place == right.place; }
  bool operator()(const Slot& slot, const Wanted& wanted) const {
    return slot.hash == wanted.hash && (*seen)[slot.place].text == wanted.text;
  }
  bool operator()(const Wanted& wanted, const Slot& slot) const { return (*this)(slot, wanted); }
};

Wanted wanted(std::string_view text) {
  return {static_cast<uint32_t>(std::hash<std::string_view>()(text)), text};
}

}  // namespace

struct TextsSeen::Table {
  std::pmr::monotonic_buffer_resource texts;
  std::vector<Seen> seen;
  boost::unordered_flat_set<Slot, HashOf, IsSame> slots{0, HashOf(), IsSame{&seen}};
};

TextsSeen::TextsSeen() : table_(std::make_unique<Table>()) {}
TextsSeen::~TextsSeen() = default;

std::pair<uint32_t, bool> TextsSeen::see(std::string_view text, uint32_t number) {
  const Wanted key = wanted(text);
  const auto known = table_->slots.find(key);
  if (known != table_->slots.end()) return {table_->seen[known->place].number, false};
  char* kept = static_cast<char*>(table_->texts.allocate(text.size(), 1));
  text.copy(kept, text.size());
  const auto place = static_cast<uint32_t>(table_->seen.size());
  table_->seen.push_back({std::string_view(kept, text.size()), number});
  table_->slots.insert(Slot{key.hash, place});
  return {number, true};
}

bool TextsSeen::has(std::string_view text) const { return table_->slots.contains(wanted(text)); }

}  // namespace fangan
