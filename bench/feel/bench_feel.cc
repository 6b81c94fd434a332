// What fangan needs for the work of work.mjs, checked row by row: nanoseconds of processor time of
// one evaluation.
//
//   build/bench_feel WORK.json      prints {"name": [nanoseconds, rows wrong], ...}
//
// Explanation is off, an Evaluation is kept, values are read before the clock starts. Of each work
// the median of nine runs of some tens of milliseconds counts.
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "decision/engine.h"
#include "feel/expression.h"
#include "feel/parse.h"
#include "text/render.h"
#include "value/compare.h"
#include "value/value_json.h"

namespace fangan {
namespace {

double processor_nanoseconds() {
  timespec time = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

[[noreturn]] void refuse(const Diagnostics& diagnostics, const std::string& text) {
  Sources sources;
  sources.add("work", text);
  std::cerr << render(diagnostics, sources, {Language::en});
  std::exit(1);
}

template <typename T>
T must(Result<T> result) {
  if (!result) refuse(result.errors(), "");
  return std::move(result).value();
}

/// Nanoseconds of one of `count` calls that `run` makes.
double nanoseconds_of(size_t count, const std::function<void()>& run) {
  const auto spent = [&](int repeats) {
    const double begin = processor_nanoseconds();
    for (int repeat = 0; repeat < repeats; ++repeat) run();
    return processor_nanoseconds() - begin;
  };
  run();
  const int repeats = std::max(1, static_cast<int>(30e6 / std::max(1.0, spent(1))));
  std::vector<double> runs;
  for (int i = 0; i < 9; ++i) {
    runs.push_back(spent(repeats) / repeats / static_cast<double>(count));
  }
  std::nth_element(runs.begin(), runs.begin() + 4, runs.end());
  return runs[4];
}

/// The value a work expects: `{"digits": "1.5"}` is a number.
Value expected_value(const Json& json) {
  if (json.kind() != Json::Kind::object) return read_value(json);
  if (!json["digits"].is_null()) return must(Decimal::parse(json["digits"].text()));
  std::vector<std::pair<std::string, Value>> entries;
  for (const Json::Member& member : json.members()) {
    entries.emplace_back(member.first, expected_value(member.second));
  }
  return Context(std::move(entries));
}

class Work {
 public:
  explicit Work(const Json& json) : json_(json) {
    for (const Json& input : json["inputs"].items()) {
      const std::string& type_text = input.items()[1].text();
      const std::optional<Type> type = feel::parse_type(type_text, feel::Scope());
      if (!type) refuse({problem("FEEL-P009")}, type_text);
      scope_.add_variable(input.items()[0].text(), *type);
    }
    for (const Json& row : json["rows"].items()) {
      std::vector<Value> values;
      for (const feel::Scope::Variable& variable : scope_.variables()) {
        values.push_back(conform(must(read_value(row[variable.name], variable.type)),
                                 variable.type));
      }
      rows_.push_back(std::move(values));
    }
    for (const Json& expected : json["expected"].items()) {
      expected_.push_back(expected_value(expected));
    }
  }

  void measure(Json* results) const {
    const std::string& name = json_["name"].text();
    const std::string& text = json_["feel"].text();
    const feel::Expression expression = compiled(text);
    results->set(name + (json_["dmn"].is_null() ? "" : ", as one expression"),
                 measured([&](size_t row, feel::Evaluation* evaluation) {
                   return expression.evaluate(rows_[row], evaluation);
                 }));
    if (!json_["dmn"].is_null()) measure_model(name, results);
    if (!json_["measure_compile"].is_null()) {
      feel::Evaluation evaluation;
      const double spent =
          nanoseconds_of(1, [&] { compiled(text).evaluate(rows_[0], &evaluation); });
      results->set("compile and run once: " + name, result(spent, 0));
    }
  }

 private:
  using EvaluateRow = std::function<Value(size_t, feel::Evaluation*)>;

  static Json result(double nanoseconds, size_t wrong) {
    Json pair = Json::array();
    pair.push(Json(static_cast<int64_t>(nanoseconds)));
    pair.push(Json(static_cast<int64_t>(wrong)));
    return pair;
  }

  Json measured(const EvaluateRow& evaluate) const {
    feel::Evaluation evaluation;
    size_t wrong = 0;
    for (size_t row = 0; row < rows_.size(); ++row) {
      if (equal(evaluate(row, &evaluation), expected_[row]) != true) ++wrong;
    }
    const double spent = nanoseconds_of(rows_.size(), [&] {
      for (size_t row = 0; row < rows_.size(); ++row) evaluate(row, &evaluation);
    });
    return result(spent, wrong);
  }

  feel::Expression compiled(const std::string& text) const {
    const feel::Compiled compiled = feel::compile(text, scope_);
    if (!compiled.expression) refuse(compiled.diagnostics, text);
    return *compiled.expression;
  }

  /// The table within a whole request, and alone with its variables in place.
  void measure_model(const std::string& name, Json* results) const {
    const std::string& bytes = json_["dmn"].text();
    Sources sources;
    dmn::LinkedModels models = must(dmn::read_model_set({{"work.dmn", bytes}}, &sources));
    Diagnostics diagnostics;
    const auto engine = dmn::Engine::compile(std::move(models.set), &diagnostics);
    if (!diagnostics.empty()) refuse(diagnostics, bytes);
    const dmn::ElementRef decision = engine->find(json_["decision"].text()).value();
    std::vector<dmn::Inputs> requests;
    for (const std::vector<Value>& row : rows_) {
      dmn::Inputs& inputs = requests.emplace_back();
      for (size_t i = 0; i < row.size(); ++i) {
        inputs[engine->find(scope_.variables()[i].name).value()] = row[i];
      }
    }
    results->set(name + ", whole request",
                 measured([&](size_t row, feel::Evaluation* evaluation) {
                   return engine->evaluate(decision, requests[row], evaluation);
                 }));
    const feel::Expression& logic = *engine->logic(decision);
    results->set(name, measured([&](size_t row, feel::Evaluation* evaluation) {
                   return logic.evaluate(rows_[row], evaluation);
                 }));
  }

  const Json& json_;
  feel::Scope scope_;
  std::vector<std::vector<Value>> rows_;
  std::vector<Value> expected_;
};

int run(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const Json all = must(parse_json(bytes));
  Json results = Json::object();
  for (const Json& one : all.items()) Work(one).measure(&results);
  std::cout << results.print() << '\n';
  return 0;
}

}  // namespace
}  // namespace fangan

int main(int count, char** words) {
  if (count == 2) return fangan::run(words[1]);
  std::cerr << "usage: bench_feel WORK.json\n";
  return 2;
}
