// The journal as its readers may know it: the office all of it, others the entries of their own
// share and those of rows of registers that they may see now.
#include <algorithm>

#include "papers/register_sheet.h"
#include "service/register_operation.h"
#include "store/changed_rows.h"

namespace fangan {
namespace {

/// The values of fields that are masked today, whatever they were when they were entered.
Json masked_fields(const Register& definition, const Json& fields) {
  Json told = Json::object();
  for (const auto& [name, sides] : fields.members()) {
    const Field* field = definition.field(name);
    if (field == nullptr) continue;  // It left the plan: nobody can say any more whose it is.
    Json one = Json::object();
    for (const char* side : {"before", "after"}) {
      const bool is_masked = field->sensitive && !sides[side].is_null();
      one.set(side, is_masked ? Json(masked_word) : sides[side]);
    }
    told.set(name, std::move(one));
  }
  return told;
}

/// What somebody may know who does not see everything.
class OwnJournal {
 public:
  OwnJournal(RegisterSight& sight, const std::string& plan) : sight_(sight), plan_(plan) {}

  /// Which entries those are.
  Result<JournalFilter> filter() {
    JournalFilter filter;
    filter.package = plan_;
    filter.own.emplace();
    filter.own->share = sight_.actor().agency;
    for (const RegisterTable& table : sight_.tables().all()) {
      const RowScope& scope = sight_.access(*table.definition).read;
      const bool has_rows = scope.all || !scope.regions.empty() || scope.subject != 0;
      if (!has_rows) continue;
      Result<std::set<int64_t>> moments = change_moments(sight_.database(), table, scope);
      if (!moments) return moments.errors();
      const Result<Done> looked = add_looks(table, &moments.value());
      if (!looked) return looked.errors();
      filter.own->rows.push_back({table.name, {moments.value().begin(), moments.value().end()}});
    }
    return filter;
  }

  Result<Json> tell(const JournalEntry& entry, int64_t number) {
    Json json = journal_json(entry, number);
    json.set("hash", Json());  // The chain's hashes tell of other rows.
    const RegisterTable* table = sight_.tables().find(entry.register_name);
    if (table == nullptr || !entry.share.empty()) return json;
    const Result<Json> after = parse_json(entry.after.empty() ? "{}" : entry.after);
    if (!after) return after.errors();
    if (after.value()["rows"].is_null()) return json;
    Result<Json> own = own_changes(*table, entry, after.value());
    if (!own) return own;
    if (after.value()["rows"].text() != "1") json.set("row", "");
    json.set("after", std::move(own).value());
    return json;
  }

 private:
  Result<bool> sees(const RegisterTable& table, int64_t number) {
    const Result<std::optional<StoredRow>> row = sight_.reader().row(table, number);
    if (!row) return row.errors();
    return row.value() && sight_.access(*table.definition).read.takes(*row.value());
  }

  /// Who looked at a masked value of one's own row.
  Result<Done> add_looks(const RegisterTable& table, std::set<int64_t>* moments) {
    JournalFilter filter;
    filter.package = plan_;
    filter.register_name = table.name;
    filter.action = "unmask";
    filter.limit = INT32_MAX;
    const Result<std::vector<JournalEntry>> entries = read_journal(sight_.database(), filter);
    if (!entries) return entries.errors();
    for (const JournalEntry& entry : entries.value()) {
      const Result<Json> after = parse_json(entry.after);
      const bool says_which = after && !after.value()["number"].is_null();
      if (!says_which) continue;
      const Result<bool> is_own = sees(table, std::stoll(after.value()["number"].text()));
      if (!is_own) return is_own.errors();
      if (is_own.value()) moments->insert(entry.at.microseconds);
    }
    return Done{};
  }

  /// An entry may be of many rows: of those, one's own.
  Result<Json> own_changes(const RegisterTable& table, const JournalEntry& entry,
                           const Json& after) {
    Json told = Json::object();
    told.set("agency", after["agency"]);
    if (after["changes"].is_null()) {
      const RowScope& scope = sight_.access(*table.definition).read;
      const Result<int64_t> rows = count_changed(sight_.database(), table, scope, entry.at);
      if (!rows) return rows.errors();
      return told.set("rows", Json(rows.value()));
    }
    Json changes = Json::array();
    for (const Json& change : after["changes"].items()) {
      const Result<bool> is_own = sees(table, std::stoll(change["row"].text()));
      if (!is_own) return is_own.errors();
      if (!is_own.value()) continue;
      Json one = Json::object();
      for (const auto& [key, value] : change.members()) {
        if (key != "row") one.set(key, value);
      }
      one.set("fields", masked_fields(*table.definition, change["fields"]));
      changes.push(std::move(one));
    }
    told.set("rows", Json(static_cast<int64_t>(changes.items().size())));
    return told.set("changes", std::move(changes));
  }

  RegisterSight& sight_;
  const std::string& plan_;
};

/// A page of the entries a filter takes. Numbers count those alone, so that they tell nothing of
/// others.
Result<Json> page_json(const Database& database, JournalFilter filter, int64_t before, int limit,
                       const std::function<Result<Json>(const JournalEntry&, int64_t)>& tell) {
  filter.limit = std::clamp(limit, 1, 500);
  const Result<int64_t> count = count_journal(database, filter);
  if (!count) return count.errors();
  int64_t number = std::clamp<int64_t>(before, 1, count.value() + 1) - 1;
  filter.skip = count.value() - number;
  const auto page = read_journal(database, filter);
  if (!page) return page.errors();
  Json entries = Json::array();
  for (const JournalEntry& entry : page.value()) {
    Result<Json> one = tell(entry, number--);
    if (!one) return one;
    entries.push(std::move(one).value());
  }
  return Json::object({{"entries", std::move(entries)}, {"more", Json(number > 0)}});
}

}  // namespace

Result<Json> Service::journal(const Actor& actor, const std::string& plan, int64_t before,
                              int limit) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Result<Done> begun = state_->begin_day();
  if (!begun) return begun.errors();
  Json json;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Result<Json> page = Json();
    if (actor.has("office") || actor.has("admin")) {
      JournalFilter filter;
      filter.package = plan;
      page = page_json(database, filter, before, limit,
                       [](const JournalEntry& entry, int64_t number) -> Result<Json> {
                         return journal_json(entry, number);
                       });
    } else {
      const auto tables = loaded.value()->tables_in(database);
      if (!tables) return tables.errors();
      RegisterSight sight({*loaded.value(), database, *tables.value(), actor, state_->view({}),
                           state_->today()});
      OwnJournal own(sight, plan);
      const Result<JournalFilter> filter = own.filter();
      if (!filter) return filter.errors();
      page = page_json(database, filter.value(), before, limit,
                       [&own](const JournalEntry& entry, int64_t number) {
                         return own.tell(entry, number);
                       });
    }
    if (!page) return page.errors();
    json = std::move(page).value();
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

}  // namespace fangan
