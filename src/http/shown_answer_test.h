// Shown answer, for tests: an answer as a text in which nothing differs from run to run.
#pragma once

#include <string>

#include "http/server.h"

namespace fangan {

/// Status, headers and body, a workbook by its cells. Moments of entry and secrets differ from run
/// to run and are left out; nothing else may.
std::string shown(HttpResponse response);

}  // namespace fangan
