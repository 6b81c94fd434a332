#include "decision/run_tests.h"

#include <algorithm>

#include "feel/expectation.h"
#include "feel/temporal_text.h"
#include "value/print.h"

namespace fangan::dmn {
namespace {

template <typename T>
Value value_or_null(const Result<T>& result) {
  return result ? Value(result.value()) : Value();
}

/// A number of xsd:double or xsd:decimal, which may begin with + or a point.
Value number_of(std::string text) {
  if (text.substr(0, 1) == "+") text.erase(0, 1);
  const size_t point = text.find_first_not_of('-');
  if (point != std::string::npos && text[point] == '.') text.insert(point, "0");
  return value_or_null(Decimal::parse(text));
}

Value scalar_of(const TckValue& written) {
  const std::string& text = written.text.text();
  const std::string& type = written.type;
  if (type == "boolean") return Value(text == "true" || text == "1");
  if (type == "decimal" || type == "double" || type == "integer" || type == "int") {
    return number_of(text);
  }
  if (type == "date") return value_or_null(Date::parse(text));
  if (type == "time") return value_or_null(Time::parse(text));
  if (type == "dateTime") return value_or_null(DateTime::parse(text));
  if (type == "duration" || type == "dayTimeDuration" || type == "yearMonthDuration") {
    return feel::read_duration(text);
  }
  return Value(text);
}

/// One test: what it gives, and where its results come from.
class TestRun {
 public:
  TestRun(const Engine& engine, uint32_t model, const TckTest& test, const DateTime& now)
      : engine_(engine), model_(model), test_(test) {
    evaluation_.set_now(now);
  }

  TestOutcome run() {
    TestOutcome outcome;
    outcome.test = test_.id.text();
    outcome.expects_null = expects_null(test_);
    for (const TckResult& result : test_.results) {
      const Value expected = result.is_error ? Value() : value_of(result.expected);
      const Value computed = computed_value(result);
      if (feel::is_expected(computed, expected)) continue;
      if (outcome.state != TestOutcome::State::passed) continue;
      outcome.state =
          is_external(computed) ? TestOutcome::State::refused : TestOutcome::State::failed;
      outcome.test += " " + result.name.text();
      outcome.expected = print(expected);
      outcome.computed = print(computed);
      if (computed.reason() != nullptr) outcome.reason = *computed.reason();
    }
    return outcome;
  }

 private:
  static bool is_external(const Value& value) {
    return value.reason() != nullptr && value.reason()->code == "FEEL-F006";
  }

  /// An element by name: in the model named, else in the model of the file, else in any.
  std::optional<ElementRef> find(const std::string& name, const MappedText& model) const {
    for (const MappedText* space : {&model, &test_.model_namespace}) {
      if (space->empty()) continue;
      if (const auto found = engine_.find(name, space->text())) return found;
    }
    if (const auto found = engine_.set().find_by_name(model_, name)) return found;
    return engine_.find(name);
  }

  /// Inputs by element; an input named like an import holds a context of that model's inputs.
  Inputs inputs() const {
    Inputs inputs;
    for (const TckInput& input : test_.inputs) {
      const Value value = value_of(input.value);
      if (const auto ref = find(input.name.text(), input.model_namespace)) {
        inputs[*ref] = value;
      } else {
        add_imported(model_, input.name.text(), value, &inputs);
      }
    }
    return inputs;
  }

  void add_imported(uint32_t model, const std::string& prefix, const Value& value,
                    Inputs* inputs) const {
    if (!value.is(ValueKind::context)) return;
    for (const Import& import : engine_.set().models()[model].imports) {
      const auto other = engine_.set().find_model(import.model_namespace.text());
      if (import.name.text() != prefix || !other) continue;
      const fangan::Context& members = value.context();
      for (size_t i = 0; i < members.size(); ++i) {
        if (const auto ref = engine_.set().find_by_name(*other, members.name(i))) {
          (*inputs)[*ref] = members.value(i);
        } else {
          add_imported(*other, members.name(i), members.value(i), inputs);
        }
      }
    }
  }

  Value computed_value(const TckResult& result) {
    if (test_.kind == TckKind::decision) {
      const auto ref = find(result.name.text(), result.model_namespace);
      return ref ? engine_.evaluate(*ref, inputs(), &evaluation_) : Value();
    }
    const auto function = find(test_.invocable_name.text(), {});
    if (!function) return {};
    std::vector<std::pair<std::string, Value>> arguments;
    for (const TckInput& input : test_.inputs) {
      arguments.emplace_back(feel::normal_name(input.name.text()), value_of(input.value));
    }
    Value value = engine_.invoke(*function, fangan::Context(std::move(arguments)), &evaluation_);
    if (!value.is(ValueKind::context)) return value;
    // A service with several outputs gives a context of them.
    const Value* output = value.context().find(feel::normal_name(result.name.text()));
    return output == nullptr ? value : *output;
  }

  const Engine& engine_;
  uint32_t model_;
  const TckTest& test_;
  feel::Evaluation evaluation_;
};

}  // namespace

bool expects_null(const TckTest& test) {
  return std::all_of(test.results.begin(), test.results.end(), [](const TckResult& result) {
    return result.is_error || value_of(result.expected).is_null();
  });
}

Value value_of(const TckValue& written) {
  if (written.is_nil) return {};
  switch (written.form) {
    case TckValue::Form::absent:
      return {};
    case TckValue::Form::value:
      return scalar_of(written);
    case TckValue::Form::list: {
      std::vector<Value> items;
      for (const TckValue& item : written.members) items.push_back(value_of(item));
      return Value(std::move(items));
    }
    case TckValue::Form::components: {
      std::vector<std::pair<std::string, Value>> entries;
      for (const TckValue& member : written.members) {
        entries.emplace_back(member.name.text(), value_of(member));
      }
      return Value(fangan::Context(std::move(entries)));
    }
  }
  return {};
}

std::vector<TestOutcome> run_tests(const Engine& engine, uint32_t model, const TckFile& file,
                                   const DateTime& now) {
  std::vector<TestOutcome> outcomes;
  for (const TckTest& test : file.tests) {
    outcomes.push_back(TestRun(engine, model, test, now).run());
  }
  return outcomes;
}

}  // namespace fangan::dmn
