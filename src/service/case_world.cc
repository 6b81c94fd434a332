#include "service/case_world.h"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "service/case_edit.h"
#include "service/case_question.h"
#include "service/case_rows.h"
#include "service/package_folder.h"
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

/// "数值=66, 说明=已关闭". Errors  TEST-A009 a part that says nothing, or a key that comes twice.
Result<std::vector<std::pair<std::string, std::string>>> read_words(std::string_view with) {
  std::vector<std::pair<std::string, std::string>> words;
  std::set<std::string> keys;
  for (const std::string& part : split(with, ',')) {
    const size_t sign = part.find('=');
    const std::string key(trimmed(std::string_view(part).substr(0, sign)));
    if (part.empty()) continue;
    if (sign == part.npos || !keys.insert(key).second) {
      return problem("TEST-A009", {{"part", part}});
    }
    words.emplace_back(key, trimmed(std::string_view(part).substr(sign + 1)));
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

/// What an action is done to: "edit 压减煤炭产能" names a block.
std::string object_of(const std::string& action) {
  const size_t blank = action.find(' ');
  return blank == action.npos ? "" : std::string(trimmed(action.substr(blank)));
}

std::optional<int64_t> whole_number(const Json& json) {
  const Result<Decimal> number = Decimal::parse(json.text());
  return number ? number.value().as_int64() : std::nullopt;
}

/// ERROR of docs/api.md. `cell`: where it stands in a table; its row where it is of all of that.
Diagnostic error_of(const Json& json, const std::string& cell) {
  Diagnostic error = problem(json["code"].text(), {{"cell", cell}});
  for (const auto& [name, value] : json["facts"].members()) {
    error.facts.push_back({name, value.text()});
  }
  return error;
}

/// Of JOB of docs/api.md: `ok`, with what its rows are warned of, or the errors.
Result<std::string> import_result(const Json& job) {
  if (!job["error"].is_null()) return error_of(job["error"], "");
  Diagnostics errors;
  for (const Json& each : job["report"]["errors"].items()) {
    const std::string& row = each["row"].text();
    const std::string& cell = each["cell"].text();
    errors.push_back(error_of(each["error"], !cell.empty() || row == "0" ? cell : row));
  }
  if (!errors.empty()) return errors;
  std::string marks;
  for (const Json& each : job["report"]["warnings"].items()) {
    const Json& warning = each["error"];
    const std::string& message = warning["facts"]["message"].text();
    marks += marks.empty() ? ": " : "; ";
    marks += message.empty() ? warning["code"].text() : message;
  }
  return "ok" + marks;
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

Result<std::unique_ptr<CaseWorld>> CaseWorld::make(const CaseGround& ground, Date today,
                                                   std::string files) {
  Result<CaseFolder> folder = CaseFolder::make();
  if (!folder) return folder.errors();
  const Result<std::shared_ptr<const Plan>> plan = ground.service_->plan(ground.package_.name);
  if (!plan) return plan.errors();
  std::unique_ptr<CaseWorld> world(
      new CaseWorld(ground.package_, plan.value(), std::move(folder).value(), std::move(files)));
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

Result<std::string> CaseWorld::act(const CaseAct& act) {
  const Result<Actor> who = actor(act.who);
  if (!who) return who.errors();
  const Result<Words> read = read_words(act.with);
  if (!read) return read.errors();
  const Words& words = read.value();
  const std::string verb = act.action.substr(0, act.action.find(' '));
  const std::string named = object_of(act.action);
  if (verb == "import") return import(who.value(), named, words);
  const Register* definition = verb == "set" ? plan_->find_register(named) : nullptr;
  if (definition != nullptr) return enter(who.value(), act, *definition, words);
  const Result<Done> done = change(who.value(), act, words);
  if (!done) return done.errors();
  return std::string("ok");
}

Result<Done> CaseWorld::change(const Actor& actor, const CaseAct& act, const Words& words) {
  const std::string verb = act.action.substr(0, act.action.find(' '));
  if (verb == "report") return report(actor, act, words);
  if (verb == "accept" || verb == "return" || verb == "withdraw") {
    return settle(actor, act, words);
  }
  if (verb == "shares") return share(actor, act, words);
  if (verb == "state") return set_state(actor, act, words);
  if (verb == "edit") return edit(actor, act, words);
  if (verb == "set") {
    const std::string named = object_of(act.action);
    return set_parameter(actor, named.empty() ? act.row : named, words);
  }
  if (verb == "step") return problem("TEST-A005", {{"action", act.action}});
  if (verb == "clock") {
    if (word(words, "today").empty()) return missing("today");
    return service_->move_clock(actor, word(words, "today"));
  }
  if (verb == "publish") {
    const std::vector<std::string> parts = split(act.row, '/');
    if (parts.size() != 2) return missing("row");
    return outcome(service_->publish(actor, package_.name, parts[0], parts[1]));
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
  const std::string block = object_of(act.action);
  if (block.empty()) return missing("BLOCK");
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
Result<Done> CaseWorld::set_parameter(const Actor& actor, const std::string& name,
                                      const Words& words) {
  std::string value;
  for (const char* key : {"值", "数值", "value"}) {
    if (value.empty()) value = word(words, key);
  }
  if (value.empty()) return missing("值");
  if (plan_->find_parameter(name) == nullptr) {
    std::vector<std::string> names;
    for (const Parameter& each : plan_->parameters) names.push_back(each.name);
    return problem("TEST-A006", {{"name", name}, {"near", did_you_mean(name, names)}});
  }
  const ParameterRequest request{parameter_versions_[name], value, "", "case"};
  const Result<Json> set = service_->set_parameter(actor, package_.name, name, request);
  if (!set) return set.errors();
  ++parameter_versions_[name];
  return Done{};
}

/// `set REGISTER`: a new row or, with one named under row, a change of it, saved as the form of the
/// page saves it.
Result<std::string> CaseWorld::enter(const Actor& actor, const CaseAct& act,
                                     const Register& definition, const Words& words) {
  RowRequest request;
  request.fields = Json::object();
  for (const auto& [name, value] : words) {
    Result<Json> field = typed(actor, definition.field(name), value);
    if (!field) return field.errors();
    request.fields.set(name, std::move(field).value());
  }
  const std::string& name = definition.name.text;
  const Result<Json> saved = act.row.empty()
                                 ? service_->add_row(actor, package_.name, name, request)
                                 : change_row(actor, name, act.row, std::move(request));
  if (!saved) return saved.errors();
  std::string marks;
  for (const Json& mark : saved.value()["row"]["marks"].items()) {
    marks += (marks.empty() ? ": " : "; ") + mark["message"].text();
  }
  return "ok" + marks;
}

/// As the actor's page of the row shows it now.
Result<Json> CaseWorld::change_row(const Actor& actor, const std::string& register_name,
                                   const std::string& word, RowRequest request) {
  const std::string& id = given_.id_of(register_name, word);
  const Result<Json> page = service_->register_row(actor, package_.name, register_name, id, {});
  if (!page) return page.errors();
  const std::optional<int64_t> version = whole_number(page.value()["row"]["version"]);
  request.version = static_cast<uint64_t>(version.value_or(0));
  return service_->change_row(actor, package_.name, register_name, id, request);
}

/// `import REGISTER` with 文件=@NAME, a table beside the case: sent, checked and, unless 只检查=是,
/// applied, as on the page.
Result<std::string> CaseWorld::import(const Actor& actor, const std::string& register_name,
                                      const Words& words) {
  const std::vector<std::string> known = {"文件", "只检查"};
  for (const auto& [key, value] : words) {
    const bool is_known = std::find(known.begin(), known.end(), key) != known.end();
    if (!is_known) {
      return problem("TEST-A008", {{"key", key}, {"near", did_you_mean(key, known)}});
    }
  }
  const std::string only_check = word(words, "只检查");
  if (!only_check.empty() && only_check != "是" && only_check != "否") {
    return problem("TEST-A008", {{"key", "只检查=" + only_check}, {"near", "只检查=是"}});
  }
  const std::string file = word(words, "文件");
  if (register_name.empty()) return missing("REGISTER");
  if (file.size() < 2 || file.front() != '@') return missing("文件=@…");
  const std::string name = file.substr(1);
  const bool is_beside = name.find_first_of("/\\") == name.npos;
  const Result<std::string> bytes =
      read_whole_file((std::filesystem::path(files_) / name).string());
  if (!is_beside || !bytes) return problem("TEST-A007", {{"file", name}, {"folder", files_}});
  const Result<Json> sent =
      service_->start_import(actor, package_.name, register_name, name, bytes.value());
  if (!sent) return sent.errors();
  const std::optional<int64_t> id = whole_number(sent.value()["job"]["id"]);
  const Result<Json> checked = worked_off(actor, *id);
  if (!checked) return checked.errors();
  const bool may_apply = checked.value()["state"].text() == "checked";
  if (!may_apply || only_check == "是") return import_result(checked.value());
  const Result<Json> applied = service_->apply_job(actor, *id);
  if (!applied) return applied.errors();
  const Result<Json> job = worked_off(actor, *id);
  if (!job) return job.errors();
  // What rows are marked with was said when they were checked.
  const bool is_done = job.value()["state"].text() == "done";
  return import_result(is_done ? checked.value() : job.value());
}

/// JOB of docs/api.md, once nothing of it waits.
Result<Json> CaseWorld::worked_off(const Actor& actor, int64_t id) {
  for (;;) {
    const Result<Json> answer = service_->job(actor, id);
    if (!answer) return answer;
    const std::string& state = answer.value()["job"]["state"].text();
    const bool waits = state == "queued" || state == "checking" || state == "applying";
    const Result<bool> worked = waits ? service_->work() : Result<bool>(false);
    if (!worked) return worked.errors();
    if (!worked.value()) return answer.value()["job"];
  }
}

/// `@文件` hands in a file of one line.
Result<Json> CaseWorld::typed(const Actor& actor, const Field* field, const std::string& word) {
  if (field != nullptr && field->domain.kind == FieldKind::reference) {
    return Json(given_.id_of(field->domain.target.text, word));
  }
  const bool is_file = field != nullptr && (field->domain.kind == FieldKind::file ||
                                            field->domain.kind == FieldKind::files);
  if (!is_file || word.empty() || word.front() != '@') return Json(word);
  const Result<Json> file =
      service_->add_file(actor, word.substr(1) + ".txt", "text/plain", word + "\n");
  if (!file) return file.errors();
  return Json::array({Json::object({{"hash", file.value()["hash"]}})});
}

Result<std::optional<Actor>> CaseWorld::reader(const std::string& who) const {
  if (who.empty()) return std::optional<Actor>();
  const Result<Actor> reader = actor(who);
  if (!reader) return reader.errors();
  return std::optional<Actor>(reader.value());
}

Result<Done> CaseWorld::ask(const std::string& who, std::optional<Date> as_of,
                            std::string_view expression,
                            const std::function<void(const Outcome&)>& use) const {
  const Result<std::optional<Actor>> reader = this->reader(who);
  if (!reader) return reader.errors();
  const Asker asker = reader.value() ? Asker::reader : Asker::author;
  return service_->with_registers(
      reader.value(), package_.name, {as_of, std::nullopt},
      [&](RegisterSight& sight) { return fangan::ask(&sight, asker, expression, use); });
}

Diagnostics CaseWorld::looked_at(const std::string& who, std::optional<Date> as_of,
                                 std::string_view expression) const {
  const Result<std::optional<Actor>> reader = this->reader(who);
  if (!reader) return reader.errors();
  Diagnostics notes;
  const Result<Done> read = service_->with_registers(
      reader.value(), package_.name, {as_of, std::nullopt},
      [&](RegisterSight& sight) -> Result<Done> {
        notes = fangan::looked_at(&sight, expression);
        return Done{};
      });
  return read ? notes : read.errors();
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
    std::vector<std::string> others;  ///< That may be left out.
  };
  const std::vector<Kind> kinds = {{"分解", {"目标", "节点", "单位", "份额"}, {"自"}},
                                   {"进展", {"目标", "节点", "单位", "数值"}, {"自", "状态"}},
                                   {"办理", {"任务", "节点", "状态"}, {"自"}}};
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
  for (const std::string& column : given.columns) {
    const auto is_column = [&column](const std::string& known) { return known == column; };
    const bool is_known = std::any_of(kind->columns.begin(), kind->columns.end(), is_column) ||
                          std::any_of(kind->others.begin(), kind->others.end(), is_column);
    if (!is_known) return problem("TEST-F004", {{"column", column}});
  }
  const auto done_by = [this](const CaseAct& act) -> Result<Done> {
    const Result<std::string> done = this->act(act);
    return done ? Result<Done>(Done{}) : done.errors();
  };
  std::map<std::string, std::string> sheets;  // 目标/节点 -> 甲县=66, 乙县=120
  const auto text = [&](size_t row, std::string_view column) {
    return given.cell(row, column).text;
  };
  for (size_t row = 0; row < given.rows.size(); ++row) {
    const std::string day = text(row, "自");
    const Result<Date> from = day.empty() ? Result<Date>(today()) : Date::parse(day);
    if (!from) return from.errors();
    const Result<Done> moved = move_clock(from.value());
    if (!moved) return moved;
    Result<Done> done = Done{};
    if (kind->name == "分解") {
      std::string& sheet = sheets[text(row, "目标") + "/" + text(row, "节点")];
      const std::string unit = text(row, "单位").empty() ? "预留" : text(row, "单位");
      sheet += (sheet.empty() ? "" : ", ") + unit + "=" + text(row, "份额");
    } else if (kind->name == "进展") {
      const std::string place =
          text(row, "目标") + "/" + text(row, "节点") + "/" + text(row, "单位");
      done = done_by({text(row, "单位"), "report", place, "数值=" + text(row, "数值")});
      const std::string state = text(row, "状态");
      if (!state.empty() && state != "reported" && state != "accepted") {
        return problem("TEST-A009", {{"part", "状态=" + state}});
      }
      if (done && state != "reported") {
        done = done_by({std::string(office_name), "accept", place + "/", ""});
      }
    } else {
      const std::string place = text(row, "任务") + "/" + text(row, "节点");
      done = done_by({std::string(office_name), "state", place, "状态=" + text(row, "状态")});
    }
    if (!done) return done;
  }
  for (const auto& [place, with] : sheets) {
    const Result<Done> done = done_by({std::string(office_name), "shares", place, with});
    if (!done) return done;
  }
  return Done{};
}

Result<Value> CaseWorld::read(const std::string& who, std::optional<Date> as_of,
                              std::string_view expression) const {
  const Result<std::optional<Actor>> reader = this->reader(who);
  if (!reader) return reader.errors();
  const View view{as_of.value_or(service_->today()), Moment{INT64_MAX}};
  Result<Value> value = Value();
  const Result<Done> read =
      service_->with_records(package_.name, [&](const Plan& plan, const Records& records) {
        const Actor* whose = reader.value() ? &*reader.value() : nullptr;
        const CaseSight sight{plan, records, view, whose};
        value = evaluate_case(expression, case_registers(sight));
      });
  if (!read) return read.errors();
  return value;
}

}  // namespace fangan
