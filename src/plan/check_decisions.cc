// Decision tables in Markdown: the header's first cell is the hit policy, then inputs, → outputs and
// # annotations.
#include <algorithm>

#include "plan/check_context.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr std::string_view hit_policies[] = {"U", "F", "P", "A", "R", "O", "C", "C+", "C<", "C>", "C#"};

enum class Column : uint8_t { input, output, annotation };

std::string after_mark(std::string_view cell, std::string_view mark) {
  cell.remove_prefix(mark.size());
  while (!cell.empty() && cell.front() == ' ') cell.remove_prefix(1);
  return std::string(cell);
}

std::vector<Column> read_header(CheckContext* context, const std::vector<Cell>& header, Decision* decision) {
  std::vector<Column> kinds;
  decision->hit_policy = header.empty() ? "" : header.front().text;
  if (std::find(std::begin(hit_policies), std::end(hit_policies), decision->hit_policy) ==
      std::end(hit_policies)) {
    context->error("PLAN-D001", header.empty() ? decision->span : header.front().span,
                   {{"policy", decision->hit_policy}});
  }
  for (size_t i = 1; i < header.size(); ++i) {
    const std::string& text = header[i].text;
    if (text.rfind("→", 0) == 0) {
      kinds.push_back(Column::output);
      decision->outputs.push_back(after_mark(text, "→"));
    } else if (text.rfind("#", 0) == 0) {
      kinds.push_back(Column::annotation);
      decision->annotations.push_back(after_mark(text, "#"));
    } else {
      kinds.push_back(Column::input);
      decision->inputs.push_back(text);
    }
  }
  if (decision->outputs.empty() && !header.empty()) context->error("PLAN-D002", header.front().span);
  return kinds;
}

void read_rule(CheckContext* context, const std::vector<Cell>& row, const std::vector<Column>& kinds,
               Decision* decision) {
  DecisionRule rule;
  rule.span = Span{row.front().span.source, row.front().span.begin, row.back().span.end};
  for (size_t i = 0; i < kinds.size(); ++i) {
    const std::string text = i + 1 < row.size() ? row[i + 1].text : "";
    if (kinds[i] == Column::input) {
      if (text.empty()) {
        context->error("PLAN-D003", i + 1 < row.size() ? row[i + 1].span : rule.span);
      }
      rule.tests.push_back(text);
    } else if (kinds[i] == Column::output) {
      rule.outputs.push_back(text);
    }
  }
  decision->rules.push_back(std::move(rule));
}

}  // namespace

void check_decision(CheckContext* context, const PlacedBlock& placed) {
  if (!context->define(placed)) return;
  Decision decision;
  decision.name = placed.block->name;
  decision.span = placed.block->name_span;
  if (!placed.body.table || placed.body.table->rows.empty()) {
    context->error("PLAN-D004", placed.block->name_span, {{"name", decision.name}});
    return;
  }
  const Grid& table = *placed.body.table;
  const std::vector<Column> kinds = read_header(context, table.rows.front(), &decision);
  for (size_t row = 1; row < table.rows.size(); ++row) {
    if (table.rows[row].empty()) continue;
    const bool allowed_values = row == 1 && table.rows[row].front().text == "in";
    if (!allowed_values) read_rule(context, table.rows[row], kinds, &decision);
  }
  const std::optional<Citation> citation = context->cite(placed);
  if (citation) decision.citation = *citation;
  context->plan().decisions.push_back(std::move(decision));
}

}  // namespace fangan
