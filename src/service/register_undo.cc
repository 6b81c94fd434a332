// Taking back: rows that were taken away, to be brought back, and changes of many rows at once
// undone. Nothing is lost either way: to undo is to enter what was there before.
#include <algorithm>

#include "service/register_edit.h"
#include "service/wall_clock.h"
#include "store/changed_rows.h"
#include "value/print.h"

namespace fangan {
namespace {

constexpr int64_t page_max = 500;
/// So many rows an error names.
constexpr size_t named_max = 20;

/// What a void said of why, by the moment it was entered.
Result<std::map<int64_t, std::string>> read_reasons(const Database& database,
                                                    const std::string& plan,
                                                    const std::string& name) {
  JournalFilter filter;
  filter.package = plan;
  filter.register_name = name;
  filter.action = "void";
  filter.limit = INT32_MAX;
  const Result<std::vector<JournalEntry>> entries = read_journal(database, filter);
  if (!entries) return entries.errors();
  std::map<int64_t, std::string> reasons;
  for (const JournalEntry& entry : entries.value()) {
    const Result<Json> after = parse_json(entry.after.empty() ? "{}" : entry.after);
    const bool has_why = after && !after.value()["why"].is_null();
    if (has_why) reasons[entry.at.microseconds] = after.value()["why"].text();
  }
  return reasons;
}

Json removed_json(RegisterSight& sight, const RegisterTable& table, const RemovedRow& removed,
                  const std::string& why) {
  const Register& definition = *table.definition;
  const RowState& state = removed.row.state;
  Json values = Json::object();
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    const Field& field = definition.fields[i];
    values.set(field.name.text, sight.value_json(field, state.fields[i]));
  }
  Json json = Json::object();
  json.set("id", state.id);
  json.set("name", sight.shown_name(table, removed.row));
  json.set("version", Json(removed.row.version));
  json.set("at", print(removed.at, plan_offset_minutes));
  json.set("by", removed.actor);
  json.set("why", why);
  json.set("state", state.state);
  if (definition.period != Period::none) {
    json.set("period", state.period.is_null() ? Json() : Json(*print_plain(state.period, 100)));
  }
  return json.set("values", std::move(values));
}

/// The rows that the actor may bring back. Of rows that had one id, the one taken away last: only
/// that one can be named.
Result<std::vector<RemovedRow>> rows_to_restore(RegisterSight& sight, const RegisterTable& table,
                                                Date today) {
  Result<std::vector<RemovedRow>> all =
      removed_rows(sight.database(), sight.tables(), table, today);
  if (!all) return all.errors();
  const RegisterAccess& access = sight.access(*table.definition);
  std::vector<RemovedRow> rows;
  std::set<std::string> ids;
  for (RemovedRow& each : all.value()) {
    const bool is_ones_own = access.write.takes(each.row) && access.read.takes(each.row) &&
                             may_edit_in(sight.actor(), sight.plan(), *table.definition,
                                         each.row.state.state);
    if (is_ones_own && ids.insert(each.row.state.id).second) rows.push_back(std::move(each));
  }
  return rows;
}

/// Undoes a change of many rows, in one transaction.
class GroupUndo {
 public:
  GroupUndo(EditRoom& room, Moment at)
      : room_(room), at_(at), before_sight_(room.from(room.today)) {}

  Result<Done> run() {
    const Result<std::vector<ChangedRow>> changed =
        rows_changed(room_.database, room_.table, at_);
    if (!changed) return changed.errors();
    if (changed.value().empty()) return not_found();
    const Result<Done> fits = find(changed.value());
    if (!fits) return fits;
    RegisterWriter writer(room_.database, room_.tables, room_.author(), "undo");
    for (size_t i = 0; i < rows_.size(); ++i) {
      const Result<Done> put = put_back(&writer, rows_[i], changed.value()[i]);
      if (!put) return put;
    }
    const Result<Done> closed = writer.close();
    if (!closed) return closed;
    return look();
  }

  int64_t rows() const { return static_cast<int64_t>(rows_.size()); }
  const std::vector<StoredRow>& places() const { return places_; }

 private:
  /// All rows of the group, each the actor's and as the group left it.
  Result<Done> find(const std::vector<ChangedRow>& changed) {
    std::string since;
    size_t count = 0;
    for (const ChangedRow& each : changed) {
      Result<std::optional<StoredRow>> row = find_row(each);
      if (!row) return row.errors();
      const bool is_ones_own = row.value() && room_.access.read.takes(*row.value()) &&
                               room_.access.write.takes(*row.value());
      if (!is_ones_own) return not_found();
      const RowState& state = row.value()->state;
      if (!may_edit_in(room_.actor, room_.loaded.plan, room_.definition(), state.state)) {
        return refused("SVC-G003", {{"state", state.state}, {"row", state.id}});
      }
      if (each.last_version != each.version && ++count <= named_max) {
        since += (since.empty() ? "" : "、") + state.id;
      }
      rows_.push_back(std::move(*row.value()));
    }
    if (count == 0) return Done{};
    return refused("SVC-G018", {{"count", std::to_string(count)},
                                {"rows", count > named_max ? since + "…" : since}});
  }

  /// As it is now; one that was taken away since as the group left it.
  Result<std::optional<StoredRow>> find_row(const ChangedRow& changed) {
    Result<std::optional<StoredRow>> row = before_sight_.reader().row(room_.table, changed.row);
    const bool is_gone = row && !row.value() && changed.last_version != changed.version;
    if (!is_gone) return row;
    RegisterReader then(room_.database, room_.tables, View{room_.today, at_});
    return then.row(room_.table, changed.row);
  }

  Result<Done> put_back(RegisterWriter* writer, const StoredRow& row, const ChangedRow& changed) {
    const Result<std::vector<RowHistory>> history =
        before_sight_.reader().history(room_.table, row.row);
    if (!history) return history.errors();
    const auto change = std::find_if(
        history.value().begin(), history.value().end(),
        [&changed](const RowHistory& each) { return each.version == changed.version; });
    const bool is_edit =
        change != history.value().end() && change->step == "edit" && changed.version > 1;
    if (!is_edit) return not_found();
    const Result<Done> day = check_day(room_, row, change->holds_from);
    if (!day) return day;
    RowChange back;
    back.row = row.row;
    back.expected_version = changed.version;
    back.holds_from = change->holds_from;
    back.step = "edit";
    for (const RowHistory::Field& field : change->fields) {
      back.fields.emplace_back(field.field, field.before);
    }
    const Result<WrittenRow> put = writer->put(room_.table, back);
    if (!put) return for_actor(room_, row.state.id, put.errors());
    return Done{};
  }

  /// What was there before may not hold any more beside what changed elsewhere.
  Result<Done> look() {
    RegisterSight sight(room_.from(room_.today), Eyes::everyone);
    Diagnostics broken;
    for (const StoredRow& before : rows_) {
      const Result<std::optional<StoredRow>> row = sight.reader().row(room_.table, before.row);
      if (!row) return row.errors();
      if (!row.value()) return not_found();
      for (const Diagnostic& error : refuse_row(room_, sight, *row.value())) {
        if (broken.size() < named_max) broken.push_back(error);
      }
      places_.push_back(before);
      places_.push_back(*row.value());
    }
    if (!sight.errors().empty()) return sight.errors();
    return broken.empty() ? Result<Done>(Done{}) : broken;
  }

  EditRoom& room_;
  Moment at_;
  RegisterSight before_sight_;
  std::vector<StoredRow> rows_;
  std::vector<StoredRow> places_;
};

}  // namespace

Result<Json> Service::removed_rows(const Actor& actor, const std::string& plan,
                                   const std::string& name, int64_t offset, int64_t count) const {
  return with_register(
      *state_, actor, plan, name, {},
      [&](RegisterSight& sight, const RegisterTable& table) -> Result<Json> {
        if (!sight.access(*table.definition).may_write()) return forbidden();
        const Result<std::vector<RemovedRow>> rows =
            rows_to_restore(sight, table, state_->today());
        if (!rows) return rows.errors();
        const Result<std::map<int64_t, std::string>> reasons =
            read_reasons(sight.database(), plan, name);
        if (!reasons) return reasons.errors();
        const auto total = static_cast<int64_t>(rows.value().size());
        const int64_t begin = std::clamp<int64_t>(offset, 0, total);
        const int64_t end = std::min(total, begin + std::clamp<int64_t>(count, 0, page_max));
        Json list = Json::array();
        for (int64_t i = begin; i < end; ++i) {
          const RemovedRow& row = rows.value()[static_cast<size_t>(i)];
          const auto why = reasons.value().find(row.at.microseconds);
          list.push(removed_json(sight, table, row,
                                 why == reasons.value().end() ? "" : why->second));
        }
        return Json::object(
            {{"total", Json(total)}, {"offset", Json(begin)}, {"rows", std::move(list)}});
      });
}

Result<Json> Service::undo_bulk(const Actor& actor, const std::string& plan,
                                const std::string& name, const std::string& group) {
  const Result<Moment> at = parse_moment(group, plan_offset_minutes);
  if (!at) return not_found();
  int64_t rows = 0;
  PendingEvent event{plan, name, "", "", "edit"};
  const Result<Done> done =
      with_edit(state_.get(), actor, plan, name, [&](EditRoom& room) -> Result<Done> {
        GroupUndo undo(room, at.value());
        const Result<Done> ran = undo.run();
        rows = undo.rows();
        event.places = undo.places();
        return ran;
      });
  if (!done) return done.errors();
  state_->tell({event});
  return Json::object({{"rows", Json(rows)}});
}

}  // namespace fangan
