// Numbering: the numbers Word generates in front of paragraphs, written out.
//
// A list (w:num) counts with a definition (w:abstractNum) of up to nine levels; several lists may
// share one definition and then count on together. A paragraph names its list itself or through
// its style; a level may name the style it belongs to.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pugi {
class xml_node;
}

namespace fangan {

/// A list and a level in it. No list: the paragraph has no number.
struct ListPlace {
  int list = 0;
  std::optional<int> level;
};

class Numbering {
 public:
  /// Reads <w:numbering> and the lists that styles bring along from <w:styles>.
  void read(const pugi::xml_node& numbering, const pugi::xml_node& styles);

  /// The place a paragraph style gives, also by the styles it is based on.
  ListPlace place_of_style(const std::string& style) const;

  /// Counts one paragraph of list `place` and returns its number: "（一）", "1.2". Empty where the
  /// list is unknown or shows bullets. A blank follows a number that the text behind it could be
  /// mistaken to belong to.
  std::string next(const ListPlace& place, const std::string& style, const std::string& text);

 private:
  static constexpr int levels_max = 9;
  struct Level {
    std::string format = "decimal";
    std::string text;
    std::string style;  ///< The paragraph style this level belongs to.
    int start = 1;
    std::optional<int> restart;  ///< 0: never; n: when level n (1-based) or a higher one counts.
    bool is_legal = false;       ///< Every number of it in digits.
    bool has_gap = true;         ///< A tab or a blank stands between number and text.
  };
  using Levels = std::map<int, Level>;
  struct List {
    int definition = -1;
    Levels levels;              ///< Definitions that this list changes.
    std::map<int, int> starts;  ///< Where this list starts anew; used up at first use.
  };
  using Counters = std::array<std::optional<int>, levels_max>;

  static Level read_level(const pugi::xml_node& level);
  void read_lists(const pugi::xml_node& numbering);
  void read_styles(const pugi::xml_node& styles);
  Levels levels_of(const List& list) const;
  static int level_of_style(const Levels& levels, const std::string& style);
  static void count(const Levels& levels, int level, Counters* counters);
  static std::string write(const Levels& levels, int level, const Counters& counters);

  std::map<int, Levels> definitions_;
  std::map<int, std::string>
      definition_styles_;  ///< Definitions that are a style's (numStyleLink).
  std::map<int, List> lists_;
  std::map<int, Counters> counters_;  ///< By definition.
  struct Style {
    std::string based_on;
    ListPlace place;
    bool has_place = false;
  };
  std::map<std::string, Style> styles_;
};

}  // namespace fangan
