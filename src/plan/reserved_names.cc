#include "plan/reserved_names.h"

#include <set>

#include "feel/builtins.h"
#include "feel/names.h"
#include "plan/light_table.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

/// What formulas of plans name besides what FEEL has (language.md, section 3).
constexpr std::string_view names_of_plans[] = {"record", "item",  "user",         "node", "done",
                                               "total",  "at",    "entered",      "is set",
                                               "working days"};
/// Words of pages that would be mistaken for a register.
constexpr std::string_view page_words[] = {"办理", "参数", "公布", "附件", "提纲"};

/// What a field may be called, and no block.
std::set<std::string_view> all_built_in_registers() {
  std::set<std::string_view> names(built_in_register_names.begin(), built_in_register_names.end());
  names.insert(agency_register_name);
  names.insert(std::begin(page_words), std::end(page_words));
  return names;
}

/// FEEL's keywords and builtins from their own lists, the names of plans, of rows and of the light.
std::set<std::string_view> all_reserved_names() {
  std::set<std::string_view> names(feel::keywords().begin(), feel::keywords().end());
  names.insert(feel::builtin_name_list().begin(), feel::builtin_name_list().end());
  names.insert(std::begin(names_of_plans), std::end(names_of_plans));
  names.insert(light_input_names.begin(), light_input_names.end());
  for (const char* language : {"zh", "en"}) {
    const RowWords& words = row_words(language);
    names.insert({words.id, words.period, words.state, words.reported, words.accepted,
                  words.published});
  }
  return names;
}

const std::set<std::string_view>& reserved_names() {
  static const std::set<std::string_view> names = all_reserved_names();
  return names;
}

}  // namespace

bool is_reserved_name(std::string_view name) {
  return reserved_names().count(name) != 0;
}

bool is_built_in_register(std::string_view name) {
  static const std::set<std::string_view> names = all_built_in_registers();
  return names.count(name) != 0;
}

std::vector<std::string_view> reserved_block_names() {
  std::vector<std::string_view> names(reserved_names().begin(), reserved_names().end());
  const std::set<std::string_view> registers = all_built_in_registers();
  names.insert(names.end(), registers.begin(), registers.end());
  return names;
}

}  // namespace fangan
