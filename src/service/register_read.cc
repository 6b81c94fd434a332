// Reading registers: the list of them, a page of rows, one row with all that belongs to it.
#include <algorithm>

#include "feel/explain.h"
#include "plan/heading_names.h"
#include "plan/outline.h"
#include "plan/row_types.h"
#include "service/block_json.h"
#include "service/register_operation.h"
#include "service/rule_explanation.h"
#include "service/sight_operation.h"
#include "service/wall_clock.h"

namespace fangan {
namespace {

constexpr int64_t page_max = 500;
constexpr int64_t referring_max = 50;
/// Changes of a row that are told at once.
constexpr int64_t changes_max = 50;

std::string_view name_of(Period period) {
  constexpr std::string_view names[] = {"", "year", "quarter", "month"};
  return names[static_cast<size_t>(period)];
}

bool is_now(const ServiceState& state, const ViewRequest& request) {
  return !request.known_at && request.as_of.value_or(state.today()) == state.today();
}

/// The kind and the unit of what a formula computes.
Json computed_type(const Plan& plan, const Register& definition, const std::string& name) {
  Json json = Json::object({{"name", name}});
  const Type* row = plan.row_types == nullptr ? nullptr : plan.row_types->row(definition.name.text);
  const Type* type = row == nullptr ? nullptr : row->field(name);
  json.set("type", type == nullptr ? "Any" : type->print());
  const Unit* unit = type == nullptr ? nullptr : type->unit();
  json.set("unit", unit == nullptr ? Json("") : Json(unit->name));
  return json;
}

Json states_json(const Plan& plan, const Register& definition) {
  constexpr std::string_view grades[] = {"", "reported", "accepted", "published"};
  Json json = Json::array();
  const Flow* flow = plan.find_flow(definition.flow.text);
  if (flow == nullptr) return json;
  for (const FlowState& state : flow->states) {
    json.push(Json::object(
        {{"name", state.name.text}, {"grade", grades[static_cast<size_t>(state.grade)]}}));
  }
  return json;
}

Json names_json(const std::vector<Name>& names) {
  Json json = Json::array();
  for (const Name& name : names) json.push(name.text);
  return json;
}

/// The heading that a block stands under; empty in a file of notes.
std::string section_of(const Plan& plan, const Citation& citation) {
  if (plan.files[citation.file].notes) return "";
  uint32_t line = citation.text_line;
  for (uint32_t file = 0; file < citation.file; ++file) {
    if (!plan.files[file].notes) line += static_cast<uint32_t>(plan.files[file].lines.size());
  }
  uint32_t heading = heading_at(plan.draft.headings, Place{line, 0, 0});
  while (heading != no_heading && plan.draft.headings[heading].type == HeadingType::label) {
    heading = plan.draft.headings[heading].parent;
  }
  return heading == no_heading ? "" : plan.draft.headings[heading].title;
}

Result<Json> head_json(RegisterSight& sight, const RegisterTable& table, bool is_current) {
  const Register& definition = *table.definition;
  const RegisterAccess& access = sight.access(definition);
  RowQuery query;
  query.scope = access.scope_of(definition, query);
  Json rows;
  if (is_current) {  // Counting a past view folds the whole register.
    const Result<int64_t> count = sight.reader().count(table, query);
    if (!count) return count.errors();
    rows = Json(count.value());
  }
  const Citation& citation = definition.citation;
  const bool is_defined = sight.plan().find_register(definition.name.text) != nullptr;
  const bool is_cited = is_defined && !sight.plan().files[citation.file].notes;
  Json json = Json::object();
  json.set("name", definition.name.text);
  json.set("label", definition.label);
  json.set("file", is_cited ? Json(sight.plan().files[citation.file].name) : Json());
  json.set("section", is_cited ? section_of(sight.plan(), citation) : "");
  json.set("anchor", is_cited ? Json(anchor_of(sight.loaded(), citation)) : Json());
  json.set("quote", is_cited ? Json(quote_of(sight.loaded(), citation)) : Json());
  json.set("rows", std::move(rows));
  json.set("can", register_can_json(access, is_current));
  json.set("built_in", Json(!is_defined));
  json.set("tabs_by", definition.tabs_by.text);
  return json;
}

}  // namespace

Json register_can_json(const RegisterAccess& access, bool is_current) {
  const bool writes = access.may_write() && is_current;
  Json json = Json::object();
  for (const char* action : {"add", "edit", "import"}) json.set(action, Json(writes));
  json.set("export", Json(access.may_read()));
  return json;
}

Json register_json(RegisterSight& sight, const RegisterTable& table, bool is_current) {
  const Plan& plan = sight.plan();
  const Register& definition = *table.definition;
  const RegisterAccess& access = sight.access(definition);
  const bool sees_own = access.read.all || !access.read.regions.empty() || access.read.subject != 0;
  Json fields = Json::array();
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    if (!sees_own && !access.shown_to_all[i]) continue;
    Json field = field_json(definition.fields[i]);
    field.set("index", Json(static_cast<int64_t>(i)));
    field.set("column", Json(definition.fields[i].domain.kind != FieldKind::files));
    fields.push(std::move(field));
  }
  Json derived = Json::array();
  Json decisions = Json::array();
  for (const ShownFormula& shown : shown_formulas(plan, definition)) {
    if (!sees_own) continue;
    Json one = computed_type(plan, definition, shown.name);
    if (!shown.is_decision) one.set("formula", shown.formula->text.text());
    (shown.is_decision ? decisions : derived).push(std::move(one));
  }
  Json json = Json::object();
  json.set("name", definition.name.text);
  json.set("label", definition.label);
  json.set("key", names_json(definition.key));
  json.set("period", name_of(definition.period));
  json.set("tabs_by", definition.tabs_by.text);
  json.set("fields", std::move(fields));
  json.set("derived", std::move(derived));
  json.set("decisions", std::move(decisions));
  json.set("states", states_json(plan, definition));
  json.set("can", register_can_json(access, is_current));
  const bool is_defined = plan.find_register(definition.name.text) != nullptr;
  json.set("block", is_defined ? Json(definition.name.text) : Json());
  return json;
}

Result<Json> with_register(const ServiceState& state, const Actor& actor, const std::string& plan,
                           const std::string& name, const ViewRequest& request,
                           const RegisterWork& work) {
  return with_sight(state, actor, plan, request, [&](RegisterSight& sight) -> Result<Json> {
    const RegisterTable* table = sight.tables().find(name);
    const bool is_shown = table != nullptr && sight.access(*table->definition).may_read();
    if (!is_shown) return not_found();
    return work(sight, *table);
  });
}

Result<StoredRow> find_row(RegisterSight& sight, const RegisterTable& table,
                           const std::string& id) {
  Result<std::optional<StoredRow>> row = sight.reader().row(table, id);
  if (!row) return row.errors();
  const bool is_shown = row.value() && sight.access(*table.definition).shows(*row.value());
  if (!is_shown) return not_found();
  return std::move(*row.value());
}

Result<Json> Service::registers(const Actor& actor, const std::string& plan,
                                const ViewRequest& request) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Result<Done> begun = state_->begin_day();
  if (!begun) return begun.errors();
  Json list = Json::array();
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const auto kept = loaded.value()->tables_in(database);
    if (!kept) return kept.errors();
    const RegisterTables& tables = *kept.value();
    RegisterSight sight(
        {*loaded.value(), database, tables, actor, state_->view(request), state_->today()});
    for (const RegisterTable& table : tables.all()) {
      if (!sight.access(*table.definition).may_read()) continue;
      Result<Json> head = head_json(sight, table, is_now(*state_, request));
      if (!head) return head.errors();
      list.push(std::move(head).value());
    }
    return Done{};
  });
  if (!read) return read.errors();
  const Json built_in = built_in_heads_json(*loaded.value());
  for (const Json& head : built_in.items()) list.push(head);
  return Json::object({{"view", view_json(*state_, request)}, {"registers", std::move(list)}});
}

Result<Json> Service::register_page(const Actor& actor, const std::string& plan,
                                    const std::string& name, const ViewRequest& view,
                                    const RegisterRequest& request) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  if (is_built_in(loaded.value()->plan, name)) {
    return built_in_page(*state_, actor, *loaded.value(), name, view, request);
  }
  return with_register(
      *state_, actor, plan, name, view,
      [&](RegisterSight& sight, const RegisterTable& table) -> Result<Json> {
        Result<RowQuery> query = read_query(sight, table, request);
        if (!query) return query.errors();
        query.value().count = std::clamp<int64_t>(request.count, 0, page_max);
        // Where the page takes a pass over all rows, the total comes along.
        const Result<std::vector<StoredRow>> page = sight.reader().page(table, query.value());
        if (!page) return page.errors();
        const Result<int64_t> total = sight.reader().count(table, query.value());
        if (!total) return total.errors();
        RowQuery examples = query.value();
        examples.where.push_back({"性质", RowFilter::Op::equal, {"示例"}});
        const Result<int64_t> example_count = sight.reader().count(table, examples);
        if (!example_count) return example_count.errors();
        Json rows = Json::array();
        for (const StoredRow& row : page.value()) rows.push(sight.row_json(table, row));
        Json json = Json::object();
        json.set("register", register_json(sight, table, is_now(*state_, view)));
        json.set("view", view_json(*state_, view));
        json.set("total", Json(total.value()));
        json.set("offset", Json(query.value().offset));
        json.set("rows", std::move(rows));
        json.set("examples", Json(example_count.value()));
        return json;
      });
}

Result<Json> references_json(RegisterSight& sight, const std::function<bool(const Field&)>& refers,
                             const std::string& value) {
  Json json = Json::array();
  for (const RegisterTable& from : sight.tables().all()) {
    if (!sight.access(*from.definition).may_read()) continue;
    for (const Field& field : from.definition->fields) {
      if (field.sensitive || !refers(field)) continue;
      RowQuery query;
      query.where.push_back({field.name.text, RowFilter::Op::equal, {value}});
      query.scope = sight.access(*from.definition).scope_of(*from.definition, query);
      const Result<int64_t> total = sight.reader().count(from, query);
      if (!total) return total.errors();
      query.count = referring_max;
      const Result<std::vector<StoredRow>> rows = sight.reader().page(from, query);
      if (!rows) return rows.errors();
      Json list = Json::array();
      for (const StoredRow& each : rows.value()) list.push(sight.reference_json(from, each));
      Json one = Json::object();
      one.set("register", from.definition->name.text);
      one.set("label", from.definition->label);
      one.set("field", field.name.text);
      one.set("total", Json(total.value()));
      one.set("rows", std::move(list));
      json.push(std::move(one));
    }
  }
  return json;
}

namespace {

/// 为什么是这个数: the formula with its values drawn under it, of every formula the row shows that
/// rests on nothing the reader may not know.
Json explain_json(RegisterSight& sight, const RegisterTable& table, const StoredRow& row) {
  Json json = Json::object();
  const Value record = sight.record(table, row);
  for (const ShownFormula& shown : shown_formulas(sight.plan(), *table.definition)) {
    const feel::Expression& expression = *shown.formula->expression;
    if (sight.is_masked(*shown.formula)) continue;
    feel::Trace trace(expression.syntax().nodes.size());
    const Outcome outcome = sight.rows().evaluate(*shown.formula, Asked{record}, &trace);
    if (outcome.kind == Outcome::Kind::not_set) continue;
    if (!is_seen(sight, &sight.rows(), *shown.formula, record)) continue;
    json.set(shown.name, Json::object({{"zh", feel::explain(expression, trace, Language::zh)},
                                       {"en", feel::explain(expression, trace, Language::en)}}));
  }
  return json;
}

/// Why a row was taken away, by the moment it was: the journal keeps the words.
std::map<int64_t, std::string> reasons_of(RegisterSight& sight, const RegisterTable& table,
                                          const StoredRow& row) {
  JournalFilter filter;
  filter.package = sight.loaded().id;
  filter.register_name = table.definition->name.text;
  filter.row = row.state.id;
  filter.action = "void";
  filter.limit = 500;
  std::map<int64_t, std::string> reasons;
  const Result<std::vector<JournalEntry>> entries = read_journal(sight.database(), filter);
  if (!entries) return reasons;
  for (const JournalEntry& entry : entries.value()) {
    const Result<Json> after = parse_json(entry.after.empty() ? "{}" : entry.after);
    const bool has_why = after && !after.value()["why"].is_null();
    if (has_why) reasons[entry.at.microseconds] = after.value()["why"].text();
  }
  return reasons;
}

/// Choice: who had the row on the day of the view and has it no more sees what held up to that day.
Result<bool> sees_later(RegisterSight& sight, const RegisterTable& table, const StoredRow& row,
                        Date today) {
  RegisterReader now(sight.database(), sight.tables(), View{today, Moment{INT64_MAX}});
  const Result<std::optional<StoredRow>> current = now.row(table, row.row);
  if (!current) return current.errors();
  return current.value() && sight.access(*table.definition).read.takes(*current.value());
}

/// The newest changes below a version (0: of all) into `json`, and whether there are earlier ones.
Result<Done> add_history(RegisterSight& sight, const RegisterTable& table, const StoredRow& row,
                         Date today, uint64_t before, Json* json) {
  json->set("history", Json::array()).set("earlier", Json(false));
  const RegisterAccess& access = sight.access(*table.definition);
  if (!access.read.takes(row)) return Done{};
  const Result<bool> later =
      access.read.all ? Result<bool>(true) : sees_later(sight, table, row, today);
  if (!later) return later.errors();
  HistoryPart part{before, changes_max + 1, std::nullopt};
  if (!later.value()) part.until = sight.view().as_of;
  const Result<std::vector<RowHistory>> history = sight.reader().history(table, row.row, part);
  if (!history) return history.errors();
  const std::map<int64_t, std::string> reasons = reasons_of(sight, table, row);
  Json list = Json::array();
  for (const RowHistory& change : history.value()) {
    if (list.items().size() == changes_max) break;
    Json one = history_json(sight, table, change);
    const auto why = reasons.find(change.recorded.microseconds);
    if (why != reasons.end()) one.set("why", why->second);
    list.push(std::move(one));
  }
  json->set("earlier", Json(history.value().size() > list.items().size()));
  json->set("history", std::move(list));
  return Done{};
}

}  // namespace

Json history_json(RegisterSight& sight, const RegisterTable& table, const RowHistory& change) {
  Json fields = Json::object();
  for (const RowHistory::Field& each : change.fields) {
    const Field& field = table.definition->fields[each.field];
    fields.set(field.name.text, Json::object({{"before", sight.value_json(field, each.before)},
                                              {"after", sight.value_json(field, each.after)}}));
  }
  Json json = Json::object();
  json.set("version", Json(change.version));
  json.set("at", print(change.recorded, plan_offset_minutes));
  json.set("holds_from", change.holds_from.print());
  json.set("by", change.actor);
  json.set("step", change.step);
  json.set("removed", change.removed ? Json(*change.removed) : Json());
  if (change.state) {
    json.set("state", Json::object({{"before", change.state_before}, {"after", *change.state}}));
  }
  json.set("fields", std::move(fields));
  json.set("current", Json(change.is_current));
  return json;
}

Result<Json> Service::register_row(const Actor& actor, const std::string& plan,
                                   const std::string& name, const std::string& id,
                                   const ViewRequest& view) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  if (is_built_in(loaded.value()->plan, name)) {
    return built_in_row(*state_, actor, *loaded.value(), name, id, view);
  }
  return with_register(
      *state_, actor, plan, name, view,
      [&](RegisterSight& sight, const RegisterTable& table) -> Result<Json> {
        const Result<StoredRow> row = find_row(sight, table, id);
        if (!row) return row.errors();
        const auto refers = [&table](const Field& field) {
          return field.domain.kind == FieldKind::reference &&
                 field.domain.target.text == table.definition->name.text;
        };
        Result<Json> references = references_json(sight, refers, row.value().state.id);
        if (!references) return references;
        Json json = Json::object();
        json.set("register", register_json(sight, table, is_now(*state_, view)));
        json.set("view", view_json(*state_, view));
        json.set("row", sight.row_json(table, row.value()));
        json.set("references", std::move(references).value());
        const Result<Done> told =
            add_history(sight, table, row.value(), state_->today(), 0, &json);
        if (!told) return told.errors();
        const bool is_whole = sight.access(*table.definition).read.takes(row.value());
        json.set("explain", is_whole ? explain_json(sight, table, row.value()) : Json::object());
        return json;
      });
}

Result<Json> Service::row_history(const Actor& actor, const std::string& plan,
                                  const std::string& name, const std::string& id,
                                  const ViewRequest& view, uint64_t before) const {
  return with_register(
      *state_, actor, plan, name, view,
      [&](RegisterSight& sight, const RegisterTable& table) -> Result<Json> {
        const Result<StoredRow> row = find_row(sight, table, id);
        if (!row) return row.errors();
        Json json = Json::object();
        const Result<Done> told =
            add_history(sight, table, row.value(), state_->today(), before, &json);
        if (!told) return told.errors();
        return json;
      });
}

Result<Json> Service::compare_row(const Actor& actor, const std::string& plan,
                                  const std::string& name, const std::string& id,
                                  const std::string& from, const std::string& to) const {
  const Result<Date> first = Date::parse(from);
  const Result<Date> second = Date::parse(to);
  if (!first || !second) {
    return refused("SVC-G007", {{"part", first ? "to" : "from"}, {"value", first ? to : from}});
  }
  return with_register(*state_, actor, plan, name, {},
                       [&](RegisterSight& sight, const RegisterTable& table) -> Result<Json> {
                         const Result<StoredRow> row = find_row(sight, table, id);
                         if (!row) return row.errors();
                         if (!sight.access(*table.definition).read.takes(row.value()))
                           return not_found();
                         const Result<std::vector<RowDifference>> differences =
                             sight.reader().compare(table, row.value().row, first.value(),
                                                    second.value());
                         if (!differences) return differences.errors();
                         Json fields = Json::array();
                         for (const RowDifference& each : differences.value()) {
                           const Field& field = table.definition->fields[each.field];
                           Json changes = Json::array();
                           for (const RowHistory& change : each.changes) {
                             changes.push(history_json(sight, table, change));
                           }
                           Json one = Json::object();
                           one.set("field", field.name.text);
                           one.set("before", sight.value_json(field, each.before));
                           one.set("after", sight.value_json(field, each.after));
                           one.set("changes", std::move(changes));
                           fields.push(std::move(one));
                         }
                         Json json = Json::object();
                         json.set("from", first.value().print());
                         json.set("to", second.value().print());
                         json.set("fields", std::move(fields));
                         return json;
                       });
}

}  // namespace fangan
