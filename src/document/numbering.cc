#include "document/numbering.h"

#include <algorithm>
#include <pugixml.hpp>

#include "document/list_numeral.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr int start_max = 32'767;  // As in ECMA-376 part 1, 17.9.25.

int value_of(const pugi::xml_node& node, int missing = 0) {
  return node.attribute("w:val").as_int(missing);
}

int start_of(const pugi::xml_node& node) { return std::clamp(value_of(node, 1), 0, start_max); }

bool is_on(const pugi::xml_node& node) {
  const std::string_view value = node.attribute("w:val").as_string("true");
  return node && value != "0" && value != "false" && value != "off";
}

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// "1." before "5万吨" would read as 1.5, and "1.2" before any text as part of it.
bool could_be_read_on(std::string_view number, std::string_view text) {
  if (number.empty() || text.empty()) return false;
  const bool ends_open = number.back() == '.' || is_ascii_digit(number.back());
  return is_ascii_digit(number.back()) || (ends_open && is_ascii_digit(text.front()));
}

/// Names and patterns of real documents are short; what is longer is left out, because it would be
/// repeated for each paragraph. Malformed bytes become U+FFFD.
std::string short_text(const char* text) {
  constexpr size_t bytes_max = 256;
  const std::string_view whole = text;
  return whole.size() > bytes_max ? std::string() : to_utf8(to_utf32(whole));
}

}  // namespace

Numbering::Level Numbering::read_level(const pugi::xml_node& node) {
  Level level;
  if (const pugi::xml_node format = node.child("w:numFmt")) {
    level.format = short_text(format.attribute("w:val").as_string("decimal"));
  } else if (const pugi::xml_node wide = node.child("mc:AlternateContent")) {
    // Formats younger than the standard, with an old one to fall back on.
    const pugi::xml_node format = wide.child("mc:Fallback").child("w:numFmt");
    level.format = short_text(format.attribute("w:val").as_string("decimal"));
  }
  level.text = short_text(node.child("w:lvlText").attribute("w:val").as_string());
  level.style = short_text(node.child("w:pStyle").attribute("w:val").as_string());
  if (const pugi::xml_node start = node.child("w:start")) level.start = start_of(start);
  if (const pugi::xml_node restart = node.child("w:lvlRestart")) level.restart = value_of(restart);
  level.is_legal = is_on(node.child("w:isLgl"));
  const std::string_view suffix = node.child("w:suff").attribute("w:val").as_string("tab");
  level.has_gap = suffix != "nothing";
  return level;
}

void Numbering::read(const pugi::xml_node& numbering, const pugi::xml_node& styles) {
  for (const pugi::xml_node& definition : numbering.children("w:abstractNum")) {
    const int id = definition.attribute("w:abstractNumId").as_int();
    Levels& levels = definitions_[id];
    for (const pugi::xml_node& level : definition.children("w:lvl")) {
      const int index = level.attribute("w:ilvl").as_int();
      if (index >= 0 && index < levels_max) levels[index] = read_level(level);
    }
    if (const pugi::xml_node link = definition.child("w:numStyleLink")) {
      definition_styles_[id] = link.attribute("w:val").as_string();
    }
  }
  read_lists(numbering);
  read_styles(styles);
  // A definition that belongs to a style is another name of the one that the style's list has.
  for (auto& [id, list] : lists_) {
    const auto link = definition_styles_.find(list.definition);
    if (link == definition_styles_.end()) continue;
    const auto other = lists_.find(place_of_style(link->second).list);
    if (other != lists_.end()) list.definition = other->second.definition;
  }
}

void Numbering::read_lists(const pugi::xml_node& numbering) {
  for (const pugi::xml_node& number : numbering.children("w:num")) {
    List& list = lists_[number.attribute("w:numId").as_int()];
    list.definition = value_of(number.child("w:abstractNumId"), -1);
    for (const pugi::xml_node& change : number.children("w:lvlOverride")) {
      const int level = change.attribute("w:ilvl").as_int();
      if (level < 0 || level >= levels_max) continue;
      if (const pugi::xml_node changed = change.child("w:lvl")) {
        list.levels[level] = read_level(changed);
      }
      const pugi::xml_node start = change.child("w:startOverride");
      if (start) list.starts[level] = start_of(start);
    }
  }
}

void Numbering::read_styles(const pugi::xml_node& styles) {
  for (const pugi::xml_node& node : styles.children("w:style")) {
    Style& style = styles_[node.attribute("w:styleId").as_string()];
    style.based_on = node.child("w:basedOn").attribute("w:val").as_string();
    const pugi::xml_node number = node.child("w:pPr").child("w:numPr");
    if (!number) continue;
    style.has_place = true;
    style.place.list = value_of(number.child("w:numId"));
    if (const pugi::xml_node level = number.child("w:ilvl")) style.place.level = value_of(level);
  }
}

ListPlace Numbering::place_of_style(const std::string& style) const {
  constexpr int steps_max = 32;  // Styles may be based on each other in a ring.
  std::string name = style;
  for (int step = 0; step < steps_max && !name.empty(); ++step) {
    const auto found = styles_.find(name);
    if (found == styles_.end()) break;
    if (found->second.has_place) return found->second.place;
    name = found->second.based_on;
  }
  return {};
}

Numbering::Levels Numbering::levels_of(const List& list) const {
  const auto definition = definitions_.find(list.definition);
  Levels levels = list.levels;
  if (definition != definitions_.end()) {
    levels.insert(definition->second.begin(), definition->second.end());
  }
  return levels;
}

int Numbering::level_of_style(const Levels& levels, const std::string& style) {
  for (const auto& [index, level] : levels) {
    if (!style.empty() && level.style == style) return index;
  }
  return 0;
}

/// Level `level` counts one on; deeper ones begin anew, unless they say otherwise.
void Numbering::count(const Levels& levels, int level, Counters* counters) {
  const auto current = levels.find(level);
  std::optional<int>& counter = (*counters)[static_cast<size_t>(level)];
  const int start = current != levels.end() ? current->second.start : 1;
  counter = counter ? std::min(*counter + 1, start_max) : start;
  for (int deeper = level + 1; deeper < levels_max; ++deeper) {
    const auto other = levels.find(deeper);
    const std::optional<int> restart = other != levels.end() ? other->second.restart : std::nullopt;
    if (!restart || level + 1 <= *restart) (*counters)[static_cast<size_t>(deeper)].reset();
  }
}

/// The text of a level with its holes %1 to %9 filled.
std::string Numbering::write(const Levels& levels, int level, const Counters& counters) {
  const Level& current = levels.at(level);
  std::string text;
  for (size_t i = 0; i < current.text.size(); ++i) {
    const char next = i + 1 < current.text.size() ? current.text[i + 1] : '\0';
    if (current.text[i] != '%' || next < '1' || next > '9') {
      text += current.text[i];
      continue;
    }
    ++i;
    const int other = next - '1';
    const auto found = levels.find(other);
    const Level& shown = found != levels.end() ? found->second : current;
    const int number = counters[static_cast<size_t>(other)].value_or(shown.start);
    text += list_numeral(current.is_legal ? "decimal" : shown.format, number);
  }
  return text;
}

std::string Numbering::next(const ListPlace& place, const std::string& style,
                            const std::string& text) {
  const auto list = lists_.find(place.list);
  if (list == lists_.end()) return {};
  const Levels levels = levels_of(list->second);
  const int level = place.level ? *place.level : level_of_style(levels, style);
  if (level < 0 || level >= levels_max || levels.count(level) == 0) return {};
  Counters& counters = counters_[list->second.definition];
  const auto start = list->second.starts.find(level);
  if (start != list->second.starts.end()) {
    counters[static_cast<size_t>(level)] = start->second - 1;
    list->second.starts.erase(start);
  }
  count(levels, level, &counters);
  const Level& current = levels.at(level);
  if (current.format == "bullet" || current.format == "none") return {};
  std::string number = write(levels, level, counters);
  if (current.has_gap && could_be_read_on(number, text)) number += ' ';
  return number;
}

}  // namespace fangan
