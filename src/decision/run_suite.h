// Run suite: every test file of a tree, each against the model that it names.
//
// Suites differ in where they keep things: the model beside the tests, above or below them. A model
// that cannot be read or linked fails its own tests and no others.
#pragma once

#include "decision/model_shelf.h"
#include "decision/run_tests.h"

namespace fangan::dmn {

struct SuiteTest {
  std::string file;  ///< The test file.
  TestOutcome outcome;
};

struct SuiteReport {
  struct Tally {
    int64_t passed = 0;
    int64_t failed = 0;
    int64_t refused = 0;
  };
  Tally of_values;    ///< Tests that expect a value somewhere.
  Tally of_nulls;     ///< Tests that expect null everywhere.
  int64_t files = 0;  ///< Test files found.
  std::vector<SuiteTest> failures;
  std::vector<SuiteTest> refusals;  ///< They need external functions of Java or PMML.
  Diagnostics problems;             ///< Of models and test files, with places in the sources.
};

/// `tests` may hold other XML, which is passed over. A test file that cannot be read counts as one
/// test that failed. Errors in the report  those of read_tck_file() and ModelShelf::link();
/// DMN-T004 no such model.
SuiteReport run_suite(std::vector<ShelfFile> models, const std::vector<ShelfFile>& tests,
                      const DateTime& now, Sources* sources);

}  // namespace fangan::dmn
