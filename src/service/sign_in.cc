// Who is there: sessions, passwords, the first administrator, demonstration accounts.
#include <algorithm>

#include "plan/row_words.h"
#include "service/passwords.h"
#include "service/state.h"
#include "service/wall_clock.h"
#include "store/hash.h"

namespace fangan {
namespace {

constexpr int64_t second_us = 1'000'000;
constexpr int64_t session_us = 12 * 3600 * second_us;
constexpr int64_t failure_window_us = 15 * 60 * second_us;
constexpr int64_t failures_max = 5;
constexpr size_t password_bytes_min = 10;
constexpr size_t password_bytes_max = 200;
constexpr size_t name_bytes_max = 64;

std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> words;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

struct Account {
  Actor actor;
  std::string password;
  bool disabled = false;
};

Result<std::optional<Account>> read_account(const Database& database, std::string_view name) {
  Statement select = database.prepare(
      "SELECT name, display, agency, roles, password, disabled, subject FROM account WHERE name = "
      "?");
  select.bind(name);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  if (!row.value()) return std::optional<Account>();
  Account account;
  account.actor.account = select.text(0);
  account.actor.display = select.text(1);
  account.actor.agency = select.text(2);
  account.actor.roles = split_words(select.text(3));
  account.password = select.text(4);
  account.disabled = select.integer(5) != 0;
  account.actor.subject = select.integer(6);
  return std::optional<Account>(std::move(account));
}

/// Seconds until the name may try again; 0 when it may now.
Result<int64_t> locked_for_seconds(const Database& database, std::string_view name, Moment now) {
  Statement select = database.prepare(
      "SELECT count(*), min(at) FROM failed_sign_in WHERE account = ? AND at > ?");
  select.bind(name).bind(now.microseconds - failure_window_us);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  if (select.integer(0) < failures_max) return int64_t{0};
  return (select.integer(1) + failure_window_us - now.microseconds) / second_us + 1;
}

Diagnostic locked_out(int64_t seconds) {
  return refused("SVC-A002", {{"seconds", std::to_string(seconds)},
                              {"minutes", std::to_string((seconds + 59) / 60)}});
}

Result<Done> start_session(const Database& database, const std::string& account,
                           const std::string& token, Moment now) {
  Statement old = database.prepare("DELETE FROM session WHERE created < ?");
  old.bind(now.microseconds - session_us);
  const Result<Done> swept = old.run();
  if (!swept) return swept;
  Statement insert =
      database.prepare("INSERT INTO session (token, account, created, used) VALUES (?,?,?,?)");
  insert.bind(sm3(token)).bind(account).bind(now.microseconds).bind(now.microseconds);
  return insert.run();
}

/// Failures that are too old to count are forgotten, so that made-up names cannot fill the store.
Result<Done> note_failure(const Database& database, std::string_view name, Moment now) {
  Statement old = database.prepare("DELETE FROM failed_sign_in WHERE at <= ?");
  const Result<Done> swept = old.bind(now.microseconds - failure_window_us).run();
  if (!swept) return swept;
  Statement insert = database.prepare("INSERT INTO failed_sign_in (account, at) VALUES (?, ?)");
  insert.bind(name).bind(now.microseconds);
  return insert.run();
}

Result<bool> has_administrator(const Database& database) {
  Statement select =
      database.prepare("SELECT count(*) FROM account WHERE ' ' || roles || ' ' LIKE '% admin %'");
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  return select.integer(0) > 0;
}

std::optional<Diagnostic> wrong_password_choice(const std::string& password) {
  if (password.size() < password_bytes_min || password.size() > password_bytes_max) {
    return refused("SVC-A005", {{"least", std::to_string(password_bytes_min)}});
  }
  return std::nullopt;
}

Result<Done> write_account(const Database& database, const Actor& actor,
                           const std::string& password) {
  std::string roles;
  for (const std::string& role : actor.roles) roles += (roles.empty() ? "" : " ") + role;
  Statement insert = database.prepare(
      "INSERT INTO account (name, display, agency, roles, password) VALUES (?,?,?,?,?) "
      "ON CONFLICT (name) DO UPDATE SET display = excluded.display, agency = excluded.agency, "
      "roles = excluded.roles, password = excluded.password");
  insert.bind(actor.account).bind(actor.display).bind(actor.agency).bind(roles).bind(password);
  return insert.run();
}

/// Who the demonstration shows: the office, the two busiest departments, the first two counties.
std::vector<Actor> demonstration_actors(const Plan& plan) {
  const auto duties = [&plan](const std::string& name) {
    return std::count_if(plan.duties.begin(), plan.duties.end(),
                         [&name](const Duty& duty) { return duty.agency == name; });
  };
  std::vector<const Agency*> departments;
  std::vector<const Agency*> counties;
  const Agency* office = nullptr;
  for (const Agency& agency : plan.agencies) {
    if (agency.kind == "部门") departments.push_back(&agency);
    if (agency.kind == "县区") counties.push_back(&agency);
    if (agency.kind == "办公室" && office == nullptr) office = &agency;
  }
  std::stable_sort(departments.begin(), departments.end(), [&](const Agency* a, const Agency* b) {
    return duties(a->name) > duties(b->name);
  });
  std::vector<Actor> actors;
  const std::string office_name = office == nullptr ? "" : office->name;
  actors.push_back(
      {"office", office_name.empty() ? "办公室" : office_name, office_name, {"office"}});
  const auto add = [&actors](const char* prefix, const std::vector<const Agency*>& agencies,
                             const char* role) {
    for (size_t i = 0; i < std::min<size_t>(2, agencies.size()); ++i) {
      actors.push_back({std::string(prefix) + std::to_string(i + 1), agencies[i]->name,
                        agencies[i]->name, {role}});
    }
  };
  add("department", departments, "department");
  add("county", counties, "county");
  return actors;
}

}  // namespace

Json session_user(const Actor& actor) {
  Json user = Json::object();
  user.set("name", actor.account);
  user.set("display", actor.display);
  user.set("agency", actor.agency);
  user.set("roles", strings_json(actor.roles));
  const bool holds = actor.is_holder() && !actor.agency.empty();
  user.set("share_holder", holds ? Json(actor.agency) : Json());
  return user;
}

Json Service::session(const std::optional<Actor>& actor, std::string_view token) const {
  Json store = Json::object();
  store.set("demonstration", Json(state_->fixed_clock));
  store.set("clock", state_->fixed_clock ? "fixed" : "real");
  store.set("today", state_->today().print());
  {
    const std::lock_guard<std::mutex> lock(state_->clock_mutex);
    store.set("needs_setup", Json(!state_->setup_token.empty()));
  }
  Json json = Json::object();
  json.set("user", actor ? session_user(*actor) : Json());
  json.set("token", actor ? Json(sm3("change:" + std::string(token))) : Json());
  json.set("store", std::move(store));
  return json;
}

std::optional<Actor> Service::actor_of(std::string_view token) {
  if (token.empty()) return std::nullopt;
  const Moment now = wall_clock_now();
  std::optional<Actor> actor;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Statement select =
        database.prepare("SELECT account, created, used FROM session WHERE token = ?");
    select.bind(sm3(token));
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    const bool alive = row.value() && select.integer(1) > now.microseconds - session_us;
    if (!alive) return Done{};
    const Result<std::optional<Account>> account = read_account(database, select.text(0));
    if (!account) return account.errors();
    if (account.value() && !account.value()->disabled) actor = account.value()->actor;
    return Done{};
  });
  if (!read) return std::nullopt;
  return actor;
}

bool Service::token_fits(std::string_view token, std::string_view change_token) const {
  return equal_in_constant_time(sm3("change:" + std::string(token)), change_token);
}

Result<SignedIn> Service::sign_in(const std::string& name, const std::string& password) {
  const Moment now = wall_clock_now();
  if (name.empty() || name.size() > name_bytes_max || password.size() > password_bytes_max) {
    return refused("SVC-A001");
  }
  std::optional<Account> account;
  int64_t locked = 0;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const Result<int64_t> seconds = locked_for_seconds(database, name, now);
    if (!seconds) return seconds.errors();
    locked = seconds.value();
    const Result<std::optional<Account>> found = read_account(database, name);
    if (!found) return found.errors();
    account = found.value();
    return Done{};
  });
  if (!read) return read.errors();
  if (locked > 0) return locked_out(locked);
  // An unknown name takes as long as a wrong password.
  static const std::string nobody = hash_password("nobody has this password");
  const bool known = account && !account->disabled;
  const bool fits = password_fits(password, known ? account->password : nobody);
  SignedIn signed_in;
  signed_in.token = random_token();
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    // Again, for those who tried at the same time: the lock holds before any answer is given.
    const Result<int64_t> seconds = locked_for_seconds(database, name, now);
    if (!seconds) return seconds.errors();
    locked = seconds.value();
    if (locked > 0) return Done{};
    if (!known || !fits) return note_failure(database, name, now);
    Statement forget = database.prepare("DELETE FROM failed_sign_in WHERE account = ?");
    forget.bind(name);
    const Result<Done> forgotten = forget.run();
    if (!forgotten) return forgotten;
    return start_session(database, name, signed_in.token, now);
  });
  if (!written) return written.errors();
  if (locked > 0) return locked_out(locked);
  if (!known || !fits) return refused("SVC-A001");
  signed_in.actor = account->actor;
  return signed_in;
}

void Service::sign_out(std::string_view token) {
  const Result<Done> done = state_->store->write([&](const Database& database) -> Result<Done> {
    Statement remove = database.prepare("DELETE FROM session WHERE token = ?");
    remove.bind(sm3(token));
    return remove.run();
  });
  (void)done;  // The cookie is cleared all the same.
}

std::string Service::setup_token() {
  bool has_admin = false;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const Result<bool> has_one = has_administrator(database);
    if (!has_one) return has_one.errors();
    has_admin = has_one.value();
    return Done{};
  });
  const std::lock_guard<std::mutex> lock(state_->clock_mutex);
  if (!read || has_admin) {
    state_->setup_token.clear();
  } else if (state_->setup_token.empty()) {
    state_->setup_token = random_token();
  }
  return state_->setup_token;
}

Result<SignedIn> Service::set_up(const std::string& token, const std::string& name,
                                 const std::string& password) {
  {
    const std::lock_guard<std::mutex> lock(state_->clock_mutex);
    const bool fits =
        !state_->setup_token.empty() && equal_in_constant_time(token, state_->setup_token);
    if (!fits) return refused("SVC-A003");
  }
  if (name.empty() || name.size() > name_bytes_max) return refused("SVC-A006");
  if (const auto wrong = wrong_password_choice(password)) return *wrong;
  const Moment now = wall_clock_now();
  SignedIn signed_in;
  signed_in.token = random_token();
  signed_in.actor = {name, name, "", {"admin"}};
  const std::string hash = hash_password(password);
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    // One link makes one administrator, even when it is followed twice at once.
    const Result<bool> has_one = has_administrator(database);
    if (!has_one) return has_one.errors();
    if (has_one.value()) return refused("SVC-A003");
    const Result<std::optional<Account>> taken = read_account(database, name);
    if (!taken) return taken.errors();
    if (taken.value()) return refused("SVC-A007", {{"name", name}});
    const Result<Done> made = write_account(database, signed_in.actor, hash);
    if (!made) return made;
    JournalEntry entry;
    entry.at = state_->next_moment();
    entry.actor = name;
    entry.action = "setup";
    entry.row = name;
    const Result<int64_t> journalled = append_journal(database, std::move(entry));
    if (!journalled) return journalled.errors();
    return start_session(database, name, signed_in.token, now);
  });
  if (!written) return written.errors();
  const std::lock_guard<std::mutex> lock(state_->clock_mutex);
  state_->setup_token.clear();
  return signed_in;
}

Result<Done> Service::change_password(const Actor& actor, std::string_view token,
                                      const std::string& old_password,
                                      const std::string& new_password) {
  if (const auto wrong = wrong_password_choice(new_password)) return *wrong;
  std::optional<Account> account;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const Result<std::optional<Account>> found = read_account(database, actor.account);
    if (!found) return found.errors();
    account = found.value();
    return Done{};
  });
  if (!read) return read;
  if (!account || !password_fits(old_password, account->password)) return refused("SVC-A011");
  const std::string hash = hash_password(new_password);
  return state_->store->write([&](const Database& database) -> Result<Done> {
    Statement update = database.prepare("UPDATE account SET password = ? WHERE name = ?");
    const Result<Done> updated = update.bind(hash).bind(actor.account).run();
    if (!updated) return updated;
    Statement others = database.prepare("DELETE FROM session WHERE account = ? AND token <> ?");
    const Result<Done> ended = others.bind(actor.account).bind(sm3(token)).run();
    if (!ended) return ended;
    JournalEntry entry;
    entry.at = state_->next_moment();
    entry.actor = actor.account;
    entry.action = "password";
    entry.row = actor.account;
    const Result<int64_t> journalled = append_journal(database, std::move(entry));
    if (!journalled) return journalled.errors();
    return Done{};
  });
}

Result<std::vector<DemonstrationAccount>> Service::demonstration_accounts() {
  std::vector<DemonstrationAccount> accounts;
  if (!state_->fixed_clock) return accounts;
  const std::vector<std::string> ids = plan_ids();
  const auto loaded = state_->find_plan(ids.empty() ? "" : ids.front());
  // Without a plan there is still an office, to import one.
  const std::vector<Actor> actors = demonstration_actors(loaded ? loaded.value()->plan : Plan());
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    for (const Actor& actor : actors) {
      const std::string password = random_password();
      const Result<Done> made = write_account(database, actor, hash_password(password));
      if (!made) return made;
      accounts.push_back({actor.account, actor.display, password});
    }
    return Done{};
  });
  if (!written) return written.errors();
  return accounts;
}

namespace {

/// The one that bears the name or has the id. Errors  SVC-N001 none does, or several.
Result<Actor> enterprise_actor(const ServiceState& state, const LoadedPlan& loaded,
                               const std::string& name) {
  const Result<Done> begun = state.begin_day();
  if (!begun) return begun.errors();
  Actor actor{name, name, "", {"enterprise"}};
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    const auto tables = loaded.tables_in(database);
    if (!tables) return tables.errors();
    const RegisterTable* table = tables.value()->find(enterprise_register_name);
    const std::string field(row_words(loaded.plan.header.language).agency_name);
    if (table == nullptr || table->definition->field(field) == nullptr) return not_found();
    RegisterReader reader(database, *tables.value(), View{state.today(), Moment{INT64_MAX}});
    const Result<std::optional<StoredRow>> row = reader.row(*table, name);
    if (!row) return row.errors();
    if (row.value()) {
      actor.subject = row.value()->row;
      return Done{};
    }
    RowQuery query;
    query.where = {{field, RowFilter::Op::equal, {name}}};
    query.scope.all = true;
    const Result<std::vector<StoredRow>> named = reader.page(*table, query);
    if (!named) return named.errors();
    if (named.value().size() != 1) return not_found();
    actor.subject = named.value().front().row;
    return Done{};
  });
  if (!read) return read.errors();
  return actor;
}

}  // namespace

Result<Actor> Service::stand_in(const std::string& plan, const std::string& agency) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  Actor actor;
  if (agency == "办公室") {
    actor.display = agency;
    actor.roles = {"office"};
    for (const Agency& known : loaded.value()->plan.agencies) {
      if (known.kind == "办公室" && actor.agency.empty()) actor.agency = known.name;
    }
    return actor;
  }
  const Agency* known = loaded.value()->plan.find_agency(agency);
  if (known == nullptr) return enterprise_actor(*state_, *loaded.value(), agency);
  actor.agency = known->name;
  actor.display = known->name;
  actor.roles = {known->kind == "县区"     ? "county"
                 : known->kind == "办公室" ? "office"
                                           : "department"};
  return actor;
}

}  // namespace fangan
