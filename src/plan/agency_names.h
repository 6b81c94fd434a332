// Agency names: from a list as officials write it to full names.
//
// 市工业和信息化委、发展改革委 names two city departments: the level of the first is carried to the
// second. 和 is part of 工业和信息化委 and separates 市科技局和市财政局. 等部门 leaves the list
// open. 甲、乙市政府 names two city governments.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/lexicon.h"

namespace fangan {

struct AgencyList {
  std::vector<std::string> names;
  bool open = false;
};

class AgencyNames {
 public:
  explicit AgencyNames(const Lexicon& lexicon);

  /// Reads a list such as 市甲局、乙局和丙委等部门. Blanks inside names are dropped.
  AgencyList read_list(std::u32string_view text) const;

  /// The same; `level` is the level of government to carry in (may be empty) and, after, the last
  /// one met.
  AgencyList read_list(std::u32string_view text, std::u32string* level) const;

  /// True when the text ends like the name of an agency or enterprise and says nothing else.
  bool is_name(std::u32string_view text) const;

  /// True when every part of the list is a name, and the list has at least one.
  bool is_list(std::u32string_view text) const;
  /// True when every part is short and one of them is a name: 甲资本、市乙集团.
  bool holds_name(std::u32string_view text) const;

  /// True for names of public bodies; enterprises, schools and bare 部门 do not count.
  bool is_official(std::string_view name) const;

  /// "部门", "县区", "企业": the kind that the ending of a name tells; empty when none.
  std::string kind(std::string_view name) const;

 private:
  std::vector<std::u32string> parts(std::u32string_view text) const;
  void cut_joined(std::u32string part, std::vector<std::u32string>* parts) const;
  std::u32string level_of(std::u32string_view name) const;
  std::u32string carried(const std::u32string& name, const std::u32string& level) const;
  bool begins_with_function(std::u32string_view name) const;

  std::vector<std::pair<std::u32string, std::string>> suffixes_;
  std::vector<std::u32string> functions_;
  std::vector<std::u32string> regions_;
};

/// Cuts 等, 等部门, 等省直有关单位 from the end; says whether it did.
bool cut_open_end(std::u32string* text);

/// 有关部门, 相关单位: nobody in particular.
bool names_nobody(std::string_view name);

}  // namespace fangan
