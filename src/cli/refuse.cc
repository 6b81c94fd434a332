#include <iostream>

#include "cli/command.h"
#include "text/render.h"

namespace fangan {

ExitCode refuse(const Diagnostics& diagnostics, const Sources& sources) {
  std::cerr << render(diagnostics, sources, {Language::zh, Language::en});
  return ExitCode::refused;
}

}  // namespace fangan
