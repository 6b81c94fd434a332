#include <iostream>

#include "cli/command.h"
#include "service/run_cases.h"
#include "text/render.h"

namespace fangan {

ExitCode test_command(const TestOptions& options) {
  const CaseReport report = run_cases(options.paths);
  std::cout << render(report.diagnostics, report.sources, {Language::zh, Language::en})
            << report.passed << " passed, " << report.failed << " failed\n";
  return report.failed == 0 ? ExitCode::done : ExitCode::faulty;
}

}  // namespace fangan
