#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "document/docx.h"
#include "document/text_file.h"
#include "plan/package.h"
#include "service/package_folder.h"
#include "text/render.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// The lines of a text or .docx file.
Result<std::vector<std::string>> read_lines(const std::string& path) {
  Result<std::string> bytes = read_whole_file(path);
  if (!bytes) return bytes.errors();
  if (looks_like_docx(bytes.value())) {
    Result<Docx> docx = read_docx(bytes.value());
    if (!docx) return docx.errors();
    return std::move(docx).value().lines;
  }
  Result<TextFile> text = read_text_file(bytes.value());
  if (!text) return text.errors();
  return official_lines(text.value().text);
}

/// Findings with places in the text as it was read.
Diagnostics place_findings(const std::vector<Finding>& findings,
                           const std::vector<std::string>& lines, const std::string& name,
                           Sources* sources) {
  std::string text;
  std::vector<size_t> begins;
  for (const std::string& line : lines) {
    begins.push_back(text.size());
    text += line + "\n";
  }
  const uint32_t source = sources->add(name, text);
  const auto offset = [&](uint32_t line, uint32_t character) {
    size_t at = 0;
    for (uint32_t i = 0; i < character && at < lines[line].size(); ++i) {
      next_code_point(lines[line], &at);
    }
    return static_cast<uint32_t>(begins[line] + at);
  };
  const auto span = [&](const Place& place) {
    return Span{source, offset(place.line, place.begin), offset(place.line, place.end)};
  };
  Diagnostics diagnostics;
  for (const Finding& finding : findings) {
    Diagnostic diagnostic = problem_at(finding.code, span(finding.place), finding.facts);
    diagnostic.severity = finding.severity;
    for (const Place& related : finding.related) {
      diagnostic.marks.push_back(Mark{span(related), {}});
    }
    diagnostics.push_back(std::move(diagnostic));
  }
  return diagnostics;
}

void print_summary(const Draft& draft, size_t finding_count) {
  const auto plans = std::count_if(draft.headings.begin(), draft.headings.end(),
                                   [](const Heading& h) { return h.type == HeadingType::plan; });
  std::cout << "方案 plans " << plans << " · 标题 headings " << draft.headings.size() - plans
            << " · 责任单位 owners " << draft.owners.size() << " · 数量和日期 quantities "
            << draft.quantities.size() << " · 提示 findings " << finding_count << "\n";
}

}  // namespace

ExitCode draft_command(const DraftCommandOptions& options) {
  Result<std::vector<std::string>> lines = read_lines(options.file);
  if (!lines) return refuse(lines.errors());
  const Lexicon& lexicon = Lexicon::standard();
  const Draft found = draft(std::move(lines).value(), lexicon);
  if (options.json) std::cout << draft_json(found).print_pretty() << "\n";
  const std::vector<Finding> findings = lint(found, lexicon);
  if (!options.folder.empty()) {
    const std::string name = folder_name(options.folder);
    const Package package = write_package(found, findings, name, lexicon);
    const Result<Done> written = write_package_folder(package, options.folder);
    if (!written) return refuse(written.errors());
  }
  if (options.json) return ExitCode::done;
  Sources sources;
  std::cout << render(place_findings(findings, found.lines, folder_name(options.file), &sources),
                      sources, {Language::zh, Language::en});
  print_summary(found, findings.size());
  if (!options.folder.empty()) {
    std::cout << "已写入 written to " << options.folder << "\n"
              << "下一步 next: fangan check " << options.folder << " --against " << options.file
              << "\n";
  }
  return ExitCode::done;
}

}  // namespace fangan
