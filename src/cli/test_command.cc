#include <iostream>

#include "cli/command.h"
#include "service/run_cases.h"
#include "text/render.h"

namespace fangan {

ExitCode test_command(const TestOptions& options) {
  const CaseReport report = run_cases(options.paths);
  // As the run came to them: the errors of a plan explain why its cases were not run.
  for (const Diagnostic& diagnostic : report.diagnostics) {
    std::cout << render(diagnostic, report.sources, {Language::zh, Language::en}) << "\n";
  }
  std::cout << report.passed << " passed, " << report.failed << " failed\n";
  return report.failed == 0 ? ExitCode::done : ExitCode::faulty;
}

}  // namespace fangan
