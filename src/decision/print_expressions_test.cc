// Printing the expressions of real models: each text, printed, reads as the same tree.
#include <gtest/gtest.h>

#include "decision/suite_expressions_test.h"
#include "decision/type_table.h"
#include "feel/parse.h"
#include "feel/print_syntax.h"
#include "feel/same_tree_test.h"

namespace fangan::dmn {
namespace {

/// The names of a set, without regard to who requires whom: enough to read its texts.
feel::Scope scope_of(const Engine& engine) {
  feel::Scope scope;
  Diagnostics diagnostics;
  TypeTable types(engine.set(), &diagnostics);
  for (uint32_t model = 0; model < engine.set().models().size(); ++model) {
    types.add_types(model, &scope);
    const Definitions& definitions = engine.set().models()[model];
    const auto add = [&](ElementKind kind, size_t count) {
      for (uint32_t i = 0; i < count; ++i) {
        const ElementRef ref{model, kind, i};
        scope.add_variable(engine.set().name_of(ref).text(), engine.type_of(ref));
      }
    };
    add(ElementKind::input_data, definitions.input_data.size());
    add(ElementKind::decision, definitions.decisions.size());
    add(ElementKind::knowledge_model, definitions.knowledge_models.size());
  }
  return scope;
}

TEST(PrintExpressions, EveryTextOfTheSuiteReadsAsTheSameTree) {
  if (test::suite().empty()) GTEST_SKIP() << test::no_suite;
  int count = 0;
  test::for_each_model([&](const auto& folder, const Engine& engine, Sources*) {
    const feel::Scope scope = scope_of(engine);
    for (const ElementRef& element : test::elements_with_logic(engine)) {
      for (const MappedText* text : engine.texts(element)) {
        for (const auto read : {feel::parse, feel::parse_tests}) {
          const feel::Parsed parsed = read(text->text(), scope);
          if (!parsed.ok()) continue;
          const std::string printed = print(parsed.syntax, &scope);
          const feel::Parsed again = read(printed, scope);
          const std::string where = folder.filename().string() + ": " + text->text() + "\n";
          ASSERT_TRUE(again.ok()) << where << printed;
          EXPECT_EQ(feel::test::difference(parsed.syntax, again.syntax), "") << where << printed;
          ++count;
        }
      }
    }
  });
  EXPECT_GT(count, 5'000);
}

}  // namespace
}  // namespace fangan::dmn
