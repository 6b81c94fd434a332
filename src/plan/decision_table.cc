#include "plan/decision_table.h"

#include <algorithm>

namespace fangan {
namespace {

constexpr std::string_view output_mark = "→";

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

  void read_header(const std::vector<Cell>& header) {
    const std::string& policy = header.front().text;
    const auto known = std::find_if(std::begin(hit_policies), std::end(hit_policies),
                                    [&](const HitPolicyText& one) { return one.text == policy; });
    if (known == std::end(hit_policies)) {
      report("PLAN-D001", header.front().span, {{"policy", policy}});
    } else {
      table_.hit_policy = known->policy;
      table_.aggregation = known->aggregation;
    }
    for (size_t column = 1; column < header.size(); ++column) {
      const Cell& cell = header[column];
      if (cell.text.compare(0, output_mark.size(), output_mark) == 0) {
        dmn::OutputClause output;
        output.about.place = cell.span;
        output.name = without_mark(cell, output_mark.size());
        table_.outputs.push_back(std::move(output));
      } else if (!cell.text.empty() && cell.text.front() == '#') {
        table_.annotations.push_back(without_mark(cell, 1));
      } else {
        dmn::InputClause input;
        input.about.place = cell.span;
        input.expression = feel_text(cell);
        table_.inputs.push_back(std::move(input));
      }
    }
    if (table_.inputs.empty() || table_.outputs.empty()) {
      report("PLAN-D002", header.front().span);
    }
  }

  void read_allowed_values(const std::vector<Cell>& row) {
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
    table_.rules.push_back(std::move(rule));
  }

  const Grid& grid_;
  Diagnostics* diagnostics_;
  dmn::DecisionTable table_;
};

}  // namespace

dmn::DecisionTable read_decision_table(const Grid& table, Diagnostics* diagnostics) {
  return Reader(table, diagnostics).read();
}

std::string hit_policy_text(const dmn::DecisionTable& table) {
  const auto known =
      std::find_if(std::begin(hit_policies), std::end(hit_policies), [&](const HitPolicyText& one) {
        return one.policy == table.hit_policy && one.aggregation == table.aggregation;
      });
  return std::string(known->text);
}

}  // namespace fangan
