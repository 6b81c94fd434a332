// Numbering: the numbers Word generates in front of paragraphs, written out.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace pugi {
class xml_node;
}

namespace fangan {

/// "一", "12", "③", "iv" for the n-th paragraph of a list, by the name of its format in
/// ECMA-376 part 1, 17.18.59. Unknown formats count in digits.
std::string numeral(const std::string& format, int number);

/// The lists of a document: numbering.xml, with counters that run as the paragraphs come.
class Numbering {
 public:
  void read(const pugi::xml_node& root);
  /// The number of the next paragraph of list `list` at `level`: "(一)", "1.2". Empty where the list is
  /// unknown or shows bullets.
  std::string next(int list, int level);

 private:
  struct Level {
    std::string format = "decimal";
    std::string text;
    int start = 1;
  };
  struct List {
    int definition = -1;
    std::map<int, int> starts;  ///< Overrides by level.
  };
  std::map<int, std::map<int, Level>> definitions_;
  std::map<int, List> lists_;
  std::map<int, std::vector<int>> counters_;  ///< By definition; 0: not begun.
};

}  // namespace fangan
