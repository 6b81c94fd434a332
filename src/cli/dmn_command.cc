#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/command.h"
#include "cli/value_output.h"
#include "decision/run_suite.h"
#include "service/convert_decision.h"
#include "service/dmn_evaluate.h"
#include "service/dmn_folder.h"
#include "service/package_folder.h"
#include "service/wall_clock.h"
#include "text/render.h"

namespace fangan {
namespace {

/// One line for a test: file, test, what was expected and computed, why.
void print_test(const char* state, const dmn::SuiteTest& test) {
  const dmn::TestOutcome& outcome = test.outcome;
  std::cout << state << " " << test.file << " " << outcome.test;
  if (!outcome.expected.empty()) {
    std::cout << " · 应为 expected " << outcome.expected << " · 实为 computed " << outcome.computed;
  }
  if (outcome.reason) {
    std::cout << " · " << outcome.reason->code << " " << sentence(*outcome.reason, Language::zh)
              << " " << sentence(*outcome.reason, Language::en);
  }
  std::cout << "\n";
}

void print_tally(const char* what, const dmn::SuiteReport::Tally& tally) {
  std::cout << what << ": " << tally.passed << " passed, " << tally.failed << " failed, "
            << tally.refused << " refused\n";
}

Result<Done> write_new_file(const std::string& path, const std::string& bytes) {
  std::error_code failed;
  if (std::filesystem::exists(path, failed)) return problem("CLI-B001", {{"path", path}});
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary);
  file << bytes;
  file.close();
  if (file) std::filesystem::rename(part, path, failed);
  if (file && !failed) return Done{};
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  const std::string reason = failed ? failed.message() : "cannot be opened or is full";
  return problem("PLAN-F006", {{"path", path}, {"reason", reason}});
}

/// The files of a model; a decision table of a package or Markdown file is a model of its own.
Result<std::vector<dmn::ShelfFile>> model_files(const DmnEvalOptions& options, Sources* sources) {
  DecisionPlace place = decision_place(options.model);
  if (place.form == DecisionPlace::Form::model) return read_model_and_neighbours(options.model);
  if (place.name.empty()) place.name = options.decision;
  Result<ConvertedDecision> model = decision_as_dmn(place, dmn::DmnVersion::v1_5, sources);
  if (!model) return model.errors();
  return std::vector<dmn::ShelfFile>{{place.name + ".dmn", std::move(model).value().text}};
}

}  // namespace

ExitCode dmn_test_command(const DmnTestOptions& options) {
  Result<DmnFolder> folder = read_dmn_folder(options.folder);
  if (!folder) return refuse(folder.errors());
  DmnFolder& files = folder.value();
  Sources sources;
  const dmn::SuiteReport report =
      run_suite(std::move(files.models), files.tests, wall_clock_date_time(), &sources);
  if (report.files == 0) return refuse({problem("DMN-V005", {{"path", options.folder}})});
  std::cout << render(report.problems, sources, {Language::zh, Language::en});
  for (const dmn::SuiteTest& test : report.failures) print_test("失败 failed", test);
  for (const dmn::SuiteTest& test : report.refusals) print_test("拒绝 refused", test);
  print_tally("应得值的测试 tests that expect a value", report.of_values);
  print_tally("应得空值的测试 tests that expect null", report.of_nulls);
  std::cout << "拒绝的 " << report.refusals.size()
            << " 项需要外部函数，不计入通过和失败 refused, needing external functions, counted as "
               "neither: "
            << report.refusals.size() << "\n"
            << report.of_values.passed + report.of_nulls.passed << " passed, "
            << report.failures.size() << " failed\n";
  return report.failures.empty() ? ExitCode::done : ExitCode::faulty;
}

ExitCode dmn_eval_command(const DmnEvalOptions& options) {
  const Result<Json> context = read_json_argument("--context", options.context);
  if (!context) return refuse(context.errors());
  Sources sources;
  Result<std::vector<dmn::ShelfFile>> files = model_files(options, &sources);
  if (!files) return refuse(files.errors(), sources);
  const DmnAnswer answer = evaluate_decision(
      std::move(files).value(), options.decision, context.value(), wall_clock_date_time(),
      options.explain ? Explain::yes : Explain::no, &sources);
  if (answer.is_refused) return refuse(answer.diagnostics, sources);
  std::cout << answer.explanation;
  return print_value(answer.value, answer.diagnostics, sources,
                     options.json ? OutputForm::json : OutputForm::feel);
}

ExitCode dmn_convert_command(const DmnConvertOptions& options) {
  Sources sources;
  const DecisionPlace from = decision_place(options.from);
  const bool to_block = options.to.ends_with(".md");
  const dmn::DmnVersion version =
      options.version == "1.3" ? dmn::DmnVersion::v1_3 : dmn::DmnVersion::v1_5;
  const Result<ConvertedDecision> made =
      to_block ? decision_as_block(from, &sources) : decision_as_dmn(from, version, &sources);
  if (!made) return refuse(made.errors(), sources);
  const Result<Done> done = write_new_file(options.to, made.value().text);
  if (!done) return refuse(done.errors());
  std::cerr << render(made.value().warnings, sources, {Language::zh, Language::en});
  return ExitCode::done;
}

}  // namespace fangan
