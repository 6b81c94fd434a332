// Progress: what has been reported, accepted and published, as one view shows it.
//
// Values are cumulative within a node. Per target, node and unit the last row counts: the last
// accepted one at the grade accepted, the last reported or accepted one at the grade reported. Last
// is the one that holds from the latest day, and of one day the one entered last: a figure of June
// that comes in late does not replace the one of July. A returned or withdrawn row counts nowhere.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "campaign/records.h"

namespace fangan {

struct Grades {
  std::optional<Decimal> reported;
  std::optional<Decimal> accepted;
  std::optional<Decimal> published;
};

class Progress {
 public:
  Progress(const Records& records, const View& view);

  /// Of one unit; the unit "" is the whole's own row.
  Grades of_unit(const std::string& target, const std::string& node, const std::string& unit) const;

  /// Over all units; published is what was published for the node.
  Grades of_whole(const std::string& target, const std::string& node) const;

  /// Units that have a row that counts, sorted, "" included.
  std::vector<std::string> units(const std::string& target, const std::string& node) const;

 private:
  struct Last {
    int64_t number = -1;
    Date since;
    Decimal value;
  };
  struct Unit {
    Last reported;
    Last accepted;
  };
  using Key = std::tuple<std::string, std::string, std::string>;  ///< Target, node, unit.

  std::map<Key, Unit> units_;
  std::map<std::pair<std::string, std::string>, Last> published_;
};

}  // namespace fangan
