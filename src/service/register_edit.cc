// Changing rows: added, changed, taken away, brought back, and a masked value looked at.
#include "service/register_edit.h"

#include <algorithm>

#include "service/wall_clock.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t why_size_max = 500;

/// Two people changed one row: what is there now is the page's to show.
Diagnostic conflict(const Diagnostic& error, const std::string& id) {
  std::vector<Fact> facts = {{"row", id}};
  for (const Fact& fact : error.facts) {
    if (fact.name == "version" || fact.name == "actor") facts.push_back(fact);
  }
  return refused("SVC-W001", std::move(facts));
}

Diagnostic not_ones_own(const EditRoom& room, const std::string& id) {
  return refused("SVC-G004", {{"register", room.definition().name.text}, {"row", id}});
}

/// A change of one row, asked for by a person.
struct OneChange {
  const char* action;
  std::string id;  ///< Empty for a new row.
  uint64_t version = 0;
  std::string holds_from;
  Json fields;
  std::optional<bool> removed;
  std::string why;
};

class RowEditor {
 public:
  RowEditor(EditRoom& room, const OneChange& asked)
      : room_(room), asked_(asked), before_sight_(room.from(room.today)) {}

  Result<Done> run() {
    const Result<Done> found = find();
    if (!found) return found;
    const Result<RowChange> change = read();
    if (!change) return change.errors();
    const Result<Done> put = write(change.value());
    if (!put) return put;
    return look(std::max(room_.today, change.value().holds_from));
  }

  const Json& answer() const { return answer_; }
  const std::vector<StoredRow>& places() const { return places_; }
  const std::string& id() const { return written_.id; }

 private:
  Result<Done> find() {
    if (asked_.id.empty()) return Done{};
    Result<std::optional<StoredRow>> row = asked_.removed == std::optional<bool>(false)
                                               ? find_removed()
                                               : before_sight_.reader().row(room_.table, asked_.id);
    if (!row) return row.errors();
    if (!row.value() || !room_.access.shows(*row.value())) return not_found();
    before_ = std::move(row.value());
    if (!room_.access.write.takes(*before_)) return forbidden();
    const std::string& state = before_->state.state;
    if (!may_edit_in(room_.actor, room_.loaded.plan, room_.definition(), state)) {
      return refused("SVC-G003", {{"state", state}, {"row", asked_.id}});
    }
    if (asked_.version != 0) return Done{};
    // Whoever has not seen the row does not change it.
    return refused("SVC-W001", {{"row", asked_.id}, {"version", std::to_string(before_->version)}});
  }

  /// A row that was taken away, as it was just before; its id names no row any more, so the journal
  /// tells which one it was.
  Result<std::optional<StoredRow>> find_removed() {
    JournalFilter filter;
    filter.package = room_.loaded.id;
    filter.register_name = room_.definition().name.text;
    filter.row = asked_.id;
    filter.action = "void";
    const Result<std::vector<JournalEntry>> entries = read_journal(room_.database, filter);
    if (!entries) return entries.errors();
    for (const JournalEntry& entry : entries.value()) {
      const Result<Json> after = parse_json(entry.after.empty() ? "{}" : entry.after);
      const bool says_which = after && !after.value()["number"].is_null();
      if (!says_which) continue;
      const int64_t number = std::stoll(after.value()["number"].text());
      RegisterReader then(room_.database, room_.tables,
                          View{room_.today, Moment{entry.at.microseconds - 1}});
      Result<std::optional<StoredRow>> row = then.row(room_.table, number);
      if (!row || !row.value()) return row;
      const Result<std::optional<StoredRow>> now = before_sight_.reader().row(room_.table, number);
      if (!now) return now;
      if (now.value()) return now;  // Somebody has brought it back: the version will not fit.
      return row;
    }
    return std::optional<StoredRow>();
  }

  Result<RowChange> read() {
    RowChange change;
    change.row = before_ ? before_->row : 0;
    change.expected_version = asked_.version;
    change.step = asked_.action;
    change.removed = asked_.removed;
    const Result<Date> day = read_holds_from(asked_.holds_from, room_.today);
    Diagnostics errors = day ? Diagnostics() : day.errors();
    if (day) change.holds_from = day.value();
    const Result<Done> fits =
        day && before_ ? check_day(room_, *before_, day.value()) : Result<Done>(Done{});
    if (!fits) return fits.errors();
    Result<FieldChanges> fields =
        read_changes(room_, before_sight_, asked_.fields, before_ ? &*before_ : nullptr);
    if (!fields) errors.insert(errors.end(), fields.errors().begin(), fields.errors().end());
    const Result<std::optional<Value>> period =
        before_ ? std::optional<Value>() : read_new_period(room_, asked_.fields);
    if (!period) errors.insert(errors.end(), period.errors().begin(), period.errors().end());
    if (!errors.empty()) return errors;
    change.fields = std::move(fields).value();
    change.period = period.value();
    return change;
  }

  Result<Done> write(const RowChange& change) {
    RegisterWriter writer(room_.database, room_.tables, room_.author(), asked_.action);
    const Result<WrittenRow> put = writer.put(room_.table, change);
    if (!put && put.error().code == "STORE-R003") return conflict(put.error(), asked_.id);
    if (!put) return for_actor(room_, asked_.id, put.errors());
    written_ = put.value();
    const Result<Done> closed = writer.close();
    if (!closed || asked_.why.empty()) return closed;
    JournalEntry entry;
    entry.at = room_.at;
    entry.actor = account_of(room_.actor);
    entry.action = asked_.action;
    entry.package = room_.loaded.id;
    entry.register_name = room_.definition().name.text;
    entry.row = asked_.id;
    entry.after = Json::object({{"why", asked_.why}, {"number", Json(put.value().row)}}).print();
    const Result<int64_t> journalled = append_journal(room_.database, std::move(entry));
    if (!journalled) return journalled.errors();
    return Done{};
  }

  /// The row as it became: rules are held against it on the day it holds from.
  Result<Done> look(Date day) {
    if (before_) places_.push_back(*before_);
    if (asked_.removed == std::optional<bool>(true)) {
      answer_ = Json::object({{"row", Json()}, {"version", Json(written_.version)}});
      return Done{};
    }
    RegisterSight sight(room_.from(day), Eyes::everyone);
    const Result<std::optional<StoredRow>> row = sight.reader().row(room_.table, written_.row);
    if (!row) return row.errors();
    if (!row.value()) return not_found();
    Diagnostics broken = refuse_row(room_, sight, *row.value());
    if (!sight.errors().empty()) return sight.errors();
    if (!broken.empty()) return broken;
    places_.push_back(*row.value());
    // What is entered for a later day does not show yet, unless the row itself begins then.
    RegisterSight shown(room_.from(room_.today));
    const Result<std::optional<StoredRow>> now = shown.reader().row(room_.table, written_.row);
    if (!now) return now.errors();
    RegisterSight later(room_.from(day));
    answer_ = Json::object({{"row", now.value() ? shown.row_json(room_.table, *now.value())
                                                : later.row_json(room_.table, *row.value())}});
    return shown.errors().empty() ? Result<Done>(Done{}) : shown.errors();
  }

  EditRoom& room_;
  const OneChange& asked_;
  RegisterSight before_sight_;
  std::optional<StoredRow> before_;
  WrittenRow written_;
  std::vector<StoredRow> places_;
  Json answer_;
};

/// Whether the actor may know of all rows of the register that STORE-R009 names.
bool reads_referring(const EditRoom& room, const Diagnostic& error) {
  for (const Fact& fact : error.facts) {
    if (fact.name != "other") continue;
    const RegisterTable* other = room.tables.find(fact.value);
    return other != nullptr &&
           register_access(room.actor, room.loaded, *other->definition).shows_everything();
  }
  return false;
}

Result<Json> change_one(ServiceState* state, const Actor& actor, const std::string& plan,
                        const std::string& name, const OneChange& asked) {
  Json answer;
  PendingEvent event{plan, name, "", "", asked.action, asked.id};
  const Result<Done> written =
      with_edit(state, actor, plan, name, [&](EditRoom& room) -> Result<Done> {
        RowEditor editor(room, asked);
        const Result<Done> done = editor.run();
        if (!done) return done;
        answer = editor.answer();
        event.row = editor.id();
        event.places = editor.places();
        return Done{};
      });
  if (!written) return written.errors();
  state->tell({event});
  return answer;
}

}  // namespace

std::string account_of(const Actor& actor) {
  if (actor.account.empty()) return actor.agency;
  return actor.agency.empty() ? actor.account : actor.account + " " + actor.agency;
}

RegisterAuthor EditRoom::author() const {
  RegisterAuthor author;
  author.account = account_of(actor);
  author.agency = actor.agency.empty() ? actor.account : actor.agency;
  author.at = at;
  author.today = today;
  return author;
}

Diagnostics for_actor(const EditRoom& room, const std::string& id, Diagnostics errors) {
  for (Diagnostic& error : errors) {
    if (error.code == "STORE-R009" && !reads_referring(room, error)) {
      error = refused("SVC-G010", {{"row", id}});  // Whose rows refer to it is not the actor's.
    }
    const bool is_of_key = error.code == "STORE-R004";
    const auto is_number = [is_of_key](const Fact& fact) {
      return is_of_key && (fact.name == "other" || fact.name == "row");
    };
    error.facts.erase(std::remove_if(error.facts.begin(), error.facts.end(), is_number),
                      error.facts.end());
    for (Fact& fact : error.facts) {
      if (fact.name == "row") fact.value = id;
    }
  }
  return errors;
}

Diagnostics refuse_row(EditRoom& room, RegisterSight& sight, const StoredRow& row) {
  if (room.access.write.takes(row)) return sight.broken_rules(room.table, row);
  // Rules see every row: what they say of a row that is not the actor's is not for it to know. What
  // is left blank it sees itself, and a blank region may be all that is wrong.
  Diagnostics blank = missing_fields(sight.plan(), *room.table.definition, row.state);
  if (blank.empty()) blank.push_back(not_ones_own(room, row.state.id));
  return blank;
}

Result<Done> check_day(const EditRoom& room, const StoredRow& before, Date day) {
  if (day >= room.today) return Done{};
  RegisterReader reader(room.database, room.tables, room.from(day).view);
  const Result<std::optional<StoredRow>> then = reader.row(room.table, before.row);
  if (!then) return then.errors();
  if (!then.value()) {
    return refused("SVC-G016", {{"row", before.state.id},
                                {"day", day.print()},
                                {"since", before.state.since.print()}});
  }
  if (!room.access.write.takes(*then.value())) return not_ones_own(room, before.state.id);
  return Done{};
}

Result<Done> with_edit(ServiceState* state, const Actor& actor, const std::string& plan,
                       const std::string& name,
                       const std::function<Result<Done>(EditRoom&)>& work) {
  const auto loaded = state->find_plan(plan);
  if (!loaded) return loaded.errors();
  if (is_built_in(loaded.value()->plan, name)) return refused("SVC-G009", {{"register", name}});
  return state->store->write([&](const Database& database) -> Result<Done> {
    const auto kept = loaded.value()->tables_in(database);
    if (!kept) return kept.errors();
    const RegisterTables& tables = *kept.value();
    const RegisterTable* table = tables.find(name);
    if (table == nullptr) return not_found();
    const RegisterAccess access = register_access(actor, *loaded.value(), *table->definition);
    if (!access.may_write()) return access.may_read() ? forbidden() : not_found();
    EditRoom room{*state, *loaded.value(),      database,      tables, *table, actor,
                  access, state->next_moment(), state->today()};
    return work(room);
  });
}

Result<Json> Service::add_row(const Actor& actor, const std::string& plan, const std::string& name,
                              const RowRequest& request) {
  OneChange asked{"add", "", 0, request.holds_from, request.fields, std::nullopt, ""};
  return change_one(state_.get(), actor, plan, name, asked);
}

Result<Json> Service::change_row(const Actor& actor, const std::string& plan,
                                 const std::string& name, const std::string& id,
                                 const RowRequest& request) {
  OneChange asked{"edit",       id, request.version, request.holds_from, request.fields,
                  std::nullopt, ""};
  return change_one(state_.get(), actor, plan, name, asked);
}

Result<Json> Service::void_row(const Actor& actor, const std::string& plan, const std::string& name,
                               const std::string& id, uint64_t version, const std::string& why) {
  if (why.find_first_not_of(" \n\t") == std::string::npos || code_point_count(why) > why_size_max) {
    return refused("SVC-G008");
  }
  OneChange asked{"void", id, version, "", Json::object(), true, why};
  return change_one(state_.get(), actor, plan, name, asked);
}

Result<Json> Service::restore_row(const Actor& actor, const std::string& plan,
                                  const std::string& name, const std::string& id,
                                  uint64_t version) {
  OneChange asked{"restore", id, version, "", Json::object(), false, ""};
  return change_one(state_.get(), actor, plan, name, asked);
}

Result<Json> Service::unmask(const Actor& actor, const std::string& plan, const std::string& name,
                             const std::string& id, const std::string& field_name) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  Json value;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const auto kept = loaded.value()->tables_in(database);
    if (!kept) return kept.errors();
    const RegisterTables& tables = *kept.value();
    const RegisterTable* table = tables.find(name);
    if (table == nullptr) return not_found();
    const Date today = state_->today();
    RegisterSight sight(
        {*loaded.value(), database, tables, actor, View{today, Moment{INT64_MAX}}, today});
    const Result<StoredRow> row = find_row(sight, *table, id);
    if (!row) return row.errors();
    const Field* field = table->definition->field(field_name);
    const bool is_own = sight.access(*table->definition).read.takes(row.value());
    if (field == nullptr || !is_own) return not_found();
    const auto place = static_cast<size_t>(field - table->definition->fields.data());
    value = sight.plain_json(*field, row.value().state.fields[place]);
    JournalEntry entry;
    entry.at = state_->next_moment();
    entry.actor = account_of(actor);
    entry.action = "unmask";
    entry.package = plan;
    entry.register_name = name;
    entry.row = id;
    entry.after =
        Json::object({{"field", field_name}, {"number", Json(row.value().row)}}).print();
    const Result<int64_t> journalled = append_journal(database, std::move(entry));
    if (!journalled) return journalled.errors();
    return Done{};
  });
  if (!written) return written.errors();
  return Json::object({{"value", std::move(value)}});
}

}  // namespace fangan
