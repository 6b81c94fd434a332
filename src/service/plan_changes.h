// Plan changes: what one version of a plan says differently from another.
#pragma once

#include "plan/block_source.h"
#include "store/register_migration.h"
#include "value/json.h"

namespace fangan {

/// A plan and the blocks of its files; not owned.
struct PlanView {
  const Plan* plan = nullptr;
  const std::vector<BlockSource>* blocks = nullptr;
};

/// `{"blocks":[{"id","kind","change":"added|removed|changed","before","after"}],
/// "figures":[{"block","node","what":"value|due|total|unit|compare","before","after"}]}`, texts of
/// blocks with their fences; what is not there is null.
Json changes_json(const PlanView& before, const PlanView& after);

/// What happens to the rows of registers, as `"registers"` of the same:
/// `[{"register","field","what","before","after","rows","history"}]`.
Json migration_json(const RegisterMigration& migration);

}  // namespace fangan
