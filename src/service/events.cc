// Live changes: told to each listener as far as it may see them, numbered by its own count.
#include <algorithm>

#include "service/register_access.h"
#include "service/state.h"

namespace fangan {
namespace {

/// A row concerns whoever may know of it, as it was or as it is.
bool concerns_row(const LoadedPlan& loaded, const Actor& actor, const PendingEvent& event) {
  const Register* definition = loaded.plan.find_register(event.block);
  if (definition == nullptr) return true;  // 工作日历 is everybody's.
  const RegisterAccess access = register_access(actor, loaded, *definition);
  return std::any_of(event.places.begin(), event.places.end(),
                     [&access](const StoredRow& row) { return access.shows(row); });
}

bool concerns(const ServiceState& state, const ListenerEntry& listener, const PendingEvent& event) {
  if (event.plan != listener.plan) return false;
  if (event.action == "clock" || event.action == "publish" || event.action == "load" ||
      event.action == "parameter") {
    return true;
  }
  const auto loaded = state.find_plan(event.plan);
  if (!loaded) return false;
  if (!event.places.empty()) return concerns_row(*loaded.value(), listener.actor, event);
  if (event.action == "state") {
    const Task* task = loaded.value()->plan.find_task(event.block);
    return task != nullptr && may_see(listener.actor, loaded.value()->plan, *task);
  }
  const Target* target = loaded.value()->plan.find_target(event.block);
  return target != nullptr && may_see(listener.actor, *target, event.share);
}

}  // namespace

void ServiceState::tell(const std::vector<PendingEvent>& events) {
  background->wake();
  figures.note(events);
  ++data_version;
  std::vector<std::pair<std::shared_ptr<ListenerEntry>, ChangeEvent>> calls;
  {
    const std::lock_guard<std::mutex> lock(listeners_mutex);
    for (const PendingEvent& event : events) {
      for (const std::shared_ptr<ListenerEntry>& listener : listeners) {
        if (!concerns(*this, *listener, event)) continue;
        calls.emplace_back(listener, ChangeEvent{++listener->number, event.block, event.node,
                                                 event.share, event.action, event.row});
      }
    }
  }
  for (const auto& [listener, event] : calls) listener->call(event);
}

Result<std::shared_ptr<void>> Service::listen(const Actor& actor, const std::string& plan,
                                              int64_t last, Listener listener) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  auto entry = std::make_shared<ListenerEntry>();
  entry->actor = actor;
  entry->plan = plan;
  constexpr int64_t number_max = int64_t{1} << 53;  // As far as a browser counts exactly.
  entry->number = std::clamp<int64_t>(last, 0, number_max);
  entry->call = std::move(listener);
  // A reader that comes back may have missed changes: one event makes it look again.
  if (last > 0) entry->call(ChangeEvent{++entry->number, "", "", "", "resume", ""});
  {
    const std::lock_guard<std::mutex> lock(state_->listeners_mutex);
    state_->listeners.push_back(entry);
  }
  ServiceState* state = state_.get();
  return std::shared_ptr<void>(entry.get(), [state, entry](void*) {
    const std::lock_guard<std::mutex> lock(state->listeners_mutex);
    state->listeners.remove(entry);
  });
}

}  // namespace fangan
