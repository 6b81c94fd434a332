// Rules over columns: whoever is answered by a program gets what is computed for the row alone.
//
// Of every plan in plans/ that brings rows, what each decision says of all rows of its register is
// held against what each row says for itself, and every formula over rows is asked of rows drawn at
// random, by a program and by Rows. Which of the formulas are programs stands beside the cases of
// the plan.
#include "service/rows_decided.h"

#include <fstream>
#include <random>
#include <sstream>

#include "campaign/parameters_in_force.h"
#include "campaign/row_columns_test.h"
#include "plan/check.h"
#include "plan/row_words.h"
#include "service/service_world_test.h"

namespace fangan::test {
namespace {

const std::filesystem::path plans(FANGAN_SOURCE_DIR "/plans");

std::vector<std::string> plan_names() {
  std::vector<std::string> names;
  if (!std::filesystem::is_directory(plans)) return names;
  for (const auto& entry : std::filesystem::directory_iterator(plans)) {
    const bool has_rows = std::filesystem::is_directory(entry.path() / "data");
    if (has_rows) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Package package_of(const std::string& name) {
  Result<Package> package = read_package_folder((plans / name).string());
  EXPECT_TRUE(bool(package)) << code_of(package);
  return package ? std::move(package).value() : Package{};
}

/// A formula over rows of a register, and what it is called.
struct RowFormula {
  std::string name;
  std::string on;
  const Formula* formula = nullptr;
};

std::vector<RowFormula> formulas_of(const Plan& plan) {
  std::vector<RowFormula> all;
  const auto add = [&](const std::string& name, const std::string& on, const Formula& formula) {
    const bool is_of_rows = plan.find_register(on) != nullptr;  // And not of ledgers or figures.
    if (is_of_rows && formula.expression) all.push_back({name, on, &formula});
  };
  for (const Decision& decision : plan.decisions) {
    for (const Name& on : decision.on) add(decision.name.text, on.text, decision.value);
  }
  for (const Policy& policy : plan.policies) {
    for (const Name& of : policy.of) {
      add(policy.name.text + ".eligible", of.text, policy.eligible);
      add(policy.name.text + ".until", of.text, policy.until);
      add(policy.name.text + ".gives", of.text, policy.amount);
    }
  }
  for (const Register& each : plan.registers) {
    for (const auto* rules : {&each.derived, &each.must, &each.warn, &each.grades}) {
      for (const NamedFormula& rule : *rules) add(rule.name.text, each.name.text, rule.formula);
    }
  }
  return all;
}

// --- rows at random ------------------------------------------------------------------------------

class RandomRows {
 public:
  RandomRows(const Plan& plan, uint32_t seed) : plan_(plan), random_(seed) {}

  std::vector<RowState> rows(const Register& definition, size_t count) {
    std::vector<RowState> rows(count);
    const Flow* flow = plan_.find_flow(definition.flow.text);
    for (size_t i = 0; i < count; ++i) {
      RowState& row = rows[i];
      row.id = std::to_string(i);
      if (definition.period == Period::year) row.period = int64_t{2016} + below(4);
      const std::string part = std::to_string(below(4) + 1);
      if (definition.period == Period::quarter) row.period = "2017-Q" + part;
      if (definition.period == Period::month) row.period = "2017-0" + part;
      const bool has_state = flow != nullptr && below(3) > 0;
      if (has_state) row.state = flow->states[below(flow->states.size())].name.text;
      for (const Field& field : definition.fields) row.fields.push_back(value(field));
    }
    return rows;
  }

 private:
  int64_t below(size_t end) { return static_cast<int64_t>(random_() % end); }

  Value value(const Field& field) {
    if (below(6) == 0) return {};
    const std::vector<Name>& words = field.domain.words;
    switch (field.domain.kind) {
      case FieldKind::number:
        return number();
      case FieldKind::boolean:
        return below(2) == 0;
      case FieldKind::date:
        return Date::from_days(17'100 + below(900));
      case FieldKind::one_of:
        return words[static_cast<size_t>(below(words.size()))].text;
      case FieldKind::several_of: {
        std::vector<Value> chosen;
        for (const Name& word : words) {
          if (below(2) == 0) chosen.emplace_back(word.text);
        }
        return chosen.empty() ? Value() : Value(std::move(chosen));
      }
      case FieldKind::files:
        return Value(std::vector<Value>{Value("a.pdf")});
      case FieldKind::agency:
      case FieldKind::region:
        return plan_.agencies[static_cast<size_t>(below(plan_.agencies.size()))].name;
      case FieldKind::reference:
        return std::to_string(below(50));  // Some of them lead nowhere.
      case FieldKind::text:
      case FieldKind::file:
        return std::string("甲乙丙").substr(0, 3 * static_cast<size_t>(below(4)));
    }
    return {};
  }

  Value number() {
    constexpr const char* far[] = {"9999999999999999999999999999999999", "-1e33", "0",
                                   "0.00000000000000000001", "1000000000000000000",
                                   "92233720368547758.07", "-0.5", "1.50"};
    if (below(8) == 0) return Decimal::parse(far[below(std::size(far))]).value();
    if (below(2) == 0) return below(40);
    return Decimal::from_scaled(below(4'000'000), static_cast<int>(below(4)));
  }

  const Plan& plan_;
  std::mt19937 random_;
};

/// A checked plan with some rows in every register.
struct RandomWorld {
  RandomWorld(const Plan& plan, uint32_t seed)
      : rows(plan, Date::parse("2018-06-30").value(),
             parameters_in_force(plan, Date::parse("2018-06-30").value())) {
    RandomRows random(plan, seed);
    for (const Register& definition : plan.registers) {
      std::vector<RowState>& own = states[definition.name.text];
      own = random.rows(definition, 40);
      EXPECT_TRUE(rows.add(definition.name.text, own).empty());
    }
  }

  Rows rows;
  std::map<std::string, std::vector<RowState>> states;
};

Plan checked(const std::string& name) {
  Checked checked = check(package_of(name));
  EXPECT_TRUE(checked.plan.has_value());
  return std::move(*checked.plan);
}

TEST(RowsDecided, AProgramSaysWhatEachRowSays) {
  if (plan_names().empty()) GTEST_SKIP() << "no plan in plans/ brings rows";
  size_t answers = 0;
  size_t by_program = 0;
  size_t values = 0;
  for (const std::string& name : plan_names()) {
    const Plan plan = checked(name);
    for (uint32_t seed = 1; seed <= 3; ++seed) {
      RandomWorld world(plan, seed);
      for (const RowFormula& each : formulas_of(plan)) {
        const RowNeeds needs = needs_of(&world.rows, each.on, *each.formula);
        if (needs.whole) continue;
        const std::vector<RowState>& states = world.states[each.on];
        const RowColumns columns =
            columns_of(&world.rows, *plan.find_register(each.on), states, needs);
        RowAnswers found({world.rows, each.on, *each.formula, columns});
        for (size_t row = 0; row < states.size(); ++row) {
          const Value record = world.rows.row(each.on, states[row].id);
          const Outcome expected = world.rows.evaluate(*each.formula, Asked{record});
          EXPECT_EQ(told(found.at(row)), told(expected)) << each.on << " " << each.name;
          ++answers;
          by_program += found.has_program() ? 1 : 0;
          values += found.has_program() && !expected.value.is_null() ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(answers, 10'000U);
  EXPECT_GT(by_program, answers / 2);
  EXPECT_GT(values, answers / 4);
}

// --- which formulas are programs -----------------------------------------------------------------

std::string program_of(const Plan& plan, RandomWorld& world, const RowFormula& formula) {
  const RowNeeds needs = needs_of(&world.rows, formula.on, *formula.formula);
  if (needs.whole) return "whole rows";
  const RowColumns columns = columns_of(&world.rows, *plan.find_register(formula.on),
                                        world.states[formula.on], needs);
  const RowAnswers answers({world.rows, formula.on, *formula.formula, columns});
  if (!answers.has_program()) return "rows";
  const size_t parts = answers.parts_by_row();
  return parts == 0 ? "columns" : "columns, " + std::to_string(parts) + " by row";
}

/// A line of the file: register, formula, how it is asked of all rows. A formula that stops being
/// a program is slower and says the same, so nothing else would tell.
TEST(RowsDecided, TheFormulasThatAreProgramsAreThoseOfTheList) {
  if (plan_names().empty()) GTEST_SKIP() << "no plan in plans/ brings rows";
  for (const std::string& name : plan_names()) {
    const std::string path = (plans / name / "cases/formulas-by-columns.tsv").string();
    const Plan plan = checked(name);
    RandomWorld world(plan, 1);
    std::string found = "register\tformula\tasked by\n";
    for (const RowFormula& each : formulas_of(plan)) {
      found += each.on + "\t" + each.name + "\t" + program_of(plan, world, each) + "\n";
    }
    const char* update = std::getenv("FANGAN_UPDATE");
    if (update != nullptr && *update == '1') std::ofstream(path) << found;
    std::ifstream file(path);
    std::stringstream expected;
    expected << file.rdbuf();
    EXPECT_EQ(found, expected.str()) << path;
  }
}

// --- a store -------------------------------------------------------------------------------------

class DemonstrationStore {
 public:
  explicit DemonstrationStore(const std::string& name) : id_(name) {
    ServiceOptions options;
    options.store_path = folder_.file("store.db");
    options.today = Date::parse("2018-06-30").value();
    service_ = std::move(Service::open(options)).value();
    const Result<Done> loaded = service_->load_package(package_of(name), "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
    Sources sources;
    const auto rows = service_->load_data(id_, [](const std::string&, int64_t) {}, &sources);
    EXPECT_TRUE(bool(rows)) << code_of(rows);
    plan_ = service_->plan(id_).value();
  }

  /// Every row of every decision as `agency` sees it, against the row alone; every so manieth.
  void compare(const std::string& agency, const ViewRequest& view, size_t step) {
    const Actor actor = service_->stand_in(id_, agency).value();
    for (const Decision& decision : plan_->decisions) {
      for (const Name& on : decision.on) compare(actor, view, decision.name.text, on.text, step);
    }
  }

  std::string county() const {
    const auto found = std::find_if(
        plan_->agencies.begin(), plan_->agencies.end(),
        [](const Agency& agency) { return agency.kind == county_agency_kind; });
    return found->name;
  }

  size_t answers = 0;

 private:
  void compare(const Actor& actor, const ViewRequest& view, const std::string& decision,
               const std::string& on, size_t step) {
    DecisionRequest request;
    request.register_name = on;
    request.query.count = 500;
    for (int64_t total = 1; request.query.offset < total; request.query.offset += 500) {
      const Result<Json> page = service_->decision(actor, id_, decision, view, request);
      if (!page) {
        EXPECT_EQ(page.error().code, "SVC-N001");  // A register that is not the actor's.
        return;
      }
      total = std::stoll(page.value()["total"].text());
      const std::vector<Json>& rows = page.value()["rows"].items();
      for (size_t i = 0; i < rows.size(); i += step) {
        const std::string id = rows[i]["row"].text();
        const Result<Json> row = service_->register_row(actor, id_, on, id, view);
        ASSERT_TRUE(bool(row)) << on << " " << id;
        EXPECT_EQ(rows[i]["outcome"].print(), row.value()["row"]["derived"][decision].print())
            << decision << " " << on << " " << id;
        ++answers;
      }
    }
  }

  Folder folder_;
  std::string id_;
  std::unique_ptr<Service> service_;
  std::shared_ptr<const Plan> plan_;
};

TEST(RowsDecided, ARegisterSaysOfARowWhatTheRowSaysOfItself) {
  if (plan_names().empty()) GTEST_SKIP() << "no plan in plans/ brings rows";
  for (const std::string& name : plan_names()) {
    DemonstrationStore store(name);
    store.compare("办公室", {}, 31);
    ViewRequest past;
    past.as_of = Date::parse("2017-12-31").value();
    store.compare("办公室", past, 61);
    store.compare(store.county(), {}, 31);
    EXPECT_GT(store.answers, 250U);
  }
}

}  // namespace
}  // namespace fangan::test
