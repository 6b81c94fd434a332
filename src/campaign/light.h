// Light: the decision 亮灯 of the package, evaluated for one figure.
//
// Its table asks met, days left, behind, aim and no figure (language.md 3.3); a package without one
// gets the default table of default_light().
#pragma once

#include <optional>
#include <string>

#include "plan/light_table.h"
#include "plan/plan.h"
#include "text/result.h"

namespace fangan {

struct LightInputs {
  bool met = false;
  std::optional<int64_t> days_left;
  std::optional<Decimal> behind;  ///< In points.
  bool aim = false;
  bool no_figure = false;
};

struct Light {
  std::string colour;  ///< "green", "yellow", "red", "grey".
  int rule = -1;       ///< Index into the table's rules; -1 when none fired.
};

/// The table of language.md 3.3 as Markdown block body; written into every new package.
std::string_view default_light_table();

/// Errors  those of read_light_table(); check() has already refused a package that has any.
Diagnostics check_light(const Decision& decision);
Light light(const Decision& decision, const LightInputs& inputs);

/// The table of the package, or the default one where it has none.
const Decision& light_decision(const Plan& plan);

/// For many figures: the table is read once. No rule that fires gives grey and rule -1.
Light light(const LightTable& table, const LightInputs& inputs);

}  // namespace fangan
