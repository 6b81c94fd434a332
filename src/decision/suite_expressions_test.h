// Suite expressions: every model of the conformance suite, compiled, for tests that go through all
// of its expressions.
#pragma once

#include <functional>
#include <set>

#include "decision/decision_files_test.h"
#include "decision/engine.h"

namespace fangan::dmn::test {

/// Calls `visit` for each folder of the suite with its engine.
inline void for_each_model(
    const std::function<void(const std::filesystem::path&, const Engine&, Sources*)>& visit) {
  for (const char* level : {"compliance-level-2", "compliance-level-3"}) {
    std::set<std::filesystem::path> folders;
    for (const auto& path : files_below(suite() / level, ".dmn")) {
      folders.insert(path.parent_path());
    }
    for (const std::filesystem::path& folder : folders) {
      const FolderFiles models(folder);
      Sources sources;
      Result<LinkedModels> linked = read_model_set(models.files, &sources);
      if (!linked) continue;  // The engine's own test tells which.
      Diagnostics diagnostics;
      const auto engine = Engine::compile(std::move(linked.value().set), &diagnostics);
      visit(folder, *engine, &sources);
    }
  }
}

/// Every element that has logic: decisions and knowledge models.
inline std::vector<ElementRef> elements_with_logic(const Engine& engine) {
  std::vector<ElementRef> found;
  for (uint32_t model = 0; model < engine.set().models().size(); ++model) {
    const Definitions& definitions = engine.set().models()[model];
    for (uint32_t i = 0; i < definitions.decisions.size(); ++i) {
      found.push_back({model, ElementKind::decision, i});
    }
    for (uint32_t i = 0; i < definitions.knowledge_models.size(); ++i) {
      found.push_back({model, ElementKind::knowledge_model, i});
    }
  }
  return found;
}

}  // namespace fangan::dmn::test
