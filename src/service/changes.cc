// One change to one record, with its version and its journal entry.
#include "service/state.h"
#include "store/schema.h"

namespace fangan {
namespace {

struct LastChange {
  uint64_t version = 0;
  std::string json;  ///< As journalled; empty for a new record.
};

Result<LastChange> last_change(const Database& database, const RecordChange& change) {
  Statement select = database.prepare(
      "SELECT after FROM journal WHERE package = ? AND register = ? AND row = ? ORDER BY id DESC "
      "LIMIT 1");
  select.bind(change.package).bind(change.register_name).bind(change.id);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  LastChange last;
  if (!row.value()) return last;
  last.json = select.text(0);
  const Result<Json> json = parse_json(last.json);
  if (!json) return json.errors();
  const Result<Decimal> version = Decimal::parse(json.value()["version"].text());
  if (!version) return version.errors();
  last.version = static_cast<uint64_t>(version.value().to_int64().value());
  return last;
}

}  // namespace

Result<Done> put_change(const Database& database, const Actor& actor, Moment at,
                        const RecordChange& change) {
  const RegisterDefinition* definition = find_register(change.register_name);
  const Result<LastChange> last = last_change(database, change);
  if (!last) return last.errors();
  if (last.value().version != change.expected_version) {
    // Both rows, for who has to choose: what is there now, and what was about to be written.
    Change yours;
    yours.id = change.id;
    yours.fields = change.fields;
    return refused("SVC-W001", {{"row", change.id},
                                {"version", std::to_string(last.value().version)},
                                {"now", last.value().json},
                                {"yours", change_json(*definition, yours)}});
  }
  Change written;
  written.package = change.package;
  written.id = change.id;
  written.version = last.value().version + 1;
  written.holds_from = change.holds_from;
  written.recorded = at;
  written.actor = actor.agency.empty() ? actor.account : actor.agency;
  written.step = change.action;
  written.fields = change.fields;
  const Result<Done> appended = append_change(database, *definition, written);
  if (!appended) return appended;
  JournalEntry entry;
  entry.at = at;
  entry.actor = actor.account.empty() ? written.actor : actor.account + " " + written.actor;
  entry.action = change.action;
  entry.package = change.package;
  entry.register_name = change.register_name;
  entry.row = change.id;
  entry.share = change.share;
  entry.before = last.value().json;
  entry.after = change_json(*definition, written);
  const Result<int64_t> journalled = append_journal(database, std::move(entry));
  if (!journalled) return journalled.errors();
  return Done{};
}

Result<Record> current_record(const Database& database, const std::string& package,
                              const std::string& register_name, const std::string& id) {
  const Result<std::vector<Record>> records =
      read_records(database, *find_register(register_name), package, id, everything_view());
  if (!records) return records.errors();
  for (const Record& record : records.value()) {
    if (record.id == id) return record;
  }
  return not_found();
}

}  // namespace fangan
