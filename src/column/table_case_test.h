// Table case: a decision table as an expression, as the texts of its cells say.
#pragma once

#include <string>
#include <vector>

#include "decision/lower.h"
#include "feel/expression.h"

namespace fangan::column::test {

struct TableText {
  dmn::HitPolicy policy = dmn::HitPolicy::unique;
  dmn::Aggregation aggregation = dmn::Aggregation::none;
  struct Input {
    std::string expression;
    std::string allowed;  ///< Empty: everything is.
  };
  struct OutputText {
    std::string name;
    std::string allowed;
    std::string otherwise;
  };
  std::vector<Input> inputs;
  std::vector<OutputText> outputs;
  std::vector<std::vector<std::string>> rules;  ///< Cells, then outputs.
};

inline dmn::FeelText feel_text(const std::string& text) {
  dmn::FeelText made;
  made.text = MappedText(text);
  return made;
}

inline std::optional<feel::Expression> expression_of(const TableText& text,
                                                     const feel::Scope& scope) {
  dmn::DecisionTable table;
  table.hit_policy = text.policy;
  table.aggregation = text.aggregation;
  for (const TableText::Input& input : text.inputs) {
    dmn::InputClause clause;
    clause.expression = feel_text(input.expression);
    if (!input.allowed.empty()) clause.values = feel_text(input.allowed);
    table.inputs.push_back(std::move(clause));
  }
  for (const TableText::OutputText& output : text.outputs) {
    dmn::OutputClause clause;
    clause.name = MappedText(output.name);
    if (!output.allowed.empty()) clause.values = feel_text(output.allowed);
    if (!output.otherwise.empty()) clause.default_entry = feel_text(output.otherwise);
    table.outputs.push_back(std::move(clause));
  }
  for (const std::vector<std::string>& cells : text.rules) {
    dmn::Rule rule;
    for (size_t i = 0; i < cells.size(); ++i) {
      (i < text.inputs.size() ? rule.inputs : rule.outputs).push_back(feel_text(cells[i]));
    }
    table.rules.push_back(std::move(rule));
  }
  dmn::Expression boxed;
  boxed.body = std::move(table);
  Diagnostics diagnostics;
  const dmn::ModelSet no_models({});
  dmn::TypeTable types(no_models, &diagnostics);
  dmn::Lowering lowering(0, scope, &types);
  const feel::NodeId root = lowering.lower(boxed);
  feel::Parsed parsed = lowering.builder().finish(root);
  if (!parsed.ok()) return std::nullopt;
  return feel::Expression::of(std::move(parsed.syntax));
}

}  // namespace fangan::column::test
