#include "plan/plan.h"

#include <algorithm>

namespace fangan {
namespace {

template <typename Thing>
const Thing* find_named(const std::vector<Thing>& things, std::string_view name) {
  const auto found = std::find_if(things.begin(), things.end(),
                                  [name](const Thing& thing) { return thing.name == name; });
  return found == things.end() ? nullptr : &*found;
}

}  // namespace

const Target* Plan::find_target(std::string_view name) const { return find_named(targets, name); }
const Task* Plan::find_task(std::string_view name) const { return find_named(tasks, name); }
const Parameter* Plan::find_parameter(std::string_view name) const {
  return find_named(parameters, name);
}
const Decision* Plan::find_decision(std::string_view name) const {
  return find_named(decisions, name);
}

const Agency* Plan::find_agency(std::string_view name) const {
  if (const Agency* named = find_named(agencies, name)) return named;
  const auto found = std::find_if(agencies.begin(), agencies.end(), [name](const Agency& agency) {
    return std::find(agency.aliases.begin(), agency.aliases.end(), name) != agency.aliases.end();
  });
  return found == agencies.end() ? nullptr : &*found;
}

}  // namespace fangan
