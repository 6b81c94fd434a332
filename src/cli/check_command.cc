#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "cli/plan_json.h"
#include "document/text_file.h"
#include "plan/check.h"
#include "service/diagnostic_json.h"
#include "service/package_folder.h"
#include "text/render.h"

namespace fangan {
namespace {

/// What check found, with the comparison and the lint where the text could be read.
struct Findings {
  Checked checked;
  std::optional<bool> verbatim;  ///< Empty where it was not compared.
  std::optional<Coverage> covered;

  /// The plan, or what was read of it beside its errors; null when its text could not be read.
  const Plan* text() const {
    if (checked.plan) return &*checked.plan;
    return checked.unfinished ? &*checked.unfinished : nullptr;
  }
};

size_t count_of(const Diagnostics& diagnostics, Severity severity) {
  return static_cast<size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [severity](const Diagnostic& d) { return d.severity == severity; }));
}

/// Those found and those that the plan itself puts down.
size_t doubt_count(const Findings& findings) {
  const Plan* plan = findings.text();
  return count_of(findings.checked.diagnostics, Severity::doubt) +
         (plan == nullptr ? 0 : plan->doubts.size());
}

void append(Diagnostics more, Diagnostics* all) {
  for (Diagnostic& diagnostic : more) all->push_back(std::move(diagnostic));
}

/// Percent of the characters, one decimal, rounded down so that 100.0 means all.
std::string percent(int64_t part, int64_t whole) {
  if (whole == 0) return "100.0";
  const int64_t tenths = part * 1000 / whole;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

Json coverage_json(const std::optional<Coverage>& covered) {
  if (!covered) return nullptr;
  return coverage_counts_json(*covered);
}

void print_json(const Findings& findings, const CheckOptions& options) {
  const Diagnostics& diagnostics = findings.checked.diagnostics;
  Json json = Json::object();
  json.set("errors", static_cast<uint64_t>(count_of(diagnostics, Severity::error)));
  json.set("warnings", static_cast<uint64_t>(count_of(diagnostics, Severity::warning)));
  json.set("doubts", static_cast<uint64_t>(doubt_count(findings)));
  json.set("verbatim", findings.verbatim ? Json(*findings.verbatim) : Json(nullptr));
  json.set("coverage", coverage_json(findings.covered));
  if (findings.covered)
    json.set("clauses", clauses_json(*findings.text(), *findings.covered));
  json.set("diagnostics", diagnostics_json(diagnostics, findings.checked.sources));
  if (options.choices && findings.checked.plan) {
    const Plan& plan = *findings.checked.plan;
    json.set("choices", choices_json(plan, choices_by_clause(plan)));
  }
  std::cout << json.print_pretty() << "\n";
}

/// What each kind of choice is called, in the order of ChoiceKind.
constexpr std::string_view choice_labels[] = {
    "参数未定 parameter not set", "目标值未定 target not set", "左右的幅度未定 tolerance not set",
    "存疑 doubt", "已作选择 chosen"};

void print_choices(const Plan& plan) {
  const std::vector<ClauseChoices> clauses = choices_by_clause(plan);
  size_t all = 0;
  std::cout << "要由方案主管决定的 for the owner of the plan to decide:\n";
  for (const ClauseChoices& clause : clauses) {
    const PlanFile& file = plan.files[clause.citation.file];
    const uint32_t line = clause.citation.text_line;
    std::cout << "\n" << file.name;
    if (line != no_line) std::cout << ":" << file.lines[line].line << "  " << clause.clause;
    std::cout << "\n";
    for (const OpenChoice& choice : clause.choices) {
      const Source& source = plan.sources.at(choice.span.source);
      std::cout << "  " << choice_labels[static_cast<size_t>(choice.kind)];
      for (const std::string* part : {&choice.block, &choice.value, &choice.text}) {
        if (!part->empty()) std::cout << " · " << *part;
      }
      std::cout << "  (" << source.name() << ":" << source.position(choice.span.begin).line
                << ")\n";
    }
    all += clause.choices.size();
  }
  const size_t open = open_count(clauses);
  std::cout << "\n待定 to decide " << open << " · 已选 chosen " << all - open << "\n";
}

void print_coverage(const Plan& plan, const Coverage& covered) {
  for (const CoveredSentence& sentence : covered.sentences) {
    if (sentence.state != CoverageState::unassigned) continue;
    const PlanFile& file = plan.files[sentence.file];
    std::cout << "  " << file.name << ":" << file.lines[sentence.text_line].line << ":"
              << sentence.begin + 1 << "  " << sentence_text(plan, sentence) << "\n";
  }
  std::cout << "覆盖 coverage: " << covered.characters << " 字 characters, 已绑定 bound "
            << percent(covered.bound, covered.characters) << " %, 叙述 narrative "
            << percent(covered.narrative, covered.characters) << " %, 未认领 unassigned "
            << covered.unassigned << " 字 characters\n";
}

void print_text(const Findings& findings, const CheckOptions& options) {
  const Diagnostics& diagnostics = findings.checked.diagnostics;
  if (options.choices && findings.checked.plan) return print_choices(*findings.checked.plan);
  std::cout << render(diagnostics, findings.checked.sources, {Language::zh, Language::en});
  if (findings.covered) {
    std::cout << "未认领的句子 unassigned sentences:\n";
    print_coverage(*findings.text(), *findings.covered);
    if (findings.checked.unfinished) {
      std::cout << "  （有错误的块可能没有计入 blocks with errors may not be counted）\n";
    }
  } else {
    std::cout << "正文没有读全，存疑和覆盖没有检查 the text could not be read in full: its doubts "
                 "and coverage were not checked\n";
  }
  if (findings.verbatim) {
    std::cout << (*findings.verbatim ? "逐字一致 verbatim: 100 %\n"
                                     : "与原文不一致 not verbatim\n");
  }
  std::cout << "错误 errors " << count_of(diagnostics, Severity::error) << " · 警告 warnings "
            << count_of(diagnostics, Severity::warning) << " · 存疑 doubts "
            << doubt_count(findings);
  const Plan* plan = findings.text();
  if (plan != nullptr && !plan->doubts.empty()) {
    std::cout << "（其中方案里写明 of these written in the plan " << plan->doubts.size()
              << "，见 see --choices）";
  }
  std::cout << "\n";
}

}  // namespace

ExitCode check_command(const CheckOptions& options) {
  Result<Package> package = read_package_folder(options.folder);
  if (!package) return refuse(package.errors());
  std::string original;
  if (!options.against.empty()) {
    Result<std::string> bytes = read_whole_file(options.against);
    if (!bytes) return refuse(bytes.errors());
    Result<TextFile> text = read_text_file(bytes.value());
    if (!text) return refuse(text.errors());
    original = std::move(text).value().text;
  }
  Findings findings;
  findings.checked = check(package.value());
  Diagnostics& diagnostics = findings.checked.diagnostics;
  if (const Plan* plan = findings.text()) {
    if (!options.against.empty()) {
      Diagnostics different = compare_verbatim(*plan, original);
      findings.verbatim = different.empty();
      append(std::move(different), &diagnostics);
    }
    append(lint_plan(*plan), &diagnostics);
    sort_by_position(&diagnostics);
    findings.covered = coverage(*plan);
  }
  if (options.json) {
    print_json(findings, options);
  } else {
    print_text(findings, options);
  }
  return has_errors(diagnostics) ? ExitCode::faulty : ExitCode::done;
}

}  // namespace fangan
