// From a model of DMN to a block.
#include <algorithm>
#include <map>

#include "document/body.h"
#include "plan/block_extension.h"
#include "plan/decision_logic.h"
#include "plan/decision_model.h"
#include "plan/decision_table.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t shown_max = 5;

/// What is left behind, by the word DMN has for it.
class Losses {
 public:
  void add(const std::string& word, std::string_view value) {
    std::vector<std::string>& values = found_[word];
    values.emplace_back(value);
  }
  void add(const std::string& word, const MappedText& value) {
    if (!value.empty()) add(word, value.text());
  }
  /// What every element may carry. A label or description is told unless the block has it.
  void add(const std::string& element, const dmn::About& about) {
    add(element + "/label", about.label);
    add(element + "/description", about.description);
    for (const dmn::VendorAttribute& each : about.vendor_attributes) add(each.name, each.value);
    for (const dmn::OpaqueXml& each : about.extensions) {
      add(element + "/extensionElements", each.text.substr(0, each.text.find_first_of(" />")));
    }
  }
  bool empty() const { return found_.empty(); }

  /// `camunda:inputVariable (season), input/label (Season, Guests), dmndi:DMNDI ×1`
  std::string print() const {
    std::string text;
    for (const auto& [word, values] : found_) {
      text += (text.empty() ? "" : "; ") + word + " (";
      for (size_t i = 0; i < std::min(values.size(), shown_max); ++i) {
        text += (i == 0 ? "" : ", ") + values[i];
      }
      text += values.size() > shown_max ? ", … " + std::to_string(values.size()) + ")" : ")";
    }
    return text;
  }

 private:
  std::map<std::string, std::vector<std::string>> found_;
};

/// The name of a decision as a plan may bear it: what no name of a plan holds becomes `_`.
std::string plan_name(std::string_view name) {
  std::u32string made = to_utf32(name);
  for (char32_t& c : made) {
    const bool is_letter = (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || is_han(c);
    if (!is_letter && !(c >= U'0' && c <= U'9')) c = U'_';
  }
  const bool begins = !made.empty() && !(made.front() >= U'0' && made.front() <= U'9');
  return (begins ? "" : "_") + to_utf8(made);
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// A text on one line, as a cell holds it; none where a line end counts: in a text of FEEL, or
/// behind the two slashes of a remark.
std::optional<std::string> one_line(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  std::string line;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n' || c == '\r') {
      if (quoted) return std::nullopt;
      while (!line.empty() && is_blank(line.back())) line.pop_back();
      while (i + 1 < text.size() && is_blank(text[i + 1])) ++i;
      line += ' ';
      continue;
    }
    if (c == '"') quoted = !quoted;
    line += c;
    if (quoted && c == '\\' && i + 1 < text.size() && text[i + 1] != '\n') line += text[++i];
    const bool is_remark = !quoted && text.substr(i, 2) == "//";
    if (is_remark && text.find_first_of("\r\n", i) != text.npos) return std::nullopt;
  }
  return line;
}

class Writer {
 public:
  Writer(const dmn::Definitions& model, const dmn::Decision& decision,
         const dmn::DecisionTable& table)
      : model_(model), decision_(decision), table_(table) {}

  Result<BlockText> write() {
    list_model();
    list_decision();
    read_annotations(&table_);
    make_plain();
    if (has_errors(found_)) return std::move(found_);
    BlockText block;
    block.markdown = write_block({name_, entries_, table_});
    if (!reads_back(block.markdown)) {
      refuse("…", decision_.about.place);
      return std::move(found_);
    }
    tell();
    block.warnings = std::move(found_);
    return block;
  }

 private:
  void refuse(const std::string& what, Span place) {
    found_.push_back(problem_at("PLAN-B003", place, {{"what", what}}));
  }

  // --- what stands around the table -------------------------------------------------------------

  void list_model() {
    losses_.add("definitions", model_.about);
    for (const dmn::Import& each : model_.imports) losses_.add("import", each.name);
    for (const dmn::Decision& each : model_.decisions) {
      if (&each != &decision_) losses_.add("decision", each.name);
    }
    for (const auto& each : model_.knowledge_models) {
      losses_.add("businessKnowledgeModel", each.name);
    }
    for (const auto& each : model_.decision_services) losses_.add("decisionService", each.name);
    for (const auto& each : model_.knowledge_sources) losses_.add("knowledgeSource", each.name);
    const auto opaque = [this](const std::vector<dmn::OpaqueXml>& parts) {
      for (const dmn::OpaqueXml& each : parts) {
        losses_.add("XML", each.text.substr(0, each.text.find_first_of(" />\n")) + ">");
      }
    };
    opaque(model_.remarks);
    opaque(model_.diagrams);
    opaque(decision_.business_context);
  }

  void list_decision() {
    dmn::About about = decision_.about;
    std::optional<std::string> entries;
    std::erase_if(about.extensions, [&entries](const dmn::OpaqueXml& each) {
      if (!entries) entries = block_entries(each);
      return entries && block_entries(each) == entries;
    });
    name_ = plan_name(decision_.name.text());
    if (entries && stands_alone(*entries)) {
      is_ours_ = true;
      entries_ = *entries;
    } else if (entries) {
      losses_.add("decision/extensionElements", "fangan:block");
    } else {
      const std::string& label = about.label.empty() ? decision_.name.text() : about.label.text();
      const std::optional<std::string> line = one_line(label);
      if (line && *line == label && label != name_) {
        entries_ = "label: " + label + "\n";
        if (!about.label.empty() && decision_.name.text() != name_) {
          losses_.add("decision/name", decision_.name);
        }
        about.label = {};
      }
    }
    losses_.add("decision", about);
    losses_.add("question", decision_.question);
    losses_.add("allowedAnswers", decision_.allowed_answers);
    if (decision_.variable) losses_.add("variable/typeRef", decision_.variable->type_ref);
    for (const dmn::Requirement& each : decision_.information_requirements) {
      if (each.kind == dmn::Requires::decision) losses_.add("requiredDecision", each.target.id);
    }
    for (const dmn::Requirement& each : decision_.knowledge_requirements) {
      losses_.add("requiredKnowledge", each.target.id);
    }
    for (const dmn::Requirement& each : decision_.authority_requirements) {
      losses_.add("requiredAuthority", each.target.id);
    }
    losses_.add("decisionTable", decision_.expression->about);
    losses_.add("decisionTable/typeRef", decision_.expression->type_ref);
    losses_.add("outputLabel", table_.output_label);
    if (table_.orientation != dmn::Orientation::rule_as_row) {
      const bool crossed = table_.orientation == dmn::Orientation::cross_table;
      losses_.add("preferredOrientation", crossed ? "CrossTable" : "Rule-as-Column");
    }
  }

  /// Whether lines read as the entries of one block and nothing else.
  static bool stands_alone(const std::string& entries) {
    Sources sources;
    Diagnostics found;
    const std::string block = "```decision x\n" + entries + "| U | a | → b |\n```\n";
    const MarkdownFile file = read_markdown(sources, sources.add("", block), &found);
    if (file.blocks.size() != 1 || !file.lines.empty()) return false;
    const Body body = read_body(sources, file.blocks.front().body, &found);
    return found.empty() && body.table && body.table->row_count() == 1;
  }

  // --- the table --------------------------------------------------------------------------------

  void make_plain() {
    if (table_.inputs.empty()) refuse("input: 0", decision_.expression->about.place);
    if (table_.rules.empty()) refuse("rule: 0", decision_.expression->about.place);
    for (dmn::InputClause& input : table_.inputs) make_plain(&input);
    for (dmn::OutputClause& output : table_.outputs) make_plain(&output);
    for (MappedText& name : table_.annotations) make_plain("annotation", Span{}, &name);
    for (dmn::Rule& rule : table_.rules) make_plain(&rule);
    table_.output_label = {};
    table_.orientation = dmn::Orientation::rule_as_row;
  }

  void make_plain(dmn::InputClause* input) {
    losses_.add("input", input->about);
    make_plain("inputExpression", &input->expression);
    make_plain("inputValues", &input->values);
    const std::string& text = input->expression.text.text();
    const bool looks_otherwise = text.starts_with("→") || text.starts_with("#");
    if (looks_otherwise) refuse("inputExpression " + text, input->expression.about.place);
    input->about = {};
  }

  void make_plain(dmn::OutputClause* output) {
    losses_.add("output", output->about);
    losses_.add("output/typeRef", output->type_ref);
    make_plain("output", output->about.place, &output->name);
    make_plain("outputValues", &output->values);
    if (output->default_entry && !output->default_entry->text.empty()) {
      refuse("defaultOutputEntry " + output->default_entry->text.text(),
             output->default_entry->about.place);
    }
    output->about = {};
    output->type_ref = {};
    output->default_entry.reset();
  }

  void make_plain(dmn::Rule* rule) {
    MappedText label = rule->about.label;
    rule->about.label = {};
    losses_.add("rule", rule->about);
    make_plain("rule", rule->about.place, &label);
    rule->about = {};
    rule->about.label = label;
    for (dmn::FeelText& cell : rule->inputs) {
      make_plain("inputEntry", &cell);
      if (cell.text.empty()) cell.text = MappedText("-");  // The same test.
    }
    for (dmn::FeelText& cell : rule->outputs) make_plain("outputEntry", &cell);
    for (MappedText& note : rule->annotations) make_plain("annotationEntry", Span{}, &note);
  }

  void make_plain(const char* element, std::optional<dmn::FeelText>* values) {
    if (!*values) return;
    make_plain(element, &**values);
    if ((*values)->text.empty()) values->reset();
  }

  void make_plain(const char* element, dmn::FeelText* text) {
    losses_.add(element, text->about);
    const bool is_column = element == std::string_view("inputExpression");
    if (is_column && !is_ours_ && !text->type_ref.empty()) {
      types_.emplace(text->text.text(), text->type_ref.text());
    }
    if (!is_column) losses_.add(std::string(element) + "/typeRef", text->type_ref);
    const std::optional<std::string> line = one_line(text->text.text());
    if (!line) {
      refuse(std::string(element) + " " + text->text.text(), text->about.place);
    } else if (*line != text->text.text()) {
      ++changed_;
    }
    *text = {};
    text->text = MappedText(line.value_or(""));
  }

  /// Words for people: line ends in them are blanks as well.
  void make_plain(const char*, Span, MappedText* text) {
    std::string line = text->text();
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    const size_t begin = line.find_first_not_of(" \t");
    line = begin == line.npos ? "" : line.substr(begin, line.find_last_not_of(" \t") + 1 - begin);
    if (line != text->text()) ++changed_;
    *text = MappedText(line);
  }

  bool reads_back(const std::string& markdown) const {
    Sources sources;
    Diagnostics found;
    const std::vector<TableBlock> again = table_blocks(sources, sources.add("", markdown), &found);
    return again.size() == 1 && again.front().table == table_ && again.front().name == name_;
  }

  // --- what is told -----------------------------------------------------------------------------

  void warn(const char* code, std::vector<Fact> facts) {
    found_.push_back(problem_at(code, decision_.about.place, std::move(facts)));
    found_.back().severity = Severity::warning;
  }

  void tell() {
    if (!losses_.empty()) warn("PLAN-B004", {{"what", losses_.print()}});
    if (changed_ > 0) warn("PLAN-B005", {{"count", std::to_string(changed_)}});
    if (is_ours_) return;
    std::string needed;
    for (const std::string& name : names_read(table_, input_names())) {
      needed += (needed.empty() ? "" : ", ") + name + type_of(name);
    }
    if (!needed.empty()) warn("PLAN-B006", {{"names", needed}});
  }

  std::vector<std::string> input_names() const {
    std::vector<std::string> names;
    for (const dmn::InputData& each : model_.input_data) names.push_back(each.name.text());
    for (const dmn::Decision& each : model_.decisions) names.push_back(each.name.text());
    return names;
  }

  std::string type_of(const std::string& name) const {
    const auto column = types_.find(name);
    if (column != types_.end()) return ": " + column->second;
    for (const dmn::InputData& each : model_.input_data) {
      if (each.name.text() != name || !each.variable || each.variable->type_ref.empty()) continue;
      return ": " + each.variable->type_ref.text();
    }
    return {};
  }

  const dmn::Definitions& model_;
  const dmn::Decision& decision_;
  dmn::DecisionTable table_;
  std::string name_;
  std::string entries_;
  bool is_ours_ = false;  ///< It was a block before: types are those of the plan.
  size_t changed_ = 0;
  std::map<std::string, std::string> types_;
  Losses losses_;
  Diagnostics found_;
};

const dmn::DecisionTable* table_of(const dmn::Decision& decision) {
  if (!decision.expression) return nullptr;
  return std::get_if<dmn::DecisionTable>(&decision.expression->body);
}

/// The decision meant, or an error that lists those there are.
Result<const dmn::Decision*> find_decision(const dmn::Definitions& model, std::string_view name) {
  std::vector<const dmn::Decision*> fitting;
  std::string known;
  for (const dmn::Decision& each : model.decisions) {
    known += (known.empty() ? "" : ", ") + each.name.text();
    const std::string& own = each.name.text();
    const bool fits =
        name.empty() ? table_of(each) != nullptr : own == name || plan_name(own) == name;
    if (fits) fitting.push_back(&each);
  }
  if (fitting.size() == 1) return fitting.front();
  if (fitting.empty() && name.empty()) return Result<const dmn::Decision*>(problem("PLAN-B009"));
  return Result<const dmn::Decision*>(
      problem("PLAN-B001", {{"name", std::string(name)}, {"known", known}}));
}

}  // namespace

Result<BlockText> block_of_model(const dmn::Definitions& model, std::string_view name) {
  const Result<const dmn::Decision*> found = find_decision(model, name);
  if (!found) return found.error();
  const dmn::Decision& decision = *found.value();
  const dmn::DecisionTable* table = table_of(decision);
  if (table == nullptr) {
    return problem_at("PLAN-B002", decision.about.place, {{"name", decision.name.text()}});
  }
  return Writer(model, decision, *table).write();
}

}  // namespace fangan
