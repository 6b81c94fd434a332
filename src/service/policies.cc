// Policies: who is entitled to what, found from the rows of the store and not yet granted.
#include <algorithm>

#include "campaign/decide_sheet.h"
#include "campaign/row_table.h"
#include "papers/register_sheet.h"
#include "plan/row_words.h"
#include "plan/rule_reach.h"
#include "service/diagnostic_json.h"
#include "service/export_table.h"
#include "service/kept_answers.h"
#include "service/policy_json.h"
#include "service/register_operation.h"
#include "service/rule_explanation.h"

namespace fangan {
namespace {

constexpr int64_t page_max = 500;

bool is_shown(const Json& policy) { return !policy["of"].items().empty(); }

/// What the ledger as a whole comes to, with why nothing is known of it.
Json sums_json(RegisterSight& sight, PolicySight& policies, const Policy& policy,
               const std::vector<const LedgerLine*>& lines) {
  LedgerSum sum;
  for (const LedgerLine* line : lines) sum.add(*line);
  const Diagnostic* reason = policies.lines(policy).problem.reason();
  Json json = sum.json(!hides_amount(sight, policy));
  json.set("problem", reason == nullptr ? Json() : reason_json(*reason));
  return json;
}

Result<const Policy*> find_policy(RegisterSight& sight, const std::string& name) {
  for (const Policy& policy : sight.plan().policies) {
    const bool is_meant = policy.name.text == name && !policy.eligible.empty();
    if (is_meant && is_shown(policy_json(sight, policy))) return &policy;
  }
  return not_found();
}

/// The place of the field by which rows of `from` say that a row is their subject.
std::optional<size_t> subject_field(const Policy& policy, const Register& from,
                                    const std::string& of_register) {
  for (size_t i = 0; i < from.fields.size(); ++i) {
    const Field& field = from.fields[i];
    const bool refers = field.domain.kind == FieldKind::reference &&
                        field.domain.target.text == of_register;
    if (refers && field.name.text == policy.subject.text) return i;
  }
  return std::nullopt;
}

/// How much had changed before anything was read.
struct Changes {
  FigureCache::Stamp stamp;
  uint64_t all = 0;
};

/// Of what the ledger of a policy rests on, the policies among it that it excludes.
std::string stamp_of(const Plan& plan, const Policy& policy, const Changes& changes) {
  std::vector<const Formula*> rules;
  std::set<std::string> registers;
  for (const Policy* each : excluding_policies(plan, policy)) {
    for (const Formula* formula : formulas_of(*each)) rules.push_back(formula);
    for (const Name& of : each->of) registers.insert(of.text);
  }
  const RuleReach reach = reach_of(plan, std::move(rules));
  if (reach.computed_tables) return std::to_string(changes.all);
  registers.insert(reach.registers.begin(), reach.registers.end());
  uint64_t rows = 0;
  for (const std::string& name : registers) {
    const auto found = changes.stamp.registers.find(name);
    if (found != changes.stamp.registers.end()) rows += found->second;
  }
  return std::to_string(changes.stamp.others) + " " + std::to_string(rows);
}

/// One row under the rules of one policy.
class PolicyOfRow {
 public:
  PolicyOfRow(RegisterSight& sight, const Policy& policy, std::shared_ptr<const KeptLines> lines)
      : sight_(sight),
        policies_(sight.policies()),
        policy_(policy),
        lines_(std::move(lines)),
        sees_lists_(sees_lists(policy.eligible)) {}

  Json json(const RegisterTable& table, const StoredRow& row) {
    const std::string& name = table.definition->name.text;
    const Value record = policies_.rows().row(name, row.state.id);
    const ExplainedRule rule{policy_.name.text, policy_.citation, policy_.eligible, nullptr,
                             record};
    const Json why = explanation_json(sight_, &policies_.rows(), rule);
    // Where a parameter is not set or a field is masked it tells of no row.
    const bool is_told = sees_lists_ && (!why["explain"].is_null() || why["steps"].items().empty());
    Json json = sight_.reference_json(table, row);
    json.set("register", name);
    json.set("eligible", why["outcome"]);
    json.set("explain", is_told ? why["explain"] : Json());
    json.set("steps", is_told ? why["steps"] : Json::array());
    json.set("more", is_told ? why["more"] : Json(0));
    const std::optional<LedgerLine> own = is_masked(sight_, policy_)
                                              ? std::nullopt
                                              : line_of(name, row.state.id);
    json.set("line", own ? line_json(sight_, policies_, *own) : Json());
    json.set("gives", explained(own, policy_.amount));
    json.set("cap", explained(own, policy_.cap));
    return json;
  }

 private:
  /// Whether the reader reads every row of the lists that the rule goes through.
  bool sees_lists(const Formula& rule) const {
    const RuleReach reach = reach_of(sight_.plan(), {&rule});
    if (reach.computed_tables) return false;
    for (const Formula* formula : reach.formulas) {
      for (const FormulaInput& input : formula->inputs) {
        const Register* listed = input.kind == FormulaInput::Kind::rows
                                     ? sight_.plan().find_register(input.name)
                                     : nullptr;
        if (listed != nullptr && !sight_.access(*listed).read.all) return false;
      }
    }
    return true;
  }

  /// Why it is given so much, by what was the case on the day that counts.
  Json explained(const std::optional<LedgerLine>& line, const Formula& rule) {
    if (!line || rule.empty() || hides_amount(sight_, policy_) || !sees_lists(rule)) return Json();
    const std::optional<Rates> rates = policies_.rates(line->entitlement);
    if (!rates) return Json();
    const Row& row = *line->entitlement.row;
    const Value record =
        rates->rows->row(row.table().definition().name.text, row.state().id);
    if (!is_seen(sight_, rates->rows, rule, record)) return Json();
    return explained_json(sight_, *rates,
                          {policy_.name.text, policy_.citation, rule, nullptr, record});
  }

  std::optional<LedgerLine> line_of(const std::string& register_name, const std::string& id) {
    const auto kept = lines_->find({register_name, id});
    const Row* row = as_row(policies_.rows().row(register_name, id));
    if (kept == lines_->end() || row == nullptr) return std::nullopt;
    LedgerLine line = kept->second;
    line.entitlement.row = row;
    const Value* subject = row->find(policy_.subject.text);
    if (subject != nullptr) line.subject = *subject;
    return line;
  }

  RegisterSight& sight_;
  PolicySight& policies_;
  const Policy& policy_;
  std::shared_ptr<const KeptLines> lines_;
  bool sees_lists_;  ///< The reader reads every row of the lists that `eligible` names.
};

using Lines = std::shared_ptr<const KeptLines>;

/// The rows that a policy looks at for a row: itself, or those that name it as their subject. None:
/// the policy has nothing to do with such rows.
Result<std::optional<Json>> rows_json(RegisterSight& sight, const Policy& policy,
                                      const RegisterTable& table, const StoredRow& row,
                                      const std::function<Lines(const Policy&)>& lines) {
  Json rows = Json::array();
  bool concerns = false;
  std::optional<PolicyOfRow> made;
  const auto one = [&]() -> PolicyOfRow& {
    if (!made) made.emplace(sight, policy, lines(policy));
    return *made;
  };
  for (const Name& of : policy.of) {
    const RegisterTable* from = sight.tables().find(of.text);
    if (from == nullptr || !reads_rows(sight, *from->definition)) continue;
    if (from->number == table.number) {
      concerns = true;
      rows.push(one().json(table, row));
      continue;
    }
    const std::optional<size_t> field =
        subject_field(policy, *from->definition, table.definition->name.text);
    if (!field) continue;
    concerns = true;
    const Result<std::vector<StoredRow>> found = sight.reader().referring(
        *from, *field, row.row, sight.access(*from->definition).read);
    if (!found) return found.errors();
    for (const StoredRow& each : found.value()) rows.push(one().json(*from, each));
  }
  return concerns ? std::optional<Json>(std::move(rows)) : std::optional<Json>();
}

// --- export ----------------------------------------------------------------------------------

constexpr const char* zh_titles[] = {"台账", "编号",   "名称", "对象", "期",
                                     "起始日", "情况", "金额", "说明"};
constexpr const char* en_titles[] = {"Register", "Id",    "Name",   "Subject", "Period",
                                     "Since",    "Fate",  "Amount", "Note"};
constexpr size_t amount_column = 7;

bool is_english(RegisterSight& sight) { return sight.plan().header.language == "en"; }

ExportTable ledger_table(RegisterSight& sight, const Policy& policy) {
  ExportTable table;
  table.sheet.name = policy.name.text;
  for (size_t i = 0; i < std::size(zh_titles); ++i) {
    PaperColumn column;
    column.title = is_english(sight) ? en_titles[i] : zh_titles[i];
    table.sheet.columns.push_back(std::move(column));
  }
  PaperColumn& amount = table.sheet.columns[amount_column];
  if (policy.restrictions.empty()) amount.kind = PaperKind::number;
  if (!policy.unit.empty()) amount.title += "(" + policy.unit.text + ")";
  return table;
}

std::string amount_text(const Json& amount) {
  const Json& value = amount["value"];
  std::string text = value.text();
  for (const Json& each : value.items()) text += (text.empty() ? "" : "、") + each.text();
  return text;
}

/// What became of a line, as people say it.
std::string fate_text(const Json& line, bool in_english) {
  const std::string& fate = line["fate"].text();
  const std::string& other = line["excluded_by"].text();
  if (fate == "entered") return in_english ? "entitled" : "应享";
  if (fate == "not first") return in_english ? "had it before" : "已享受过，不再计";
  if (fate == "undetermined") {
    return in_english ? "not known whether it has “" + other + "”"
                      : "是否享受“" + other + "”未能判定";
  }
  return in_english ? "has “" + other + "” already" : "已享受“" + other + "”，不能同时享受";
}

/// Why there is no amount.
std::string note_text(const Json& amount, bool in_english) {
  std::string text;
  const auto add = [&text](const std::string& name) { text += (text.empty() ? "" : "、") + name; };
  for (const Json& name : amount["not_set"].items()) add(name.text());
  if (!text.empty()) return (in_english ? "not set: " : "未设定：") + text;
  for (const Json& each : amount["undetermined"].items()) add(each["field"].text());
  if (!text.empty()) return (in_english ? "missing: " : "缺少：") + text;
  return text;
}

std::vector<std::string> ledger_cells(const Json& line, bool in_english) {
  const Json& subject = line["subject"];
  return {line["register"].text(),
          line["id"].text(),
          line["name"].text(),
          subject["name"].text().empty() ? subject.text() : subject["name"].text(),
          line["period"].text(),
          line["since"].text(),
          fate_text(line, in_english),
          amount_text(line["amount"]),
          note_text(line["amount"], in_english)};
}

}  // namespace

Result<Json> Service::policies(const Actor& actor, const std::string& plan,
                               const ViewRequest& view) const {
  const Result<std::string> key = answer_key(*state_, plan, view);
  if (!key) return key.errors();
  const auto make = [&](RegisterSight& sight) -> Result<Json> {
    Json list = Json::array();
    for (const Policy& policy : sight.plan().policies) {
      if (policy.eligible.empty()) continue;
      Json one = policy_json(sight, policy);
      if (!is_shown(one)) continue;
      PolicySight& policies = sight.policies();
      const bool masked = is_masked(sight, policy);
      one.set("sums", masked ? Json()
                             : sums_json(sight, policies, policy, shown_lines(policies, policy)));
      list.push(std::move(one));
    }
    return Json::object({{"view", view_json(*state_, view)}, {"policies", std::move(list)}});
  };
  return kept_answer(*state_, "policies\n" + key.value() + actor_key(actor),
                     [&] { return with_sight(*state_, actor, plan, view, make); });
}

Result<Json> Service::policy(const Actor& actor, const std::string& plan, const std::string& name,
                             const ViewRequest& view, int64_t offset, int64_t count) const {
  const Result<std::string> key = answer_key(*state_, plan, view);
  if (!key) return key.errors();
  const auto make = [&](RegisterSight& sight) -> Result<Json> {
    const Result<const Policy*> found = find_policy(sight, name);
    if (!found) return found.errors();
    const Policy& policy = *found.value();
    PolicySight& policies = sight.policies();
    std::vector<const LedgerLine*> lines;
    if (!is_masked(sight, policy)) lines = shown_lines(policies, policy);
    const auto begin = static_cast<size_t>(std::max<int64_t>(0, offset));
    const auto many = static_cast<size_t>(std::clamp<int64_t>(count, 0, page_max));
    Json rows = Json::array();
    for (size_t i = begin; i < lines.size() && i - begin < many; ++i) {
      rows.push(line_json(sight, policies, *lines[i]));
    }
    Json json = Json::object();
    json.set("view", view_json(*state_, view));
    json.set("policy", policy_json(sight, policy));
    json.set("sums", sums_json(sight, policies, policy, lines));
    json.set("total", Json(static_cast<int64_t>(lines.size())));
    json.set("offset", Json(static_cast<int64_t>(begin)));
    json.set("rows", std::move(rows));
    return json;
  };
  const std::string asked = name + "\n" + std::to_string(offset) + "\n" + std::to_string(count);
  return kept_answer(*state_, "policy\n" + key.value() + actor_key(actor) + asked,
                     [&] { return with_sight(*state_, actor, plan, view, make); });
}

Result<FileContent> Service::export_policy(const Actor& actor, const std::string& plan,
                                           const std::string& name, const ViewRequest& view,
                                           SheetForm form) const {
  ExportTable table;
  const Result<Json> made =
      with_sight(*state_, actor, plan, view, [&](RegisterSight& sight) -> Result<Json> {
        const Result<const Policy*> found = find_policy(sight, name);
        if (!found) return found.errors();
        const Policy& policy = *found.value();
        table = ledger_table(sight, policy);
        if (is_masked(sight, policy)) return Json();
        PolicySight& policies = sight.policies();
        for (const LedgerLine* line : shown_lines(policies, policy)) {
          table.rows.push_back(ledger_cells(line_json(sight, policies, *line), is_english(sight)));
        }
        return Json();
      });
  if (!made) return made.errors();
  return export_table(state_->store->path(), name, state_->view(view).as_of, table, form);
}

Result<Json> Service::row_policies(const Actor& actor, const std::string& plan,
                                   const std::string& register_name, const std::string& row,
                                   const ViewRequest& view) const {
  const Changes changes{state_->figures.stamp(), state_->data_version};
  return with_sight(*state_, actor, plan, view, [&](RegisterSight& sight) -> Result<Json> {
    const std::string asked = plan + "\n" + sight.loaded().hash + "\n" +
                              sight.view().as_of.print() + "\n" +
                              std::to_string(sight.view().known_at.microseconds);
    const auto lines = [&](const Policy& policy) {
      return state_->ledgers.lines({asked, stamp_of(sight.plan(), policy, changes)}, policy,
                                   &sight.policies());
    };
    const RegisterTable* table = sight.tables().find(register_name);
    if (table == nullptr) return not_found();
    const Result<StoredRow> found = find_row(sight, *table, row);
    if (!found) return found.errors();
    if (!sight.access(*table->definition).read.takes(found.value())) return not_found();
    Json list = Json::array();
    for (const Policy& policy : sight.plan().policies) {
      if (policy.eligible.empty()) continue;
      Result<std::optional<Json>> rows =
          rows_json(sight, policy, *table, found.value(), lines);
      if (!rows) return rows.errors();
      if (!rows.value()) continue;
      list.push(Json::object({{"policy", policy_json(sight, policy)},
                              {"rows", std::move(*rows.value())}}));
    }
    return Json::object({{"view", view_json(*state_, view)}, {"policies", std::move(list)}});
  });
}

}  // namespace fangan
