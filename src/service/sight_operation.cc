#include "service/sight_operation.h"

#include "service/state.h"

namespace fangan {

Result<Json> with_sight(const ServiceState& state, const Actor& actor, const std::string& plan,
                        const ViewRequest& request, const SightWork& work, Eyes eyes) {
  const auto loaded = state.find_plan(plan);
  if (!loaded) return loaded.errors();
  const Result<Done> begun = state.begin_day();
  if (!begun) return begun.errors();
  Json json;
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    const auto tables = loaded.value()->tables_in(database);
    if (!tables) return tables.errors();
    RegisterSight sight(
        {*loaded.value(), database, *tables.value(), actor, state.view(request), state.today()},
        eyes);
    Result<Json> made = work(sight);
    if (!made) return made.errors();
    if (!sight.errors().empty()) return sight.errors();
    json = std::move(made).value();
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

Result<Done> Service::with_registers(
    const std::optional<Actor>& reader, const std::string& plan, const ViewRequest& view,
    const std::function<Result<Done>(RegisterSight&)>& work) const {
  const Actor everyone{"", "", "", {"office"}};
  const SightWork told = [&work](RegisterSight& sight) -> Result<Json> {
    const Result<Done> done = work(sight);
    if (!done) return done.errors();
    return Json();
  };
  const Result<Json> read = with_sight(*state_, reader.value_or(everyone), plan, view, told,
                                       reader ? Eyes::actor : Eyes::everyone);
  if (!read) return read.errors();
  return Done{};
}

}  // namespace fangan
