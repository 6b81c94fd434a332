// Bulk edit: the same fields set in many rows, shown first, then written whole or not at all.
#include <algorithm>

#include "service/diagnostic_json.h"
#include "service/register_edit.h"
#include "service/wall_clock.h"

namespace fangan {
namespace {

constexpr int64_t rows_max = 10'000;
constexpr size_t shown_max = 100;

class BulkEditor {
 public:
  BulkEditor(EditRoom& room, const BulkRequest& asked)
      : room_(room), asked_(asked), before_sight_(room.from(room.today)) {}

  /// Errors of the rows do not fail it: the page shows them.
  Result<Done> run() {
    const Result<Done> found = find();
    if (!found) return found;
    RegisterWriter writer(room_.database, room_.tables, room_.author(), "edit");
    for (const StoredRow& row : rows_) {
      Result<Done> put = change(&writer, row);
      if (!put) return put;
    }
    if (!errors_.items().empty()) return Done{};
    const Result<Done> closed = writer.close();
    if (!closed) return closed;
    return look();
  }

  bool has_errors() const { return error_count_ > 0; }
  const std::vector<StoredRow>& places() const { return places_; }

  Json answer() {
    Json json = Json::object();
    json.set("rows", Json(static_cast<int64_t>(rows_.size())));
    json.set("change_count", Json(change_count_));
    json.set("changes", std::move(changes_));
    json.set("errors", std::move(errors_));
    json.set("error_count", Json(error_count_));
    return json;
  }

 private:
  /// The rows of the query that the actor may change, and read whole: conditions tell of them.
  Result<Done> find() {
    const RegisterAccess& access = room_.access;
    if (!access.may_read()) return forbidden();
    Result<RowQuery> query = read_query(before_sight_, room_.table, asked_.query);
    if (!query) return query.errors();
    query.value().scope = access.write.all ? access.read : access.write;
    query.value().count = rows_max + 1;
    query.value().offset = 0;
    Result<std::vector<StoredRow>> rows = before_sight_.reader().page(room_.table, query.value());
    if (!rows) return rows.errors();
    rows_ = std::move(rows).value();
    rows_.erase(std::remove_if(rows_.begin(), rows_.end(),
                               [&access](const StoredRow& row) { return !access.read.takes(row); }),
                rows_.end());
    if (rows_.size() <= static_cast<size_t>(rows_max)) return Done{};
    return refused("SVC-G011", {{"limit", std::to_string(rows_max)}});
  }

  void add_errors(const StoredRow& row, const Diagnostics& errors) {
    for (const Diagnostic& error : for_actor(room_, row.state.id, errors)) {
      ++error_count_;
      if (errors_.items().size() >= shown_max) continue;
      Json one = Json::object();
      one.set("row", row.state.id);
      for (const Fact& fact : error.facts) {
        if (fact.name == "field") one.set("field", fact.value);
      }
      one.set("error", diagnostic_json(error, Sources()));
      errors_.push(std::move(one));
    }
  }

  Result<Done> change(RegisterWriter* writer, const StoredRow& row) {
    const std::string& state = row.state.state;
    if (!may_edit_in(room_.actor, room_.loaded.plan, room_.definition(), state)) {
      add_errors(row, {refused("SVC-G003", {{"state", state}, {"row", row.state.id}})});
      return Done{};
    }
    Result<FieldChanges> fields = read_changes(room_, before_sight_, asked_.fields, &row);
    if (!fields) {
      add_errors(row, fields.errors());
      return Done{};
    }
    RowChange change;
    change.row = row.row;
    change.expected_version = row.version;
    change.holds_from = room_.today;
    change.step = "edit";
    for (auto& [place, value] : fields.value()) {
      const Field& field = room_.definition().fields[place];
      const Json before = before_sight_.value_json(field, row.state.fields[place]);
      Json after = before_sight_.value_json(field, value);
      if (before.print() == after.print() && !field.sensitive) continue;
      ++change_count_;
      if (changes_.items().size() < shown_max) {
        changes_.push(Json::object({{"row", row.state.id},
                                    {"id", row.state.id},
                                    {"name", before_sight_.name_of(room_.table, row.state)},
                                    {"field", field.name.text},
                                    {"before", before},
                                    {"after", std::move(after)}}));
      }
      change.fields.emplace_back(place, std::move(value));
    }
    if (change.fields.empty()) return Done{};
    const Result<WrittenRow> put = writer->put(room_.table, change);
    if (put) {
      written_.emplace_back(put.value().row, &row);
    } else {
      add_errors(row, put.errors());
    }
    return Done{};
  }

  Result<Done> look() {
    RegisterSight sight(room_.from(room_.today), Eyes::everyone);
    for (const auto& [number, before] : written_) {
      const Result<std::optional<StoredRow>> row = sight.reader().row(room_.table, number);
      if (!row) return row.errors();
      if (!row.value()) return not_found();
      const Diagnostics broken = refuse_row(room_, sight, *row.value());
      if (!broken.empty()) add_errors(*before, broken);
      places_.push_back(*before);
      places_.push_back(*row.value());
    }
    return sight.errors().empty() ? Result<Done>(Done{}) : sight.errors();
  }

  EditRoom& room_;
  const BulkRequest& asked_;
  RegisterSight before_sight_;
  std::vector<StoredRow> rows_;
  std::vector<std::pair<int64_t, const StoredRow*>> written_;
  std::vector<StoredRow> places_;
  Json changes_ = Json::array();
  Json errors_ = Json::array();
  int64_t change_count_ = 0;
  int64_t error_count_ = 0;
};

}  // namespace

Result<Json> Service::bulk_edit(const Actor& actor, const std::string& plan,
                                const std::string& name, const BulkRequest& request) {
  if (request.fields.members().empty()) return refused("SVC-G012");
  Json answer;
  bool is_written = false;
  PendingEvent event{plan, name, "", "", "edit"};
  const Result<Done> done =
      with_edit(state_.get(), actor, plan, name, [&](EditRoom& room) -> Result<Done> {
        // What is only shown, or does not hold, is undone again.
        const Result<Done> saved = room.database.execute("SAVEPOINT bulk");
        if (!saved) return saved;
        BulkEditor editor(room, request);
        const Result<Done> ran = editor.run();
        if (!ran) return ran;
        is_written = !request.dry_run && !editor.has_errors();
        event.places = editor.places();
        answer = editor.answer();
        answer.set("written", Json(is_written));
        const bool can_be_undone = is_written && !event.places.empty();
        answer.set("group", can_be_undone ? Json(print(room.at, plan_offset_minutes)) : Json());
        if (is_written) return room.database.execute("RELEASE bulk");
        const Result<Done> undone = room.database.execute("ROLLBACK TO bulk");
        return undone ? room.database.execute("RELEASE bulk") : undone;
      });
  if (!done) return done.errors();
  if (is_written) state_->tell({event});
  return answer;
}

}  // namespace fangan
