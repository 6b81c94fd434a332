#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "cli/value_output.h"
#include "service/feel_cases.h"
#include "service/package_folder.h"
#include "service/wall_clock.h"
#include "text/render.h"
#include "value/value_json.h"

namespace fangan {
namespace {

ExitCode run_cases_file(const std::string& path) {
  const Result<std::string> lines = read_whole_file(path);
  if (!lines) return refuse(lines.errors());
  const FeelCaseReport report = run_feel_cases(lines.value(), wall_clock_date_time());
  std::cerr << render(report.warnings, Sources(), {Language::zh, Language::en});
  for (const FeelCaseFailure& failure : report.failures) std::cout << print(failure) << "\n";
  std::cout << report.passed << " passed, " << report.failures.size() << " failed\n";
  return report.failures.empty() ? ExitCode::done : ExitCode::faulty;
}

bool is_of_one_place(const Diagnostic& left, const Diagnostic& right) {
  return left.code == right.code && !left.marks.empty() && !right.marks.empty() &&
         left.marks.front().span == right.marks.front().span;
}

/// Why a value is null belongs to what is told about it, in place of a warning that foresaw it.
void add_reason(FeelAnswer* answer) {
  const Diagnostic* reason = answer->value.reason();
  Diagnostics& all = answer->diagnostics;
  if (reason == nullptr || has_errors(all)) return;
  all.erase(std::remove_if(all.begin(), all.end(),
                           [&](const Diagnostic& each) { return is_of_one_place(each, *reason); }),
            all.end());
  all.push_back(*reason);
}

}  // namespace

ExitCode feel_command(const FeelOptions& options) {
  if (options.cases.empty() == options.expression.empty()) return refuse({problem("CLI-V002")});
  if (!options.cases.empty()) return run_cases_file(options.cases);
  const Result<Json> context = read_json_argument("--context", options.context);
  if (!context) return refuse(context.errors());
  Sources sources;
  sources.add("FEEL", options.expression);
  FeelAnswer answer = FeelRunner(wall_clock_date_time())
                          .evaluate(options.expression, read_value(context.value()).context(),
                                    options.explain ? Explain::yes : Explain::no);
  add_reason(&answer);
  std::cout << answer.explanation;
  return print_value(answer.value, answer.diagnostics, sources,
                     options.json ? OutputForm::json : OutputForm::feel);
}

}  // namespace fangan
