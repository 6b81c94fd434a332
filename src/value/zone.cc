#include "value/zone.h"

#include <atomic>
#include <cassert>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "text/utf8.h"
#include "value/digits.h"
#include "value/zone_rules.h"

namespace fangan {
namespace {

/// Every zone read so far. A reader takes the current list and no lock; a loader makes a longer
/// list where the current one is full, and keeps the old for those who still read it.
class LoadedZones {
 public:
  const ZoneRules& at(int32_t number) const {
    return *current()->by_number[static_cast<size_t>(number)];
  }

  const ZoneRules* find(std::string_view name) const {
    const List* list = current();
    for (size_t slot = slot_of(name, *list);; slot = (slot + 1) % list->by_name.size()) {
      const ZoneRules* rules = list->by_name[slot].load(std::memory_order_acquire);
      if (rules == nullptr || rules->name == name) return rules;
    }
  }

  /// The zone of that name, whoever was first to add it.
  const ZoneRules* add(std::string_view name, ZoneRules rules) {
    const std::scoped_lock lock(adding_);
    if (const ZoneRules* known = find(name)) return known;
    rules.name = name;
    rules.number = static_cast<int32_t>(zones_.size());
    zones_.push_back(std::make_unique<const ZoneRules>(std::move(rules)));
    if (zones_.size() > current()->by_number.size()) {
      lists_.push_back(std::make_unique<List>(zones_.size() * 2));
      for (const auto& zone : zones_) enter(lists_.back().get(), zone.get());
      current_.store(lists_.back().get(), std::memory_order_release);
    } else {
      enter(lists_.back().get(), zones_.back().get());
    }
    return zones_.back().get();
  }

 private:
  /// At most half of `by_name` is taken, so that a search always meets an empty place.
  struct List {
    explicit List(size_t size) : by_number(size), by_name(size * 2) {}
    std::vector<std::atomic<const ZoneRules*>> by_number;
    std::vector<std::atomic<const ZoneRules*>> by_name;
  };

  const List* current() const { return current_.load(std::memory_order_acquire); }

  static size_t slot_of(std::string_view name, const List& list) {
    return std::hash<std::string_view>()(name) % list.by_name.size();
  }

  static void enter(List* list, const ZoneRules* zone) {
    list->by_number[static_cast<size_t>(zone->number)].store(zone, std::memory_order_release);
    size_t slot = slot_of(zone->name, *list);
    while (list->by_name[slot].load(std::memory_order_relaxed) != nullptr) {
      slot = (slot + 1) % list->by_name.size();
    }
    list->by_name[slot].store(zone, std::memory_order_release);
  }

  std::mutex adding_;
  std::vector<std::unique_ptr<const ZoneRules>> zones_;
  std::vector<std::unique_ptr<List>> lists_ = first_list();
  std::atomic<const List*> current_ = lists_.back().get();

  static std::vector<std::unique_ptr<List>> first_list() {
    std::vector<std::unique_ptr<List>> lists;
    lists.push_back(std::make_unique<List>(64));
    return lists;
  }
};

LoadedZones& loaded_zones() {
  static LoadedZones zones;
  return zones;
}

/// Letters, digits, _ + - in words joined by /: what IANA names are made of, and nothing that
/// leads out of the folder. What else lies there under such a name is no zone of IANA.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.back() == '/') return false;
  if (name.starts_with("posix/") || name.starts_with("right/")) return false;
  if (name == "localtime" || name == "posixrules") return false;
  char before = '/';
  for (const char c : name) {
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool is_inner = is_digit(c) || c == '_' || c == '+' || c == '-';
    const bool fits = before == '/' ? is_letter : is_letter || is_inner || c == '/';
    if (!fits) return false;
    before = c;
  }
  return true;
}

std::filesystem::path zone_folder() {
  const char* folder = std::getenv("TZDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/usr/share/zoneinfo";
}

/// The bytes of a zone file, which begin with TZif; empty where there is no such file.
std::optional<std::string> read_zone_file(const std::filesystem::path& path) {
  constexpr size_t size_max = 1 << 16;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed) || failed) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string bytes(size_max, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size_max));
  bytes.resize(static_cast<size_t>(file.gcount()));
  if (!bytes.starts_with("TZif")) return std::nullopt;
  return bytes;
}

Diagnostic no_such_zone(std::string_view name) {
  return problem("VAL-Z002", {{"zone", std::string(first_bytes(name, 64))}});
}

/// "+hh:mm[:ss]" or "-hh:mm[:ss]", to the end of the text.
std::optional<int64_t> read_offset(std::string_view text) {
  size_t place = 0;
  const bool west = read_mark(text, &place, '-');
  if (!west && !read_mark(text, &place, '+')) return std::nullopt;
  int64_t hours = 0;
  int64_t minutes = 0;
  int64_t seconds = 0;
  const bool shaped = read_digits(text, &place, 2, &hours) && read_mark(text, &place, ':') &&
                      read_digits(text, &place, 2, &minutes) &&
                      (place == text.size() || (read_mark(text, &place, ':') &&
                                                read_digits(text, &place, 2, &seconds)));
  if (!shaped || place != text.size() || minutes > 59 || seconds > 59) return std::nullopt;
  const int64_t offset_s = (hours * 60 + minutes) * 60 + seconds;
  return west ? -offset_s : offset_s;
}

}  // namespace

Result<Zone> Zone::fixed(int64_t offset_s) {
  if (offset_s < -offset_max_s || offset_s > offset_max_s) {
    return problem("VAL-Z001", {{"offset", std::to_string(offset_s)}});
  }
  return Zone(static_cast<int32_t>(offset_s));
}

Result<Zone> Zone::named(std::string_view name) {
  if (!is_zone_name(name)) return no_such_zone(name);
  const ZoneRules* known = loaded_zones().find(name);
  if (known == nullptr) {
    const std::filesystem::path folder = zone_folder();
    const std::optional<std::string> bytes = read_zone_file(folder / name);
    std::error_code failed;
    if (!bytes && !std::filesystem::is_directory(folder, failed)) {
      Diagnostic no_data = problem("VAL-Z004", {{"folder", folder.string()}});
      no_data.fault = Fault::system;
      return no_data;
    }
    if (!bytes) return no_such_zone(name);
    std::optional<ZoneRules> rules = ZoneRules::parse(*bytes);
    if (!rules) {
      Diagnostic damaged = problem("VAL-Z003", {{"zone", std::string(name)}});
      damaged.fault = Fault::system;
      return damaged;
    }
    known = loaded_zones().add(name, *std::move(rules));
  }
  return Zone(first_named + known->number);
}

Result<Zone> Zone::parse(std::string_view text) {
  if (text.empty()) return Zone();
  if (text == "Z" || text == "z") return utc();
  if (text.front() == '@') return named(text.substr(1));
  const std::optional<int64_t> offset_s = read_offset(text);
  if (!offset_s) return problem("VAL-Z005", {{"text", std::string(first_bytes(text, 40))}});
  return fixed(*offset_s);
}

std::string_view Zone::name() const {
  if (!is_named()) return {};
  return loaded_zones().at(code_ - first_named).name;
}

std::string Zone::print() const {
  if (is_local()) return "";
  if (is_named()) return "@" + std::string(name());
  if (code_ == 0) return "Z";
  const int32_t size = code_ < 0 ? -code_ : code_;
  std::string text = code_ < 0 ? "-" : "+";
  append_padded(&text, size / 3'600, 2);
  text += ':';
  append_padded(&text, size / 60 % 60, 2);
  if (size % 60 == 0) return text;
  text += ':';
  append_padded(&text, size % 60, 2);
  return text;
}

int32_t Zone::offset_at(int64_t instant_s) const {
  if (is_local()) return 0;
  if (is_fixed()) return code_;
  assert(instant_s > -seconds_max && instant_s < seconds_max);
  return loaded_zones().at(code_ - first_named).offset_at(instant_s);
}

Zone::Resolved Zone::resolve(int64_t local_s) const {
  if (is_local()) return {local_s, 0};
  if (is_fixed()) return {local_s, code_};
  assert(local_s > -seconds_max && local_s < seconds_max);
  const ZoneRules& rules = loaded_zones().at(code_ - first_named);
  // Stretches of one offset, from the earliest that can hold this reading of the clock.
  int64_t begin = local_s - offset_max_s;
  int32_t offset_s = rules.offset_at(begin);
  while (true) {
    const std::optional<ZoneChange> change = rules.next_change(begin);
    const int64_t instant_s = local_s - offset_s;
    if (!change || instant_s < change->instant_s) return {local_s, offset_s};
    if (local_s - change->offset_s < change->instant_s) {
      return {instant_s + change->offset_s, change->offset_s};  // Skipped by this change.
    }
    begin = change->instant_s;
    offset_s = change->offset_s;
  }
}

}  // namespace fangan
