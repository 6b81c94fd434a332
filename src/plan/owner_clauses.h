// Owner clauses: what stands after 责任单位: or inside a bracket, taken apart.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/agency_names.h"

namespace fangan {

struct OwnerClause {
  std::vector<std::string> lead;
  std::vector<std::string> units;  ///< Lead units included.
  bool open = false;
};

class OwnerClauses {
 public:
  OwnerClauses(const Lexicon& lexicon, const AgencyNames& names);

  /// 牵头单位:甲;配合单位:乙. None where the text does not begin with such a label.
  std::optional<OwnerClause> read_labelled(std::u32string_view text) const;

  /// The inside of a bracket: labelled, or 甲牵头，乙、丙配合, 甲、乙负责, or names only.
  std::optional<OwnerClause> read_bracket(std::u32string_view text) const;

  /// The units of 以下均需甲落实，不再列出; empty where the text says no such thing.
  std::vector<std::string> standing_owners(std::u32string_view text) const;

 private:
  struct Label {
    size_t end = 0;   ///< Behind the colon.
    bool lead = false;
  };
  std::optional<Label> label_at(std::u32string_view half, size_t at) const;
  void add(std::u32string_view list, bool lead, OwnerClause* clause) const;
  bool read_duty(std::u32string_view part, OwnerClause* clause) const;

  const AgencyNames& names_;
  std::map<std::u32string, bool> labels_;  ///< Word -> names a lead unit.
};

}  // namespace fangan
