#include "feel/builtins.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "feel/builtin_arguments.h"
#include "feel/builtin_entries.h"
#include "feel/builtin_library.h"

namespace fangan::feel {
namespace {

constexpr size_t no_limit = SIZE_MAX;

size_t count_min(const BuiltinSignature& signature) {
  return static_cast<size_t>(std::count_if(
      signature.parameters.begin(), signature.parameters.end(),
      [](const BuiltinParameter& parameter) { return !parameter.optional; }));
}

size_t count_max(const BuiltinSignature& signature) {
  const bool is_open = !signature.parameters.empty() && signature.parameters.back().variadic;
  return is_open ? no_limit : signature.parameters.size();
}

const BuiltinParameter& parameter_at(const BuiltinSignature& signature, size_t index) {
  return signature.parameters[std::min(index, signature.parameters.size() - 1)];
}

/// The surplus arguments of a variadic parameter as its list.
std::vector<Value> gathered(const BuiltinSignature& signature, std::span<const Value> arguments) {
  const size_t own = signature.parameters.size() - 1;
  std::vector<Value> values(arguments.begin(), arguments.begin() + static_cast<ptrdiff_t>(own));
  values.emplace_back(std::vector<Value>(arguments.begin() + static_cast<ptrdiff_t>(own),
                                         arguments.end()));
  return values;
}

Value invoke(const BuiltinSignature& signature, std::string_view name,
             std::span<const Value> arguments, Evaluation& evaluation) {
  if (count_max(signature) != no_limit) return signature.run({name, arguments, evaluation});
  const std::vector<Value> values = gathered(signature, arguments);
  return signature.run({name, values, evaluation});
}

bool takes_all_as_is(const BuiltinSignature& signature, std::span<const Value> arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (!takes_as_is(parameter_at(signature, i), arguments[i])) return false;
  }
  return true;
}

std::optional<std::vector<Value>> all_converted(const BuiltinSignature& signature,
                                                std::span<const Value> arguments) {
  std::vector<Value> values;
  values.reserve(arguments.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    std::optional<Value> value = converted(parameter_at(signature, i), arguments[i]);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values;
}

/// The first argument that a signature does not take.
size_t first_refused(const BuiltinSignature& signature, std::span<const Value> arguments) {
  size_t i = 0;
  while (i < arguments.size() && converted(parameter_at(signature, i), arguments[i])) ++i;
  return i;
}

/// The type of an argument for a message: of large ones only the kind.
std::string kind_of_argument(const Value& value) {
  constexpr uint64_t small = 32;
  if (value.weight() > small) return std::string(name_of(value.kind()));
  return type_of(value).print();
}

BuiltinSignature signature_of(const BuiltinSignatureEntry& entry, BuiltinFunction run) {
  BuiltinSignature signature;
  signature.text = entry.text;
  for (const BuiltinParameterEntry& read : entry.parameters) {
    BuiltinParameter parameter;
    parameter.name = read.name;
    parameter.type = read_builtin_type(read.type, &parameter.alternatives);
    parameter.optional = read.optional;
    parameter.nullable = read.nullable;
    parameter.variadic = read.variadic;
    signature.parameters.push_back(std::move(parameter));
  }
  std::vector<Type> alternatives;
  signature.result = read_builtin_type(entry.result, &alternatives);
  signature.run = run;
  return signature;
}

struct Library {
  std::unordered_map<std::string, std::shared_ptr<const Builtin>> builtins;
  NameTable names;
  std::vector<std::string> name_list;
};

BuiltinFunction function_for(const std::vector<BuiltinImplementation>& implementations,
                             std::string_view name, std::string_view key) {
  BuiltinFunction run = nullptr;
  for (const BuiltinImplementation& implementation : implementations) {
    if (implementation.key == key) return implementation.run;
    if (implementation.key == name) run = implementation.run;
  }
  return run;
}

Library make_library() {
  Library library;
  const std::vector<BuiltinImplementation> implementations = builtin_implementations();
  for (const BuiltinEntry& entry : builtin_entries()) {
    std::vector<BuiltinSignature> signatures;
    for (const BuiltinSignatureEntry& read : entry.signatures) {
      const BuiltinFunction run = function_for(implementations, entry.name, read.key);
      assert(run != nullptr);
      signatures.push_back(signature_of(read, run));
    }
    const std::string name = library.names.add(entry.name);
    library.name_list.push_back(name);
    library.builtins[name] = std::make_shared<const Builtin>(name, std::move(signatures), entry);
  }
  return library;
}

const Library& library() {
  static const Library the_library = make_library();
  return the_library;
}

}  // namespace

bool BuiltinSignature::takes(size_t argument_count) const {
  return argument_count >= count_min(*this) && argument_count <= count_max(*this);
}

Builtin::Builtin(std::string name, std::vector<BuiltinSignature> signatures,
                 const BuiltinEntry& entry)
    : name_(std::move(name)), signatures_(std::move(signatures)), entry_(entry) {
  size_t longest = 0;
  for (const BuiltinSignature& signature : signatures_) {
    const size_t least = count_min(signature);
    longest = std::max(longest, signature.parameters.size());
    for (size_t count = least; count <= signature.parameters.size(); ++count) {
      std::vector<Parameter> names;
      for (size_t i = 0; i < count; ++i) names.push_back({signature.parameters[i].name, false});
      const auto known = std::find_if(parameters_.begin(), parameters_.end(),
                                      [&names](const std::vector<Parameter>& other) {
        return std::equal(names.begin(), names.end(), other.begin(), other.end(),
                          [](const Parameter& a, const Parameter& b) { return a.name == b.name; });
      });
      const auto place = static_cast<size_t>(known - parameters_.begin());
      if (known == parameters_.end()) {
        parameters_.push_back(std::move(names));
        by_names_.emplace_back();
      }
      by_names_[place].push_back(&signature);
    }
  }
  for (size_t count = 0; count <= longest + 1; ++count) {
    by_count_.emplace_back();
    for (const BuiltinSignature& signature : signatures_) {
      if (signature.takes(count)) by_count_.back().push_back(&signature);
    }
  }
}

Type Builtin::type() const {
  std::vector<Type> parameters;
  for (const BuiltinParameter& parameter : signatures_.front().parameters) {
    parameters.push_back(parameter.type);
  }
  return Type::function(std::move(parameters), signatures_.front().result);
}

Value Builtin::call(size_t signature, std::vector<Value> arguments,
                    Evaluation* evaluation) const {
  return run(by_names_[signature], arguments, *evaluation);
}

Value Builtin::call(std::span<const Value> arguments, Evaluation& evaluation) const {
  return run(by_count_[std::min(arguments.size(), by_count_.size() - 1)], arguments, evaluation);
}

Value Builtin::run(const Candidates& candidates, std::span<const Value> arguments,
                   Evaluation& evaluation) const {
  for (const BuiltinSignature* signature : candidates) {
    if (takes_all_as_is(*signature, arguments)) {
      return invoke(*signature, name_, arguments, evaluation);
    }
  }
  return run_converted(candidates, arguments, evaluation);
}

Value Builtin::run_converted(const Candidates& candidates, std::span<const Value> arguments,
                             Evaluation& evaluation) const {
  // Looking through long lists for what does not fit is work too.
  for (const Value& argument : arguments) {
    if (!evaluation.spend(argument.weight())) return {};
  }
  for (const BuiltinSignature* signature : candidates) {
    const std::optional<std::vector<Value>> values = all_converted(*signature, arguments);
    if (values) return invoke(*signature, name_, *values, evaluation);
  }
  return refuse(candidates, arguments);
}

Value Builtin::refuse(const Candidates& candidates, std::span<const Value> arguments) const {
  if (candidates.empty()) {
    std::string ways;
    for (const BuiltinSignature& signature : signatures_) {
      ways += (ways.empty() ? "" : "; ") + signature.text;
    }
    return Value::null(problem("FEEL-F001", {{"function", name_},
                                             {"count", std::to_string(arguments.size())},
                                             {"known", ways}}));
  }
  // The signature that goes furthest is the one that was meant.
  const BuiltinSignature* meant = candidates.front();
  for (const BuiltinSignature* other : candidates) {
    if (first_refused(*other, arguments) > first_refused(*meant, arguments)) meant = other;
  }
  const size_t place = first_refused(*meant, arguments);
  const Value& found = arguments[place];
  const BuiltinParameter& parameter = parameter_at(*meant, place);
  if (found.is_null()) {
    if (found.reason() != nullptr) return found;
    return Value::null(problem("FEEL-F004", {{"function", name_}, {"parameter", parameter.name}}));
  }
  return Value::null(problem("FEEL-F003", {{"function", name_},
                                           {"parameter", parameter.name},
                                           {"expected", print_type(parameter)},
                                           {"found", kind_of_argument(found)}}));
}

const Builtin* find_builtin(std::string_view name) {
  const auto found = library().builtins.find(std::string(name));
  return found == library().builtins.end() ? nullptr : found->second.get();
}

const NameTable& builtin_names() { return library().names; }

const std::vector<std::string>& builtin_name_list() { return library().name_list; }

std::vector<BuiltinImplementation> builtin_implementations() {
  std::vector<BuiltinImplementation> all;
  for (const auto& part :
       {conversion_builtins(), temporal_builtins(), string_builtins(), regex_builtins(),
        numeric_builtins(), statistic_builtins(), list_builtins(), set_builtins(),
        sort_builtins(), context_builtins(), range_builtins()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

Value refuse(const BuiltinCall& call, const char* code, std::vector<Fact> facts) {
  facts.insert(facts.begin(), {"function", std::string(call.function)});
  return Value::null(problem(code, std::move(facts)));
}

int64_t whole(const Decimal& number) {
  const Result<Decimal> cut = round(number, 0, Rounding::down);
  const std::optional<int64_t> value = cut ? cut.value().as_int64() : std::nullopt;
  if (value) return *value;
  return number.is_negative() ? INT64_MIN : INT64_MAX;
}

std::optional<size_t> index_at(const Value& position, size_t count) {
  const int64_t place = whole(position.number());
  const auto last = static_cast<int64_t>(count);
  if (place >= 1 && place <= last) return static_cast<size_t>(place - 1);
  if (place <= -1 && place >= -last) return static_cast<size_t>(last + place);
  return std::nullopt;
}

bool takes_two(const Value& function) {
  const Function& callee = *function.function();
  if (const auto* builtin = dynamic_cast<const Builtin*>(&callee)) {
    return std::any_of(builtin->builtin_signatures().begin(), builtin->builtin_signatures().end(),
                       [](const BuiltinSignature& signature) { return signature.takes(2); });
  }
  return std::any_of(callee.signatures().begin(), callee.signatures().end(),
                     [](const std::vector<Function::Parameter>& parameters) {
    return parameters.size() == 2;
  });
}

Value no_function_of_two(const BuiltinCall& call, const char* parameter) {
  return refuse(call, "FEEL-F021", {{"parameter", parameter}});
}

Value null_item(const BuiltinCall& call, const Value& item, size_t index) {
  if (item.reason() != nullptr) return item;
  return refuse(call, "FEEL-F011", {{"position", std::to_string(index + 1)}});
}

}  // namespace fangan::feel
