// Diagnostics as JSON, as the API and `fangan check --json` give them (docs/api.md, Errors).
#pragma once

#include "text/diagnostic.h"
#include "value/json.h"

namespace fangan {

/// {"code","severity","zh","en","hint_zh","hint_en","facts","place":{..}|null}
Json diagnostic_json(const Diagnostic& diagnostic, const Sources& sources);

/// The same of why a formula came to null: without its place, which counts in the text of the
/// formula and in no file.
Json reason_json(const Diagnostic& reason);

/// The same for many, as an array in their order.
Json diagnostics_json(const Diagnostics& diagnostics, const Sources& sources);

}  // namespace fangan
