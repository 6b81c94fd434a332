// Builtins: the functions that FEEL brings along.
//
// What a builtin is called, how it may be called, what it says in two languages and its examples
// stand in src/feel/builtins.yaml, the only list; from it come this table, the documentation, the
// completion and a case for every example. What it does stands in builtins_*.cc by topic, one small
// function each. Arguments arrive as the signature says: checked, single values taken out of lists
// of one, optional ones null where they are missing.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/evaluation.h"
#include "feel/names.h"
#include "value/type.h"

namespace fangan::feel {

struct BuiltinEntry;

/// A call of a builtin: its arguments in the order of the signature.
struct BuiltinCall {
  std::string_view function;  ///< Its name, for reasons.
  std::span<const Value> arguments;
  Evaluation& evaluation;

  /// The argument, or null where an optional one was left out.
  const Value& operator[](size_t index) const {
    static const Value left_out;
    return index < arguments.size() ? arguments[index] : left_out;
  }
};
using BuiltinFunction = Value (*)(const BuiltinCall&);

struct BuiltinParameter {
  std::string name;
  Type type;               ///< any where it has alternatives
  std::vector<Type> alternatives;  ///< Two or more: "date | date and time".
  bool optional = false;   ///< May be left out; null is no way to leave it out.
  bool nullable = false;   ///< null may be given; otherwise a null argument makes the result null
  bool variadic = false;   ///< the last one: one or more arguments, which arrive as one list
};

struct BuiltinSignature {
  std::string text;  ///< As written in builtins.yaml.
  std::vector<BuiltinParameter> parameters;
  Type result;
  BuiltinFunction run = nullptr;

  bool takes(size_t argument_count) const;
};

class Builtin final : public Function, public std::enable_shared_from_this<Builtin> {
 public:
  Builtin(std::string name, std::vector<BuiltinSignature> signatures, const BuiltinEntry& entry);

  const std::string& name() const override { return name_; }
  /// Every way to call it with names: a signature with optional parameters counts once with and
  /// once without them, so none of these is optional.
  const std::vector<std::vector<Parameter>>& signatures() const override { return parameters_; }
  Type type() const override;
  /// A call with named arguments: `signature` says which names were used. Among the signatures with
  /// these names the kinds of the arguments choose.
  Value call(size_t signature, std::vector<Value> arguments,
             Evaluation* evaluation) const override;
  /// A call with positional arguments. The first signature that takes them as they are runs, else
  /// the first that takes them after the conversions of 10.3.2.9.4.
  /// Errors  FEEL-F001 wrong number of arguments; FEEL-F003 an argument of another type; FEEL-F004
  /// an argument is null, unless that null has a reason of its own. Those of the function itself.
  /// Who calls admits the result to the evaluation; what a function makes on the way it counts.
  Value call(std::span<const Value> arguments, Evaluation& evaluation) const;
  const std::vector<BuiltinSignature>& builtin_signatures() const { return signatures_; }
  /// What builtins.yaml says of it.
  const BuiltinEntry& entry() const { return entry_; }
  Value value() const { return Value(std::shared_ptr<const Function>(shared_from_this())); }

 private:
  using Candidates = std::vector<const BuiltinSignature*>;
  Value run(const Candidates& candidates, std::span<const Value> arguments,
            Evaluation& evaluation) const;
  Value run_converted(const Candidates& candidates, std::span<const Value> arguments,
                      Evaluation& evaluation) const;
  Value refuse(const Candidates& candidates, std::span<const Value> arguments) const;

  std::string name_;
  std::vector<BuiltinSignature> signatures_;
  const BuiltinEntry& entry_;
  std::vector<std::vector<Parameter>> parameters_;
  std::vector<Candidates> by_names_;  ///< For each of parameters_.
  std::vector<Candidates> by_count_;  ///< Index: number of arguments; the last: any larger one.
};

/// The builtin of that name in normal form, or nullptr.
const Builtin* find_builtin(std::string_view name);
const NameTable& builtin_names();
const std::vector<std::string>& builtin_name_list();

}  // namespace fangan::feel
