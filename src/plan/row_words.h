// Row words: the names every row has besides its fields, one set for each language of packages.
//
// A rule that names 状态 reads the same whatever the register, so no field may bear such a name.
#pragma once

#include <array>
#include <string_view>

namespace fangan {

struct RowWords {
  std::string_view id;
  std::string_view period;
  std::string_view state;
  std::string_view reported;
  std::string_view accepted;
  std::string_view published;
  /// Of a row of 单位: what the agency is called.
  std::string_view agency_name;
};

inline const RowWords& row_words(std::string_view language) {
  static constexpr RowWords zh = {"编号", "期", "状态", "已上报", "已验收", "已公布", "名称"};
  static constexpr RowWords en = {"id",       "period",    "state", "reported",
                                  "accepted", "published", "name"};
  return language == "en" ? en : zh;
}

/// What reads as a register though no block defines it.
constexpr std::string_view agency_register_name = "单位";
constexpr std::string_view calendar_register_name = "工作日历";
/// What the figures of all targets read as.
constexpr std::string_view figures_table_name = "目标";
constexpr std::array<std::string_view, 5> built_in_register_names = {"目标", "分解", "进展", "责任",
                                                                     "办理记录"};
/// The kind of agencies that are regions.
constexpr std::string_view county_agency_kind = "县区";

}  // namespace fangan
