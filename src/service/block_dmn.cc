// A decision table of a plan as DMN, to look at and to draw on elsewhere, and back into its block.
#include "decision/read_dmn.h"
#include "decision/write_dmn.h"
#include "plan/decision_model.h"
#include "service/diagnostic_json.h"
#include "service/state.h"

namespace fangan {
namespace {

/// Errors  SVC-N001 no such decision, or one without a table.
Result<TableBlock> table_of(const LoadedPlan& loaded, const std::string& id) {
  const BlockSource* source = find_block(loaded.blocks, id);
  const Decision* decision = loaded.plan.find_decision(id);
  if (source == nullptr || decision == nullptr || !decision->table) return not_found();
  Diagnostics reported;  // By check().
  const uint32_t file = loaded.plan.files[source->file].source;
  for (TableBlock& table : table_blocks(loaded.plan.sources, file, &reported)) {
    if (table.name == id) return std::move(table);
  }
  return not_found();
}

/// A model drawn elsewhere says nothing of what the block stands on: that stays as it was.
std::string in_place_of(const TableBlock& before, const std::string& markdown) {
  Sources sources;
  Diagnostics reported;  // It was made here.
  const uint32_t source = sources.add("", markdown);
  std::vector<TableBlock> made = table_blocks(sources, source, &reported);
  if (made.size() != 1) return markdown;
  made.front().name = before.name;
  if (made.front().entries.empty()) made.front().entries = before.entries;
  std::string text = write_block(made.front());
  while (text.ends_with('\n')) text.pop_back();  // As block_text() gives it.
  return text;
}

}  // namespace

Result<std::string> Service::block_dmn(const Actor&, const std::string& plan,
                                       const std::string& id) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const LoadedPlan& known = *loaded.value();
  const Result<TableBlock> table = table_of(known, id);
  if (!table) return table.errors();
  const Decision* decision = known.plan.find_decision(id);
  const std::vector<ModelInput> inputs =
      model_inputs(known.plan, *decision, table.value().table);
  // The last version that editors of the browser read.
  return dmn::write_dmn(decision_model(table.value(), inputs, known.id), dmn::DmnVersion::v1_3);
}

Result<Json> Service::block_of_dmn(const Actor& actor, const std::string& plan,
                                   const std::string& id, const std::string& bytes) const {
  if (!actor.has("office") && !actor.has("admin")) return forbidden();
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Result<TableBlock> before = table_of(*loaded.value(), id);
  if (!before) return before.errors();
  Sources sources;
  const Result<dmn::DmnFile> file = dmn::read_dmn("", bytes, &sources);
  if (!file) return file.errors();
  const dmn::Definitions& model = file.value().definitions;
  Result<BlockText> block = block_of_model(model, id);
  if (!block) block = block_of_model(model, "");  // Drawn under another name.
  if (!block) return block.errors();
  Diagnostics warnings = file.value().warnings;
  for (Diagnostic& one : block.value().warnings) {
    one.marks.clear();
    warnings.push_back(std::move(one));
  }
  Json json = Json::object();
  json.set("text", in_place_of(before.value(), block.value().markdown));
  json.set("warnings", diagnostics_json(warnings, sources));
  return json;
}

}  // namespace fangan
