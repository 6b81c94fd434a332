// Accounts, for administrators.
#include <algorithm>

#include "service/passwords.h"
#include "service/state.h"
#include "service/wall_clock.h"
#include "store/register_table.h"
#include "text/words.h"
#include "value/moment.h"

namespace fangan {
namespace {

constexpr std::string_view known_roles[] = {"office", "department", "county", "enterprise",
                                            "admin"};

bool roles_known(const std::vector<std::string>& roles) {
  return !roles.empty() && std::all_of(roles.begin(), roles.end(), [](const std::string& role) {
    return std::find(std::begin(known_roles), std::end(known_roles), role) != std::end(known_roles);
  });
}

/// What a county or a department may see and do follows from its agency.
bool needs_agency(const std::vector<std::string>& roles) {
  return std::any_of(roles.begin(), roles.end(), [](const std::string& role) {
    return role == "county" || role == "department";
  });
}

bool is_enterprise(const std::vector<std::string>& roles) {
  return std::find(roles.begin(), roles.end(), "enterprise") != roles.end();
}

/// The table of 企业, which all packages share; empty where no package has the register.
Result<std::string> enterprise_rows(const Database& database) {
  const Result<RegisterTables> tables = RegisterTables::load_every(database);
  if (!tables) return tables.errors();
  for (const RegisterTable* table : tables.value().every()) {
    if (table->package.empty() && table->name == enterprise_register_name) return table->rows();
  }
  return std::string();
}

/// The row of 企业 with that id. Errors  SVC-A015.
Result<int64_t> find_enterprise(const Database& database, const std::string& id) {
  const Result<std::string> table = enterprise_rows(database);
  if (!table) return table.errors();
  if (!table.value().empty()) {
    Statement select = database.prepare("SELECT row FROM " + table.value() + " WHERE id = ?");
    const Result<bool> found = select.bind(id).step();
    if (!found) return found.errors();
    if (found.value()) return select.integer(0);
  }
  return refused("SVC-A015", {{"enterprise", id}});
}

Result<Json> enterprise_json(const Database& database, int64_t row) {
  if (row == 0) return Json();
  const Result<std::string> table = enterprise_rows(database);
  if (!table) return table.errors();
  if (table.value().empty()) return Json();
  Statement select = database.prepare("SELECT id FROM " + table.value() + " WHERE row = ?");
  const Result<bool> found = select.bind(row).step();
  if (!found) return found.errors();
  return found.value() ? Json(select.text(0)) : Json();
}

std::vector<std::string> roles_of(const Json& user) {
  std::vector<std::string> roles;
  for (const Json& role : user["roles"].items()) roles.push_back(role.text());
  return roles;
}

/// Of the columns name, display, agency, roles, disabled, subject.
Result<Json> account_json(const Database& database, const Statement& row) {
  std::vector<std::string> roles;
  const std::string words = row.text(3);
  for (size_t begin = 0; begin < words.size();) {
    const size_t end = std::min(words.find(' ', begin), words.size());
    roles.push_back(words.substr(begin, end - begin));
    begin = end + 1;
  }
  Json json = Json::object();
  json.set("name", row.text(0));
  json.set("display", row.text(1));
  json.set("agency", row.text(2));
  json.set("roles", strings_json(roles));
  const bool county = std::find(roles.begin(), roles.end(), "county") != roles.end();
  json.set("share_holder", county ? Json(row.text(2)) : Json());
  json.set("disabled", Json(row.integer(4) != 0));
  json.set("locked_until", Json());
  Result<Json> enterprise = enterprise_json(database, row.integer(5));
  if (!enterprise) return enterprise;
  json.set("enterprise", std::move(enterprise).value());
  return json;
}

/// Who a change of an account concerns, and what it made of it.
struct AccountJournal {
  std::string name;
  std::string before;  ///< JSON; empty for a new account.
  std::string after;
};

Result<Done> journal_account(const Database& database, const Actor& actor,
                             const AccountJournal& change, Moment at) {
  JournalEntry entry;
  entry.at = at;
  entry.actor = actor.account;
  entry.action = "account";
  entry.row = change.name;
  entry.before = change.before;
  entry.after = change.after;
  const Result<int64_t> journalled = append_journal(database, std::move(entry));
  if (!journalled) return journalled.errors();
  return Done{};
}

Result<Done> update(const Database& database, const char* column, std::string_view value,
                    const std::string& name) {
  Statement statement =
      database.prepare("UPDATE account SET " + std::string(column) + " = ? WHERE name = ?");
  statement.bind(value).bind(name);
  return statement.run();
}

/// Of a name that is shown on every page.
bool too_long(const std::string& name) {
  constexpr size_t shown_bytes_max = 200;
  return name.size() > shown_bytes_max;
}

Result<Json> read_one(const Database& database, const std::string& name) {
  Statement select = database.prepare(
      "SELECT name, display, agency, roles, disabled, subject FROM account WHERE name = ?");
  select.bind(name);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  if (!row.value()) return not_found();
  return account_json(database, select);
}

}  // namespace

Result<Json> Service::accounts(const Actor& actor) const {
  if (!actor.has("admin")) return forbidden();
  Json users = Json::array();
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Statement select = database.prepare(
        "SELECT name, display, agency, roles, disabled, subject, (SELECT CASE WHEN count(*) >= 5 "
        "THEN min(at) + "
        "900000000 ELSE 0 END FROM failed_sign_in f WHERE f.account = account.name AND at > ?) "
        "FROM account ORDER BY name");
    select.bind(wall_clock_now().microseconds - int64_t{900'000'000});
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return Done{};
      Result<Json> user = account_json(database, select);
      if (!user) return user.errors();
      if (select.integer(6) > 0) {
        user.value().set("locked_until", print(Moment{select.integer(6)}, plan_offset_minutes));
      }
      users.push(std::move(user).value());
    }
  });
  if (!read) return read.errors();
  return Json::object({{"users", std::move(users)}});
}

Result<Json> Service::add_account(const Actor& actor, const AccountRequest& request) {
  if (!actor.has("admin")) return forbidden();
  constexpr size_t name_bytes_max = 64;
  if (request.name.empty() || request.name.size() > name_bytes_max) return refused("SVC-A006");
  if (too_long(request.display) || too_long(request.agency)) return refused("SVC-A012");
  if (!roles_known(request.roles)) return refused("SVC-A008");
  if (needs_agency(request.roles) && request.agency.empty()) return refused("SVC-A013");
  if (is_enterprise(request.roles) && request.enterprise.empty()) return refused("SVC-A014");
  const std::string password = random_password();
  const std::string hash = hash_password(password);
  Json user;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    if (const Result<Json> taken = read_one(database, request.name)) {
      return refused("SVC-A007", {{"name", request.name}});
    }
    int64_t subject = 0;
    if (is_enterprise(request.roles)) {
      const Result<int64_t> row = find_enterprise(database, request.enterprise);
      if (!row) return row.errors();
      subject = row.value();
    }
    Statement insert = database.prepare(
        "INSERT INTO account (name, display, agency, roles, password, subject) VALUES "
        "(?,?,?,?,?,?)");
    insert.bind(request.name).bind(request.display.empty() ? request.name : request.display);
    insert.bind(request.agency).bind(joined(request.roles, " ")).bind(hash).bind(subject);
    const Result<Done> made = insert.run();
    if (!made) return made;
    const Result<Json> one = read_one(database, request.name);
    if (!one) return one.errors();
    user = one.value();
    return journal_account(database, actor, {request.name, "", user.print()},
                           state_->next_moment());
  });
  if (!written) return written.errors();
  return Json::object({{"user", std::move(user)}, {"password", Json(password)}});
}

Result<Json> Service::change_account(const Actor& actor, const std::string& name,
                                     const AccountChange& change) {
  if (!actor.has("admin")) return forbidden();
  if (change.agency && too_long(*change.agency)) return refused("SVC-A012");
  if (change.roles && !roles_known(*change.roles)) return refused("SVC-A008");
  const bool locks_out = name == actor.account &&
                         (change.disabled.value_or(false) ||
                          (change.roles && std::find(change.roles->begin(), change.roles->end(),
                                                     "admin") == change.roles->end()));
  if (locks_out) return refused("SVC-A009");
  const std::string password = change.reset_password ? random_password() : "";
  const std::string hash = change.reset_password ? hash_password(password) : "";
  Json user;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Result<Json> before = read_one(database, name);
    if (!before) return before.errors();
    Result<Done> done = Done{};
    if (change.disabled) done = update(database, "disabled", *change.disabled ? "1" : "0", name);
    if (done && change.agency) done = update(database, "agency", *change.agency, name);
    if (done && change.roles) done = update(database, "roles", joined(*change.roles, " "), name);
    if (done && change.enterprise) {
      const Result<int64_t> row = find_enterprise(database, *change.enterprise);
      if (!row) return row.errors();
      done = update(database, "subject", std::to_string(row.value()), name);
    }
    if (done && change.reset_password) done = update(database, "password", hash, name);
    if (done && (change.unlock || change.reset_password)) {
      Statement forget = database.prepare("DELETE FROM failed_sign_in WHERE account = ?");
      done = forget.bind(name).run();
    }
    if (done && (change.reset_password || change.disabled.value_or(false))) {
      Statement end = database.prepare("DELETE FROM session WHERE account = ?");
      done = end.bind(name).run();
    }
    if (!done) return done;
    const Result<Json> one = read_one(database, name);
    if (!one) return one.errors();
    user = one.value();
    if (needs_agency(roles_of(user)) && user["agency"].text().empty()) return refused("SVC-A013");
    if (is_enterprise(roles_of(user)) && user["enterprise"].is_null()) return refused("SVC-A014");
    return journal_account(database, actor, {name, before.value().print(), user.print()},
                           state_->next_moment());
  });
  if (!written) return written.errors();
  Json answer = Json::object({{"user", std::move(user)}});
  if (change.reset_password) answer.set("password", password);
  return answer;
}

Result<Json> Service::status(const Actor& actor) const {
  if (!actor.has("admin")) return forbidden();
  Json json = Json::object();
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const Result<JournalHead> head = journal_head(database);
    if (!head) return head.errors();
    Statement select = database.prepare(
        "SELECT (SELECT count(*) FROM account), (SELECT page_count FROM pragma_page_count) * "
        "(SELECT "
        "page_size FROM pragma_page_size)");
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    json.set("version", FANGAN_VERSION);
    json.set("store", state_->store->path());
    json.set("bytes", Json(select.integer(1)));
    json.set("journal_head", head.value().hash);
    json.set("journal_entries", Json(head.value().entries));
    json.set("users", Json(select.integer(0)));
    json.set("uptime_s",
             Json((wall_clock_now().microseconds - state_->started.microseconds) / 1'000'000));
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

}  // namespace fangan
