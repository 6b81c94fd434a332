// The rows a figure is counted from, with its measure, the parameters it rests on and the clause.
#include <algorithm>

#include "campaign/figure_rows.h"
#include "service/register_operation.h"
#include "service/rule_operation.h"
#include "service/state.h"

namespace fangan {
namespace {

constexpr int64_t rows_max = 200;

std::string_view name_of(Grade grade) {
  switch (grade) {
    case Grade::none: return "";
    case Grade::reported: return "reported";
    case Grade::accepted: return "accepted";
    case Grade::published: return "published";
  }
  return "";
}

Json measure_json(RegisterSight& sight, const Target& target) {
  const LoadedPlan& loaded = sight.loaded();
  const Formula& formula = target.measure.empty() ? target.all_of : target.measure;
  std::set<std::string> names(formula.rests_on.begin(), formula.rests_on.end());
  names.insert(target.counts_on.rests_on.begin(), target.counts_on.rests_on.end());
  if (!target.tolerance.empty()) names.insert(target.tolerance);
  Json json = Json::object();
  json.set("form", target.measure.empty() ? "all of" : "measure");
  json.set("text", formula.text.text());
  json.set("counts_on", target.counts_on.text.text());
  json.set("base", target.base.text);
  json.set("split_by", target.split_by.text);
  json.set("grade", target.grade);
  json.set("parameters", parameters_json(sight, names, sight.rows().parameters()));
  json.set("anchor", anchor_of(loaded, target.citation));
  json.set("quote", quote_of(loaded, target.citation));
  return json;
}

/// The question of a page, found among what the target asks.
Result<Ask> find_ask(const Target& target, const FigureRowsRequest& request) {
  const std::vector<std::string> parts =
      request.part.empty() ? std::vector<std::string>() : std::vector<std::string>{request.part};
  for (const Ask& ask : asks_of(target, parts)) {
    if (ask.name == request.node && ask.part == request.part) return ask;
  }
  return not_found();
}

class FigurePage {
 public:
  FigurePage(RegisterSight* sight, const Target& target, const FigureRowsRequest& request)
      : sight_(*sight), target_(target), request_(request) {}

  Result<Json> registers(const FigureRows& found) {
    Json json = Json::array();
    for (const FigureRegister& one : found.registers) {
      Result<Json> made = register_of(one);
      if (!made) return made;
      json.push(std::move(made).value());
    }
    return json;
  }

  Result<Json> missing(const std::vector<MissingField>& missing) {
    Json json = Json::array();
    for (const MissingField& each : missing) {
      if (static_cast<int64_t>(json.items().size()) >= rows_max) break;
      const RegisterTable* table = sight_.tables().find(each.register_name);
      if (table == nullptr) continue;
      const Result<std::optional<StoredRow>> row = sight_.reader().row(*table, each.row);
      if (!row) return row.errors();
      const bool is_shown =
          row.value() && sight_.access(*table->definition).shows(*row.value());
      if (!is_shown) continue;
      Json one = sight_.reference_json(*table, *row.value());
      one.set("register", each.register_name);
      one.set("field", each.field);
      json.push(std::move(one));
    }
    return json;
  }

 private:
  Result<Json> register_of(const FigureRegister& found) {
    std::map<Grade, int64_t> counts;
    std::vector<const FigureRow*> chosen;
    for (const FigureRow& each : found.rows) {
      for (const Grade grade : {Grade::reported, Grade::accepted, Grade::published}) {
        if (each.grade >= grade) ++counts[grade];
      }
      if (is_asked(found, each)) chosen.push_back(&each);
    }
    Json json = Json::object();
    json.set("register", found.name);
    json.set("label", label_of(found.name));
    json.set("field", found.field);
    json.set("done", Json(found.is_done));
    json.set("of", Json(static_cast<int64_t>(found.rows.size())));
    json.set("reported", Json(counts[Grade::reported]));
    json.set("accepted", Json(counts[Grade::accepted]));
    json.set("published", Json(counts[Grade::published]));
    json.set("total", Json(static_cast<int64_t>(chosen.size())));
    Result<Json> rows = rows_of(found, chosen);
    if (!rows) return rows;
    json.set("rows", std::move(rows).value());
    return json;
  }

  /// `open`: those that would count if they were done.
  bool is_asked(const FigureRegister& found, const FigureRow& row) const {
    if (!found.is_done || request_.show == "all") return true;
    const Grade wanted = target_.grade == "reported"    ? Grade::reported
                         : target_.grade == "published" ? Grade::published
                                                        : Grade::accepted;
    return (request_.show == "open") == (row.grade < wanted);
  }

  std::string label_of(const std::string& name) const {
    const Register* definition = sight_.plan().find_register(name);
    return definition == nullptr || definition->label.empty() ? name : definition->label;
  }

  /// What the actor may not see is not named; the numbers above tell what the figure tells anyway.
  Result<Json> rows_of(const FigureRegister& found, const std::vector<const FigureRow*>& chosen) {
    Json json = Json::array();
    const RegisterTable* table = sight_.tables().find(found.name);
    if (table == nullptr) return json;
    const auto begin = static_cast<size_t>(
        std::clamp<int64_t>(request_.offset, 0, static_cast<int64_t>(chosen.size())));
    const size_t end = std::min(chosen.size(), begin + static_cast<size_t>(rows_max));
    for (size_t i = begin; i < end; ++i) {
      const FigureRow& each = *chosen[i];
      const Result<std::optional<StoredRow>> row =
          sight_.reader().row(*table, each.row->state().id);
      if (!row) return row.errors();
      const RegisterAccess& access = sight_.access(*table->definition);
      if (!row.value() || !access.shows(*row.value())) continue;
      Json one = sight_.reference_json(*table, *row.value());
      one.set("grade", name_of(each.grade));
      one.set("state", row.value()->state.state);
      one.set("value", value_of(found, access, *row.value()));
      json.push(std::move(one));
    }
    return json;
  }

  Json value_of(const FigureRegister& found, const RegisterAccess& access, const StoredRow& row) {
    const RegisterTable& table = *sight_.tables().find(found.name);
    const Register& definition = *table.definition;
    for (size_t i = 0; i < definition.fields.size(); ++i) {
      const Field& field = definition.fields[i];
      if (field.name.text != found.field || !access.shows(row, i)) continue;
      return sight_.value_json(field, row.state.fields[i]);
    }
    for (const NamedFormula& derived : definition.derived) {
      if (derived.name.text != found.field || !access.read.takes(row)) continue;
      const Value record = sight_.record(table, row);
      return shown_outcome(sight_, derived.formula,
                           sight_.rows().evaluate(derived.formula, Asked{record}))["value"];
    }
    return Json();
  }

  RegisterSight& sight_;
  const Target& target_;
  const FigureRowsRequest& request_;
};

}  // namespace

Result<Json> Service::figure_rows(const Actor& actor, const std::string& plan,
                                  const std::string& name, const ViewRequest& request,
                                  const FigureRowsRequest& asked) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Target* target = loaded.value()->plan.find_target(name);
  if (target == nullptr || !may_see(actor, *target, asked.share)) return not_found();
  if (!target->is_measured()) return not_found();
  const Result<Ask> ask = find_ask(*target, asked);
  if (!ask) return ask.errors();
  const Result<Done> begun = state_->begin_day();
  if (!begun) return begun.errors();
  Json json = Json::object();
  const View view = state_->view(request);
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const auto kept = loaded.value()->tables_in(database);
    if (!kept) return kept.errors();
    const RegisterTables& tables = *kept.value();
    const SnapshotRecords records(database, plan);
    StoreFigures figures({loaded.value()->plan, database, tables, records, view.known_at,
                          every_row(), std::nullopt});
    const std::optional<std::string> holder =
        asked.share.empty() ? std::nullopt : std::optional(asked.share);
    const FigureRows found =
        rows_of_figure(&figures.rows(view.as_of), *target, ask.value(), holder);
    RegisterSight sight(
        {*loaded.value(), database, tables, actor, view, state_->today()});
    FigurePage page(&sight, *target, asked);
    Result<Json> registers = page.registers(found);
    if (!registers) return registers.errors();
    Result<Json> missing = page.missing(found.missing);
    if (!missing) return missing.errors();
    json.set("view", view_json(*state_, request));
    json.set("measure", measure_json(sight, *target));
    json.set("registers", std::move(registers).value());
    json.set("missing", std::move(missing).value());
    if (!sight.errors().empty()) return sight.errors();
    if (const Diagnostics errors = figures.errors(); !errors.empty()) return errors;
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

}  // namespace fangan
