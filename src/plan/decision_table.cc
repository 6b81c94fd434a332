#include "plan/decision_table.h"

#include <algorithm>
#include <array>

namespace fangan {
namespace {

constexpr std::string_view output_mark = "→";
constexpr std::array<std::string_view, 11> hit_policies = {"U", "F", "P",  "A",  "R", "O",
                                                           "C", "C+", "C<", "C>", "C#"};

std::string without_mark(std::string_view text, size_t mark_size) {
  text.remove_prefix(mark_size);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return std::string(text);
}

class Reader {
 public:
  Reader(std::string name, const Grid& table, Diagnostics* diagnostics)
      : table_(table), diagnostics_(diagnostics) {
    decision_.name = std::move(name);
    decision_.span = table.span;
  }

  Decision read() {
    if (table_.rows.empty() || table_.rows.front().empty()) {
      report("PLAN-D006", table_.span);
      return std::move(decision_);
    }
    read_header(table_.rows.front());
    size_t first = 1;
    if (table_.cell(1, 0) == "in") first = 2;
    for (size_t row = first; row < table_.rows.size(); ++row) read_rule(table_.rows[row]);
    if (first >= table_.rows.size()) report("PLAN-D006", table_.span);
    return std::move(decision_);
  }

 private:
  void report(const char* code, Span span, std::vector<Fact> facts = {}) {
    diagnostics_->push_back(problem_at(code, span, std::move(facts)));
  }

  void read_header(const std::vector<Cell>& header) {
    decision_.hit_policy = header.front().text;
    if (std::find(hit_policies.begin(), hit_policies.end(), decision_.hit_policy) ==
        hit_policies.end()) {
      report("PLAN-D001", header.front().span, {{"policy", decision_.hit_policy}});
    }
    for (size_t column = 1; column < header.size(); ++column) {
      const std::string& text = header[column].text;
      if (text.compare(0, output_mark.size(), output_mark) == 0) {
        decision_.outputs.push_back(without_mark(text, output_mark.size()));
      } else if (!text.empty() && text.front() == '#') {
        decision_.annotations.push_back(without_mark(text, 1));
      } else {
        decision_.inputs.push_back(text);
        decision_.input_spans.push_back(header[column].span);
      }
    }
    if (decision_.inputs.empty() || decision_.outputs.empty()) {
      report("PLAN-D002", header.front().span);
    }
  }

  /// Inputs stand first, then outputs, then annotations, as the header counted them.
  void read_rule(const std::vector<Cell>& row) {
    DecisionRule rule;
    rule.span = row.empty() ? table_.span
                            : Span{table_.span.source, row.front().span.begin, row.back().span.end};
    const size_t inputs_end = 1 + decision_.inputs.size();
    const size_t outputs_end = inputs_end + decision_.outputs.size();
    if (row.size() < outputs_end || row.size() > outputs_end + decision_.annotations.size()) {
      report("PLAN-D005", rule.span,
             {{"cells", std::to_string(row.size())}, {"columns", std::to_string(outputs_end)}});
      return;
    }
    for (size_t column = 1; column < outputs_end; ++column) {
      const Cell& cell = row[column];
      if (column >= inputs_end) {
        rule.outputs.push_back(cell.text);
        rule.output_spans.push_back(cell.span);
        continue;
      }
      if (cell.text.empty()) {
        report("PLAN-D003", rule.span, {{"column", decision_.inputs[column - 1]}});
      }
      rule.tests.push_back(cell.text);
      rule.test_spans.push_back(cell.span);
    }
    decision_.rules.push_back(std::move(rule));
  }

  const Grid& table_;
  Diagnostics* diagnostics_;
  Decision decision_;
};

}  // namespace

Decision read_decision_table(std::string name, const Grid& table, Diagnostics* diagnostics) {
  return Reader(std::move(name), table, diagnostics).read();
}

}  // namespace fangan
