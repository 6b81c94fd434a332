#include "feel/call.h"

#include <algorithm>
#include <optional>

#include "feel/builtins.h"
#include "text/suggest.h"

namespace fangan::feel {
namespace {

using Parameters = std::vector<Function::Parameter>;

bool takes(const Parameters& parameters, size_t count) {
  const auto required = static_cast<size_t>(
      std::count_if(parameters.begin(), parameters.end(),
                    [](const Function::Parameter& parameter) { return !parameter.optional; }));
  return count >= required && count <= parameters.size();
}

/// The arguments in the order of the parameters; none where a name does not fit or one is missing.
std::optional<std::vector<Value>> arrange(const Parameters& parameters,
                                          const std::vector<Value>& arguments,
                                          const std::vector<std::string>& names) {
  std::vector<Value> ordered(parameters.size());
  std::vector<bool> given(parameters.size(), false);
  for (size_t i = 0; i < names.size(); ++i) {
    const auto place = std::find_if(
        parameters.begin(), parameters.end(),
        [&](const Function::Parameter& parameter) { return parameter.name == names[i]; });
    const auto index = static_cast<size_t>(place - parameters.begin());
    if (place == parameters.end() || given[index]) return std::nullopt;
    ordered[index] = arguments[i];
    given[index] = true;
  }
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (!given[i] && !parameters[i].optional) return std::nullopt;
  }
  return ordered;
}

bool is_in_order(const Parameters& parameters, const std::vector<std::string>& names) {
  return std::equal(parameters.begin(), parameters.end(), names.begin(), names.end(),
                    [](const Function::Parameter& parameter, const std::string& name) {
    return parameter.name == name;
  });
}

std::string list_of(const Parameters& parameters) {
  std::string text;
  for (const Function::Parameter& parameter : parameters) {
    text += (text.empty() ? "" : ", ") + parameter.name + (parameter.optional ? "?" : "");
  }
  return text;
}

}  // namespace

Value call(const Function& function, std::vector<Value> arguments,
           const std::vector<std::string>& names, Evaluation* evaluation) {
  if (const auto* builtin = dynamic_cast<const Builtin*>(&function); builtin && names.empty()) {
    return builtin->call(arguments, *evaluation);
  }
  const std::vector<Parameters>& signatures = function.signatures();
  // before(point, range) and before(range, point) have the same names: the order tells them apart.
  for (size_t i = 0; i < signatures.size() && !names.empty(); ++i) {
    if (is_in_order(signatures[i], names)) {
      return function.call(i, std::move(arguments), evaluation);
    }
  }
  for (size_t i = 0; i < signatures.size(); ++i) {
    if (!names.empty()) {
      std::optional<std::vector<Value>> ordered = arrange(signatures[i], arguments, names);
      if (ordered) return function.call(i, std::move(*ordered), evaluation);
    } else if (takes(signatures[i], arguments.size())) {
      arguments.resize(signatures[i].size());
      return function.call(i, std::move(arguments), evaluation);
    }
  }
  const std::string known = signatures.empty() ? "" : list_of(signatures.front());
  if (names.empty()) {
    return Value::null(problem("FEEL-F001", {{"function", function.name()},
                                             {"count", std::to_string(arguments.size())},
                                             {"known", known}}));
  }
  return Value::null(problem("FEEL-F002", {{"function", function.name()}, {"known", known}}));
}

}  // namespace fangan::feel
