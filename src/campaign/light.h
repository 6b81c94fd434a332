// Light: the decision 亮灯 of the package, evaluated for one figure.
//
// Its table may use equality, comparison and ranges over met, days left, behind, aim and no figure
// (language.md 3.3); a package without one gets the default table of default_light().
#pragma once

#include <optional>
#include <string>

#include "plan/plan.h"
#include "text/result.h"

namespace fangan {

struct LightInputs {
  bool met = false;
  std::optional<int64_t> days_left;
  std::optional<Decimal> behind;   ///< In points.
  bool aim = false;
  bool no_figure = false;
};

struct Light {
  std::string colour;  ///< "green", "yellow", "red", "grey".
  int rule = -1;       ///< Index into the table's rules; -1 when none fired.
};

/// The table of language.md 3.3 as Markdown block body; written into every new package.
std::string_view default_light_table();

/// Errors  CAMP-L001 a cell is neither a literal, a comparison nor a range; CAMP-L002 an unknown
/// input; CAMP-L003 an unknown colour. Checked once by check_light(), so that light() cannot fail.
Diagnostics check_light(const Decision& decision);
Light light(const Decision& decision, const LightInputs& inputs);

}  // namespace fangan
