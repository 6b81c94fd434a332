#include "decision/run_suite.h"

#include <algorithm>

namespace fangan::dmn {
namespace {

class SuiteRun {
 public:
  SuiteRun(std::vector<ShelfFile> models, const DateTime& now, Sources* sources)
      : shelf_(std::move(models), sources), now_(now), sources_(sources) {}

  void run_file(const ShelfFile& test) {
    if (test.bytes.find("testCases") == std::string::npos) return;
    Result<TckFile> file = read_tck_file(test.path, test.bytes, sources_);
    if (!file && file.error().code == "DMN-T001") return;
    ++report_.files;
    if (!file) {
      note(file.errors());
      TestOutcome unread{TestOutcome::State::failed, "", false, "", "", file.error()};
      return count({test.path, std::move(unread)});
    }
    run_tests_of(test.path, file.value());
  }

  SuiteReport take() { return std::move(report_); }

 private:
  void note(const Diagnostics& found) {
    for (const Diagnostic& each : found) {
      const auto is_same = [&](const Diagnostic& other) {
        return other.code == each.code && !other.marks.empty() && !each.marks.empty() &&
               other.marks.front().span == each.marks.front().span;
      };
      const auto& all = report_.problems;
      if (std::none_of(all.begin(), all.end(), is_same)) report_.problems.push_back(each);
    }
  }

  void count(SuiteTest test) {
    SuiteReport::Tally& tally = test.outcome.expects_null ? report_.of_nulls : report_.of_values;
    switch (test.outcome.state) {
      case TestOutcome::State::passed:
        ++tally.passed;
        return;
      case TestOutcome::State::failed:
        ++tally.failed;
        report_.failures.push_back(std::move(test));
        return;
      case TestOutcome::State::refused:
        ++tally.refused;
        report_.refusals.push_back(std::move(test));
        return;
    }
  }

  std::optional<size_t> model_of(std::string_view folder, const TckFile& file) {
    if (!file.model_name.empty()) {
      if (const auto named = shelf_.find_file(folder, file.model_name.text())) return named;
    }
    if (!file.model_namespace.empty()) {
      const auto of_namespace = shelf_.find_model(folder, file.model_namespace.text());
      if (of_namespace) return of_namespace;
    }
    return file.model_name.empty() ? shelf_.only_file_in(folder) : std::nullopt;
  }

  static std::vector<std::string> namespaces_in(const TckFile& file) {
    std::vector<std::string> all = {file.model_namespace.text()};
    for (const TckTest& test : file.tests) {
      all.push_back(test.model_namespace.text());
      for (const TckInput& input : test.inputs) all.push_back(input.model_namespace.text());
      for (const TckResult& result : test.results) all.push_back(result.model_namespace.text());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (!all.empty() && all.front().empty()) all.erase(all.begin());
    return all;
  }

  void run_tests_of(const std::string& path, const TckFile& file) {
    const std::optional<size_t> model = model_of(folder_of(path), file);
    if (!model) {
      const Span place = file.model_name.empty() ? file.name.span() : file.model_name.span();
      return fail_all(path, file,
                      {problem_at("DMN-T004", place, {{"model", file.model_name.text()}})});
    }
    Result<LinkedModels> linked = shelf_.link(*model, namespaces_in(file));
    if (!linked) return fail_all(path, file, linked.errors());
    Diagnostics diagnostics;
    const auto engine = Engine::compile(std::move(linked.value().set), &diagnostics);
    for (TestOutcome& outcome : run_tests(*engine, 0, file, now_)) {
      count({path, std::move(outcome)});
    }
  }

  void fail_all(const std::string& path, const TckFile& file, const Diagnostics& reasons) {
    note(reasons);
    for (const TckTest& test : file.tests) {
      TestOutcome outcome{
          TestOutcome::State::failed, test.id.text(), expects_null(test), "", "", reasons.front()};
      count({path, std::move(outcome)});
    }
  }

  ModelShelf shelf_;
  DateTime now_;
  Sources* sources_;
  SuiteReport report_;
};

}  // namespace

SuiteReport run_suite(std::vector<ShelfFile> models, const std::vector<ShelfFile>& tests,
                      const DateTime& now, Sources* sources) {
  SuiteRun run(std::move(models), now, sources);
  for (const ShelfFile& test : tests) run.run_file(test);
  return run.take();
}

}  // namespace fangan::dmn
