#include "plan/decision_logic.h"

#include <algorithm>
#include <set>

#include "decision/check_table.h"
#include "decision/lower.h"
#include "feel/builtins.h"
#include "feel/check.h"
#include "feel/names.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// The words of FEEL texts that may be names, each once.
class WordReader {
 public:
  void read(const MappedText& text) { read(text.text()); }
  void read(const std::optional<dmn::FeelText>& text) {
    if (text) read(text->text);
  }
  void add(std::string word) {
    if (seen_.insert(word).second) words_.push_back(std::move(word));
  }
  std::vector<std::string> take() { return std::move(words_); }

 private:
  void read(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      if (text[at] == '"') {
        at = string_end(text, at);
        continue;
      }
      const size_t end = feel::word_end(text, at);
      if (end == at) {
        next_code_point(text, &at);
        continue;
      }
      const std::string_view word = text.substr(at, end - at);
      at = end;
      if (feel::is_keyword(word) || feel::find_builtin(word) != nullptr) continue;
      add(std::string(word));
    }
  }

  static size_t string_end(std::string_view text, size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\') ++at;
    }
    return std::min(at + 1, text.size());
  }

  std::set<std::string> seen_;
  std::vector<std::string> words_;
};

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
  return logic;
}

DecisionLogic decision_logic(const Decision& decision, const feel::Scope& scope) {
  return table_logic(*decision.table, decision.value.text.span(), scope);
}

Diagnostics table_findings(const DecisionLogic& logic) {
  return dmn::check_tables(logic.parsed.syntax, logic.texts);
}

std::vector<std::string> names_read(const dmn::DecisionTable& table,
                                    const std::vector<std::string>& known) {
  WordReader reader;
  for (const dmn::InputClause& input : table.inputs) {
    const std::string& text = input.expression.text.text();
    if (is_words(text)) reader.add(feel::normal_name(text));
    reader.read(input.expression.text);
    reader.read(input.values);
  }
  for (const dmn::Rule& rule : table.rules) {
    for (const dmn::FeelText& cell : rule.inputs) reader.read(cell.text);
    for (const dmn::FeelText& cell : rule.outputs) reader.read(cell.text);
  }
  for (const dmn::OutputClause& output : table.outputs) reader.read(output.values);
  for (const std::string& name : known) reader.add(name);
  std::vector<std::string> words = reader.take();
  feel::Scope scope;
  for (const std::string& word : words) scope.add_variable(word);
  const DecisionLogic logic = table_logic(table, {}, scope);
  const std::set<std::string> read = feel::mentions(logic.parsed.syntax);
  std::erase_if(words, [&read](const std::string& word) { return read.count(word) == 0; });
  return words;
}

}  // namespace fangan
