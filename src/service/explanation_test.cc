// Why a rule says so: whoever has the leaves of an explanation, and the rules, comes to the same.
//
// Of every plan in plans/ that brings rows, a hundred are drawn from the registers that decisions
// stand on and policies look at. What those say of each is computed once more in a world that holds
// nothing but the leaves that were told. Figures are computed from the rows they open into.
#include <random>

#include "campaign/parameters_in_force.h"
#include "campaign/row_table.h"
#include "feel/regex.h"
#include "plan/row_words.h"
#include "service/service_world_test.h"
#include "value/print.h"

namespace fangan::test {
namespace {

constexpr size_t rows_drawn = 100;
constexpr uint32_t seed = 6;

std::vector<std::string> plan_folders() {
  std::vector<std::string> folders;
  const std::filesystem::path all(FANGAN_SOURCE_DIR "/plans");
  if (!std::filesystem::is_directory(all)) return folders;
  for (const auto& entry : std::filesystem::directory_iterator(all)) {
    const bool has_rows = std::filesystem::is_directory(entry.path() / "data");
    if (has_rows) folders.push_back(entry.path().string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

/// A value of a field as JSON tells it, read again.
Value value_of(const Field& field, const Json& json) {
  const auto texts = [&json](const char* key) {
    std::vector<Value> all;
    for (const Json& each : json.items()) {
      all.emplace_back(*key == '\0' ? each.text() : each[key].text());
    }
    return all;
  };
  if (json.is_null()) return {};
  switch (field.domain.kind) {
    case FieldKind::number: return Value(Decimal::parse(json.text()).value());
    case FieldKind::boolean: return Value(json.boolean());
    case FieldKind::date: return Value(Date::parse(json.text()).value());
    case FieldKind::region: return Value(json["name"].text());
    case FieldKind::agency:
    case FieldKind::reference: return Value(json["id"].text());
    case FieldKind::several_of: return Value(texts(""));
    case FieldKind::file: return texts("hash").front();
    case FieldKind::files: return Value(texts("hash"));
    case FieldKind::text:
    case FieldKind::one_of: break;
  }
  return Value(json.text());
}

/// The rows of all leaves of an explanation, and nothing else of them.
class LeafWorld {
 public:
  explicit LeafWorld(const Plan& plan) : plan_(plan) {}

  void take(const Json& steps) {
    for (const Json& step : steps.items()) {
      if (!step["row"].is_null()) row(step["row"]);
      for (const Json& list : step["lists"].items()) {
        if (!list["row"].is_null()) row(list["row"]);
        const std::string& name = list["register"].text();
        if (plan_.find_register(name) == nullptr) is_whole = is_whole && name == "单位";
        for (const Json& id : list["ids"].items()) {
          row(Json::object({{"register", name}, {"id", id}}));
        }
      }
      for (const Json& leaf : step["leaves"].items()) take_leaf(leaf);
    }
  }

  std::unique_ptr<Rows> rows(Date day, ParameterValues parameters) {
    auto rows = std::make_unique<Rows>(plan_, day, std::move(parameters));
    for (const Register& definition : plan_.registers) {
      std::vector<RowState> states;
      for (const auto& [id, state] : rows_[definition.name.text]) states.push_back(state);
      const Diagnostics errors = rows->add(definition.name.text, std::move(states));
      EXPECT_TRUE(errors.empty());
    }
    return rows;
  }

  size_t leaves = 0;
  bool is_whole = true;  ///< No leaf is masked, and none is a figure or a ledger.

 private:
  RowState* row(const Json& in) {
    const Register* definition = plan_.find_register(in["register"].text());
    if (definition == nullptr) return nullptr;
    RowState& state = rows_[definition->name.text][in["id"].text()];
    state.id = in["id"].text();
    state.fields.resize(definition->fields.size());
    return &state;
  }

  void take_leaf(const Json& leaf) {
    ++leaves;
    EXPECT_FALSE(leaf["id"].text().empty());
    EXPECT_FALSE(leaf["field"].text().empty());
    const Json& value = leaf["value"];
    is_whole = is_whole && value.text() != "***";
    RowState* state = row(leaf);
    if (state == nullptr) return;  // 单位 is there from the start.
    const Register& definition = *plan_.find_register(leaf["register"].text());
    const RowWords& words = row_words(plan_.header.language);
    const std::string& name = leaf["field"].text();
    if (const Field* field = definition.field(name)) {
      state->fields[static_cast<size_t>(field - definition.fields.data())] =
          value_of(*field, value);
    } else if (name == words.state) {
      state->state = value.text();
    } else if (name == words.period) {
      state->period = definition.period == Period::year
                          ? Value(Decimal::parse(value.text()).value())
                          : Value(value.text());
    } else {
      for (const auto& [entered, day] : value.members()) {
        state->entered.emplace_back(entered, Date::parse(day.text()).value());
      }
    }
  }

  const Plan& plan_;
  std::map<std::string, std::map<std::string, RowState>> rows_;
};

std::string told(const Value& value) {
  if (const Row* row = as_row(value)) return row->state().id;
  if (value.is(ValueKind::number)) return value.number().print_normal();
  std::string text = "[";
  if (value.is(ValueKind::context)) {
    for (size_t i = 0; i < value.context().size(); ++i) {
      text += std::string(value.context().name(i)) + "=" + told(value.context().value(i)) + ";";
    }
    return text;
  }
  if (!value.is(ValueKind::list)) return print_plain(value, SIZE_MAX).value_or("…");
  for (const Value& item : value.items()) text += told(item) + ";";
  return text;
}

std::string told(const Json& value) {
  if (value.kind() == Json::Kind::boolean) return value.boolean() ? "true" : "false";
  std::string text = "[";
  for (const Json& part : value["parts"].items()) {
    text += part["name"].text() + "=" + told(part["value"]) + ";";
  }
  if (!value["parts"].is_null()) return text;
  if (value.kind() == Json::Kind::object) return value["id"].text();
  if (value.kind() != Json::Kind::array) return value.text();
  for (const Json& item : value.items()) text += told(item) + ";";
  return text;
}

class ExplainedPlan {
 public:
  explicit ExplainedPlan(const std::string& folder) {
    Result<Package> package = read_package_folder(folder);
    EXPECT_TRUE(bool(package)) << code_of(package);
    if (!package) return;
    ServiceOptions options;
    options.store_path = folder_.file("store.db");
    options.today = Date::parse("2018-06-30").value();
    service_ = std::move(Service::open(options)).value();
    const Result<Done> loaded = service_->load_package(package.value(), "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
    id_ = package.value().name;
    Sources sources;
    const auto rows =
        service_->load_data(id_, [](const std::string&, int64_t) {}, &sources);
    EXPECT_TRUE(bool(rows)) << code_of(rows);
    plan_ = service_->plan(id_).value();
    office_ = service_->stand_in(id_, "办公室").value();
  }

  /// Register and id of every row that a rule may be asked of.
  std::vector<std::pair<std::string, std::string>> all_rows() {
    std::vector<std::pair<std::string, std::string>> all;
    for (const Register& definition : plan_->registers) {
      if (!is_judged(definition.name.text)) continue;
      RegisterRequest request;
      request.count = 500;
      const auto page = service_->register_page(office_, id_, definition.name.text, {}, request);
      if (!page) continue;
      for (const Json& row : page.value()["rows"].items()) {
        all.emplace_back(definition.name.text, row["row"].text());
      }
    }
    return all;
  }

  void ask(const std::string& register_name, const std::string& id) {
    for (const Decision& decision : plan_->decisions) {
      const bool stands_here =
          std::any_of(decision.on.begin(), decision.on.end(),
                      [&](const Name& on) { return on.text == register_name; });
      if (!stands_here || !decision.value.expression) continue;
      const Result<Json> why =
          service_->decision_row(office_, id_, decision.name.text, register_name, id, {});
      ASSERT_TRUE(bool(why)) << code_of(why);
      compare(decision.name.text, decision.value, why.value()["outcome"], why.value(),
              why.value()["decision"]["parameters"], register_name, id);
    }
    const Result<Json> policies = service_->row_policies(office_, id_, register_name, id, {});
    ASSERT_TRUE(bool(policies)) << code_of(policies);
    for (const Json& each : policies.value()["policies"].items()) {
      const auto policy = std::find_if(
          plan_->policies.begin(), plan_->policies.end(),
          [&](const Policy& one) { return one.name.text == each["policy"]["name"].text(); });
      for (const Json& row : each["rows"].items()) {
        compare(policy->name.text, policy->eligible, row["eligible"], row,
                each["policy"]["parameters"], row["register"].text(), row["id"].text());
        ask_amount(*policy, policy->amount, row["gives"], row);
        ask_amount(*policy, policy->cap, row["cap"], row);
      }
    }
  }

  void ask_amount(const Policy& policy, const Formula& rule, const Json& why, const Json& row) {
    if (why.is_null()) return;
    ++amounts;
    const Date on = Date::parse(why["as_of"].text()).value();
    compare(policy.name.text, rule, why["outcome"], why, why["parameters"],
            row["register"].text(), row["id"].text(), on);
  }

  void ask_targets() {
    for (const Target& target : plan_->targets) {
      if (target.is_measured()) ask(target);
    }
  }

  /// Counts and sums of what is done, at each grade.
  void ask(const Target& target) {
    constexpr const char* plain = R"(^(count|total)\(done\([^()]+\)(\[[^\[\]]*\])?(\.[^()]+)?\)$)";
    static const Regex form = Regex::compile(plain, "").value();
    if (!form.matches(target.measure.text.text()).value()) return;
    const Result<Json> shown = service_->target(office_, id_, target.name, {});
    ASSERT_TRUE(bool(shown)) << code_of(shown);
    for (const Json& figure : shown.value()["figures"].items()) {
      FigureRowsRequest asked;
      asked.node = figure["node"].text();
      asked.share = figure["share"].text();
      asked.part = figure["part"].text();
      asked.show = "all";
      const Result<Json> rows = service_->figure_rows(office_, id_, target.name, {}, asked);
      if (!rows) continue;  // Of rows without a holder.
      compare_figure(target, target.measure.text.text().starts_with("count"), figure, rows.value());
    }
  }

  size_t compared = 0;
  size_t figures = 0;
  size_t with_leaves = 0;
  size_t amounts = 0;
  size_t not_whole = 0;

 private:
  bool is_judged(const std::string& name) const {
    const auto names_it = [&name](const std::vector<Name>& names) {
      return std::any_of(names.begin(), names.end(),
                         [&name](const Name& each) { return each.text == name; });
    };
    return std::any_of(plan_->decisions.begin(), plan_->decisions.end(),
                       [&](const Decision& each) { return names_it(each.on); }) ||
           std::any_of(plan_->policies.begin(), plan_->policies.end(),
                       [&](const Policy& each) { return names_it(each.of); });
  }

  void compare_figure(const Target& target, bool is_count, const Json& figure, const Json& rows) {
    const std::string where = target.name + " " + figure["node"].text();
    EXPECT_FALSE(rows["measure"]["anchor"].text().empty()) << where;
    EXPECT_FALSE(rows["measure"]["quote"].text().empty()) << where;
    for (const Json& each : rows["measure"]["parameters"].items()) {
      EXPECT_EQ(each["value"].is_null(), each["since"].is_null()) << where;
    }
    ASSERT_LE(rows["registers"].items().size(), 1u) << where;
    const Json none = Json::object({{"total", Json("0")}});
    const Json& counted =
        rows["registers"].items().empty() ? none : rows["registers"].items().front();
    if (counted["total"].text() != std::to_string(counted["rows"].items().size())) return;
    const std::vector<std::string> grades = {"reported", "accepted", "published"};
    for (size_t grade = 0; grade < grades.size(); ++grade) {
      Decimal sum(0);
      for (const Json& row : counted["rows"].items()) {
        EXPECT_FALSE(row["id"].text().empty()) << where;
        const auto reached = std::find(grades.begin(), grades.end(), row["grade"].text());
        const bool counts =
            reached != grades.end() && reached >= grades.begin() + static_cast<long>(grade);
        if (!counts) continue;
        const Json& value = row["value"];
        if (!is_count && value.is_null()) continue;
        sum = add(sum, is_count ? Decimal(1) : Decimal::parse(value.text()).value()).value();
      }
      const Json& told = figure[grades[grade]];
      if (told.is_null()) continue;  // It says why there is none.
      ++figures;
      EXPECT_EQ(sum.print_normal(), Decimal::parse(told.text()).value().print_normal())
          << where << " " << grades[grade] << rows.print_pretty();
    }
  }

  void compare(const std::string& rule, const Formula& formula, const Json& outcome,
               const Json& why, const Json& parameters, const std::string& register_name,
               const std::string& id, std::optional<Date> on = std::nullopt) {
    const std::string where = rule + " of " + register_name + " " + id;
    if (!outcome["not_set"].is_null() || outcome["value"].text() == "***") return;
    ASSERT_GE(why["steps"].items().size(), 1u) << where;
    EXPECT_EQ(why["steps"].items().front()["rule"].text(), rule);
    for (const Json& step : why["steps"].items()) look_at_step(step, parameters, where);
    LeafWorld world(*plan_);
    world.take(why["steps"]);
    if (!world.is_whole || why["more"].text() != "0") {
      ++not_whole;
      return;
    }
    const Date day = on.value_or(service_->today());
    const std::unique_ptr<Rows> rows = world.rows(day, values(parameters));
    const Outcome again = rows->evaluate(formula, Asked{rows->row(register_name, id)});
    ++compared;
    with_leaves += world.leaves > 0 ? 1 : 0;
    const bool has_value = again.kind == Outcome::Kind::value;
    EXPECT_EQ(has_value ? told(again.value) : "-",
              outcome["value"].is_null() ? "-" : told(outcome["value"]))
        << where << "\n" << why["steps"].print_pretty();
  }

  /// A step names its clause and, of each parameter, the version.
  void look_at_step(const Json& step, const Json& parameters, const std::string& where) {
    const Json& clause = step["clause"];
    EXPECT_FALSE(clause["file"].text().empty()) << where;
    EXPECT_FALSE(step["rule"].text().empty()) << where;
    for (const Json& name : step["parameters"].items()) {
      const auto found = std::find_if(
          parameters.items().begin(), parameters.items().end(),
          [&](const Json& each) { return each["name"].text() == name.text(); });
      ASSERT_NE(found, parameters.items().end()) << where << ": " << name.text();
      EXPECT_EQ((*found)["value"].is_null(), (*found)["since"].is_null()) << where;
      EXPECT_FALSE((*found)["clause"]["file"].text().empty()) << where;
    }
  }

  /// Those the rule rests on, whether it came to them or not, for an unset one answers for all: by
  /// their versions.
  ParameterValues values(const Json& parameters) {
    ParameterValues values;
    for (const Json& each : parameters.items()) {
      const Parameter& parameter = *plan_->find_parameter(each["name"].text());
      for (const auto& [day, text] : parameter.values) {
        if (day.print() != each["since"].text()) continue;
        values[parameter.name] = parameter_value(parameter, text).value();
      }
    }
    return values;
  }

  Folder folder_;
  std::unique_ptr<Service> service_;
  std::string id_;
  std::shared_ptr<const Plan> plan_;
  Actor office_;
};

TEST(Explanation, ItsLeavesGiveTheValueAgain) {
  const std::vector<std::string> folders = plan_folders();
  if (folders.empty()) GTEST_SKIP() << "there is no plan with rows in plans/";
  for (const std::string& folder : folders) {
    ExplainedPlan plan(folder);
    auto rows = plan.all_rows();
    std::mt19937 chance(seed);
    std::shuffle(rows.begin(), rows.end(), chance);
    rows.resize(std::min(rows.size(), rows_drawn));
    for (const auto& [name, id] : rows) plan.ask(name, id);
    EXPECT_GE(plan.compared, rows.size()) << folder;
    EXPECT_GE(plan.with_leaves, rows.size()) << folder;
    RecordProperty("amounts", static_cast<int>(plan.amounts));
    RecordProperty("compared", static_cast<int>(plan.compared));
    RecordProperty("not_whole", static_cast<int>(plan.not_whole));
  }
}

TEST(Explanation, FiguresComeFromTheRowsTheyOpenInto) {
  const std::vector<std::string> folders = plan_folders();
  if (folders.empty()) GTEST_SKIP() << "there is no plan with rows in plans/";
  for (const std::string& folder : folders) {
    ExplainedPlan plan(folder);
    plan.ask_targets();
    EXPECT_GT(plan.figures, 0u) << folder;
    RecordProperty("figures", static_cast<int>(plan.figures));
  }
}

}  // namespace
}  // namespace fangan::test
