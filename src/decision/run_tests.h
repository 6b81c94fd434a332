// Run tests: the test files of the DMN TCK, run against their models.
//
// A value is compared whole and by type, as feel/expectation.h says. A test that expects an error
// expects null.
#pragma once

#include <string>
#include <vector>

#include "decision/engine.h"
#include "decision/tck_file.h"

namespace fangan::dmn {

struct TestOutcome {
  enum class State : uint8_t { passed, failed, refused };
  State state = State::passed;  ///< refused: it needs an external function of Java or PMML.
  std::string test;             ///< Its id, and the name of the result.
  bool expects_null = false;    ///< All its results are null.
  std::string expected;         ///< As FEEL writes it; empty where it passed.
  std::string computed;
  std::optional<Diagnostic> reason;  ///< Why it came out as null.
};

/// One outcome for each test of the file, whose model is the given one of the engine's. `now` is
/// what now() reads.
std::vector<TestOutcome> run_tests(const Engine& engine, uint32_t model, const TckFile& file,
                                   const DateTime& now);

/// Whether null is all that a test expects.
bool expects_null(const TckTest& test);

/// The value a test file writes. What its type cannot hold is null.
Value value_of(const TckValue& written);

}  // namespace fangan::dmn
