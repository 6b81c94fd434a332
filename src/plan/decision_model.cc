#include "plan/decision_model.h"

#include <algorithm>
#include <array>
#include <map>

#include "document/body.h"
#include "plan/block_extension.h"
#include "plan/decision_logic.h"
#include "plan/decision_table.h"
#include "value/print.h"

namespace fangan {
namespace {

MappedText text(std::string words) {
  return MappedText(std::move(words));
}

dmn::InformationItem variable(const std::string& name, const std::string& type_ref) {
  dmn::InformationItem item;
  item.name = text(name);
  item.type_ref = text(type_ref);
  return item;
}

/// Gives every part of a table an id, which editors need.
void number_parts(dmn::DecisionTable* table) {
  const auto number = [](const char* word, size_t index) {
    return std::string(word) + "_" + std::to_string(index + 1);
  };
  for (size_t i = 0; i < table->inputs.size(); ++i) {
    dmn::InputClause& input = table->inputs[i];
    input.about.id = text(number("input", i));
    input.expression.about.id = text(number("expression", i));
    if (input.values) input.values->about.id = text(number("input_values", i));
  }
  for (size_t i = 0; i < table->outputs.size(); ++i) {
    dmn::OutputClause& output = table->outputs[i];
    output.about.id = text(number("output", i));
    if (output.values) output.values->about.id = text(number("output_values", i));
  }
  for (size_t r = 0; r < table->rules.size(); ++r) {
    dmn::Rule& rule = table->rules[r];
    const std::string id = number("rule", r);
    rule.about.id = text(id);
    for (size_t i = 0; i < rule.inputs.size(); ++i) {
      rule.inputs[i].about.id = text(number((id + "_in").c_str(), i));
    }
    for (size_t i = 0; i < rule.outputs.size(); ++i) {
      rule.outputs[i].about.id = text(number((id + "_out").c_str(), i));
    }
  }
}

/// Words of a text type as a type of their own: dmn-js and others offer them in a list.
dmn::ItemDefinition item_of(const ModelInput& input) {
  dmn::ItemDefinition item;
  item.name = text(input.name);
  item.type_ref = text(input.type_ref.empty() ? "Any" : input.type_ref);
  item.is_collection = input.is_list;
  if (input.words.empty()) return item;
  std::string values;
  for (const std::string& word : input.words) {
    values += (values.empty() ? "" : ", ") + print(Value(word));
  }
  item.allowed_values.emplace().text = text(values);
  return item;
}

class Maker {
 public:
  Maker(const TableBlock& block, std::string_view package) : block_(block) {
    model_.about.id = text("definitions");
    model_.name = text(block.name);
    model_.model_namespace = text("urn:fangan:" + std::string(package) + ":" + block.name);
    model_.exporter = text("fangan");
    decision_.about.id = text("decision");
    decision_.name = text(block.name);
    decision_.variable = variable(block.name, "");
  }

  dmn::Definitions make(const std::vector<ModelInput>& inputs) {
    for (const ModelInput& input : inputs) add_input(input);
    model_.xml_namespaces.push_back(block_namespace());
    decision_.about.extensions.push_back(block_extension(block_.entries));
    dmn::Expression logic;
    logic.about.id = text("table");
    dmn::DecisionTable table = block_.table;
    number_parts(&table);
    for (dmn::InputClause& input : table.inputs) {
      const auto known = types_.find(input.expression.text.text());
      if (known != types_.end()) input.expression.type_ref = text(known->second);
    }
    show_annotations(&table);
    logic.body = std::move(table);
    decision_.expression = dmn::ExpressionBox(std::move(logic));
    model_.decisions.push_back(std::move(decision_));
    return std::move(model_);
  }

 private:
  void add_input(const ModelInput& input) {
    const std::string number = std::to_string(model_.input_data.size() + 1);
    const bool has_own_type = !input.words.empty() || input.is_list;
    const std::string type = has_own_type ? input.name : input.type_ref;
    if (has_own_type) {
      model_.item_definitions.push_back(item_of(input));
      model_.item_definitions.back().about.id = text("type_" + number);
    }
    types_[input.name] = type;
    dmn::InputData data;
    data.about.id = text("data_" + number);
    data.name = text(input.name);
    data.about.description = text(input.unit);
    data.variable = variable(input.name, type);
    dmn::Requirement requirement;
    requirement.about.id = text("requirement_" + number);
    requirement.kind = dmn::Requires::input;
    requirement.target.written = text("#data_" + number);
    requirement.target.model_namespace = model_.model_namespace.text();
    requirement.target.id = "data_" + number;
    decision_.information_requirements.push_back(std::move(requirement));
    model_.input_data.push_back(std::move(data));
  }

  const TableBlock& block_;
  dmn::Definitions model_;
  dmn::Decision decision_;
  std::map<std::string, std::string, std::less<>> types_;
};

/// Functions that FEEL gains in plans; they are no data, so no model can be given them.
constexpr std::array<std::string_view, 6> plan_functions = {"done",  "entered", "at",
                                                            "total", "is set",  "working days"};
constexpr std::array<std::string_view, 3> plan_variables = {"record", "user", "node"};

bool is_plan_function(std::string_view name) {
  return std::find(plan_functions.begin(), plan_functions.end(), name) != plan_functions.end();
}

std::vector<std::string> names_of_table(const dmn::DecisionTable& table) {
  return names_read(table, {plan_functions.begin(), plan_functions.end()});
}

std::string type_word(FieldKind kind) {
  switch (kind) {
    case FieldKind::number:
      return "number";
    case FieldKind::date:
      return "date";
    case FieldKind::boolean:
      return "boolean";
    case FieldKind::text:
    case FieldKind::one_of:
    case FieldKind::several_of:
    case FieldKind::region:
    case FieldKind::file:
    case FieldKind::files:
      return "string";
    case FieldKind::agency:
    case FieldKind::reference:
      return {};
  }
  return {};
}

ModelInput input_of(const std::string& name, const FieldDomain& domain) {
  ModelInput input;
  input.name = name;
  input.type_ref = type_word(domain.kind);
  input.unit = domain.unit.text;
  for (const Name& word : domain.words) input.words.push_back(word.text);
  input.is_list = domain.kind == FieldKind::several_of || domain.kind == FieldKind::files;
  return input;
}

ModelInput input_of(const Parameter& parameter) {
  ModelInput input = input_of(parameter.name, parameter.domain);
  input.is_list = input.is_list || parameter.is_list;
  return input;
}

std::optional<FieldDomain> domain_of(const Plan& plan, const Decision& decision,
                                     std::string_view name) {
  for (const Name& on : decision.on) {
    const Register* rows = plan.find_register(on.text);
    const Field* field = rows == nullptr ? nullptr : rows->field(name);
    if (field != nullptr) return field->domain;
  }
  return std::nullopt;
}

}  // namespace

std::vector<TableBlock> table_blocks(const Sources& sources, uint32_t source,
                                     Diagnostics* diagnostics) {
  std::vector<TableBlock> found;
  for (const FencedBlock& block : read_markdown(sources, source, diagnostics).blocks) {
    if (block.kind != "decision") continue;
    const Body body = read_body(sources, block.body, diagnostics);
    if (!body.table) continue;
    TableBlock read;
    read.name = block.name;
    const Span before{block.body.source, block.body.begin, body.table->span.begin};
    read.entries = std::string(sources.text(before));
    read.entries.erase(read.entries.find_last_not_of(" \t") + 1);
    read.table = read_decision_table(*body.table, diagnostics);
    found.push_back(std::move(read));
  }
  return found;
}

std::string write_block(const TableBlock& block) {
  return "```decision " + block.name + "\n" + block.entries + write_decision_table(block.table) +
         "```\n";
}

std::vector<ModelInput> model_inputs(const Plan& plan, const Decision& decision,
                                     const dmn::DecisionTable& table) {
  std::vector<ModelInput> inputs;
  for (const std::string& name : names_of_table(table)) {
    if (is_plan_function(name)) continue;
    if (const std::optional<FieldDomain> domain = domain_of(plan, decision, name)) {
      inputs.push_back(input_of(name, *domain));
    } else if (const Parameter* parameter = plan.find_parameter(name)) {
      inputs.push_back(input_of(*parameter));
    } else {
      inputs.push_back({name, {}, {}, false, {}});
    }
  }
  return inputs;
}

std::vector<ModelInput> model_inputs(const dmn::DecisionTable& table) {
  std::vector<ModelInput> inputs;
  for (const std::string& name : names_of_table(table)) {
    if (!is_plan_function(name)) inputs.push_back({name, {}, {}, false, {}});
  }
  return inputs;
}

std::vector<std::string> plan_words_in(const dmn::DecisionTable& table) {
  std::vector<std::string> words = names_of_table(table);
  std::erase_if(words, [](const std::string& word) {
    return !is_plan_function(word) &&
           std::find(plan_variables.begin(), plan_variables.end(), word) == plan_variables.end();
  });
  return words;
}

dmn::Definitions decision_model(const TableBlock& block, const std::vector<ModelInput>& inputs,
                                std::string_view package) {
  return Maker(block, package).make(inputs);
}

}  // namespace fangan
