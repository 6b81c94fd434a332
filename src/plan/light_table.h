// Light table: the decision 亮灯, read into tests that can be evaluated.
//
// Its names `met`, `days left`, `behind`, `aim`, `no figure` exist only there (language.md 3.3).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "plan/default_light.h"
#include "plan/plan.h"
#include "plan/unary_cell.h"

namespace fangan {

enum class LightInput : uint8_t { met, days_left, behind, aim, no_figure };
constexpr size_t light_input_count = 5;
constexpr std::array<std::string_view, light_input_count> light_input_names = {
    "met", "days left", "behind", "aim", "no figure"};
constexpr std::array<std::string_view, 4> light_colours = {"green", "yellow", "red", "grey"};

struct LightRule {
  std::array<UnaryTest, light_input_count> tests;  ///< An input without a column is `-`.
  std::string colour;
};

struct LightTable {
  std::vector<LightRule> rules;
};

/// Errors  CAMP-L001 a cell is neither a literal, a comparison nor a range, or compares with a
/// value of another type; CAMP-L002 an unknown input; CAMP-L003 an unknown colour; CAMP-L004 a hit
/// policy other than F; CAMP-L005 not exactly one output. All are reported.
LightTable read_light_table(const Decision& decision, Diagnostics* diagnostics);

/// default_light_body, read.
const Decision& default_light_decision();

}  // namespace fangan
