#include "plan/decision_file.h"

#include <algorithm>
#include <map>
#include <set>

#include "decision/check_table.h"
#include "decision/model_shelf.h"
#include "text/suggest.h"

namespace fangan {
namespace {

using dmn::ElementKind;
using dmn::ElementRef;

class ModelDecision final : public Function {
 public:
  explicit ModelDecision(const DecisionModel& model)
      : model_(model), name_(model.engine->set().name_of(model.decision).text()) {
    std::vector<Parameter> parameters;
    std::vector<Type> types;
    for (const ElementRef& input : model.inputs) {
      parameters.push_back({feel::normal_name(model.engine->set().name_of(input).text()), false});
      types.push_back(model.engine->type_of(input));
    }
    signatures_ = {std::move(parameters)};
    type_ = Type::function(std::move(types), model.engine->type_of(model.decision));
  }

  const std::string& name() const override { return name_; }
  const std::vector<std::vector<Parameter>>& signatures() const override { return signatures_; }
  Type type() const override { return type_; }

  Value call(size_t, std::vector<Value> arguments, feel::Evaluation* evaluation) const override {
    dmn::Inputs inputs;
    for (size_t i = 0; i < arguments.size(); ++i) inputs[model_.inputs[i]] = arguments[i];
    return model_.engine->evaluate(model_.decision, inputs, evaluation);
  }

 private:
  DecisionModel model_;
  std::string name_;
  std::vector<std::vector<Parameter>> signatures_;
  Type type_;
};

/// Input data that a decision needs, in the order it asks for them.
void add_inputs(const dmn::ModelSet& set, const ElementRef& decision, std::set<ElementRef>* seen,
                std::vector<ElementRef>* inputs) {
  const dmn::Decision& found = set.models()[decision.model].decisions[decision.index];
  for (const dmn::Requirement& each : found.information_requirements) {
    const std::optional<ElementRef> target = set.find(each.target);
    if (!target || !seen->insert(*target).second) continue;
    if (target->kind == ElementKind::input_data) inputs->push_back(*target);
    if (target->kind == ElementKind::decision) add_inputs(set, *target, seen, inputs);
  }
}

class Loader {
 public:
  Loader(const Package& package, CheckContext* context)
      : context_(*context), shelf_(models_of(package), &context->plan().sources) {}

  void load(Decision* decision) {
    const std::optional<size_t> file = file_named(decision->file);
    const std::shared_ptr<const dmn::Engine> engine = file ? engine_of(*file) : nullptr;
    if (engine == nullptr) return;
    const std::optional<ElementRef> found = decision_in(*engine, *decision);
    if (!found) return;
    DecisionModel model{engine, *found, {}};
    std::set<ElementRef> seen;
    add_inputs(engine->set(), *found, &seen, &model.inputs);
    decision->value.text = MappedText(decision->file.text, decision->file.span);
    decision->model = std::make_shared<const DecisionModel>(std::move(model));
  }

 private:
  std::vector<dmn::ShelfFile> models_of(const Package& package) {
    std::vector<dmn::ShelfFile> files;
    for (const PackageFile& file : package.files) {
      if (!file.name.ends_with(".dmn")) continue;
      names_.push_back(file.name);
      files.push_back({file.name, file.bytes});
    }
    return files;
  }

  std::optional<size_t> file_named(const Name& name) {
    const auto found = std::find(names_.begin(), names_.end(), name.text);
    if (found != names_.end()) return static_cast<size_t>(found - names_.begin());
    context_.error("PLAN-D022", name.span,
                   {{"file", name.text}, {"near", did_you_mean(name.text, names_)}});
    return std::nullopt;
  }

  /// One engine a file; what is wrong in it is told once.
  std::shared_ptr<const dmn::Engine> engine_of(size_t file) {
    const auto known = engines_.find(file);
    if (known != engines_.end()) return known->second;
    std::shared_ptr<const dmn::Engine>& engine = engines_[file];
    Result<dmn::LinkedModels> linked = shelf_.link(file);
    if (!linked) {
      for (const Diagnostic& error : linked.errors()) context_.report(error);
      return nullptr;
    }
    Diagnostics found = linked.value().warnings;
    engine = dmn::Engine::compile(std::move(linked.value().set), &found);
    for (const Diagnostic& each : found) context_.report(each);
    for (const Diagnostic& each : dmn::check_tables(*engine)) context_.report(each);
    return engine;
  }

  std::optional<ElementRef> decision_in(const dmn::Engine& engine, const Decision& decision) {
    const std::vector<dmn::Decision>& all = engine.set().models().front().decisions;
    if (all.size() == 1) return ElementRef{0, ElementKind::decision, 0};
    std::vector<std::string> names;
    std::string list;
    for (uint32_t i = 0; i < all.size(); ++i) {
      names.push_back(all[i].name.text());
      if (names.back() == decision.name.text) return ElementRef{0, ElementKind::decision, i};
      list += (i == 0 ? "" : " ") + names.back();
    }
    context_.error("PLAN-D023", decision.file.span,
                   {{"file", decision.file.text}, {"name", decision.name.text}, {"known", list}});
    return std::nullopt;
  }

  CheckContext& context_;
  std::vector<std::string> names_;
  dmn::ModelShelf shelf_;
  std::map<size_t, std::shared_ptr<const dmn::Engine>> engines_;
};

}  // namespace

Value DecisionModel::function() const {
  return Value(std::shared_ptr<const Function>(std::make_shared<ModelDecision>(*this)));
}

void load_decision_files(const Package& package, CheckContext* context) {
  Loader loader(package, context);
  for (Decision& decision : context->plan().decisions) {
    if (!decision.file.empty()) loader.load(&decision);
  }
}

}  // namespace fangan
