#include "cli/plan_json.h"

#include "text/utf8.h"

namespace fangan {
namespace {

const char* state_word(CoverageState state) {
  switch (state) {
    case CoverageState::bound:
      return "bound";
    case CoverageState::narrative:
      return "narrative";
    case CoverageState::unassigned:
      return "unassigned";
  }
  return "unassigned";
}

Json words_json(const std::vector<std::string>& words) {
  Json list = Json::array();
  for (const std::string& word : words) list.push(word);
  return list;
}

Json number_json(const std::optional<Decimal>& number) {
  return number ? Json(number->print_normal()) : Json(nullptr);
}

Json value_json(const TargetValue& value) {
  if (!value.high) return number_json(value.low);
  return Json::array({number_json(value.low), number_json(value.high)});
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json node_json(const Figure& figure) {
  Json node = Json::object();
  node.set("block", figure.block);
  node.set("kind", figure.kind);
  node.set("node", figure.node);
  node.set("due", figure.due ? Json(figure.due->print()) : Json(nullptr));
  node.set("days_left", figure.days_left ? Json(*figure.days_left) : Json(nullptr));
  node.set("share", text_or_null(figure.share));
  node.set("unit", figure.unit);
  node.set("due_value", value_json(figure.due_value));
  node.set("reported", number_json(figure.reported));
  node.set("accepted", number_json(figure.accepted));
  node.set("published", number_json(figure.published));
  node.set("rate", number_json(figure.rate));
  node.set("met", figure.met);
  node.set("light", text_or_null(figure.light));
  node.set("not_set", words_json(figure.not_set));
  Json undetermined = Json::array();
  for (const LackedField& each : figure.undetermined) {
    undetermined.push(std::to_string(each.rows) + " rows lack " + each.register_name + "." +
                      each.field);
  }
  node.set("undetermined", std::move(undetermined));
  if (!figure.part.empty()) node.set("part", figure.part);
  if (figure.reserve) node.set("reserve", number_json(figure.reserve));
  return node;
}

}  // namespace

Json coverage_counts_json(const Coverage& coverage) {
  Json json = Json::object();
  json.set("characters", coverage.characters);
  json.set("bound", coverage.bound);
  json.set("narrative", coverage.narrative);
  json.set("unassigned", coverage.unassigned);
  return json;
}

Json clauses_json(const Plan& plan, const Coverage& coverage) {
  Json list = Json::array();
  for (const CoveredSentence& sentence : coverage.sentences) {
    const PlanFile& file = plan.files[sentence.file];
    Json clause = Json::object();
    clause.set("file", file.name);
    clause.set("line", static_cast<int64_t>(file.lines[sentence.text_line].line));
    clause.set("start", static_cast<int64_t>(sentence.begin));
    clause.set("end", static_cast<int64_t>(sentence.end));
    clause.set("state", state_word(sentence.state));
    clause.set("blocks", words_json(sentence.blocks));
    clause.set("by", text_or_null(sentence.by));
    list.push(std::move(clause));
  }
  return list;
}

Json choices_json(const Plan& plan, const std::vector<ClauseChoices>& clauses) {
  Json list = Json::array();
  for (const ClauseChoices& clause : clauses) {
    const Citation& citation = clause.citation;
    const PlanFile& file = plan.files[citation.file];
    const bool is_text = citation.text_line != no_line;
    const auto number = [is_text](int64_t value) { return is_text ? Json(value) : Json(nullptr); };
    Json json = Json::object();
    json.set("file", file.name);
    json.set("line", number(is_text ? file.lines[citation.text_line].line : 0));
    json.set("start", number(citation.begin));
    json.set("end", number(citation.end));
    json.set("clause", clause.clause);
    Json choices = Json::array();
    for (const OpenChoice& choice : clause.choices) {
      const Source& source = plan.sources.at(choice.span.source);
      Json each = Json::object();
      each.set("kind", std::string(choice_kind_words[static_cast<size_t>(choice.kind)]));
      each.set("block", text_or_null(choice.block));
      each.set("text", choice.text);
      each.set("value", text_or_null(choice.value));
      each.set("file", source.name());
      each.set("line", static_cast<int64_t>(source.position(choice.span.begin).line));
      choices.push(std::move(each));
    }
    json.set("choices", std::move(choices));
    list.push(std::move(json));
  }
  return list;
}

Json nodes_json(const std::vector<Figure>& figures) {
  Json list = Json::array();
  for (const Figure& figure : figures) list.push(node_json(figure));
  return list;
}

std::string sentence_text(const Plan& plan, const CoveredSentence& sentence) {
  const std::u32string line = to_utf32(plan.files[sentence.file].lines[sentence.text_line].text);
  return to_utf8(std::u32string_view(line).substr(sentence.begin, sentence.end - sentence.begin));
}

}  // namespace fangan
