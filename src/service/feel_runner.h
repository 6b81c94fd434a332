// Feel runner: one FEEL text, evaluated with variables that are known by name only.
//
// Plans and models compile once with the types of their fields; here an expression comes with its
// values, from a command line or a case, and their types are taken from them.
#pragma once

#include <string>
#include <string_view>

#include "feel/expression.h"
#include "text/messages.h"

namespace fangan {

/// A text that is wrong gives null with its first error as the reason, as a decision does whose
/// text is wrong.
struct FeelAnswer {
  Value value;
  Diagnostics diagnostics;  ///< Errors of the text, or warnings. Spans have the text as source 0.
  std::string explanation;  ///< The values drawn under the text, where they were asked for.
};

enum class Explain : uint8_t { no, yes };

/// Evaluates one text after the other; limits count for each.
class FeelRunner {
 public:
  /// `now` is what now() and today() read.
  explicit FeelRunner(const DateTime& now) { evaluation_.set_now(now); }

  FeelAnswer evaluate(std::string_view expression, const Context& variables,
                      Explain explain = Explain::no);
  /// Whether unary tests hold for `input`, their `?`.
  FeelAnswer test(std::string_view tests, const Context& variables, const Value& input);

 private:
  FeelAnswer run(feel::Compiled compiled, const std::vector<Value>& slots, Explain explain);

  feel::Evaluation evaluation_;
};

}  // namespace fangan
