#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "service/diagnostic_json.h"
#include "service/feel_cases.h"
#include "service/package_folder.h"
#include "service/wall_clock.h"
#include "text/render.h"
#include "value/print.h"
#include "value/value_json.h"

namespace fangan {
namespace {

/// What a terminal or a program can still take.
constexpr size_t printed_bytes_max = 16u << 20;

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

ExitCode print_value(const FeelAnswer& answer, const Sources& sources, bool as_json) {
  const auto text = as_json ? print_json(answer.value, printed_bytes_max)
                            : print(answer.value, printed_bytes_max);
  if (!text) {
    return refuse({problem("CLI-V001", {{"limit", std::to_string(printed_bytes_max >> 20)}})});
  }
  if (as_json) {
    Json json = Json::object();
    json.set("value", Json::raw(*text));
    json.set("type", type_of(answer.value).print());
    json.set("diagnostics", diagnostics_json(answer.diagnostics, sources));
    std::cout << json.print() << "\n";
  } else {
    std::cerr << render(answer.diagnostics, sources, {Language::zh, Language::en});
    std::cout << *text << "\n";
  }
  return has_errors(answer.diagnostics) ? ExitCode::faulty : ExitCode::done;
}

}  // namespace

ExitCode feel_command(const FeelOptions& options) {
  if (options.cases.empty() == options.expression.empty()) return refuse({problem("CLI-V002")});
  if (!options.cases.empty()) return run_cases_file(options.cases);
  Context variables;
  if (!options.context.empty()) {
    const Result<Json> json = parse_json(options.context);
    if (!json) return refuse({problem("CLI-V003", {{"option", "--context"}}), json.error()});
    const Value value = read_value(json.value());
    if (!value.is(ValueKind::context)) {
      return refuse({problem("CLI-V004", {{"option", "--context"}, {"found", print(value)}})});
    }
    variables = value.context();
  }
  Sources sources;
  sources.add("FEEL", options.expression);
  FeelAnswer answer = FeelRunner(wall_clock_date_time()).evaluate(options.expression, variables);
  add_reason(&answer);
  return print_value(answer, sources, options.json);
}

}  // namespace fangan
