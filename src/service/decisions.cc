// Decisions: what the rules of a plan say of every row of their registers, and why of one row.
#include <algorithm>

#include "campaign/decide_sheet.h"
#include "feel/patience.h"
#include "papers/register_sheet.h"
#include "plan/row_words.h"
#include "plan/rule_reach.h"
#include "service/export_table.h"
#include "service/register_operation.h"
#include "service/rows_decided.h"
#include "service/rule_explanation.h"
#include "text/words.h"

namespace fangan {
namespace {

constexpr int64_t page_max = 500;
/// Larger registers are not gone through for the list of decisions.
constexpr int64_t listed_rows_max = 20'000;

RowQuery every_row_of(RegisterSight& sight, const RegisterTable& table) {
  RowQuery query;
  query.count = -1;
  query.scope = sight.access(*table.definition).read;
  return query;
}

/// COUNTS of a decision over one register; null where that would take long.
Result<Json> counts_json(RegisterSight& sight, const DecisionOn& on) {
  if (sight.is_masked(on.decision->value)) return Json();
  const RowQuery query = every_row_of(sight, *on.table);
  const Result<int64_t> rows = sight.reader().count(*on.table, query);
  if (!rows) return rows.errors();
  if (rows.value() > listed_rows_max) return Json();
  const Result<RowsRead> read = RowsRead::read(sight, on, query);
  if (!read) return read.errors();
  OutcomeCounts counts;
  RowsRead::Answers answers(read.value(), &sight.rows());
  for (size_t row = 0; row < read.value().size(); ++row) counts.add(answers.at(row));
  return counts.json(sight);
}

Result<Json> listed_json(RegisterSight& sight, const Decision& decision) {
  Json json = decision_json(sight, decision);
  Json counts = Json::object();
  for (const Json& on : json["on"].items()) {
    const RegisterTable* table = sight.tables().find(on["name"].text());
    Result<Json> one = counts_json(sight, {&decision, table});
    if (!one) return one;
    counts.set(on["name"].text(), std::move(one).value());
  }
  json.set("counts", std::move(counts));
  if (decision.on.empty()) {
    const Outcome outcome = sight.rows().evaluate(decision.value, Asked{});
    json.set("outcome", shown_outcome(sight, decision.value, outcome));
  }
  return json;
}

Json fields_json(const Register& definition, const std::vector<size_t>& fields) {
  Json json = Json::array();
  for (const size_t index : fields) {
    const Field& field = definition.fields[index];
    json.push(Json::object({{"name", field.name.text}, {"unit", field.domain.unit.text}}));
  }
  return json;
}

/// The rows of a page, and how many there are of each outcome.
class DecisionPage {
 public:
  DecisionPage(RegisterSight& sight, const DecisionOn& on, const DecisionRequest& request)
      : sight_(sight), on_(on), request_(request) {
    const Register& definition = *on.table->definition;
    fields_ = fields_read(sight.plan(), definition, on.decision->value);
    is_masked_ = sight.is_masked(on.decision->value);
    count_ = std::clamp<int64_t>(request.query.count, 0, page_max);
  }

  Result<Json> json() {
    Result<RowQuery> query = read_query(sight_, *on_.table, request_.query);
    if (!query) return query.errors();
    const Result<RowsRead> read = RowsRead::read(sight_, on_, query.value());
    if (!read) return read.errors();
    RowsRead::Answers answers(read.value(), &sight_.rows());
    for (size_t row = 0; row < read.value().size(); ++row) {
      const Result<Done> taken = take(read.value(), row, answers.at(row));
      if (!taken) return taken.errors();
    }
    const Register& definition = *on_.table->definition;
    Json json = Json::object();
    json.set("decision", decision_json(sight_, *on_.decision));
    json.set("register", Json::object({{"name", definition.name.text},
                                       {"label", definition.label}}));
    json.set("fields", fields_json(definition, fields_));
    json.set("counts", is_masked_ ? Json() : counts_.json(sight_));
    json.set("total", Json(fitting_));
    json.set("offset", Json(request_.query.offset));
    json.set("rows", std::move(rows_));
    return json;
  }

 private:
  Result<Done> take(const RowsRead& read, size_t number, const Outcome& outcome) {
    counts_.add(outcome);
    // Whoever may ask for a masked value may find it out.
    if (!is_masked_ && !OutcomeCounts::fits(outcome, request_.outcome)) return Done{};
    const int64_t place = fitting_++;
    if (place < request_.query.offset || place >= request_.query.offset + count_) return Done{};
    const Result<StoredRow> row = read.row(number);
    if (!row) return row.errors();
    Json values = Json::object();
    for (const size_t index : fields_) {
      const Field& field = on_.table->definition->fields[index];
      values.set(field.name.text, sight_.value_json(field, row.value().state.fields[index]));
    }
    Json one = sight_.reference_json(*on_.table, row.value());
    one.set("values", std::move(values));
    one.set("outcome", shown_outcome(sight_, on_.decision->value, outcome));
    rows_.push(std::move(one));
    return Done{};
  }

  RegisterSight& sight_;
  const DecisionOn& on_;
  const DecisionRequest& request_;
  std::vector<size_t> fields_;
  bool is_masked_ = false;
  int64_t count_ = 0;
  int64_t fitting_ = 0;
  OutcomeCounts counts_;
  Json rows_ = Json::array();
};

Json inputs_json(RegisterSight& sight, const DecisionOn& on, const StoredRow& row) {
  Json json = Json::array();
  const Register& definition = *on.table->definition;
  const RuleReach reach = reach_of(sight.plan(), {&on.decision->value});
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    const Field& field = definition.fields[i];
    if (reach.words.count(field.name.text) == 0) continue;
    Json one = Json::object();
    one.set("name", field.name.text);
    one.set("unit", field.domain.unit.text);
    one.set("value", sight.value_json(field, row.state.fields[i]));
    json.push(std::move(one));
  }
  return json;
}

/// What a decision came to, and all that it came to it by.
Json explained_json(RegisterSight& sight, const DecisionOn& on, const Value& record) {
  const Decision& decision = *on.decision;
  const ExplainedRule rule{decision.name.text, decision.citation, decision.value, &decision,
                           record};
  Json json = explanation_json(sight, &sight.rows(), rule);
  json.set("decision", decision_json(sight, decision));
  return json;
}

// --- export ----------------------------------------------------------------------------------

/// What stands in the files besides names and values.
struct Words {
  const char* name;
  const char* result;
  const char* missing;
  const char* yes;
  const char* no;
  const char* none;
  const char* not_set;
  const char* undetermined;
  const char* wrong;
  const char* is;       ///< Between a name and its value.
  const char* between;  ///< Two of those.
};
constexpr Words zh_words = {"名称",   "结果",     "缺少",   "是", "否", "无",
                            "未设定", "无法判断", "算不出", "：", "；"};
constexpr Words en_words = {"Name",    "Result",       "Missing", "yes", "no", "none",
                            "not set", "undetermined", "error",   ": ",  "; "};

const Words& words_of(RegisterSight& sight) {
  return sight.plan().header.language == "en" ? en_words : zh_words;
}

/// A value as people write it: what print_cell() says, but lists and contexts without their marks.
std::string cell_text(const Words& words, const Value& value) {
  if (value.is_null()) return "";
  if (value.is(ValueKind::boolean)) return value.boolean() ? words.yes : words.no;
  std::vector<std::string> parts;
  if (value.is(ValueKind::list)) {
    for (const Value& item : value.items()) parts.push_back(cell_text(words, item));
    return parts.empty() ? words.none : joined(parts, "、");
  }
  if (!value.is(ValueKind::context) || value.context().source() != nullptr) {
    return print_cell(value);
  }
  for (size_t i = 0; i < value.context().size(); ++i) {
    parts.push_back(value.context().name(i) + words.is +
                    cell_text(words, value.context().value(i)));
  }
  return joined(parts, words.between);
}

std::string result_text(RegisterSight& sight, const Formula& formula, const Outcome& outcome) {
  if (sight.is_masked(formula)) return std::string(masked_word);
  const Words& words = words_of(sight);
  if (outcome.kind == Outcome::Kind::not_set) return words.not_set;
  if (outcome.kind == Outcome::Kind::value) return cell_text(words, outcome.value);
  return OutcomeCounts::key_of(outcome) == "error" ? words.wrong : words.undetermined;
}

std::string missing_text(RegisterSight& sight, const Outcome& outcome) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "、") + part; };
  for (const std::string& name : outcome.not_set) add(name);
  const Json json = sight.outcome_json(outcome);
  for (const Json& each : json["undetermined"].items()) {
    const std::string row = each["row"].is_null() ? "" : "(" + each["row"].text() + ")";
    add(each["register"].text() + row + "." + each["field"].text());
  }
  return text;
}

ExportTable decision_table(RegisterSight& sight, const DecisionOn& on,
                           const std::vector<size_t>& fields) {
  const std::string& language = sight.plan().header.language;
  const Words& titles = words_of(sight);
  ExportTable table;
  table.sheet.name = on.decision->name.text;
  const auto add = [&table](std::string title, PaperKind kind = PaperKind::text) {
    PaperColumn column;
    column.title = std::move(title);
    column.kind = kind;
    table.sheet.columns.push_back(std::move(column));
  };
  add(std::string(row_words(language).id));
  add(titles.name);
  for (const size_t index : fields) {
    const Field& field = on.table->definition->fields[index];
    const bool is_number = field.domain.kind == FieldKind::number;
    const std::string& unit = field.domain.unit.text;
    add(field.name.text + (unit.empty() ? "" : "(" + unit + ")"),
        is_number ? PaperKind::number : PaperKind::text);
  }
  add(titles.result);
  add(titles.missing);
  return table;
}

}  // namespace

Result<Json> Service::decisions(const Actor& actor, const std::string& plan,
                                const ViewRequest& view) const {
  return with_sight(*state_, actor, plan, view, [&](RegisterSight& sight) -> Result<Json> {
    Json list = Json::array();
    for (const Decision& decision : sight.plan().decisions) {
      if (!decision.value.expression) continue;
      Result<Json> one = listed_json(sight, decision);
      if (!one) return one;
      const bool is_shown = decision.on.empty() || !one.value()["on"].items().empty();
      if (is_shown) list.push(std::move(one).value());
    }
    return Json::object({{"view", view_json(*state_, view)}, {"decisions", std::move(list)}});
  });
}

Result<Json> Service::decision(const Actor& actor, const std::string& plan,
                               const std::string& name, const ViewRequest& view,
                               const DecisionRequest& request) const {
  return with_sight(*state_, actor, plan, view, [&](RegisterSight& sight) -> Result<Json> {
    const Result<DecisionOn> on = find_decision(sight, name, request.register_name);
    if (!on) return on.errors();
    if (on.value().table == nullptr) return explained_json(sight, on.value(), Value());
    Result<Json> page = DecisionPage(sight, on.value(), request).json();
    if (page) page.value().set("view", view_json(*state_, view));
    return page;
  });
}

Result<Json> Service::decision_row(const Actor& actor, const std::string& plan,
                                   const std::string& name, const std::string& register_name,
                                   const std::string& row, const ViewRequest& view) const {
  return with_sight(*state_, actor, plan, view, [&](RegisterSight& sight) -> Result<Json> {
    const Result<DecisionOn> on = find_decision(sight, name, register_name);
    if (!on) return on.errors();
    if (on.value().table == nullptr) return not_found();
    const RegisterTable& table = *on.value().table;
    const Result<StoredRow> found = find_row(sight, table, row);
    if (!found) return found.errors();
    if (!sight.access(*table.definition).read.takes(found.value())) return not_found();
    Json json = explained_json(sight, on.value(), sight.record(table, found.value()));
    json.set("register", table.definition->name.text);
    json.set("row", sight.reference_json(table, found.value()));
    json.set("inputs", inputs_json(sight, on.value(), found.value()));
    json.set("view", view_json(*state_, view));
    return json;
  });
}

Result<FileContent> Service::export_decision(const Actor& actor, const std::string& plan,
                                             const std::string& name, const ViewRequest& view,
                                             const DecisionRequest& request,
                                             SheetForm form) const {
  ExportTable table;
  const Result<Json> made =
      with_sight(*state_, actor, plan, view, [&](RegisterSight& sight) -> Result<Json> {
        const Result<DecisionOn> on = find_decision(sight, name, request.register_name);
        if (!on) return on.errors();
        if (on.value().table == nullptr) return not_found();
        const RegisterTable& rows = *on.value().table;
        const Formula& formula = on.value().decision->value;
        const std::vector<size_t> fields = fields_read(sight.plan(), *rows.definition, formula);
        table = decision_table(sight, on.value(), fields);
        const Result<RowQuery> query = read_query(sight, rows, request.query);
        if (!query) return query.errors();
        const Result<RowsRead> read = RowsRead::read(sight, on.value(), query.value());
        if (!read) return read.errors();
        const bool is_masked = sight.is_masked(formula);
        RowsRead::Answers answers(read.value(), &sight.rows());
        for (size_t number = 0; number < read.value().size(); ++number) {
          if (number % 4096 == 0) feel::Patience::ask();  // A program answers without asking.
          const Outcome outcome = answers.at(number);
          if (!is_masked && !OutcomeCounts::fits(outcome, request.outcome)) continue;
          const Result<StoredRow> row = read.value().row(number);
          if (!row) return row.errors();
          const RowState& state = row.value().state;
          std::vector<std::string> cells = {state.id, sight.shown_name(rows, row.value())};
          for (const size_t index : fields) {
            cells.push_back(cell_text(words_of(sight), state.fields[index]));
          }
          cells.push_back(result_text(sight, formula, outcome));
          cells.push_back(is_masked ? std::string() : missing_text(sight, outcome));
          table.rows.push_back(std::move(cells));
        }
        return Json();
      });
  if (!made) return made.errors();
  const Date day = state_->view(view).as_of;
  return export_table(state_->store->path(), name, day, table, form);
}

}  // namespace fangan
