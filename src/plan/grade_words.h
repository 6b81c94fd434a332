// Grade words: how blocks write the grades a row may have, lowest first.
#pragma once

#include <string_view>
#include <utility>

#include "plan/flow.h"

namespace fangan {

constexpr std::pair<std::string_view, Grade> grade_words[] = {{"reported", Grade::reported},
                                                              {"accepted", Grade::accepted},
                                                              {"published", Grade::published}};

constexpr Grade grade_named(std::string_view name) {
  for (const auto& [word, grade] : grade_words) {
    if (word == name) return grade;
  }
  return Grade::none;
}

}  // namespace fangan
