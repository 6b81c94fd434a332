#include "plan/decision_table.h"

#include <algorithm>

#include "text/utf8.h"

namespace fangan {
namespace {

constexpr std::string_view output_mark = "→";
/// What is written for it where → is hard to type.
constexpr std::string_view other_arrows[] = {"->", "=>", "-->", "—>", "－>", "＝>", "-＞", "⇒", "➡",
                                             "⟶"};

struct HitPolicyText {
  std::string_view text;
  dmn::HitPolicy policy;
  dmn::Aggregation aggregation = dmn::Aggregation::none;
};
constexpr HitPolicyText hit_policies[] = {
    {"U", dmn::HitPolicy::unique},
    {"F", dmn::HitPolicy::first},
    {"P", dmn::HitPolicy::priority},
    {"A", dmn::HitPolicy::any},
    {"R", dmn::HitPolicy::rule_order},
    {"O", dmn::HitPolicy::output_order},
    {"C", dmn::HitPolicy::collect},
    {"C+", dmn::HitPolicy::collect, dmn::Aggregation::sum},
    {"C<", dmn::HitPolicy::collect, dmn::Aggregation::min},
    {"C>", dmn::HitPolicy::collect, dmn::Aggregation::max},
    {"C#", dmn::HitPolicy::collect, dmn::Aggregation::count},
};

/// What follows the mark of an output or annotation column.
MappedText without_mark(const Cell& cell, size_t mark_size) {
  const auto end = static_cast<uint32_t>(cell.text.size());
  return cell.mapped().slice(static_cast<uint32_t>(mark_size), end).trimmed();
}

dmn::FeelText feel_text(const Cell& cell) {
  dmn::FeelText text;
  text.about.place = cell.span;
  text.text = cell.mapped();
  return text;
}

class Reader {
 public:
  Reader(const Grid& grid, Diagnostics* diagnostics) : grid_(grid), diagnostics_(diagnostics) {}

  dmn::DecisionTable read() {
    if (grid_.rows.empty() || grid_.rows.front().empty()) {
      report("PLAN-D006", grid_.span);
      return std::move(table_);
    }
    read_header(grid_.rows.front());
    size_t first = 1;
    if (grid_.cell(1, 0) == "in") {
      read_allowed_values(grid_.rows[1]);
      first = 2;
    }
    for (size_t row = first; row < grid_.rows.size(); ++row) read_rule(grid_.rows[row]);
    if (first >= grid_.rows.size()) report("PLAN-D006", grid_.span);
    return std::move(table_);
  }

 private:
  void report(const char* code, Span span, std::vector<Fact> facts = {}) {
    diagnostics_->push_back(problem_at(code, span, std::move(facts)));
  }

  /// Inputs, outputs and annotations follow one another; `kind` is 0, 1 or 2.
  void expect_order(int kind, const Cell& cell) {
    if (kind < kind_) report("PLAN-D008", cell.span, {{"column", cell.text}});
    kind_ = std::max(kind_, kind);
  }

  void read_policy(const Cell& cell) {
    const std::string& policy = cell.text;
    const auto known = std::find_if(std::begin(hit_policies), std::end(hit_policies),
                                    [&](const HitPolicyText& one) { return one.text == policy; });
    if (known == std::end(hit_policies)) {
      report("PLAN-D001", cell.span, {{"policy", policy}});
      table_.hit_policy = dmn::HitPolicy::first;  // Of rows that meet nothing can be said.
    } else {
      table_.hit_policy = known->policy;
      table_.aggregation = known->aggregation;
    }
  }

  /// Bytes of the arrow that heads an output; 0 for other columns.
  size_t output_mark_size(const Cell& cell) {
    if (cell.text.starts_with(output_mark)) return output_mark.size();
    for (const std::string_view arrow : other_arrows) {
      if (!cell.text.starts_with(arrow)) continue;
      report("PLAN-D011", cell.span,
             {{"written", std::string(arrow)}, {"name", without_mark(cell, arrow.size()).text()}});
      return arrow.size();
    }
    return 0;
  }

  void read_header(const std::vector<Cell>& header) {
    read_policy(header.front());
    for (size_t column = 1; column < header.size(); ++column) {
      const Cell& cell = header[column];
      if (const size_t mark = output_mark_size(cell); mark > 0) {
        expect_order(1, cell);
        dmn::OutputClause output;
        output.about.place = cell.span;
        output.name = without_mark(cell, mark);
        table_.outputs.push_back(std::move(output));
      } else if (!cell.text.empty() && cell.text.front() == '#') {
        expect_order(2, cell);
        table_.annotations.push_back(without_mark(cell, 1));
      } else {
        expect_order(0, cell);
        dmn::InputClause input;
        input.about.place = cell.span;
        input.expression = feel_text(cell);
        table_.inputs.push_back(std::move(input));
      }
    }
    if (table_.inputs.empty() || table_.outputs.empty()) {
      report("PLAN-D002", header.front().span);
    }
    check_output_names();
  }

  void check_output_names() {
    if (table_.outputs.size() < 2) return;
    for (size_t i = 0; i < table_.outputs.size(); ++i) {
      const MappedText& name = table_.outputs[i].name;
      const auto before = table_.outputs.begin() + static_cast<ptrdiff_t>(i);
      const bool is_second =
          std::any_of(table_.outputs.begin(), before,
                      [&](const dmn::OutputClause& other) { return other.name == name; });
      if (!is_second && !name.empty()) continue;
      report("PLAN-D009", table_.outputs[i].about.place, {{"name", name.text()}});
    }
  }

  void read_allowed_values(const std::vector<Cell>& row) {
    const size_t end = 1 + table_.inputs.size() + table_.outputs.size();
    for (size_t column = end; column < row.size(); ++column) {
      if (row[column].text.empty()) continue;
      report("PLAN-D010", row[column].span, {{"values", row[column].text}});
    }
    for (size_t column = 1; column < row.size(); ++column) {
      if (row[column].text.empty()) continue;
      const size_t output = column - 1 - table_.inputs.size();
      if (column <= table_.inputs.size()) {
        table_.inputs[column - 1].values = feel_text(row[column]);
      } else if (output < table_.outputs.size()) {
        table_.outputs[output].values = feel_text(row[column]);
      }
    }
  }

  /// Inputs stand first, then outputs, then annotations, as the header counted them.
  void read_rule(const std::vector<Cell>& row) {
    dmn::Rule rule;
    rule.about.place = row.empty()
                           ? grid_.span
                           : Span{grid_.span.source, row.front().span.begin, row.back().span.end};
    const size_t inputs_end = 1 + table_.inputs.size();
    const size_t outputs_end = inputs_end + table_.outputs.size();
    if (row.size() < outputs_end || row.size() > outputs_end + table_.annotations.size()) {
      report("PLAN-D005", rule.about.place,
             {{"cells", std::to_string(row.size())}, {"columns", std::to_string(outputs_end)}});
      return;
    }
    rule.about.label = row.front().mapped();
    for (size_t column = 1; column < row.size(); ++column) {
      const Cell& cell = row[column];
      if (column >= outputs_end) {
        rule.annotations.push_back(cell.mapped());
      } else if (column >= inputs_end) {
        rule.outputs.push_back(feel_text(cell));
      } else {
        if (cell.text.empty()) {
          report("PLAN-D003", rule.about.place,
                 {{"column", table_.inputs[column - 1].expression.text.text()}});
        }
        rule.inputs.push_back(feel_text(cell));
      }
    }
    rule.annotations.resize(table_.annotations.size());
    table_.rules.push_back(std::move(rule));
  }

  const Grid& grid_;
  Diagnostics* diagnostics_;
  dmn::DecisionTable table_;
  int kind_ = 0;
};

}  // namespace

dmn::DecisionTable read_decision_table(const Grid& table, Diagnostics* diagnostics) {
  return Reader(table, diagnostics).read();
}

namespace {

/// A cell as it is written: a bar gets its `\`.
std::string escaped(std::string_view text) {
  std::string written;
  for (const char c : text) {
    if (c == '|') written += '\\';
    written += c;
  }
  return written;
}

/// Rows of cells as a pipe table, columns in line by display width.
std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<int> widths(rows.front().size(), 1);
  for (const std::vector<std::string>& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  std::string text;
  for (size_t r = 0; r < rows.size(); ++r) {
    for (size_t i = 0; i < rows[r].size(); ++i) {
      const auto blanks = static_cast<size_t>(widths[i] - display_width(rows[r][i]));
      text += "| " + rows[r][i] + std::string(blanks, ' ') + " ";
    }
    text += "|\n";
    if (r > 0) continue;
    for (const int width : widths) text += "|" + std::string(static_cast<size_t>(width) + 2, '-');
    text += "|\n";
  }
  return text;
}

std::string marked(std::string_view mark, const MappedText& name) {
  return std::string(mark) + (name.empty() ? "" : " ") + escaped(name.text());
}

std::vector<std::string> header_row(const dmn::DecisionTable& table) {
  std::vector<std::string> row = {hit_policy_text(table)};
  for (const dmn::InputClause& input : table.inputs) {
    row.push_back(escaped(input.expression.text.text()));
  }
  for (const dmn::OutputClause& output : table.outputs) {
    row.push_back(marked(output_mark, output.name));
  }
  for (const MappedText& name : table.annotations) row.push_back(marked("#", name));
  return row;
}

/// The row `in`; empty where the table needs none.
std::vector<std::string> allowed_row(const dmn::DecisionTable& table) {
  bool needed = !table.rules.empty() && table.rules.front().about.label.text() == "in";
  std::vector<std::string> row = {"in"};
  const auto add = [&](const std::optional<dmn::FeelText>& values) {
    needed = needed || (values && !values->text.empty());
    row.push_back(values ? escaped(values->text.text()) : "");
  };
  for (const dmn::InputClause& input : table.inputs) add(input.values);
  for (const dmn::OutputClause& output : table.outputs) add(output.values);
  row.resize(row.size() + table.annotations.size());
  return needed ? row : std::vector<std::string>();
}

std::vector<std::string> rule_row(const dmn::DecisionTable& table, const dmn::Rule& rule) {
  std::vector<std::string> row = {escaped(rule.about.label.text())};
  for (const dmn::FeelText& cell : rule.inputs) row.push_back(escaped(cell.text.text()));
  for (const dmn::FeelText& cell : rule.outputs) row.push_back(escaped(cell.text.text()));
  for (const MappedText& cell : rule.annotations) row.push_back(escaped(cell.text()));
  row.resize(1 + table.inputs.size() + table.outputs.size() + table.annotations.size());
  return row;
}

}  // namespace

std::string write_decision_table(const dmn::DecisionTable& table) {
  std::vector<std::vector<std::string>> rows = {header_row(table)};
  if (std::vector<std::string> row = allowed_row(table); !row.empty()) {
    rows.push_back(std::move(row));
  }
  for (const dmn::Rule& rule : table.rules) rows.push_back(rule_row(table, rule));
  return aligned(rows);
}

std::string hit_policy_text(const dmn::DecisionTable& table) {
  const auto known =
      std::find_if(std::begin(hit_policies), std::end(hit_policies), [&](const HitPolicyText& one) {
        return one.policy == table.hit_policy && one.aggregation == table.aggregation;
      });
  return std::string(known->text);
}

}  // namespace fangan
