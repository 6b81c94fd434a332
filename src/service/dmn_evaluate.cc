#include "service/dmn_evaluate.h"

#include <algorithm>
#include <set>

#include "decision/engine.h"
#include "decision/explain.h"
#include "text/suggest.h"
#include "value/value_json.h"

namespace fangan {
namespace {

using dmn::ElementKind;
using dmn::ElementRef;

Diagnostic warning(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.severity = Severity::warning;
  return diagnostic;
}

class Request {
 public:
  Request(const dmn::Engine& engine, const DateTime& now, const Sources& sources, DmnAnswer* answer)
      : engine_(engine), sources_(sources), answer_(*answer) {
    evaluation_.set_now(now);
  }

  void run(const std::string& name, const Json& context, Explain explain) {
    const std::optional<ElementRef> found = engine_.set().find_by_name(0, name);
    const bool can_run = found && found->kind != ElementKind::input_data &&
                         found->kind != ElementKind::knowledge_source;
    if (!can_run) return refuse(unknown(name));
    if (found->kind == ElementKind::decision) {
      decide(*found, context);
      if (explain == Explain::yes && !answer_.is_refused) {
        answer_.explanation =
            explain_decision(engine_, *found, inputs_, sources_, &evaluation_, Language::zh);
      }
    } else {
      call(*found, context);
    }
  }

 private:
  void refuse(Diagnostic diagnostic) {
    answer_.is_refused = true;
    answer_.diagnostics.push_back(std::move(diagnostic));
  }
  void warn(Diagnostic diagnostic) { answer_.diagnostics.push_back(std::move(diagnostic)); }

  Diagnostic unknown(const std::string& name) const {
    const dmn::Definitions& model = engine_.set().models().front();
    std::vector<std::string> known;
    for (const dmn::Decision& each : model.decisions) known.push_back(each.name.text());
    for (const auto& each : model.knowledge_models) known.push_back(each.name.text());
    for (const auto& each : model.decision_services) known.push_back(each.name.text());
    std::string list;
    for (size_t i = 0; i < known.size() && i < 20; ++i) list += (i > 0 ? ", " : "") + known[i];
    if (known.size() > 20) list += ", …";
    return problem("DMN-V001",
                   {{"name", name}, {"near", did_you_mean(name, known)}, {"known", list}});
  }

  /// A value as its type wants it; what it does not allow is told and left to the engine.
  Value typed(const std::string& name, const Json& json, const Type& type) {
    Result<Value> value = read_value(json, type);
    if (!value) {
      for (Diagnostic error : value.errors()) {
        error.facts.front().value.replace(0, 1, "$." + name);
        refuse(std::move(error));
      }
      return {};
    }
    const Value fitting = conform(value.value(), type);
    if (fitting.reason() != nullptr && !value.value().is_null()) {
      Diagnostic reason = warning("DMN-V004", {{"name", name}, {"code", fitting.reason()->code}});
      warn(std::move(reason));
      Diagnostic cause = *fitting.reason();
      cause.severity = Severity::warning;
      warn(std::move(cause));
    }
    return std::move(value).value();
  }

  void add_needed(const ElementRef& decision, std::set<ElementRef>* needed,
                  std::set<ElementRef>* seen) const {
    if (!seen->insert(decision).second) return;
    const dmn::Decision& found = engine_.set().models()[decision.model].decisions[decision.index];
    for (const dmn::Requirement& each : found.information_requirements) {
      const std::optional<ElementRef> target = engine_.set().find(each.target);
      if (!target || inputs_.find(*target) != nullptr) continue;
      if (target->kind == ElementKind::input_data) needed->insert(*target);
      if (target->kind == ElementKind::decision) add_needed(*target, needed, seen);
    }
  }

  /// The inputs a decision may be given: those it needs, whether given or not.
  std::vector<std::string> names_of_inputs() const {
    std::vector<std::string> names;
    const dmn::Definitions& model = engine_.set().models().front();
    for (const dmn::InputData& each : model.input_data) names.push_back(each.name.text());
    for (const dmn::Import& each : model.imports) names.push_back(each.name.text());
    return names;
  }

  bool give(uint32_t model, const std::string& key, const Json& json) {
    const std::optional<ElementRef> found = engine_.set().find_by_name(model, key);
    const bool is_input =
        found && (found->kind == ElementKind::input_data || found->kind == ElementKind::decision);
    if (!is_input) return false;
    inputs_[*found] = typed(key, json, engine_.type_of(*found));
    return true;
  }

  bool give_imported(const std::string& key, const Json& json) {
    for (const dmn::Import& import : engine_.set().models().front().imports) {
      const auto model = engine_.set().find_model(import.model_namespace.text());
      const bool is_prefix = feel::normal_name(import.name.text()) == feel::normal_name(key);
      if (!model || !is_prefix || json.kind() != Json::Kind::object) continue;
      for (const auto& [inner, value] : json.members()) {
        if (!give(*model, inner, value))
          warn(warning("DMN-V003", {{"name", key + "." + inner}, {"near", ""}}));
      }
      return true;
    }
    return false;
  }

  void decide(const ElementRef& decision, const Json& context) {
    for (const auto& [key, value] : context.members()) {
      if (give(0, key, value) || give_imported(key, value)) continue;
      warn(warning("DMN-V003", {{"name", key}, {"near", did_you_mean(key, names_of_inputs())}}));
    }
    std::set<ElementRef> needed;
    std::set<ElementRef> seen;
    add_needed(decision, &needed, &seen);
    for (const ElementRef& each : needed)
      missing(engine_.set().name_of(each).text(), engine_.type_of(each));
    if (answer_.is_refused) return;
    answer_.value = engine_.evaluate(decision, inputs_, &evaluation_);
  }

  void missing(const std::string& name, const Type& type) {
    warn(warning("DMN-V002", {{"name", name}, {"type", type.print()}}));
  }

  void call(const ElementRef& function, const Json& context) {
    const Value value = engine_.evaluate(function, {}, &evaluation_);
    assert(value.is(ValueKind::function));
    const auto& parameters = value.function()->signatures().front();
    const std::vector<Type> types = engine_.type_of(function).parameters();
    std::vector<std::pair<std::string, Value>> arguments;
    std::vector<std::string> names;
    for (size_t i = 0; i < parameters.size(); ++i) {
      names.push_back(parameters[i].name);
      const auto given = std::find_if(
          context.members().begin(), context.members().end(), [&](const Json::Member& member) {
            return feel::normal_name(member.first) == parameters[i].name;
          });
      if (given == context.members().end()) {
        missing(parameters[i].name, types[i]);
      } else {
        arguments.emplace_back(parameters[i].name,
                               typed(parameters[i].name, given->second, types[i]));
      }
    }
    for (const Json::Member& member : context.members()) {
      const std::string& key = member.first;
      if (std::find(names.begin(), names.end(), feel::normal_name(key)) != names.end()) continue;
      warn(warning("DMN-V003", {{"name", key}, {"near", did_you_mean(key, names)}}));
    }
    if (answer_.is_refused) return;
    answer_.value = engine_.invoke(function, Context(std::move(arguments)), &evaluation_);
  }

  const dmn::Engine& engine_;
  const Sources& sources_;
  DmnAnswer& answer_;
  feel::Evaluation evaluation_;
  dmn::Inputs inputs_;
};

}  // namespace

DmnAnswer evaluate_decision(std::vector<dmn::ShelfFile> files, const std::string& name,
                            const Json& context, const DateTime& now, Explain explain,
                            Sources* sources) {
  DmnAnswer answer;
  const std::string model = files.front().path;
  dmn::ModelShelf shelf(std::move(files), sources);
  Result<dmn::LinkedModels> linked = shelf.link(*shelf.find_file("", model));
  if (!linked) {
    answer.is_refused = true;
    answer.diagnostics = linked.errors();
    return answer;
  }
  Diagnostics ignored;  // Of other parts of the model; of this one it is the reason of null.
  const auto engine = dmn::Engine::compile(std::move(linked.value().set), &ignored);
  Request(*engine, now, *sources, &answer).run(name, context, explain);
  if (answer.value.reason() != nullptr) answer.diagnostics.push_back(*answer.value.reason());
  return answer;
}

}  // namespace fangan
