#include "plan/plan.h"

#include <algorithm>

namespace fangan {
namespace {

bool has_name(const std::string& own, std::string_view name) {
  return own == name;
}
bool has_name(const Name& own, std::string_view name) {
  return own.text == name;
}

template <typename Item>
const Item* find_by_name(const std::vector<Item>& items, std::string_view name) {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [name](const Item& item) { return has_name(item.name, name); });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Target* Plan::find_target(std::string_view name) const {
  return find_by_name(targets, name);
}
const Task* Plan::find_task(std::string_view name) const {
  return find_by_name(tasks, name);
}
const Parameter* Plan::find_parameter(std::string_view name) const {
  return find_by_name(parameters, name);
}
const Decision* Plan::find_decision(std::string_view name) const {
  return find_by_name(decisions, name);
}

const Register* Plan::find_register(std::string_view name) const {
  return find_by_name(registers, name);
}
const Flow* Plan::find_flow(std::string_view name) const {
  return find_by_name(flows, name);
}

const Field* Register::field(std::string_view name) const {
  return find_by_name(fields, name);
}
const FlowState* Flow::state(std::string_view name) const {
  return find_by_name(states, name);
}
const FlowStep* Flow::step(std::string_view name) const {
  return find_by_name(steps, name);
}

const Agency* Plan::find_agency(std::string_view name) const {
  if (const Agency* agency = find_by_name(agencies, name)) return agency;
  const auto has_alias = [name](const Agency& agency) {
    return std::find(agency.aliases.begin(), agency.aliases.end(), name) != agency.aliases.end();
  };
  const auto found = std::find_if(agencies.begin(), agencies.end(), has_alias);
  return found == agencies.end() ? nullptr : &*found;
}

const PackageFile* Package::find(std::string_view file_name) const {
  return find_by_name(files, file_name);
}

}  // namespace fangan
