#include "store/journal.h"

#include <map>

#include "store/changes.h"
#include "store/hash.h"
#include "store/register_fold.h"
#include "store/register_verify.h"
#include "store/schema.h"
#include "value/json.h"

namespace fangan {
namespace {

/// Every part with its length, so that no two entries read the same.
std::string canonical(const JournalEntry& entry, const std::string& previous) {
  std::string text;
  const std::string id = std::to_string(entry.id);
  const std::string at = std::to_string(entry.at.microseconds);
  for (const std::string* part : {&id, &at, &entry.actor, &entry.action, &entry.package,
                                  &entry.register_name, &entry.row, &entry.share, &entry.before,
                                  &entry.after, &previous}) {
    text += std::to_string(part->size()) + ":" + *part + ",";
  }
  return text;
}

JournalEntry read_entry(const Statement& statement) {
  JournalEntry entry;
  entry.id = statement.integer(0);
  entry.at = Moment{statement.integer(1)};
  entry.actor = statement.text(2);
  entry.action = statement.text(3);
  entry.package = statement.text(4);
  entry.register_name = statement.text(5);
  entry.row = statement.text(6);
  entry.share = statement.text(7);
  entry.before = statement.text(8);
  entry.after = statement.text(9);
  entry.hash = statement.text(10);
  return entry;
}

constexpr std::string_view entry_columns =
    "id, at, actor, action, package, register, row, share, before, after, hash";

Diagnostic broken(const char* code, const std::string& where) {
  Diagnostic diagnostic = problem(code, {{"where", where}});
  diagnostic.fault = Fault::data;
  return diagnostic;
}

using RowKey = std::string;  // register, package, id and version

RowKey key_of(std::string_view register_name, std::string_view package, const std::string& change) {
  return std::string(register_name) + "|" + std::string(package) + "|" + change_key(change);
}

/// Register rows as the journal knows them, by key.
void check_rows(const Database& database, const std::map<RowKey, std::string>& entered,
                Diagnostics* found) {
  size_t matched = 0;
  for (const RegisterDefinition& definition : built_in_registers()) {
    Result<std::vector<StoredChange>> changes = read_changes(database, definition);
    if (!changes) {
      found->insert(found->end(), changes.errors().begin(), changes.errors().end());
      continue;
    }
    for (const StoredChange& change : changes.value()) {
      const std::string where = std::string(definition.name) + " " + change.change.id + " v" +
                                std::to_string(change.change.version);
      const auto known = entered.find(key_of(definition.name, change.change.package, change.json));
      if (known == entered.end()) {
        found->push_back(broken("STORE-V004", where));
      } else {
        ++matched;
        if (known->second != change.json) found->push_back(broken("STORE-V003", where));
      }
    }
  }
  if (matched < entered.size()) {
    found->push_back(broken("STORE-V005", std::to_string(entered.size() - matched)));
  }
}

bool takes_share(const JournalFilter& filter) { return !filter.share.empty() || filter.only_share; }

std::string condition_of(const JournalFilter& filter) {
  std::string sql = " WHERE package = ?";
  if (!filter.register_name.empty()) sql += " AND register = ?";
  if (!filter.registers.empty()) {
    sql += " AND register IN (" + marks(filter.registers.size()) + ")";
  }
  if (!filter.row_prefix.empty()) sql += " AND substr(row, 1, ?) = ?";
  if (!filter.row.empty()) sql += " AND row = ?";
  if (!filter.action.empty()) sql += " AND action = ?";
  if (takes_share(filter)) sql += " AND share = ?";
  if (filter.own) {
    sql += filter.own->share.empty() ? " AND (0" : " AND (share = ?";
    for (size_t i = 0; i < filter.own->rows.size(); ++i) {
      sql += " OR (register = ? AND at IN (SELECT value FROM json_each(?)))";
    }
    sql += ")";
  }
  return sql + " AND id < ? AND id > ?";
}

/// In the order of condition_of().
void bind_condition(const JournalFilter& filter, Statement* statement) {
  statement->bind(filter.package);
  if (!filter.register_name.empty()) statement->bind(filter.register_name);
  for (const std::string& each : filter.registers) statement->bind(each);
  if (!filter.row_prefix.empty()) {
    // substr counts characters; the prefix is compared as text of the same length.
    int64_t characters = 0;
    for (const char c : filter.row_prefix)
      characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    statement->bind(characters).bind(filter.row_prefix);
  }
  if (!filter.row.empty()) statement->bind(filter.row);
  if (!filter.action.empty()) statement->bind(filter.action);
  if (takes_share(filter)) statement->bind(filter.share);
  if (filter.own) {
    if (!filter.own->share.empty()) statement->bind(filter.own->share);
    for (const OwnEntries::Rows& rows : filter.own->rows) {
      Json moments = Json::array();
      for (const int64_t moment : rows.moments) moments.push(Json(moment));
      statement->bind(rows.register_name).bind(moments.print());
    }
  }
  statement->bind(filter.before).bind(filter.after);
}

}  // namespace

Result<int64_t> append_journal(const Database& database, JournalEntry entry) {
  Statement last = database.prepare("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1");
  const Result<bool> row = last.step();
  if (!row) return row.errors();
  entry.id = row.value() ? last.integer(0) + 1 : 1;
  const std::string previous = row.value() ? last.text(1) : std::string();
  entry.hash = sm3(canonical(entry, previous));
  Statement insert = database.prepare(
      "INSERT INTO journal (id, at, actor, action, package, register, row, share, before, after, "
      "previous, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
  insert.bind(entry.id).bind(entry.at.microseconds).bind(entry.actor).bind(entry.action);
  insert.bind(entry.package).bind(entry.register_name).bind(entry.row).bind(entry.share);
  insert.bind(entry.before).bind(entry.after).bind(previous).bind(entry.hash);
  const Result<Done> inserted = insert.run();
  if (!inserted) return inserted.errors();
  return entry.id;
}

Result<std::vector<JournalEntry>> read_journal(const Database& database,
                                               const JournalFilter& filter) {
  Statement select = database.prepare("SELECT " + std::string(entry_columns) + " FROM journal" +
                                      condition_of(filter) + " ORDER BY id " +
                                      (filter.after > 0 ? "ASC" : "DESC") + " LIMIT ? OFFSET ?");
  bind_condition(filter, &select);
  select.bind(static_cast<int64_t>(filter.limit)).bind(filter.skip);
  std::vector<JournalEntry> entries;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return entries;
    entries.push_back(read_entry(select));
  }
}

Result<int64_t> count_journal(const Database& database, const JournalFilter& filter) {
  Statement select = database.prepare("SELECT count(*) FROM journal" + condition_of(filter));
  bind_condition(filter, &select);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  return select.integer(0);
}

Result<JournalHead> journal_head(const Database& database) {
  Statement select = database.prepare(
      "SELECT (SELECT hash FROM journal ORDER BY id DESC LIMIT 1), (SELECT count(*) FROM journal)");
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  return JournalHead{select.text(0), select.integer(1)};
}

Diagnostics verify_journal(const Database& database, const std::string& expected_head) {
  Diagnostics found;
  std::map<RowKey, std::string> entered;
  EnteredRegisters registers;
  std::string previous;
  int64_t expected_id = 1;
  Statement select = database.prepare("SELECT " + std::string(entry_columns) +
                                      ", previous FROM journal ORDER BY id");
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) break;
    const JournalEntry entry = read_entry(select);
    const std::string where = std::to_string(entry.id);
    if (entry.id != expected_id || select.text(11) != previous) {
      found.push_back(broken("STORE-V002", where));
    } else if (sm3(canonical(entry, previous)) != entry.hash) {
      found.push_back(broken("STORE-V001", where));
    }
    expected_id = entry.id + 1;
    previous = entry.hash;
    if (!registers.take(entry) && find_register(entry.register_name) != nullptr) {
      entered[key_of(entry.register_name, entry.package, entry.after)] = entry.after;
    }
  }
  if (!expected_head.empty() && expected_head != previous) {
    found.push_back(broken("STORE-V006", previous));
  }
  check_rows(database, entered, &found);
  const Diagnostics more = registers.verify(database);
  found.insert(found.end(), more.begin(), more.end());
  return found;
}

}  // namespace fangan
