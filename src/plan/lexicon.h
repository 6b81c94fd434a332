// Lexicon: the words a reader of official documents knows, as data.
//
// Units of measure, administrative suffixes, title words, comparators: general Chinese
// administrative language, never one city's. The files of lexicons/ are compiled in; a caller may
// add files of its own, whose lines extend the built-in ones.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"
#include "value/unit.h"

namespace fangan {

struct LexiconFile {
  std::string_view name;  ///< "agency_suffixes.tsv"
  std::string_view text;
};

/// The files of lexicons/, compiled in at build time.
std::span<const LexiconFile> embedded_lexicons();

/// Tab-separated tables by name. The first line names the columns; `#` begins a comment line.
class Lexicon {
 public:
  /// Errors  DRAFT-L001 a line with too few columns;
  /// DRAFT-L002 a unit whose factor is no number.
  static Result<Lexicon> load(std::span<const LexiconFile> files);
  /// The compiled-in one, made once.
  static const Lexicon& standard();

  /// Rows of a table, each as long as the header; empty when there is no such table.
  const std::vector<std::vector<std::string>>& table(std::string_view name) const;
  /// The first column of a table.
  std::vector<std::string> words(std::string_view name) const;
  /// The units of units.tsv, for computing.
  const UnitTable& units() const { return units_; }

 private:
  std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> tables_;
  UnitTable units_{{}};
};

}  // namespace fangan
