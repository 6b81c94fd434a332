#include "plan/light_table.h"

#include <algorithm>
#include <cassert>

#include "decision/lower.h"
#include "document/body.h"
#include "plan/decision_table.h"
#include "text/words.h"

namespace fangan {
namespace {

std::optional<size_t> input_index(std::string_view name) {
  const auto found = std::find(light_input_names.begin(), light_input_names.end(), name);
  if (found == light_input_names.end()) return std::nullopt;
  return static_cast<size_t>(found - light_input_names.begin());
}

TypeKind type_of_input(size_t input) {
  const bool number = input == static_cast<size_t>(LightInput::days_left) ||
                      input == static_cast<size_t>(LightInput::behind);
  return number ? TypeKind::number : TypeKind::boolean;
}

std::string_view colour_of(std::string_view output) {
  const bool quoted = output.size() >= 2 && output.front() == '"' && output.back() == '"';
  return quoted ? output.substr(1, output.size() - 2) : std::string_view();
}

dmn::FeelText cell_text(std::string text, Span span) {
  dmn::FeelText cell;
  cell.about.place = span;
  cell.text = MappedText(std::move(text), span);
  return cell;
}

/// The types a test compares with: those of its value, or of the ends or items of it.
bool compares_with(const feel::Syntax& syntax, feel::NodeId tests, TypeKind kind) {
  const std::vector<feel::NodeId>& all = syntax.at(tests).children;
  return std::all_of(all.begin(), all.end(), [&](feel::NodeId test) {
    if (syntax.at(test).asks_input) return true;
    Type type = syntax.types[test];
    if (type.is(TypeKind::range) || type.is(TypeKind::list)) type = type.element();
    return type.is_any() || type.is(TypeKind::null) || type.is(kind);
  });
}

/// Reads one decision as a light table.
class Reader {
 public:
  Reader(const dmn::DecisionTable& written, Span place, Diagnostics* diagnostics)
      : written_(written), place_(place), diagnostics_(diagnostics) {}

  LightTable read() {
    const size_t before = diagnostics_->size();
    read_header();
    for (const dmn::Rule& rule : written_.rules) read_rule(rule);
    LightTable table;
    feel::Expression compiled = compile();
    if (diagnostics_->size() == before) table.expression = std::move(compiled);
    return table;
  }

 private:
  void report(const char* code, Span span, std::vector<Fact> facts = {}) {
    diagnostics_->push_back(problem_at(code, span, std::move(facts)));
  }

  void read_header() {
    if (written_.hit_policy != dmn::HitPolicy::first) {
      report("CAMP-L004", place_, {{"policy", hit_policy_text(written_)}});
    }
    if (written_.outputs.size() != 1) report("CAMP-L005", place_);
    for (const dmn::InputClause& written : written_.inputs) {
      const MappedText& name = written.expression.text;
      columns_.push_back(input_index(name.text()));
      if (!columns_.back()) {
        report("CAMP-L002", name.span(),
               {{"name", name.text()}, {"known", joined(light_input_names, ", ")}});
        continue;
      }
      dmn::InputClause input;
      input.expression = written.expression;
      table_.inputs.push_back(std::move(input));
    }
    table_.hit_policy = dmn::HitPolicy::first;
    for (const std::string_view key : {light_colour_key, light_rule_key}) {
      dmn::OutputClause output;
      output.name = MappedText(std::string(key));
      table_.outputs.push_back(std::move(output));
    }
  }

  void read_rule(const dmn::Rule& written) {
    if (written.outputs.size() != 1) return;  // Reported with the header.
    dmn::Rule rule;
    rule.about.place = written.about.place;
    for (size_t column = 0; column < written.inputs.size(); ++column) {
      if (!columns_[column]) continue;  // Reported with the header.
      rule.inputs.push_back(written.inputs[column]);
    }
    const dmn::FeelText& output = written.outputs.front();
    const bool known = std::find(light_colours.begin(), light_colours.end(),
                                 colour_of(output.text.text())) != light_colours.end();
    if (!known) {
      report("CAMP-L003", rule.about.place,
             {{"colour", output.text.text()}, {"known", joined(light_colours, ", ")}});
    }
    rule.outputs = {known ? output : cell_text("null", output.text.span()),
                    cell_text(std::to_string(table_.rules.size()), rule.about.place)};
    table_.rules.push_back(std::move(rule));
  }

  feel::Expression compile() {
    feel::Scope scope(feel::Dialect::plan);
    for (size_t input = 0; input < light_input_count; ++input) {
      scope.add_variable(light_input_names[input], type_of_input(input));
    }
    const dmn::ModelSet no_models({});
    dmn::TypeTable types(no_models, diagnostics_);
    dmn::Lowering lowering(0, scope, &types);
    dmn::Expression expression;
    expression.about.place = place_;
    expression.body = table_;
    feel::Parsed parsed = lowering.builder().finish(lowering.lower(expression));
    for (Diagnostic& found : parsed.diagnostics) {
      diagnostics_->push_back(in_file(std::move(found), lowering.texts()));
    }
    check_types(parsed.syntax);
    return feel::Expression::of(std::move(parsed.syntax));
  }

  /// Every cell compares with what its column holds.
  void check_types(const feel::Syntax& syntax) {
    const bool is_table =
        syntax.root != feel::no_node && syntax.at(syntax.root).op == feel::Op::extension;
    if (!is_table) return;  // Too deep a cell; reported.
    const std::vector<feel::NodeId>& children = syntax.at(syntax.root).children;
    size_t next = table_.inputs.size();
    for (const dmn::Rule& rule : table_.rules) {
      size_t input = 0;
      for (const std::optional<size_t>& column : columns_) {
        if (!column) continue;
        const dmn::FeelText& cell = rule.inputs[input++];
        if (compares_with(syntax, children[next++], type_of_input(*column))) continue;
        report("CAMP-L001", cell.text.span(), {{"cell", cell.text.text()}});
      }
      next += table_.outputs.size();
    }
  }

  const dmn::DecisionTable& written_;
  Span place_;
  Diagnostics* diagnostics_;
  std::vector<std::optional<size_t>> columns_;  ///< Which input each column is.
  dmn::DecisionTable table_;
};

}  // namespace

LightTable read_light_table(const Decision& decision, Diagnostics* diagnostics) {
  return Reader(*decision.table, decision.value.text.span(), diagnostics).read();
}

const Decision& default_light_decision() {
  static const Decision decision = [] {
    Sources sources;
    const std::string body(default_light_body);
    const uint32_t source = sources.add("亮灯", body);
    Diagnostics diagnostics;
    const Span whole{source, 0, static_cast<uint32_t>(body.size())};
    const Body read = read_body(sources, whole, &diagnostics);
    Decision made;
    made.name = Name{std::string(light_decision_name), whole};
    made.value.text = MappedText(body, whole);
    made.table = read_decision_table(*read.table, &diagnostics);
    assert(diagnostics.empty());
    return made;
  }();
  return decision;
}

}  // namespace fangan
