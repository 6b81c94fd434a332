// Kept answers: what takes long to tell, told again until something changes.
#pragma once

#include <functional>
#include <string>

#include "service/state.h"

namespace fangan {

/// What an answer depends on besides who may see it and what was asked.
/// Errors  SVC-N001.
Result<std::string> answer_key(const ServiceState& state, const std::string& plan,
                               const ViewRequest& request);
/// Everything of an actor that may matter to what is shown.
std::string actor_key(const Actor& actor);

/// The answer of that key, or the one that `make` gives; errors are not kept.
Result<Json> kept_answer(const ServiceState& state, const std::string& key,
                         const std::function<Result<Json>()>& make);

}  // namespace fangan
