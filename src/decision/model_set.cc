#include "decision/model_set.h"

#include "decision/check_links.h"
#include "decision/element_name.h"
#include "decision/type_refs.h"

namespace fangan::dmn {

ModelSet::ModelSet(std::vector<Definitions> models) : models_(std::move(models)) {
  names_.resize(models_.size());
  for (uint32_t model = 0; model < models_.size(); ++model) {
    by_namespace_.try_emplace(models_[model].model_namespace.text(), model);
    add_elements(model);
  }
}

void ModelSet::add_elements(uint32_t model) {
  const Definitions& definitions = models_[model];
  Names& names = names_[model];
  const auto add = [&](const auto& elements, ElementKind kind) {
    for (uint32_t index = 0; index < elements.size(); ++index) {
      const ElementRef ref{model, kind, index};
      names.elements.try_emplace(normal_name(elements[index].name.text()), ref);
      const std::string& id = elements[index].about.id.text();
      if (!id.empty()) by_id_.try_emplace({definitions.model_namespace.text(), id}, ref);
    }
  };
  add(definitions.input_data, ElementKind::input_data);
  add(definitions.decisions, ElementKind::decision);
  add(definitions.knowledge_models, ElementKind::knowledge_model);
  add(definitions.decision_services, ElementKind::decision_service);
  add(definitions.knowledge_sources, ElementKind::knowledge_source);
  for (uint32_t index = 0; index < definitions.item_definitions.size(); ++index) {
    names.types.try_emplace(normal_name(definitions.item_definitions[index].name.text()), index);
  }
}

std::optional<uint32_t> ModelSet::find_model(std::string_view model_namespace) const {
  const auto found = by_namespace_.find(model_namespace);
  if (found == by_namespace_.end()) return std::nullopt;
  return found->second;
}

std::optional<ElementRef> ModelSet::find(const Href& href) const {
  const auto found = by_id_.find({href.model_namespace, href.id});
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::optional<ElementRef> ModelSet::find_by_name(uint32_t model, std::string_view name) const {
  const auto found = names_[model].elements.find(normal_name(name));
  if (found == names_[model].elements.end()) return std::nullopt;
  return found->second;
}

TypeMeaning ModelSet::find_item(uint32_t model, std::string_view name, uint32_t steps_left) const {
  const Definitions& definitions = models_[model];
  const auto own = names_[model].types.find(normal_name(name));
  if (own != names_[model].types.end()) {
    return {TypeMeaning::Kind::item, {}, model, &definitions.item_definitions[own->second]};
  }
  if (steps_left == 0) return {};
  for (const Import& each : definitions.imports) {
    const std::optional<uint32_t> target = find_model(each.model_namespace.text());
    if (!target) continue;
    std::string_view rest = name;
    const std::string prefix = each.name.empty() ? "" : each.name.text() + ".";
    if (rest.substr(0, prefix.size()) != prefix) continue;
    rest.remove_prefix(prefix.size());
    const TypeMeaning found = find_item(*target, rest, steps_left - 1);
    if (found.kind != TypeMeaning::Kind::unknown) return found;
  }
  return {};
}

TypeMeaning ModelSet::find_type(uint32_t model, std::string_view type_ref) const {
  if (type_ref.empty()) return {TypeMeaning::Kind::built_in, "Any", model, nullptr};
  constexpr uint32_t import_steps_max = 8;
  const TypeMeaning item = find_item(model, type_ref, import_steps_max);
  if (item.kind != TypeMeaning::Kind::unknown) return item;
  if (const BuiltInType* built_in = find_built_in_type(type_ref)) {
    return {TypeMeaning::Kind::built_in, std::string(built_in->meaning), model, nullptr};
  }
  if (is_generic_type(type_ref)) {
    return {TypeMeaning::Kind::generic, std::string(type_ref), model, nullptr};
  }
  return {};
}

const MappedText& ModelSet::name_of(const ElementRef& ref) const {
  const Definitions& definitions = models_[ref.model];
  switch (ref.kind) {
    case ElementKind::input_data:
      return definitions.input_data[ref.index].name;
    case ElementKind::decision:
      return definitions.decisions[ref.index].name;
    case ElementKind::knowledge_model:
      return definitions.knowledge_models[ref.index].name;
    case ElementKind::decision_service:
      return definitions.decision_services[ref.index].name;
    case ElementKind::knowledge_source:
      break;
  }
  return definitions.knowledge_sources[ref.index].name;
}

Span ModelSet::place_of(const ElementRef& ref) const {
  return name_of(ref).span();
}

std::vector<std::string> ModelSet::ids_of(std::string_view model_namespace) const {
  std::vector<std::string> ids;
  const std::pair<std::string, std::string> first(model_namespace, "");
  for (auto at = by_id_.lower_bound(first); at != by_id_.end(); ++at) {
    if (at->first.first != model_namespace) break;
    ids.push_back(at->first.second);
  }
  return ids;
}

Result<LinkedModels> link_models(std::vector<Definitions> models) {
  LinkedModels linked{ModelSet(std::move(models)), {}};
  Diagnostics found = check_links(linked.set);
  sort_by_position(&found);
  if (has_errors(found)) return found;
  linked.warnings = std::move(found);
  return linked;
}

Result<LinkedModels> read_model_set(const std::vector<ModelBytes>& files, Sources* sources,
                                    const XmlLimits& limits) {
  std::vector<Definitions> models;
  Diagnostics errors;
  Diagnostics warnings;
  for (const ModelBytes& file : files) {
    Result<DmnFile> read = read_dmn(file.name, file.bytes, sources, limits);
    if (!read) {
      errors.insert(errors.end(), read.errors().begin(), read.errors().end());
      continue;
    }
    const Diagnostics& own = read.value().warnings;
    warnings.insert(warnings.end(), own.begin(), own.end());
    models.push_back(std::move(std::move(read).value().definitions));
  }
  if (!errors.empty()) return errors;
  Result<LinkedModels> linked = link_models(std::move(models));
  if (!linked) return linked.errors();
  Diagnostics& all = linked.value().warnings;
  all.insert(all.begin(), warnings.begin(), warnings.end());
  sort_by_position(&all);
  return linked;
}

}  // namespace fangan::dmn
