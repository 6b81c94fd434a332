#include "service/run_cases.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "document/text_file.h"
#include "plan/check.h"
#include "plan/draft.h"
#include "service/case_file.h"
#include "service/case_rows.h"
#include "service/case_world.h"
#include "service/draft_case.h"
#include "service/package_folder.h"
#include "text/mapped_text.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

/// Errors of a plan that are shown before its cases.
constexpr size_t plan_errors_max = 10;
/// Errors of one action that are told.
constexpr size_t errors_max = 10;
/// Names of files that were looked at without finding a case.
constexpr size_t names_max = 5;

std::string fact_of(const Diagnostic& diagnostic, std::string_view name) {
  for (const Fact& fact : diagnostic.facts) {
    if (fact.name == name) return fact.value;
  }
  return "";
}

/// The folder of a package: plans/NAME or NAME in a folder above the case file.
std::optional<std::string> find_package(const fs::path& case_file, const std::string& name) {
  std::error_code failed;
  fs::path folder = fs::absolute(case_file, failed).parent_path();
  while (true) {
    for (const fs::path& place : {folder / "plans" / name, folder / name}) {
      if (fs::exists(place / "plan.md", failed)) return place.string();
    }
    if (folder == folder.parent_path()) return std::nullopt;
    folder = folder.parent_path();
  }
}

/// No rows, or a count or sum of none.
bool is_nothing(const Outcome& outcome) {
  const Value& value = outcome.value;
  const bool is_zero = value.is(ValueKind::number) && value.number() == Decimal(0);
  return outcome.kind == Outcome::Kind::value &&
         (is_zero || (value.is(ValueKind::list) && value.items().empty()));
}

/// Where an action that cannot be done is written wrongly.
std::string_view column_of(const std::string& code) {
  if (code == "TEST-A004") return "who";
  if (code == "TEST-A001" || code == "TEST-A005") return "action";
  const bool is_of_words = code == "TEST-A007" || code == "TEST-A008" || code == "TEST-A009";
  return is_of_words ? "with" : "result";
}

class Runner {
 public:
  CaseReport run(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) run_path(path);
    return std::move(report_);
  }

 private:
  void fail(Diagnostic diagnostic) {
    ++report_.failed;
    report_.diagnostics.push_back(std::move(diagnostic));
  }

  /// One failure with places of its own.
  void fail_all(const Diagnostics& errors) {
    ++report_.failed;
    report_.diagnostics.insert(report_.diagnostics.end(), errors.begin(), errors.end());
  }

  /// What a case did not foresee, shown at its row.
  void fail_at(Span span, const Diagnostics& errors) {
    ++report_.failed;
    for (Diagnostic error : errors) {
      error.marks = {Mark{span, {}}};  // Places in the package's files are not among our sources.
      error.headings.clear();
      report_.diagnostics.push_back(std::move(error));
    }
  }

  /// What a question came to that names something no case can ask.
  Diagnostics explained(const Diagnostics& errors, const CaseWorld& world) {
    Diagnostics all;
    for (Diagnostic error : errors) {
      const std::string name = fact_of(error, "name");
      const bool is_unknown = error.code == "FEEL-N001" || error.code == "FEEL-N004" ||
                              error.code == "PLAN-E002";
      const std::string kind = is_unknown ? world.kind_not_asked(name) : "";
      if (!kind.empty()) {
        error.code = "TEST-X009";
        error.facts = {{"name", name}, {"kind", kind}};
      }
      const bool tells = error.code == "FEEL-N001" && !std::exchange(told_what_is_asked_, true);
      all.push_back(std::move(error));
      if (tells) all.push_back(problem("TEST-X010", {{"name", name}}));
    }
    return all;
  }

  /// The same for errors that have places within the text of a cell.
  void fail_within(const Cell& cell, const Diagnostics& errors) {
    ++report_.failed;
    const MappedText text(cell.text, cell.span);
    for (const Diagnostic& error : errors) {
      report_.diagnostics.push_back(in_file(error, {&text}));
      if (error.marks.empty()) report_.diagnostics.back().marks = {Mark{cell.span, {}}};
    }
  }

  void run_path(const std::string& path) {
    std::error_code failed;
    if (!fs::is_directory(path, failed)) return run_file(path);
    std::vector<std::string> files;
    std::vector<std::string> others;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path, failed)) {
      if (entry.path().extension() != ".md" || !entry.is_regular_file()) continue;
      const Result<std::string> bytes = read_whole_file(entry.path().string());
      const bool is_case = bytes && bytes.value().substr(0, 3) == "---";
      (is_case ? files : others).push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    if (files.empty()) fail(no_case_files(path, std::move(others)));
    for (const std::string& file : files) run_file(file);
  }

  static Diagnostic no_case_files(const std::string& path, std::vector<std::string> others) {
    std::sort(others.begin(), others.end());
    std::string names = others.empty() ? "—" : "";
    for (size_t i = 0; i < std::min(others.size(), names_max); ++i) {
      names += (i == 0 ? "" : "、") + fs::path(others[i]).lexically_relative(path).string();
    }
    if (others.size() > names_max) names += " …";
    return problem("TEST-F010", {{"path", path},
                                 {"count", std::to_string(others.size())},
                                 {"names", names}});
  }

  void run_file(const std::string& path) {
    told_what_is_asked_ = false;
    Result<std::string> bytes = read_whole_file(path);
    if (!bytes) return fail(bytes.error());
    Result<TextFile> text = read_text_file(bytes.value());
    if (!text) return fail(text.error());
    const uint32_t source = report_.sources.add(path, std::move(text).value().text);
    Diagnostics wrong;
    const CaseFile file = read_case_file(report_.sources, source, &wrong);
    if (!wrong.empty()) {
      // A file that is written wrongly is not half run.
      return fail_all(wrong);
    }
    if (file.cases.empty()) return fail(problem_at("TEST-F011", Span{source, 0, 0}));
    if (file.draft.empty()) {
      run_package_cases(path, source, file);
    } else {
      run_draft_cases(path, source, file);
    }
  }

  void run_package_cases(const std::string& path, uint32_t source, const CaseFile& file) {
    const Span top{source, 0, 0};
    const std::optional<std::string> folder = find_package(path, file.package);
    if (!folder) return fail(problem_at("TEST-F009", top, {{"name", file.package}}));
    const Result<const Loaded*> loaded = load(*folder, *file.today);
    if (!loaded) return fail_at(top, loaded.errors());
    if (const size_t errors = loaded.value()->errors; errors > 0) {
      return fail(problem_at("TEST-F012", top,
                             {{"name", file.package},
                              {"count", std::to_string(errors)},
                              {"shown", std::to_string(std::min(errors, plan_errors_max))},
                              {"cases", std::to_string(file.cases.size())}}));
    }
    for (const Case& one : file.cases) {
      const CaseGround& ground = *loaded.value()->ground;
      Result<std::unique_ptr<CaseWorld>> world =
          CaseWorld::make(ground, *file.today, fs::path(path).parent_path().string());
      if (!world) {
        fail_at(one.span, world.errors());
        continue;
      }
      run_case(one, *file.today, world.value().get());
    }
  }

  /// A package, read and checked once for all of its cases.
  struct Loaded {
    size_t errors = 0;                   ///< Of its plan.
    std::unique_ptr<CaseGround> ground;  ///< Of a plan without errors.
  };

  Result<const Loaded*> load(const std::string& folder, Date today) {
    const auto known = loaded_.find(folder);
    if (known != loaded_.end()) return &known->second;
    const Result<Package> package = read_package_folder(folder);
    if (!package) return package.errors();
    Loaded loaded;
    loaded.errors = plan_errors(package.value());
    if (loaded.errors == 0) {
      Result<std::unique_ptr<CaseGround>> ground = CaseGround::make(package.value(), today);
      if (!ground) return ground.errors();
      loaded.ground = std::move(ground).value();
    }
    return &(loaded_[folder] = std::move(loaded));
  }

  /// How many errors a plan has. The first of them are reported.
  size_t plan_errors(const Package& package) {
    const Checked checked = check(package);
    if (checked.plan) return 0;
    const uint32_t first_source = report_.sources.count();
    for (uint32_t i = 0; i < checked.sources.count(); ++i) {
      const Source& source = checked.sources.at(i);
      report_.sources.add(package.name + "/" + source.name(), std::string(source.text()));
    }
    size_t count = 0;
    for (Diagnostic error : checked.diagnostics) {
      if (error.severity != Severity::error || ++count > plan_errors_max) continue;
      for (Mark& mark : error.marks) mark.span.source += first_source;
      report_.diagnostics.push_back(std::move(error));
    }
    return count;
  }

  void run_case(const Case& one, Date today, CaseWorld* world) {
    bool clock_is_set = false;
    bool rows_are_new = false;
    for (const CaseStep& step : one.steps) {
      if (step.kind == CaseStepKind::given && world->has_register(step.register_name)) {
        const Diagnostics errors = world->give_rows(step);
        if (!errors.empty()) return fail_all(errors);
        rows_are_new = true;
        continue;
      }
      if (step.kind == CaseStepKind::given) {
        const Result<Done> given = world->give(step);
        if (!given) return fail_at(step.span, given.errors());
        continue;
      }
      if (!clock_is_set) {
        const Result<Done> moved = world->move_clock(today);
        if (!moved) return fail_at(step.span, moved.errors());
        clock_is_set = true;
      }
      if (std::exchange(rows_are_new, false)) {
        const Diagnostics errors = world->store_rows();
        if (!errors.empty()) return fail_all(errors);
      }
      for (size_t row = 0; row < step.rows.size(); ++row) {
        if (step.kind == CaseStepKind::act) {
          run_act(step, row, world);
        } else if (step.kind == CaseStepKind::expect) {
          run_expect(step, row, *world);
        } else {
          fail(problem_at("TEST-F003", step.span, {{"name", "headings"}, {"near", "expect"}}));
        }
      }
    }
  }

  /// The day of a row; none where the row leaves it to the clock.
  Result<std::optional<Date>> day_of(const CaseStep& step, size_t row) {
    const Cell& cell = step.cell(row, "today");
    if (cell.text.empty()) return std::optional<Date>();
    const Result<Date> day = Date::parse(cell.text);
    if (!day) return day.errors();
    return std::optional<Date>(day.value());
  }

  void run_act(const CaseStep& step, size_t row, CaseWorld* world) {
    const Cell& result = step.cell(row, "result");
    const Result<std::optional<Date>> day = day_of(step, row);
    if (!day) return fail_at(result.span, day.errors());
    if (day.value() && *day.value() != world->today()) {
      const Result<Done> moved = world->move_clock(*day.value());
      if (!moved) return fail_at(result.span, moved.errors());
    }
    const Result<std::string> done =
        world->act({step.cell(row, "who").text, step.cell(row, "action").text,
                    step.cell(row, "row").text, step.cell(row, "with").text});
    if (done) return check_answer(result, done.value(), result.text == done.value());
    std::string actual = "!";
    bool as_expected = false;
    size_t told = 0;
    for (const Diagnostic& error : done.errors()) {
      if (error.code.substr(0, 5) == "TEST-") {
        return fail_at(step.cell(row, column_of(error.code)).span, {error});
      }
      const std::string cell = fact_of(error, "cell");
      const std::string with_cell = error.code + (cell.empty() ? "" : " " + cell);
      as_expected = as_expected || result.text == "! " + error.code ||
                    result.text == "! " + with_cell;
      if (told++ < errors_max) actual += " " + with_cell;
    }
    check_answer(result, actual + (told > errors_max ? " …" : ""), as_expected);
    if (!as_expected) tell_reasons(result.span, done.errors());
  }

  void check_answer(const Cell& result, const std::string& actual, bool as_expected) {
    if (as_expected) {
      ++report_.passed;
      return;
    }
    fail(problem_at("TEST-E002", result.span, {{"expected", result.text}, {"actual", actual}}));
  }

  /// Why an action was refused.
  void tell_reasons(Span span, const Diagnostics& errors) {
    for (size_t i = 0; i < std::min(errors.size(), errors_max); ++i) {
      Diagnostic error = errors[i];
      error.severity = Severity::warning;
      error.marks = {Mark{span, {}}};
      error.headings.clear();
      report_.diagnostics.push_back(std::move(error));
    }
  }

  void check_value(const Cell& result, const Result<Value>& value, const Cell& expression) {
    if (!value) return fail_within(expression, value.errors());
    const bool many = value.value().is(ValueKind::list) && value.value().items().size() != 1;
    if (many && result.text.substr(0, 1) != "[") {
      const std::string count = std::to_string(value.value().items().size());
      return fail_at(expression.span, {problem("TEST-X003", {{"count", count}})});
    }
    if (matches_result(value.value(), result.text)) {
      ++report_.passed;
      return;
    }
    fail(problem_at("TEST-E001", result.span,
                    {{"expected", result.text}, {"actual", print_result(value.value())}}));
  }

  /// `NAME not set`, `undetermined`, `undetermined: FIELD, FIELD`, or a value.
  void check_outcome(const Cell& result, const Outcome& outcome, const Cell& expression) {
    if (outcome.kind == Outcome::Kind::value) return check_value(result, outcome.value, expression);
    if (matches_outcome(outcome, result.text)) {
      ++report_.passed;
      return;
    }
    Diagnostic wrong = other_outcome(outcome, result.text);
    wrong.marks = {Mark{result.span, {}}};
    if (const Diagnostic* reason = outcome.value.reason()) {
      Diagnostic why = *reason;
      why.marks = {Mark{expression.span, {}}};
      report_.diagnostics.push_back(std::move(why));
    }
    fail(std::move(wrong));
  }

  /// A ranking or a notice reads like a register in formulas, and has no rows here.
  void check_asked(const Cell& result, const Outcome& outcome, const Cell& expression,
                   const CaseWorld& world) {
    const Diagnostic* reason = outcome.value.reason();
    const bool has_no_rows = reason != nullptr && reason->code == "CAMP-R003";
    const std::string name = has_no_rows ? fact_of(*reason, "register") : "";
    const std::string kind = world.kind_not_asked(name);
    if (kind.empty()) return check_outcome(result, outcome, expression);
    fail(problem_at("TEST-X009", expression.span, {{"name", name}, {"kind", kind}}));
  }

  void run_expect(const CaseStep& step, size_t row, const CaseWorld& world) {
    const Cell& cell = step.cell(row, "expression");
    const Cell& result = step.cell(row, "result");
    const std::string& who = step.cell(row, "who").text;
    const Result<std::optional<Date>> day = day_of(step, row);
    if (!day) return fail_at(cell.span, day.errors());
    if (world.asks_rows(cell.text)) {
      const int64_t failed_before = report_.failed;
      bool found_nothing = false;
      const Result<Done> asked =
          world.ask(who, day.value(), cell.text,
                    [&](const Outcome& outcome) {
                      found_nothing = is_nothing(outcome);
                      check_asked(result, outcome, cell, world);
                    });
      if (!asked) fail_within(cell, explained(asked.errors(), world));
      if (found_nothing && report_.failed > failed_before) {
        for (Diagnostic& note : world.looked_at(who, day.value(), cell.text)) {
          note.severity = Severity::warning;
          note.marks = {Mark{cell.span, {}}};
          report_.diagnostics.push_back(std::move(note));
        }
      }
      return;
    }
    Result<Value> value = world.read(who, day.value(), cell.text);
    if (!value) return fail_within(cell, explained(value.errors(), world));
    check_value(result, value, cell);
  }

  void run_draft_cases(const std::string& path, uint32_t source, const CaseFile& file) {
    const std::string text_path = (fs::path(path).parent_path() / file.draft).string();
    Result<std::string> bytes = read_whole_file(text_path);
    if (!bytes) return fail_at(Span{source, 0, 0}, bytes.errors());
    Result<TextFile> text = read_text_file(bytes.value());
    if (!text) return fail_at(Span{source, 0, 0}, text.errors());
    const Draft found = draft(official_lines(text.value().text), Lexicon::standard());
    for (const Case& one : file.cases) {
      for (const CaseStep& step : one.steps) run_draft_step(found, step);
    }
  }

  void run_draft_step(const Draft& found, const CaseStep& step) {
    if (step.kind == CaseStepKind::given || step.kind == CaseStepKind::act) {
      fail(problem_at("TEST-F003", step.span, {{"name", "given, do"}, {"near", "expect"}}));
      return;
    }
    if (step.kind == CaseStepKind::expect) {
      for (size_t row = 0; row < step.rows.size(); ++row) run_draft_expect(found, step, row);
      return;
    }
    const std::vector<DraftDifference> differences = compare_draft(found, step);
    for (const DraftDifference& difference : differences) {
      const Span span =
          difference.row < step.rows.size() ? step.rows[difference.row].front().span : step.span;
      fail(problem_at("TEST-E003", span,
                      {{"row", std::to_string(difference.row + 1)},
                       {"expected", difference.expected.empty() ? "—" : difference.expected},
                       {"actual", difference.actual.empty() ? "—" : difference.actual}}));
    }
    const size_t wrong = std::min(differences.size(), step.rows.size());
    report_.passed += static_cast<int64_t>(step.rows.size() - wrong);
  }

  void run_draft_expect(const Draft& found, const CaseStep& step, size_t row) {
    const Cell& cell = step.cell(row, "expression");
    check_value(step.cell(row, "result"), evaluate_case(cell.text, draft_registers(found)), cell);
  }

  CaseReport report_;
  std::map<std::string, Loaded> loaded_;  ///< By folder.
  bool told_what_is_asked_ = false;       ///< In this file.
};

}  // namespace

CaseReport run_cases(const std::vector<std::string>& paths) {
  return Runner().run(paths);
}

}  // namespace fangan
