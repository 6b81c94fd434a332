#include "service/convert_decision.h"

#include <algorithm>
#include <cassert>
#include <filesystem>

#include "decision/read_dmn.h"
#include "decision/write_dmn.h"
#include "document/text_file.h"
#include "plan/check.h"
#include "plan/decision_table.h"
#include "service/package_folder.h"

namespace fangan {
namespace {

struct FoundBlock {
  TableBlock block;
  std::vector<ModelInput> inputs;
  std::string package;
};

size_t occurrences(std::string_view text, std::string_view word) {
  size_t count = 0;
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++count;
  return count;
}

Diagnostic warning(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.severity = Severity::warning;
  return diagnostic;
}

Result<FoundBlock> pick(std::vector<TableBlock> blocks, const std::string& name) {
  std::string known;
  std::vector<TableBlock*> fitting;
  for (TableBlock& block : blocks) {
    known += (known.empty() ? "" : ", ") + block.name;
    if (name.empty() || block.name == name) fitting.push_back(&block);
  }
  if (blocks.empty()) return problem("PLAN-B009");
  if (fitting.size() != 1) return problem("PLAN-B001", {{"name", name}, {"known", known}});
  return FoundBlock{std::move(*fitting.front()), {}, {}};
}

Result<FoundBlock> block_in_file(const DecisionPlace& from, Sources* sources) {
  Result<std::string> bytes = read_whole_file(from.path);
  if (!bytes) return bytes.errors();
  Result<TextFile> text = read_text_file(bytes.value());
  if (!text) return text.errors();
  Diagnostics found;
  const uint32_t source = sources->add(from.path, std::move(text).value().text);
  Result<FoundBlock> block = pick(table_blocks(*sources, source, &found), from.name);
  if (has_errors(found)) return found;
  if (!block) return block.errors();
  block.value().inputs = model_inputs(block.value().block.table);
  return block;
}

Result<FoundBlock> block_in_package(const DecisionPlace& from, Sources* sources) {
  Result<Package> package = read_package_folder(from.path);
  if (!package) return package.errors();
  Checked checked = check(package.value());
  *sources = std::move(checked.sources);
  if (!checked.plan) {
    std::erase_if(checked.diagnostics,
                  [](const Diagnostic& each) { return each.severity != Severity::error; });
    return checked.diagnostics;
  }
  const Plan& plan = *checked.plan;
  std::vector<TableBlock> all;
  Diagnostics found;
  for (const PlanFile& file : plan.files) {
    for (TableBlock& block : table_blocks(*sources, file.source, &found)) {
      all.push_back(std::move(block));
    }
  }
  Result<FoundBlock> block = pick(std::move(all), from.name);
  if (!block) return block.errors();
  const Decision* decision = plan.find_decision(block.value().block.name);
  block.value().inputs = model_inputs(plan, *decision, block.value().block.table);
  block.value().package = plan.header.name;
  return block;
}

Result<FoundBlock> find_block(const DecisionPlace& from, Sources* sources) {
  return from.form == DecisionPlace::Form::package ? block_in_package(from, sources)
                                                   : block_in_file(from, sources);
}

/// What was written, read again, has to be what was meant.
bool reads_back(const std::string& written, const dmn::Definitions& meant) {
  Sources sources;
  const Result<dmn::DmnFile> again = dmn::read_dmn("", written, &sources);
  return again && again.value().definitions == meant;
}

Result<ConvertedDecision> model_as_dmn(const DecisionPlace& from, dmn::DmnVersion version,
                                       Sources* sources) {
  const Result<std::string> bytes = read_whole_file(from.path);
  if (!bytes) return bytes.errors();
  const Result<dmn::DmnFile> file = dmn::read_dmn(from.path, bytes.value(), sources);
  if (!file) return file.errors();
  Result<std::string> text = dmn::write_dmn(file.value().definitions, version);
  if (!text) return text.errors();
  ConvertedDecision made{std::move(text).value(), file.value().warnings};
  const bool is_same = reads_back(made.text, file.value().definitions);
  assert(is_same);  // Before anything is written: what is lost here would be a fault of ours.
  (void)is_same;
  const size_t before = occurrences(bytes.value(), "<!--");
  const size_t after = occurrences(made.text, "<!--");
  if (before > after) {
    made.warnings.push_back(warning("DMN-V006", {{"count", std::to_string(before - after)}}));
  }
  return made;
}

}  // namespace

DecisionPlace decision_place(const std::string& written) {
  namespace fs = std::filesystem;
  DecisionPlace place;
  place.path = written;
  std::error_code failed;
  const size_t mark = written.rfind('#');
  if (mark != std::string::npos && !fs::exists(written, failed)) {
    place.path = written.substr(0, mark);
    place.name = written.substr(mark + 1);
  }
  if (fs::is_directory(place.path, failed)) {
    place.form = DecisionPlace::Form::package;
  } else if (place.path.ends_with(".md")) {
    place.form = DecisionPlace::Form::markdown;
  }
  return place;
}

Result<ConvertedDecision> decision_as_dmn(const DecisionPlace& from, dmn::DmnVersion version,
                                          Sources* sources) {
  if (from.form == DecisionPlace::Form::model) return model_as_dmn(from, version, sources);
  const Result<FoundBlock> found = find_block(from, sources);
  if (!found) return found.errors();
  const FoundBlock& block = found.value();
  const dmn::Definitions model = decision_model(block.block, block.inputs, block.package);
  Result<std::string> text = dmn::write_dmn(model, version);
  if (!text) return text.errors();
  ConvertedDecision made{std::move(text).value(), {}};
  if (!reads_back(made.text, model)) {
    return problem("PLAN-B007", {{"name", block.block.name}});  // Characters no XML may hold.
  }
  std::string words;
  for (const std::string& word : plan_words_in(block.block.table)) {
    words += (words.empty() ? "" : ", ") + word;
  }
  if (!words.empty()) made.warnings.push_back(warning("PLAN-B008", {{"words", words}}));
  return made;
}

Result<ConvertedDecision> decision_as_block(const DecisionPlace& from, Sources* sources) {
  if (from.form == DecisionPlace::Form::model) {
    const Result<std::string> bytes = read_whole_file(from.path);
    if (!bytes) return bytes.errors();
    const Result<dmn::DmnFile> file = dmn::read_dmn(from.path, bytes.value(), sources);
    if (!file) return file.errors();
    Result<BlockText> block = block_of_model(file.value().definitions, from.name);
    if (!block) return block.errors();
    ConvertedDecision made{std::move(block.value().markdown), file.value().warnings};
    for (Diagnostic& each : block.value().warnings) made.warnings.push_back(std::move(each));
    return made;
  }
  const Result<FoundBlock> found = find_block(from, sources);
  if (!found) return found.errors();
  return ConvertedDecision{write_block(found.value().block), {}};
}

}  // namespace fangan
