#include <filesystem>
#include <fstream>
#include <iostream>

#include "campaign/decide_sheet.h"
#include "cli/command.h"
#include "document/text_file.h"
#include "plan/check.h"
#include "service/package_folder.h"
#include "service/wall_clock.h"
#include "text/render.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

constexpr size_t sheet_bytes_max = 1u << 30;
constexpr size_t errors_shown_max = 20;

/// A sheet with its text among the sources, so that errors show the row as it stands.
struct SheetFile {
  BroughtSheet sheet;
  uint32_t source = 0;
  Encoding encoding = Encoding::utf8;
};

Diagnostics at_lines(Diagnostics errors, uint32_t source, const Sources& sources) {
  for (Diagnostic& error : errors) {
    for (const Fact& fact : error.facts) {
      if (fact.name != "line") continue;
      const auto line = static_cast<uint32_t>(std::stoul(fact.value));
      const uint32_t begin = sources.at(source).line_begin(line);
      error.marks = {Mark{Span{source, begin, begin}, {}}};
    }
  }
  return errors;
}

/// Errors  those of files, texts and CSV.
Result<SheetFile> read_sheet(const std::string& path, Sources* sources) {
  FolderLimits limits;
  limits.file_bytes_max = sheet_bytes_max;
  const Result<std::string> bytes = read_whole_file(path, limits);
  if (!bytes) return bytes.errors();
  Result<TextFile> text = read_text_file(bytes.value(), sheet_bytes_max);
  if (!text) return text.errors();
  SheetFile file;
  file.encoding = text.value().encoding;
  file.source = sources->add(path, std::move(text).value().text);
  file.sheet.name = fs::path(path).stem().string();
  Result<std::vector<CsvRow>> rows = read_csv(sources->at(file.source).text());
  if (!rows) return at_lines(rows.errors(), file.source, *sources);
  file.sheet.rows = std::move(rows).value();
  return file;
}

/// The error at the cell of its column, or at the row.
Diagnostic at_row(Diagnostic error, const SheetFile& file, size_t row, const Sources& sources) {
  const uint32_t line = file.sheet.rows[row + 1].line;
  const uint32_t begin = sources.at(file.source).line_begin(line);
  const std::string_view text = sources.at(file.source).line(line);
  Span span{file.source, begin, begin + static_cast<uint32_t>(text.size())};
  for (const Fact& fact : error.facts) {
    const size_t found = fact.name == "value" ? text.find(fact.value) : text.npos;
    if (found == text.npos || fact.value.empty()) continue;
    span.begin = begin + static_cast<uint32_t>(found);
    span.end = span.begin + static_cast<uint32_t>(fact.value.size());
  }
  error.marks = {Mark{span, {}}};
  return error;
}

Result<Done> write_sheet(const std::string& path, const std::string& text, Encoding encoding) {
  // Spreadsheets that wrote another encoding take UTF-8 by its mark only.
  const std::string mark = encoding == Encoding::utf8 ? "" : "\xEF\xBB\xBF";
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary);
  file << mark << text;
  file.close();
  std::error_code failed;
  if (file) fs::rename(beside, path, failed);
  if (file && !failed) return Done{};
  std::error_code ignored;
  fs::remove(beside, ignored);
  return problem("PLAN-F006", {{"path", path}, {"reason", failed.message()}});
}

struct Counts {
  size_t decided = 0;
  size_t undetermined = 0;
  size_t not_set = 0;
  size_t faulty = 0;
};

Counts counts_of(const DecidedSheet& decided) {
  Counts counts;
  for (const DecidedRow& row : decided.rows) {
    if (!row.errors.empty()) {
      ++counts.faulty;
    } else if (row.outcome.kind == Outcome::Kind::value) {
      ++counts.decided;
    } else if (row.outcome.kind == Outcome::Kind::not_set) {
      ++counts.not_set;
    } else {
      ++counts.undetermined;
    }
  }
  return counts;
}

/// Everything to be told on standard error; true where there are errors.
bool tell(const DecidedSheet& decided, const SheetFile& in, const std::vector<SheetFile>& others,
          const Sources& sources) {
  Diagnostics told;
  size_t more = 0;
  const auto add = [&](const Diagnostic& error, const SheetFile& file, size_t row) {
    if (told.size() < errors_shown_max) {
      told.push_back(at_row(error, file, row, sources));
    } else {
      ++more;
    }
  };
  for (const DecidedSheet::OtherError& other : decided.other_errors) {
    add(other.error, others[other.sheet], other.row);
  }
  for (size_t row = 0; row < decided.rows.size(); ++row) {
    for (const Diagnostic& error : decided.rows[row].errors) add(error, in, row);
  }
  const bool has_errors = !told.empty();
  std::cerr << render(told, sources, {Language::zh, Language::en});
  if (more > 0) {
    const Diagnostic rest = problem("CLI-D002", {{"count", std::to_string(more)}});
    std::cerr << render(rest, sources, {Language::zh, Language::en});
  }
  for (const std::string& name : decided.without_rows) {
    Diagnostic warning = problem("CAMP-D005", {{"register", name}});
    warning.severity = Severity::warning;
    std::cerr << render(warning, sources, {Language::zh, Language::en});
  }
  return has_errors;
}

void print_drawings(const SheetFile& in, const DecidedSheet& decided) {
  for (size_t row = 0; row < decided.rows.size(); ++row) {
    std::cout << in.sheet.name << ":" << in.sheet.rows[row + 1].line << "  "
              << decided.rows[row].result << "\n"
              << decided.rows[row].drawing << "\n";
  }
}

/// Errors  CLI-A002.
Result<Date> asked_day(const std::string& text) {
  if (text.empty()) return local_date(wall_clock_now(), plan_offset_minutes);
  const Result<Date> day = Date::parse(text);
  if (day) return day;
  Diagnostic wrong = problem("CLI-A002", {{"value", text}});
  wrong.fault = Fault::request;
  return wrong;
}

bool is_same_file(const std::string& left, const std::string& right) {
  std::error_code failed;
  return fs::weakly_canonical(left, failed) == fs::weakly_canonical(right, failed);
}

}  // namespace

ExitCode decide_command(const DecideOptions& options) {
  const Result<Date> day = asked_day(options.as_of);
  if (!day) return refuse(day.errors());
  if (is_same_file(options.in, options.out)) {
    return refuse({problem("CLI-D001", {{"path", options.out}})});
  }
  const Result<Package> package = read_package_folder(options.folder);
  if (!package) return refuse(package.errors());
  const Checked checked = check(package.value());
  if (!checked.plan) {
    refuse(checked.diagnostics, checked.sources);
    return ExitCode::faulty;
  }
  Sources sources;
  const Result<SheetFile> in = read_sheet(options.in, &sources);
  if (!in) return refuse(in.errors(), sources);
  DecideRequest request;
  request.decision = options.decision;
  request.register_name = options.register_name;
  request.sheet = in.value().sheet;
  request.as_of = day.value();
  request.language = checked.plan->header.language == "en" ? Language::en : Language::zh;
  request.explains = options.explain;
  std::vector<SheetFile> others;
  for (const std::string& path : options.with) {
    Result<SheetFile> other = read_sheet(path, &sources);
    if (!other) return refuse(other.errors(), sources);
    others.push_back(std::move(other).value());
    request.others.push_back(others.back().sheet);
  }
  const Result<DecidedSheet> decided = decide_sheet(*checked.plan, request);
  if (!decided) return refuse(decided.errors());
  const std::string text = print_decided(request.sheet, decided.value(), request.language);
  const Result<Done> written = write_sheet(options.out, text, in.value().encoding);
  if (!written) return refuse(written.errors());
  if (options.explain) print_drawings(in.value(), decided.value());
  const bool has_errors = tell(decided.value(), in.value(), others, sources);
  const Counts counts = counts_of(decided.value());
  std::cout << decided.value().register_name << " " << decided.value().rows.size()
            << " 行 rows: " << counts.decided << " 有结果 decided, " << counts.undetermined
            << " 待定 undetermined, " << counts.not_set << " 参数未设定 not set, " << counts.faulty
            << " 有错误 with errors\n";
  return has_errors ? ExitCode::faulty : ExitCode::done;
}

}  // namespace fangan
