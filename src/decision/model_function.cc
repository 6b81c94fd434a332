#include "decision/model_function.h"

namespace fangan::dmn {

class ModelFunction final : public Function {
 public:
  ModelFunction(const Engine& engine, const ElementRef& ref, const Engine::Unit& unit)
      : engine_(engine.weak_from_this()),
        ref_(ref),
        name_(unit.name),
        signatures_({unit.parameters}) {}

  const std::string& name() const override { return name_; }
  const std::vector<std::vector<Parameter>>& signatures() const override { return signatures_; }
  Type type() const override {
    const std::shared_ptr<const Engine> engine = engine_.lock();
    return engine == nullptr ? Type::function({}, {}) : engine->type_of(ref_);
  }

  Value call(size_t, std::vector<Value> arguments, feel::Evaluation* evaluation) const override {
    const std::shared_ptr<const Engine> engine = engine_.lock();
    if (engine == nullptr) return Value::null(problem("DMN-E008", {{"name", name_}}));
    return engine->call(ref_, arguments, evaluation);
  }

 private:
  std::weak_ptr<const Engine> engine_;
  ElementRef ref_;
  std::string name_;
  std::vector<std::vector<Parameter>> signatures_;
};

Value make_function(const Engine& engine, const ElementRef& ref, const Engine::Unit& unit) {
  return Value(std::shared_ptr<const Function>(std::make_shared<ModelFunction>(engine, ref, unit)));
}

}  // namespace fangan::dmn
