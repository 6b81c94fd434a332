#include "service/case_file.h"

#include <algorithm>

#include "document/pipe_table.h"
#include "text/suggest.h"
#include "text/words.h"

namespace fangan {
namespace {

constexpr std::string_view blanks = " \t";

struct Section {
  std::string_view name;
  CaseStepKind kind;
  std::vector<std::string> needed;
  std::vector<std::string> allowed;  ///< Besides the needed ones; given takes any.
};

const std::vector<Section>& sections() {
  static const std::vector<Section> known = {
      {"given", CaseStepKind::given, {}, {}},
      {"do", CaseStepKind::act, {"who", "action", "result"}, {"today", "row", "with", "why"}},
      {"expect", CaseStepKind::expect, {"expression", "result"}, {"today", "who", "why"}},
      {"headings", CaseStepKind::headings, {"type"}, {"number", "title", "line"}},
      {"owners", CaseStepKind::owners, {"line", "units"}, {"lead", "open"}},
      {"quantities",
       CaseStepKind::quantities,
       {"line", "value"},
       {"text", "unit", "comparator", "due", "type"}}};
  return known;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

class Reader {
 public:
  Reader(const Sources& sources, uint32_t source, Diagnostics* diagnostics)
      : source_(sources.at(source)), index_(source), diagnostics_(diagnostics) {}

  CaseFile read() {
    read_front_matter();
    for (; line_ <= source_.line_count(); ++line_) {
      const std::string_view line = trimmed(source_.line(line_), blanks);
      if (begins_with(line, "# ")) {
        open_case(line.substr(2));
      } else if (begins_with(line, "## ")) {
        open_section(trimmed(line.substr(3), blanks));
      } else if (!line.empty() && line.front() == '|') {
        read_table();
      }
    }
    for (const Case& one : file_.cases) check_case(one);
    return std::move(file_);
  }

 private:
  Span span_of_line(uint32_t line) const {
    const uint32_t begin = source_.line_begin(line);
    return Span{index_, begin, begin + static_cast<uint32_t>(source_.line(line).size())};
  }

  void report(const char* code, Span span, std::vector<Fact> facts = {}) {
    diagnostics_->push_back(problem_at(code, span, std::move(facts)));
  }

  void read_front_matter() {
    const Span top = span_of_line(1);
    const bool opens = trimmed(source_.line(1), blanks) == "---";
    for (line_ = 2; opens && line_ <= source_.line_count(); ++line_) {
      const std::string_view line = trimmed(source_.line(line_), blanks);
      if (line == "---") break;
      const size_t colon = line.find(':');
      const std::string key(trimmed(line.substr(0, colon), blanks));
      const std::string value(
          colon == line.npos ? std::string_view() : trimmed(line.substr(colon + 1), blanks));
      read_front_key(key, value);
    }
    ++line_;
    const bool closed = line_ <= source_.line_count() + 1;
    if (!opens || !closed || file_.package.empty() == file_.draft.empty()) report("TEST-F001", top);
    if (!file_.package.empty() && !file_.today) report("TEST-F008", top);
  }

  void read_front_key(const std::string& key, const std::string& value) {
    const Span span = span_of_line(line_);
    if (key == "package") {
      file_.package = value;
    } else if (key == "draft") {
      file_.draft = value;
    } else if (key == "today") {
      const Result<Date> day = Date::parse(value);
      if (day) {
        file_.today = day.value();
      } else {
        report(day.error().code.c_str(), span, day.error().facts);
      }
    } else {
      const std::vector<std::string> known = {"package", "draft", "today"};
      report("TEST-F002", span, {{"key", key}, {"near", did_you_mean(key, known)}});
    }
  }

  void open_case(std::string_view title) {
    file_.cases.push_back(Case{std::string(trimmed(title, blanks)), span_of_line(line_), {}});
    section_ = nullptr;
  }

  void open_section(std::string_view heading) {
    const std::string name(heading.substr(0, heading.find(' ')));
    section_ = nullptr;
    for (const Section& section : sections()) {
      if (section.name == name) section_ = &section;
    }
    if (section_ == nullptr || file_.cases.empty()) {
      std::vector<std::string> known;
      for (const Section& section : sections()) known.emplace_back(section.name);
      report("TEST-F003", span_of_line(line_),
             {{"name", name}, {"near", did_you_mean(name, known)}});
      return;
    }
    CaseStep step;
    step.kind = section_->kind;
    step.span = span_of_line(line_);
    if (step.kind == CaseStepKind::given) {
      step.register_name = std::string(trimmed(heading.substr(name.size()), blanks));
    }
    file_.cases.back().steps.push_back(std::move(step));
  }

  void read_table() {
    const uint32_t first = line_;
    while (line_ + 1 <= source_.line_count() &&
           begins_with(trimmed(source_.line(line_ + 1), blanks), "|")) {
      ++line_;
    }
    const Span span{index_, span_of_line(first).begin, span_of_line(line_).end};
    if (section_ == nullptr) {
      report("TEST-F003", span_of_line(first), {{"name", ""}, {"near", ""}});
      return;
    }
    const Grid grid = read_pipe_table(source_.text(), span);
    CaseStep& step = file_.cases.back().steps.back();
    for (const Cell& cell : grid.rows.front()) step.columns.push_back(cell.text);
    check_columns(step, grid.rows.front());
    for (size_t row = 1; row < grid.rows.size(); ++row) {
      if (grid.rows[row].size() == step.columns.size()) {
        step.rows.push_back(grid.rows[row]);
      } else {
        report("TEST-F007", span_of_line(first + static_cast<uint32_t>(row) + 1));
      }
    }
  }

  void check_columns(const CaseStep& step, const std::vector<Cell>& header) {
    if (step.kind == CaseStepKind::given) return;
    for (const std::string& needed : section_->needed) {
      if (!holds(step.columns, needed)) report("TEST-F004", step.span, {{"column", needed}});
    }
    for (const Cell& cell : header) {
      const bool known = holds(section_->needed, cell.text) || holds(section_->allowed, cell.text);
      if (!known) report("TEST-F004", cell.span, {{"column", cell.text}});
    }
  }

  /// A case that cannot fail tests nothing.
  void check_case(const Case& one) {
    bool expects = false;
    for (const CaseStep& step : one.steps) {
      if (step.kind != CaseStepKind::given && !step.rows.empty()) expects = true;
      if (step.kind != CaseStepKind::act) continue;
      for (size_t row = 0; row < step.rows.size(); ++row) {
        const Cell& result = step.cell(row, "result");
        const bool refuses =
            begins_with(result.text, "!") && trimmed(result.text.substr(1), blanks).size() > 0;
        const bool passes = result.text == "ok" || begins_with(result.text, "ok: ");
        if (!passes && !refuses) report("TEST-F006", result.span);
      }
    }
    if (!expects) report("TEST-F005", one.span, {{"title", one.title}});
  }

  const Source& source_;
  uint32_t index_;
  Diagnostics* diagnostics_;
  CaseFile file_;
  uint32_t line_ = 1;
  const Section* section_ = nullptr;
};

}  // namespace

const Cell& CaseStep::cell(size_t row, std::string_view column) const {
  static const Cell empty;
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) return empty;
  return rows[row][static_cast<size_t>(found - columns.begin())];
}

CaseFile read_case_file(const Sources& sources, uint32_t source, Diagnostics* diagnostics) {
  return Reader(sources, source, diagnostics).read();
}

}  // namespace fangan
