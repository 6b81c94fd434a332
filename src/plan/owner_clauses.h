// Owner clauses: what stands after 责任单位: or inside a bracket, taken apart.
//
// A clause is read segment by segment, cut at , ; 。 outside brackets and in front of labels:
//
//   牵头单位:甲局、乙局 | 配合单位:丙局 | 完成时限:2025年底      labelled
//   甲局牵头 | 乙局 | 丙局按职责分工负责 | 2025年底前完成        duties; a remark is passed over
//   甲局、乙局 | 各县区人民政府                                 names only
#pragma once

#include <cstdint>
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
  std::u32string level;  ///< 市 in force behind the last name, for an owner line right below.
};

/// Who belongs to every statement without being named again.
struct StandingOwners {
  std::vector<std::string> units;
  bool from_here_on = false;  ///< 以下…: the statement that says so is not meant itself.
};

/// Where a bracket stands: names alone say who is responsible only at the end of a sentence.
enum class BracketPlace : uint8_t { ends_sentence, within_sentence };

class OwnerClauses {
 public:
  OwnerClauses(const Lexicon& lexicon, const AgencyNames& names);

  /// 牵头单位:甲;配合单位:乙. None where the text does not begin with such a label.
  std::optional<OwnerClause> read_labelled(std::u32string_view text,
                                           std::u32string_view level = {}) const;

  /// The inside of a bracket: labelled, or 甲牵头，乙、丙配合, 甲、乙负责, or names only.
  std::optional<OwnerClause> read_bracket(std::u32string_view text, BracketPlace place) const;

  /// 甲牵头，乙配合 and nothing else: a paragraph that is a statement without label or bracket.
  std::optional<OwnerClause> read_duties(std::u32string_view text) const;

  /// The units of 以下均需甲落实，不再列出 or 各项任务均涉及甲，不再分工; none where the text says
  /// no such thing. A unit that `clause` names in full is given in full.
  StandingOwners standing_owners(std::u32string_view text, const OwnerClause& clause) const;

  /// True where a label of owners (责任单位:) begins at `at`.
  bool begins_with_label(std::u32string_view half, size_t at) const;

 private:
  enum class Role : uint8_t { unit, lead };
  struct Label {
    size_t end = 0;  ///< Behind the colon.
    std::optional<Role> role;  ///< None for labels of other things: 完成时限:.
  };
  struct Reading;

  std::optional<Label> label_at(std::u32string_view half, size_t at) const;
  std::vector<std::u32string_view> segments(std::u32string_view text) const;
  bool is_remark(std::u32string_view segment) const;
  std::optional<Role> cut_duty(std::u32string* text) const;
  bool read_segment(std::u32string_view segment, Reading* reading) const;
  bool read_duty(std::u32string_view segment, Reading* reading) const;
  void read_listed(std::u32string_view segment, Reading* reading) const;
  void add(std::u32string_view list, Role role, Reading* reading) const;
  std::vector<std::string> named_in_full(std::u32string_view list,
                                         const OwnerClause& clause) const;
  static std::optional<OwnerClause> finished(Reading* reading);

  const AgencyNames& names_;
  std::map<std::u32string, Role> labels_;
  std::vector<std::pair<std::u32string, std::string>> duties_;  ///< Longest first.
  std::vector<std::u32string> remarks_;
};

}  // namespace fangan
