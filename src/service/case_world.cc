#include "service/case_world.h"

#include <stdlib.h>

#include <algorithm>
#include <deque>
#include <filesystem>

#include "campaign/target_tables.h"
#include "plan/row_words.h"
#include "service/case_edit.h"
#include "service/case_rows.h"
#include "text/suggest.h"
#include "text/words.h"

namespace fangan {
namespace {

constexpr std::string_view office_name = "办公室";

Actor administrator() {
  Actor actor;
  actor.display = "系统管理";
  actor.roles = {"admin"};
  return actor;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t end = text.find(separator);
    parts.emplace_back(trimmed(text.substr(0, end)));
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

/// "数值=66, 说明=已关闭"
std::vector<std::pair<std::string, std::string>> read_words(std::string_view with) {
  std::vector<std::pair<std::string, std::string>> words;
  for (const std::string& part : split(with, ',')) {
    const size_t sign = part.find('=');
    if (sign == part.npos) continue;
    words.emplace_back(trimmed(std::string_view(part).substr(0, sign)),
                       trimmed(std::string_view(part).substr(sign + 1)));
  }
  return words;
}

std::string word(const std::vector<std::pair<std::string, std::string>>& words,
                 std::string_view key) {
  for (const auto& [name, value] : words) {
    if (name == key) return value;
  }
  return {};
}

Diagnostic missing(std::string_view key) {
  return problem("TEST-A002", {{"key", std::string(key)}});
}

/// The outcome of an operation whose answer the case does not look at.
Result<Done> outcome(const Result<Json>& answer) {
  if (!answer) return answer.errors();
  return Done{};
}

}  // namespace

Result<CaseFolder> CaseFolder::make() {
  CaseFolder folder;
  folder.path_ = (std::filesystem::temp_directory_path() / "fangan-case-XXXXXX").string();
  if (mkdtemp(folder.path_.data()) == nullptr) {
    return problem("PLAN-F006",
                   {{"path", std::exchange(folder.path_, {})}, {"reason", "mkdtemp"}});
  }
  return folder;
}

CaseFolder::~CaseFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<std::unique_ptr<CaseGround>> CaseGround::make(const Package& package, Date today) {
  Result<CaseFolder> folder = CaseFolder::make();
  if (!folder) return folder.errors();
  std::unique_ptr<CaseGround> ground(new CaseGround(package, std::move(folder).value()));
  ServiceOptions options;
  options.store_path = ground->folder_.file("case.db");
  options.today = today;
  Result<std::unique_ptr<Service>> service = Service::open(options);
  if (!service) return service.errors();
  ground->service_ = std::move(service).value();
  const Result<Done> loaded = ground->service_->load_package(package, "case");
  if (!loaded) return loaded.errors();
  return ground;
}

Result<std::unique_ptr<CaseWorld>> CaseWorld::make(const CaseGround& ground, Date today) {
  Result<CaseFolder> folder = CaseFolder::make();
  if (!folder) return folder.errors();
  const Result<std::shared_ptr<const Plan>> plan = ground.service_->plan(ground.package_.name);
  if (!plan) return plan.errors();
  std::unique_ptr<CaseWorld> world(
      new CaseWorld(ground.package_, plan.value(), std::move(folder).value()));
  const Date first_day = std::min(today, plan.value()->header.in_force_from.value_or(today));
  Result<std::unique_ptr<Service>> service =
      ground.service_->copy(world->folder_.file("case.db"), first_day);
  if (!service) return service.errors();
  world->service_ = std::move(service).value();
  return world;
}

Result<Actor> CaseWorld::actor(const std::string& who) const {
  if (who == "系统管理") return administrator();
  Result<Actor> found = service_->stand_in(package_.name, who);
  if (!found) return problem("TEST-A004", {{"who", who}});
  return found;
}

Result<Done> CaseWorld::move_clock(Date day) {
  return service_->move_clock(administrator(), day.print());
}

Result<Done> CaseWorld::act(const CaseAct& act) {
  const Result<Actor> who = actor(act.who);
  if (!who) return who.errors();
  const Words words = read_words(act.with);
  const std::string verb = act.action.substr(0, act.action.find(' '));
  if (verb == "report") return report(who.value(), act, words);
  if (verb == "accept" || verb == "return" || verb == "withdraw") {
    return settle(who.value(), act, words);
  }
  if (verb == "shares") return share(who.value(), act, words);
  if (verb == "state") return set_state(who.value(), act, words);
  if (verb == "edit") return edit(who.value(), act, words);
  if (verb == "set") return set_parameter(act, words);
  // What changes rows of registers needs a store that holds them.
  if (verb == "step" || verb == "import") return problem("TEST-A005", {{"action", act.action}});
  if (verb == "clock") {
    if (word(words, "today").empty()) return missing("today");
    return service_->move_clock(who.value(), word(words, "today"));
  }
  if (verb == "publish") {
    const std::vector<std::string> parts = split(act.row, '/');
    if (parts.size() != 2) return missing("row");
    return outcome(service_->publish(who.value(), package_.name, parts[0], parts[1]));
  }
  return problem("TEST-A001", {{"action", act.action}});
}

/// `row` is 目标/节点 or 目标/节点/单位; without 单位 a county reports its own share.
Result<Done> CaseWorld::report(const Actor& actor, const CaseAct& act, const Words& words) {
  const std::vector<std::string> parts = split(act.row, '/');
  if (parts.size() < 2) return missing("row");
  if (word(words, "数值").empty()) return missing("数值");
  ReportRequest request;
  request.target = parts[0];
  request.node = parts[1];
  request.share = parts.size() > 2 ? parts[2] : actor.is_holder() ? actor.agency : "";
  request.value = word(words, "数值");
  request.note = word(words, "说明");
  return outcome(service_->report(actor, package_.name, request));
}

/// The last row of 进展 whose id begins with `prefix`; numbers, not texts, order them.
Result<Record> CaseWorld::last_report(std::string_view prefix) const {
  std::optional<Record> last;
  int64_t last_number = -1;
  const View now{service_->today(), Moment{INT64_MAX}};
  const Result<Done> read =
      service_->with_records(package_.name, [&](const Plan&, const Records& records) {
        for (const Record& record : records.rows("进展", prefix, now)) {
          const Result<Decimal> n = Decimal::parse(record.id.substr(record.id.rfind('/') + 1));
          const int64_t number = n && n.value().to_int64() ? n.value().to_int64().value() : 0;
          if (number <= last_number) continue;
          last_number = number;
          last = record;
        }
      });
  if (!read) return read.errors();
  if (!last) return missing("row");
  return *last;
}

Result<Done> CaseWorld::settle(const Actor& actor, const CaseAct& act, const Words& words) {
  const Result<Record> row = last_report(act.row);
  if (!row) return row.errors();
  const std::string& id = row.value().id;
  const uint64_t version = row.value().version;
  if (act.action == "accept") {
    return outcome(service_->accept(actor, package_.name, id, version));
  }
  if (act.action == "withdraw") {
    return outcome(service_->withdraw(actor, package_.name, id, version));
  }
  return outcome(service_->send_back(actor, package_.name, id, version, word(words, "意见")));
}

/// `row` is 目标/节点; `with` gives 预留 and a share a unit.
Result<Done> CaseWorld::share(const Actor& actor, const CaseAct& act, const Words& words) {
  const std::vector<std::string> parts = split(act.row, '/');
  if (parts.size() != 2) return missing("row");
  std::map<std::string, uint64_t> versions;
  const View now{service_->today(), Moment{INT64_MAX}};
  const Result<Done> read =
      service_->with_records(package_.name, [&](const Plan&, const Records& records) {
        for (const Record& record : records.rows("分解", act.row + "/", now)) {
          versions[record.text("单位")] = record.version;
        }
      });
  if (!read) return read.errors();
  ShareSheetRequest sheet;
  sheet.node = parts[1];
  sheet.reserve = "0";
  sheet.reserve_version = versions[""];
  versions.erase("");
  for (const auto& [unit, value] : words) {
    if (unit == "预留") {
      sheet.reserve = value;
    } else {
      sheet.rows.push_back(ShareEntry{unit, value, versions[unit]});
      versions.erase(unit);
    }
  }
  for (const auto& [unit, version] : versions) sheet.rows.push_back(ShareEntry{unit, "", version});
  return outcome(service_->set_shares(actor, package_.name, parts[0], {sheet}));
}

Result<Done> CaseWorld::set_state(const Actor& actor, const CaseAct& act, const Words& words) {
  const std::vector<std::string> parts = split(act.row, '/');
  if (parts.empty()) return missing("row");
  TaskStateRequest request;
  request.task = parts[0];
  request.node = parts.size() > 1 ? parts[1] : "";
  request.state = word(words, "状态");
  request.note = word(words, "说明");
  const std::string id = request.task + "/" + request.node;
  const View now{service_->today(), Moment{INT64_MAX}};
  const Result<Done> read =
      service_->with_records(package_.name, [&](const Plan&, const Records& records) {
        for (const Record& record : records.rows("办理", id, now)) {
          if (record.id == id) request.version = record.version;
        }
      });
  if (!read) return read.errors();
  return outcome(service_->set_task_state(actor, package_.name, request));
}

/// `edit BLOCK` with key=value: checked as in the page, and in force when it checks.
Result<Done> CaseWorld::edit(const Actor& actor, const CaseAct& act, const Words& words) {
  const size_t blank = act.action.find(' ');
  if (blank == act.action.npos) return missing("BLOCK");
  const std::string block(trimmed(std::string_view(act.action).substr(blank)));
  Package edited = package_;
  for (const auto& [key, value] : words) {
    Result<Package> next = edit_block(edited, block, key, value);
    if (!next) return next.errors();
    edited = std::move(next).value();
  }
  const Result<Done> loaded = service_->load_package(edited, actor.display);
  if (!loaded) return loaded.errors();
  package_ = std::move(edited);
  const Result<std::shared_ptr<const Plan>> plan = service_->plan(package_.name);
  if (!plan) return plan.errors();
  plan_ = plan.value();
  return Done{};
}

/// `set NAME` with 值=5, or `set` with the name under row. From the day of the clock on.
Result<Done> CaseWorld::set_parameter(const CaseAct& act, const Words& words) {
  const size_t blank = act.action.find(' ');
  std::string named;
  if (blank != act.action.npos) named = trimmed(std::string_view(act.action).substr(blank));
  const std::string& name = named.empty() ? act.row : named;
  for (const char* key : {"值", "数值", "value"}) {
    const std::string value = word(words, key);
    if (!value.empty()) return given_.set(*plan_, name, value, today());
  }
  return missing("值");
}

namespace {

/// Rows as pages read them, for formulas: an agency is a row of 单位 there.
Value rows_value(const std::vector<CaseRow>& rows, Rows* world) {
  std::vector<Value> values;
  for (const CaseRow& row : rows) {
    std::vector<std::pair<std::string, Value>> entries;
    for (const auto& [column, field] : row) {
      const auto* text = std::get_if<std::string>(&field);
      const bool is_agency = column == agency_register_name && text != nullptr;
      entries.emplace_back(
          column, is_agency ? world->row(agency_register_name, *text) : field_value(field));
    }
    values.emplace_back(Context(std::move(entries)));
  }
  return Value(std::move(values));
}

}  // namespace

bool CaseWorld::asks_rows(std::string_view expression) const {
  return CaseGiven::is_asked(*plan_, expression) || CaseGiven::asks_measured(*plan_, expression);
}

Result<Done> CaseWorld::ask(const std::string& who, std::optional<Date> as_of,
                            std::string_view expression,
                            const std::function<void(const Outcome&)>& use) const {
  std::optional<std::string> holder;
  if (!who.empty()) {
    const Result<Actor> reader = actor(who);
    if (!reader) return reader.errors();
    if (reader.value().is_holder()) holder = reader.value().agency;
  }
  if (holder && CaseGiven::is_asked(*plan_, expression)) {
    return problem("TEST-A005", {{"action", who}});
  }
  Result<Done> done = Done{};
  const Result<Done> read = with_tables(holder, [&](const CaseGiven::AddTables& add_tables) {
    done = given_.evaluate(*plan_, as_of.value_or(service_->today()), expression, add_tables, use);
  });
  return read ? done : read;
}

Diagnostics CaseWorld::looked_at(std::optional<Date> as_of, std::string_view expression) const {
  Diagnostics notes;
  const Result<Done> read = with_tables(std::nullopt, [&](const CaseGiven::AddTables& add_tables) {
    notes = given_.looked_at(*plan_, as_of.value_or(service_->today()), expression, add_tables);
  });
  return read ? notes : read.errors();
}

Result<Done> CaseWorld::with_tables(
    const std::optional<std::string>& holder,
    const std::function<void(const CaseGiven::AddTables&)>& use) const {
  return service_->with_records(package_.name, [&](const Plan&, const Records& records) {
    std::deque<CaseSight> sights;  // Of each day that is looked at; they stay where they are.
    use([&](Rows* rows, const RowsOn& on) {
      const View there{rows->as_of(), Moment{INT64_MAX}};
      sights.push_back({*plan_, records, there, holder});
      add_target_tables(
          rows, std::make_shared<FigureMaker>(FigureSight{*plan_, records, there, on, holder}));
      const CaseRegisters registers = case_registers(sights.back());
      for (const std::string& name : registers.names) {
        if (rows->table(name) != nullptr || plan_->find_target(name) != nullptr) continue;
        rows->add_table(
            name, [registers, rows, name] { return rows_value(registers.rows(name), rows); });
      }
    });
  });
}

Result<Done> CaseWorld::look_at_rows() const {
  Diagnostics errors;
  const Result<Done> read =
      with_tables(std::nullopt, [&](const CaseGiven::AddTables& add_tables) {
    errors = given_.look(*plan_, service_->today(), add_tables);
  });
  if (!read || errors.empty()) return read;
  return errors;
}

std::string CaseWorld::kind_not_asked(std::string_view name) const {
  const auto is_one_of = [name](const auto& blocks) {
    return std::any_of(blocks.begin(), blocks.end(),
                       [name](const auto& block) { return block.name.text == name; });
  };
  if (is_one_of(plan_->rankings)) return "ranking";
  if (is_one_of(plan_->notices)) return "notice";
  if (is_one_of(plan_->watches)) return "watch";
  if (is_one_of(plan_->forms)) return "form";
  return is_one_of(plan_->flows) ? "flow" : "";
}

Result<Done> CaseWorld::give(const CaseStep& given) {
  struct Kind {
    std::string_view name;
    std::vector<std::string> columns;
  };
  const std::vector<Kind> kinds = {{"分解", {"目标", "节点", "单位", "份额"}},
                                   {"进展", {"目标", "节点", "单位", "数值"}},
                                   {"办理", {"任务", "节点", "状态"}}};
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const Kind& k) { return k.name == given.register_name; });
  if (kind == kinds.end()) {
    std::vector<std::string> known;
    for (const Kind& one : kinds) known.emplace_back(one.name);
    return problem("TEST-X004", {{"name", given.register_name},
                                 {"near", did_you_mean(given.register_name, known)}});
  }
  for (const std::string& column : kind->columns) {
    const bool there =
        std::find(given.columns.begin(), given.columns.end(), column) != given.columns.end();
    if (!there) return problem("TEST-F004", {{"column", column}});
  }
  std::map<std::string, std::string> sheets;  // 目标/节点 -> 甲县=66, 乙县=120
  const auto text = [&](size_t row, std::string_view column) {
    return given.cell(row, column).text;
  };
  for (size_t row = 0; row < given.rows.size(); ++row) {
    const std::string day = text(row, "自");
    if (const Result<Date> from = Date::parse(day); from) {
      const Result<Done> moved = move_clock(from.value());
      if (!moved) return moved;
    }
    Result<Done> done = Done{};
    if (kind->name == "分解") {
      std::string& sheet = sheets[text(row, "目标") + "/" + text(row, "节点")];
      const std::string unit = text(row, "单位").empty() ? "预留" : text(row, "单位");
      sheet += (sheet.empty() ? "" : ", ") + unit + "=" + text(row, "份额");
    } else if (kind->name == "进展") {
      const std::string place =
          text(row, "目标") + "/" + text(row, "节点") + "/" + text(row, "单位");
      done = act({text(row, "单位"), "report", place, "数值=" + text(row, "数值")});
      if (done && text(row, "状态") != "reported") {
        done = act({std::string(office_name), "accept", place + "/", ""});
      }
    } else {
      done = act({std::string(office_name), "state", text(row, "任务") + "/" + text(row, "节点"),
                  "状态=" + text(row, "状态")});
    }
    if (!done) return done;
  }
  for (const auto& [place, with] : sheets) {
    const Result<Done> done = act({std::string(office_name), "shares", place, with});
    if (!done) return done;
  }
  return Done{};
}

Result<Value> CaseWorld::read(const std::string& who, std::optional<Date> as_of,
                              std::string_view expression) const {
  std::optional<std::string> holder;
  if (!who.empty()) {
    const Result<Actor> reader = actor(who);
    if (!reader) return reader.errors();
    if (reader.value().is_holder()) holder = reader.value().agency;
  }
  const View view{as_of.value_or(service_->today()), Moment{INT64_MAX}};
  Result<Value> value = Value();
  const Result<Done> read =
      service_->with_records(package_.name, [&](const Plan& plan, const Records& records) {
        const CaseSight sight{plan, records, view, holder};
        value = evaluate_case(expression, case_registers(sight));
      });
  if (!read) return read.errors();
  return value;
}

}  // namespace fangan
