// Light table: the decision 亮灯, compiled.
//
// Its cells are FEEL unary tests like those of every decision table; the names `met`, `days left`,
// `behind`, `aim`, `no figure` exist only there (language.md 3.3).
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "feel/expression.h"
#include "plan/default_light.h"
#include "plan/plan.h"

namespace fangan {

enum class LightInput : uint8_t { met, days_left, behind, aim, no_figure };
constexpr size_t light_input_count = 5;
constexpr std::array<std::string_view, light_input_count> light_input_names = {
    "met", "days left", "behind", "aim", "no figure"};
constexpr std::array<std::string_view, 4> light_colours = {"green", "yellow", "red", "grey"};

/// Its variables are the inputs in the order of LightInput; its value is a context of the colour
/// and the number of the rule, from 0, or null where no rule holds.
struct LightTable {
  std::optional<feel::Expression> expression;  ///< None where the table has errors.
};
constexpr std::string_view light_colour_key = "colour";
constexpr std::string_view light_rule_key = "rule";

/// `decision` has a table.
/// Errors  CAMP-L001 a cell compares with a value of another type; CAMP-L002 an unknown input;
/// CAMP-L003 an unknown colour; CAMP-L004 a hit policy other than F; CAMP-L005 not exactly one
/// output; those of feel/parse.h in a cell. All are reported.
LightTable read_light_table(const Decision& decision, Diagnostics* diagnostics);

/// default_light_body, read.
const Decision& default_light_decision();

}  // namespace fangan
