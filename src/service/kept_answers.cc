#include "service/kept_answers.h"

namespace fangan {
namespace {

constexpr size_t answers_max = 64;

/// Ends with a sign that no part has.
std::string part(const std::string& text) { return text + '\n'; }

}  // namespace

Result<std::string> answer_key(const ServiceState& state, const std::string& plan,
                               const ViewRequest& request) {
  const auto loaded = state.find_plan(plan);
  if (!loaded) return loaded.errors();
  // Before anything is read: what changes meanwhile is told by the next answer.
  const std::string version = std::to_string(state.data_version);
  const View view = state.view(request);
  return part(plan) + part(loaded.value()->hash) + part(view.as_of.print()) +
         part(state.today().print()) + part(std::to_string(view.known_at.microseconds)) +
         part(version);
}

std::string actor_key(const Actor& actor) {
  std::string key = part(actor.account) + part(actor.agency) + part(std::to_string(actor.subject));
  for (const std::string& role : actor.roles) key += part(role);
  return key;
}

Result<Json> kept_answer(const ServiceState& state, const std::string& key,
                         const std::function<Result<Json>()>& make) {
  std::shared_ptr<const Json> kept;
  {
    const std::lock_guard<std::mutex> lock(state.cache_mutex);
    const auto found = state.cache.find(key);
    if (found != state.cache.end()) kept = found->second;
  }
  if (kept) return *kept;
  Result<Json> made = make();
  if (!made) return made;
  const std::lock_guard<std::mutex> lock(state.cache_mutex);
  if (state.cache.size() >= answers_max) state.cache.clear();
  state.cache[key] = std::make_shared<const Json>(made.value());
  return made;
}

}  // namespace fangan
