#include "plan/decision_logic.h"

#include <algorithm>
#include <set>

#include "decision/check_table.h"
#include "decision/lower.h"
#include "feel/builtins.h"
#include "feel/check.h"
#include "feel/code.h"
#include "feel/constant.h"
#include "feel/names.h"
#include "plan/decision_file.h"
#include "plan/formula_words.h"
#include "plan/one_of.h"
#include "text/suggest.h"

namespace fangan {
namespace {

/// A call of the model's decision with what the scope has under the names of its inputs.
class ModelCall {
 public:
  ModelCall(const Decision& decision, const feel::Scope& scope)
      : decision_(decision), scope_(scope), builder_(scope) {}

  DecisionLogic make() {
    const Span place = file_span(decision_.file.span);
    feel::Node call;
    call.op = feel::Op::call;
    call.children = {builder_.literal(decision_.model->function(), place)};
    for (const dmn::ElementRef& input : decision_.model->inputs) {
      if (const std::optional<feel::NodeId> argument = argument_of(input)) {
        call.children.push_back(*argument);
      }
    }
    const bool complete = call.children.size() == decision_.model->inputs.size() + 1;
    const feel::NodeId root =
        complete ? builder_.make(std::move(call), place) : builder_.literal({}, place);
    logic_.parsed = builder_.finish(root);
    for (Diagnostic& problem : problems_) logic_.parsed.diagnostics.push_back(std::move(problem));
    if (!complete) logic_.parsed.syntax.root = feel::no_node;
    return std::move(logic_);
  }

 private:
  std::optional<feel::NodeId> argument_of(const dmn::ElementRef& input) {
    const dmn::Engine& engine = *decision_.model->engine;
    const MappedText& written = engine.set().name_of(input);
    const std::string name = feel::normal_name(written.text());
    const int64_t slot = scope_.slot_of(name);
    if (slot < 0 && scope_.constant(name) == nullptr) {
      problems_.push_back(
          problem_at("PLAN-B010", file_span(written.span()),
                     {{"name", name}, {"near", did_you_mean(name, scope_.all_names())}}));
      return std::nullopt;
    }
    const Type asked = engine.type_of(input);
    const Type given =
        slot < 0 ? scope_.constant(name)->type : scope_.variables()[static_cast<size_t>(slot)].type;
    if (!given.is_any() && !asked.is_any() && !given.conforms_to(asked)) {
      problems_.push_back(
          problem_at("PLAN-B011", file_span(written.span()),
                     {{"name", name}, {"type", given.print()}, {"asked", asked.print()}}));
      return std::nullopt;
    }
    logic_.names.push_back(std::make_shared<const MappedText>(name, written.span()));
    logic_.texts.push_back(logic_.names.back().get());
    return builder_.expression(name);
  }

  const Decision& decision_;
  const feel::Scope& scope_;
  feel::SyntaxBuilder builder_;
  DecisionLogic logic_;
  Diagnostics problems_;
};

/// Where the entries are all texts, or null, no other text can come.
Type type_of_words(const feel::Syntax& syntax, const feel::Node& table,
                   const std::vector<size_t>& entries, Type otherwise) {
  std::vector<std::string> words;
  for (const size_t entry : entries) {
    const std::optional<Value> value = feel::constant_of(syntax, table.children[entry]);
    const bool is_text = value && value->is(ValueKind::string);
    if (!is_text && !(value && value->is_null())) return otherwise;
    if (is_text && std::find(words.begin(), words.end(), value->text()) == words.end()) {
      words.push_back(value->text());
    }
  }
  return words.empty() ? otherwise : one_of(std::move(words));
}

/// The type of a table with the words that its rows give.
Type with_words(const feel::Syntax& syntax, const feel::Node& table, const Type& type) {
  if (type.is(TypeKind::list)) return Type::list(with_words(syntax, table, type.element()));
  const std::vector<std::vector<size_t>> outputs = table.extension->outputs();
  if (type.is(TypeKind::string)) return type_of_words(syntax, table, outputs.front(), type);
  if (!type.is(TypeKind::context) || type.fields().size() != outputs.size()) return type;
  std::vector<Type::Field> fields = type.fields();
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].type.is(TypeKind::string)) continue;
    fields[i].type = type_of_words(syntax, table, outputs[i], fields[i].type);
  }
  return Type::context(std::move(fields));
}

/// A column that is nothing but words is one name: `days left`.
bool is_words(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = feel::word_end(text, at);
    const std::string_view word = text.substr(at, end - at);
    if (word.empty() || feel::is_keyword(word)) return false;
    at = feel::skip_blanks(text, end);
  }
  return !text.empty();
}

std::vector<std::string> words_of_table(const dmn::DecisionTable& table) {
  std::vector<std::string> words;
  std::set<std::string> seen;
  const auto add = [&words, &seen](std::string word) {
    if (seen.insert(word).second) words.push_back(std::move(word));
  };
  const auto read = [&add](const dmn::FeelText& text) {
    for (std::string& word : formula_words(text.text.text())) add(std::move(word));
  };
  for (const dmn::InputClause& input : table.inputs) {
    const std::string& text = input.expression.text.text();
    if (is_words(text)) add(feel::normal_name(text));
    read(input.expression);
    if (input.values) read(*input.values);
  }
  for (const dmn::Rule& rule : table.rules) {
    std::for_each(rule.inputs.begin(), rule.inputs.end(), read);
    std::for_each(rule.outputs.begin(), rule.outputs.end(), read);
  }
  for (const dmn::OutputClause& output : table.outputs) {
    if (output.values) read(*output.values);
  }
  return words;
}

}  // namespace

DecisionLogic table_logic(const dmn::DecisionTable& table, Span place, const feel::Scope& scope) {
  DecisionLogic logic;
  dmn::Expression boxed;
  boxed.about.place = place;
  boxed.body = table;
  logic.boxed = std::make_shared<const dmn::Expression>(std::move(boxed));
  const dmn::ModelSet no_models({});
  dmn::TypeTable types(no_models, &logic.parsed.diagnostics);
  dmn::Lowering lowering(0, scope, &types);
  const feel::NodeId root = lowering.lower(*logic.boxed);
  logic.parsed = lowering.builder().finish(root);
  logic.texts = lowering.texts();
  feel::Syntax& syntax = logic.parsed.syntax;
  if (logic.parsed.ok() && syntax.at(syntax.root).op == feel::Op::extension) {
    Type& type = syntax.types[syntax.root];
    type = with_words(syntax, syntax.at(syntax.root), type);
  }
  return logic;
}

DecisionLogic decision_logic(const Decision& decision, const feel::Scope& scope) {
  if (decision.model != nullptr) return ModelCall(decision, scope).make();
  return table_logic(*decision.table, decision.value.text.span(), scope);
}

Diagnostics table_findings(const feel::Syntax& syntax, const DecisionLogic& logic) {
  return dmn::check_tables(syntax, logic.texts);
}

std::vector<std::string> words_of(const Decision& decision) {
  if (decision.model == nullptr) return words_of_table(*decision.table);
  std::vector<std::string> names;
  const dmn::ModelSet& set = decision.model->engine->set();
  for (const dmn::ElementRef& input : decision.model->inputs) {
    names.push_back(feel::normal_name(set.name_of(input).text()));
  }
  return names;
}

std::vector<std::string> names_read(const dmn::DecisionTable& table,
                                    const std::vector<std::string>& known) {
  std::vector<std::string> words = words_of_table(table);
  std::erase_if(words, [](const std::string& word) {
    return feel::is_keyword(word) || feel::find_builtin(word) != nullptr;
  });
  for (const std::string& name : known) {
    if (std::find(words.begin(), words.end(), name) == words.end()) words.push_back(name);
  }
  feel::Scope scope;
  for (const std::string& word : words) scope.add_variable(word);
  const DecisionLogic logic = table_logic(table, {}, scope);
  const std::set<std::string> read = feel::mentions(logic.parsed.syntax);
  std::erase_if(words, [&read](const std::string& word) { return read.count(word) == 0; });
  return words;
}

}  // namespace fangan
