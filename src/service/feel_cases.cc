#include "service/feel_cases.h"

#include <algorithm>
#include <set>

#include "feel/expectation.h"
#include "text/messages.h"
#include "text/suggest.h"
#include "text/utf8.h"
#include "value/print.h"
#include "value/value_json.h"

namespace fangan {
namespace {

/// The value of a key that may also be written in FEEL.
struct Given {
  Value value;
  bool is_there = false;
  bool is_feel = false;
};

const std::vector<std::string>& known_keys() {
  static const std::vector<std::string> keys = {"expression", "context",       "context feel",
                                                "expected",   "expected feel", "unary",
                                                "input",      "input feel",    "?"};
  return keys;
}

bool has(const Json& line, std::string_view key) {
  return std::any_of(line.members().begin(), line.members().end(),
                     [&](const Json::Member& member) { return member.first == key; });
}

/// What is shown of a long text in one line.
std::string one_line(std::string_view text) {
  constexpr size_t characters_max = 300;
  std::string line;
  size_t count = 0;
  for (size_t offset = 0; offset < text.size(); ++count) {
    if (count == characters_max) return line + "…";
    const char32_t c = next_code_point(text, &offset);
    if (c == '\n' || c == '\r' || c == '\t') {
      line += ' ';
    } else {
      append_utf8(&line, c);
    }
  }
  return line;
}

std::string shown(const Value& value) {
  constexpr size_t bytes_max = 1 << 16;
  return one_line(print(value, bytes_max).value_or("…"));
}

class CaseRun {
 public:
  explicit CaseRun(const DateTime& now) : runner_(now) {}

  void run_line(size_t number, std::string_view text) {
    failure_ = FeelCaseFailure{};
    failure_.line = number;
    if (run_case(text)) {
      ++report_.passed;
    } else {
      report_.failures.push_back(std::move(failure_));
    }
  }

  FeelCaseReport take() { return std::move(report_); }

 private:
  bool fail(Diagnostic reason) {
    failure_.reason = std::move(reason);
    return false;
  }

  bool run_case(std::string_view text) {
    const Result<Json> line = parse_json(text);
    if (!line) return fail(line.error());
    if (!read_line(line.value())) return false;
    const FeelAnswer answer = is_unary_ ? runner_.test(expression_, variables_, input_)
                                        : runner_.evaluate(expression_, variables_);
    const bool same = expected_.is_feel ? feel::is_expected(answer.value, expected_.value)
                                        : feel::is_expected_json(answer.value, expected_.value);
    if (same) return true;
    failure_.expected = shown(expected_.value);
    failure_.computed = shown(answer.value);
    if (answer.value.reason() != nullptr) return fail(*answer.value.reason());
    if (!answer.diagnostics.empty()) return fail(answer.diagnostics.front());
    return false;
  }

  /// False where it is no case, with the reason noted.
  bool read_line(const Json& line) {
    if (line.kind() != Json::Kind::object) return fail(problem("TEST-J001", {{"key", "{}"}}));
    for (const char* key : {"expression", "context feel", "expected feel", "input feel"}) {
      if (has(line, key) && line[key].kind() != Json::Kind::string) {
        return fail(problem("TEST-J002", {{"key", key}, {"wanted", "string"}}));
      }
    }
    if (has(line, "unary") && line["unary"].kind() != Json::Kind::boolean) {
      return fail(problem("TEST-J002", {{"key", "unary"}, {"wanted", "boolean"}}));
    }
    if (!has(line, "expression")) return fail(problem("TEST-J001", {{"key", "expression"}}));
    expression_ = line["expression"].text();
    failure_.expression = one_line(expression_);
    is_unary_ = line["unary"].boolean();
    note_unknown_keys(line);
    if (!read_context(line)) return false;
    read_input(line);
    return read_expected(line);
  }

  void note_unknown_keys(const Json& line) {
    for (const Json::Member& member : line.members()) {
      const std::string& key = member.first;
      const auto& known = known_keys();
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      if (!unknown_.insert(key).second) continue;
      Diagnostic warning = problem("TEST-J005", {{"key", key},
                                                 {"line", std::to_string(failure_.line)},
                                                 {"near", did_you_mean(key, known)}});
      warning.severity = Severity::warning;
      report_.warnings.push_back(std::move(warning));
    }
  }

  /// `key` as JSON, or `key feel` as FEEL; null with a reason where that text is wrong.
  Given given(const Json& line, const std::string& key) {
    if (has(line, key + " feel")) {
      return {runner_.evaluate(line[key + " feel"].text(), Context()).value, true, true};
    }
    if (has(line, key)) return {read_value(line[key]), true, false};
    return {};
  }

  bool read_context(const Json& line) {
    std::vector<std::pair<std::string, Value>> entries;
    input_ = Value();
    if (has(line, "context") && !add_context(read_value(line["context"]), &entries)) return false;
    if (has(line, "context feel")) {
      const FeelAnswer answer = runner_.evaluate(line["context feel"].text(), Context());
      if (!add_context(answer.value, &entries)) return false;
    }
    variables_ = Context(std::move(entries));
    if (const Value* asked = variables_.find("?")) input_ = *asked;
    return true;
  }

  bool add_context(const Value& value, std::vector<std::pair<std::string, Value>>* entries) {
    if (value.reason() != nullptr || (!value.is(ValueKind::context) && !is_unary_)) {
      if (value.is_null() && value.reason() == nullptr) return true;
      const std::string found = value.reason() == nullptr ? shown(value) : value.reason()->code;
      return fail(problem("TEST-J003", {{"found", found}}));
    }
    if (!value.is(ValueKind::context)) {
      input_ = value;
      return true;
    }
    const Context& context = value.context();
    for (size_t i = 0; i < context.size(); ++i) {
      entries->emplace_back(context.name(i), context.value(i));
    }
    return true;
  }

  void read_input(const Json& line) {
    const Given input = given(line, "input");
    if (has(line, "?")) {
      input_ = read_value(line["?"]);
    } else if (input.is_there) {
      input_ = input.value;
    }
  }

  bool read_expected(const Json& line) {
    expected_ = given(line, "expected");
    if (!expected_.is_there) return fail(problem("TEST-J001", {{"key", "expected"}}));
    const Diagnostic* wrong = expected_.value.reason();
    if (!expected_.is_feel || wrong == nullptr) return true;
    return fail(problem(
        "TEST-J004", {{"text", one_line(line["expected feel"].text())}, {"reason", wrong->code}}));
  }

  FeelRunner runner_;
  FeelCaseReport report_;
  FeelCaseFailure failure_;
  std::set<std::string> unknown_;

  std::string expression_;
  bool is_unary_ = false;
  Context variables_;
  Value input_;
  Given expected_;
};

}  // namespace

FeelCaseReport run_feel_cases(std::string_view lines, const DateTime& now) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (lines.substr(0, byte_order_mark.size()) == byte_order_mark) {
    lines.remove_prefix(byte_order_mark.size());
  }
  CaseRun run(now);
  for (size_t number = 1; !lines.empty(); ++number) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") != line.npos) run.run_line(number, line);
  }
  return run.take();
}

std::string print(const FeelCaseFailure& failure) {
  const std::string number = std::to_string(failure.line);
  std::string text = "第 " + number + " 行 line " + number + ":";
  if (!failure.expression.empty()) text += " " + failure.expression;
  if (!failure.expected.empty()) {
    text += " · 应为 expected " + failure.expected + " · 实为 computed " + failure.computed;
  }
  if (!failure.reason) return text;
  return text + " · " + failure.reason->code + " " + sentence(*failure.reason, Language::zh) + " " +
         sentence(*failure.reason, Language::en);
}

}  // namespace fangan
