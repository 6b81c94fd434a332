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

/// What an action is done to: "edit 压减煤炭产能" names a block.
std::string object_of(const std::string& action) {
  const size_t blank = action.find(' ');
  return blank == action.npos ? "" : std::string(trimmed(action.substr(blank)));
}

/// What the errors of rows name: registers, rows, fields.
std::string names_of(const Result<int64_t>& rows) {
  std::string names;
  for (const Fact& fact : rows.error().facts) {
    if (!fact.value.empty()) names += (names.empty() ? "" : "、") + fact.value;
  }
  return names.empty() ? "—" : names;
}

/// A row that was entered, as if it had been given from that day on.
CaseStep entered_row(const std::string& register_name,
                     const std::vector<std::pair<std::string, std::string>>& words, Date today) {
  CaseStep step;
  step.kind = CaseStepKind::given;
  step.register_name = register_name;
  step.rows.emplace_back();
  const auto add = [&step](const std::string& column, const std::string& text) {
    step.columns.push_back(column);
    step.rows.back().emplace_back().text = text;
  };
  for (const auto& [name, value] : words) add(name, value);
  add("自", today.print());
  return step;
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

Result<std::string> CaseWorld::act(const CaseAct& act) {
  const Result<Actor> who = actor(act.who);
  if (!who) return who.errors();
  const Words words = read_words(act.with);
  if (const std::string named = object_of(act.action); act.action.rfind("set ", 0) == 0) {
    const Register* definition = plan_->find_register(named);
    if (definition != nullptr) return enter(who.value(), act, *definition, words);
  }
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
    return set_parameter(named.empty() ? act.row : named, words);
  }
  if (verb == "step" || verb == "import") return problem("TEST-A005", {{"action", act.action}});
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
Result<Done> CaseWorld::set_parameter(const std::string& name, const Words& words) {
  std::string value;
  for (const char* key : {"值", "数值", "value"}) {
    if (value.empty()) value = word(words, key);
  }
  if (value.empty()) return missing("值");
  const Result<Done> set = given_.set(*plan_, name, value, today());
  if (!set) return set;
  const Result<Actor> office = actor(std::string(office_name));
  if (!office) return office.errors();
  const ParameterRequest request{parameter_versions_[name]++, value, "", "case"};
  return outcome(service_->set_parameter(office.value(), package_.name, name, request));
}

Diagnostics CaseWorld::give_rows(const CaseStep& given) {
  if (!has_stored_rows_) return given_.add(*plan_, given);
  return {problem_at("TEST-X013", given.span, {{"register", given.register_name}})};
}

/// `set REGISTER`: a new row, saved as the form of the page saves it.
Result<std::string> CaseWorld::enter(const Actor& actor, const CaseAct& act,
                                     const Register& definition, const Words& words) {
  // Choice: a row that is there is not changed, for given rows have no history to change.
  if (!act.row.empty()) return problem("TEST-A005", {{"action", act.action + " " + act.row}});
  const Result<Done> stored = store_rows();
  if (!stored) return stored.errors();
  RowRequest request;
  request.fields = Json::object();
  for (const auto& [name, value] : words) {
    Result<Json> field = typed(actor, definition.field(name), value);
    if (!field) return field.errors();
    request.fields.set(name, std::move(field).value());
  }
  const std::string& name = definition.name.text;
  const Result<Json> added = service_->add_row(actor, package_.name, name, request);
  if (!added) return added.errors();
  const Diagnostics errors = given_.add(*plan_, entered_row(name, words, today()));
  if (!errors.empty()) return errors;
  std::string marks;
  for (const Json& mark : added.value()["row"]["marks"].items()) {
    marks += (marks.empty() ? ": " : "; ") + mark["message"].text();
  }
  return "ok" + marks;
}

/// The store gives rows without a key codes of its own: the word where the case gave it no row.
Result<std::string> CaseWorld::stored_code(const Field& field, const std::string& word) const {
  const std::string& name = field.domain.target.text;
  const Register* target = plan_->find_register(name);
  const bool has_codes = target != nullptr && target->key.empty();
  const std::optional<size_t> place =
      has_codes ? given_.place_of(*plan_, name, word) : std::nullopt;
  if (!place) return word;
  const Result<Actor> office = actor(std::string(office_name));
  if (!office) return office.errors();
  RegisterRequest request;  // As they were entered.
  request.offset = static_cast<int64_t>(*place);
  request.count = 1;
  const Result<Json> page =
      service_->register_page(office.value(), package_.name, name, {}, request);
  if (!page) return page.errors();
  const std::vector<Json>& rows = page.value()["rows"].items();
  return rows.empty() ? word : rows.front()["row"].text();
}

/// `@文件` hands in a file of one line.
Result<Json> CaseWorld::typed(const Actor& actor, const Field* field, const std::string& word) {
  if (field != nullptr && field->domain.kind == FieldKind::reference) {
    const Result<std::string> code = stored_code(*field, word);
    if (!code) return code.errors();
    return Json(code.value());
  }
  const bool is_file = field != nullptr && (field->domain.kind == FieldKind::file ||
                                            field->domain.kind == FieldKind::files);
  if (!is_file || word.empty() || word.front() != '@') return Json(word);
  const Result<Json> file =
      service_->add_file(actor, word.substr(1) + ".txt", "text/plain", word + "\n");
  if (!file) return file.errors();
  return Json::array({Json::object({{"hash", file.value()["hash"]}})});
}

/// The given rows as those that come with the package.
Result<Done> CaseWorld::store_rows() {
  if (has_stored_rows_) return Done{};
  Package package = package_;
  std::erase_if(package.files,
                [](const PackageFile& file) { return file.name.rfind("data/", 0) == 0; });
  for (PackageFile& file : given_.files()) package.files.push_back(std::move(file));
  std::sort(package.files.begin(), package.files.end(),
            [](const PackageFile& a, const PackageFile& b) { return a.name < b.name; });
  const Result<Done> loaded = service_->load_package(package, "case");
  if (!loaded) return loaded.errors();
  Sources sources;
  const auto ignore = [](const std::string&, int64_t) {};
  const Result<int64_t> rows = service_->load_data(package_.name, ignore, &sources);
  if (!rows) {
    return problem("TEST-X012", {{"code", rows.error().code}, {"rows", names_of(rows)}});
  }
  has_stored_rows_ = true;
  return Done{};
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
      done = done_by({text(row, "单位"), "report", place, "数值=" + text(row, "数值")});
      if (done && text(row, "状态") != "reported") {
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
