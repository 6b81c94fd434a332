// Builtins of regular expressions (feel/regex.h).
#include <array>

#include "feel/arithmetic.h"
#include "feel/builtin_library.h"
#include "feel/regex.h"

namespace fangan::feel {
namespace {

/// The compiled expression; patterns are mostly constants, so the last few are kept, one set for
/// each thread.
Result<Regex> compiled(const Value& pattern, const Value& flags) {
  struct Known {
    std::string pattern;
    std::string flags;
    Result<Regex> regex;
  };
  constexpr size_t kept = 16;
  thread_local std::vector<Known> known;
  thread_local size_t oldest = 0;
  const std::string flag_text = flags.is_null() ? "" : flags.text();
  for (const Known& one : known) {
    if (one.pattern == pattern.text() && one.flags == flag_text) return one.regex;
  }
  Known added{pattern.text(), flag_text, Regex::compile(pattern.text(), flag_text)};
  Result<Regex> regex = added.regex;
  if (known.size() < kept) {
    known.push_back(std::move(added));
  } else {
    known[oldest] = std::move(added);
    oldest = (oldest + 1) % kept;
  }
  return regex;
}

/// Texts cost steps by their length; a search that goes back and forth is stopped by Regex itself.
bool spend_for(const BuiltinCall& call) {
  return call.evaluation.spend(call[0].text().size() / 16 + call[1].text().size() + 1);
}

Value matches(const BuiltinCall& call) {
  if (!spend_for(call)) return Value();
  const Result<Regex> regex = compiled(call[1], call[2]);
  return regex ? value_or_reason(regex.value().matches(call[0].text()))
               : Value::null(regex.error());
}

Value replace(const BuiltinCall& call) {
  if (!spend_for(call)) return Value();
  const Result<Regex> regex = compiled(call[1], call[3]);
  return regex ? value_or_reason(regex.value().replace(call[0].text(), call[2].text()))
               : Value::null(regex.error());
}

Value split(const BuiltinCall& call) {
  if (!spend_for(call)) return Value();
  const Result<Regex> regex = compiled(call[1], Value());
  if (!regex) return Value::null(regex.error());
  Result<std::vector<std::string>> parts = regex.value().split(call[0].text());
  if (!parts) return Value::null(parts.error());
  std::vector<Value> values;
  values.reserve(parts.value().size());
  for (std::string& part : parts.value()) {
    if (!call.evaluation.charge(sizeof(std::string) + part.size())) return Value();
    values.emplace_back(std::move(part));
  }
  return Value(std::move(values));
}

constexpr std::array<BuiltinImplementation, 3> implementations = {
    {{"matches", matches}, {"replace", replace}, {"split", split}}};

}  // namespace

std::span<const BuiltinImplementation> regex_builtins() { return implementations; }

}  // namespace fangan::feel
