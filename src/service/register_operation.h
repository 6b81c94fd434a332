// Register operation: what the operations on registers share.
#pragma once

#include <functional>
#include <string>

#include "service/register_sight.h"

namespace fangan {

/// What an operation is told: one register as its actor sees it.
using RegisterWork = std::function<Result<Json>(RegisterSight&, const RegisterTable&)>;

/// Runs `work` from one snapshot. Errors  SVC-N001 no such register, or not the actor's.
Result<Json> with_register(const ServiceState& state, const Actor& actor, const std::string& plan,
                           const std::string& name, const ViewRequest& request,
                           const RegisterWork& work);

/// The row of that id as far as the actor may know of it. Errors  SVC-N001.
Result<StoredRow> find_row(RegisterSight& sight, const RegisterTable& table, const std::string& id);

/// What a page asks for, within what the actor may have.
/// Errors  SVC-G006 a masked field; SVC-G007 not as docs/api.md says.
Result<RowQuery> read_query(RegisterSight& sight, const RegisterTable& table,
                            const RegisterRequest& request);

/// The filters of `where`, whatever fields they name. Errors  SVC-G007.
Result<std::vector<RowFilter>> read_filters(const std::string& where);
/// The names of `sort`, each with whether it descends.
std::vector<std::pair<std::string, bool>> read_order(const std::string& sort);

/// The rows whose field holds that value, a few of each register and how many there are.
Result<Json> references_json(RegisterSight& sight, const std::function<bool(const Field&)>& refers,
                             const std::string& value);

/// REGISTER of docs/api.md.
Json register_json(RegisterSight& sight, const RegisterTable& table, bool is_current);
/// What the actor may do: add, edit, import, export.
Json register_can_json(const RegisterAccess& access, bool is_current);
/// CHANGE of docs/api.md.
Json history_json(RegisterSight& sight, const RegisterTable& table, const RowHistory& change);

/// A register that no block defines and nobody writes: 单位 目标 分解 办理记录.
bool is_built_in(const Plan& plan, const std::string& name);
Json built_in_heads_json(const LoadedPlan& loaded);
/// A page of it. Errors  SVC-G007.
Result<Json> built_in_page(const ServiceState& state, const Actor& actor, const LoadedPlan& loaded,
                           const std::string& name, const ViewRequest& view,
                           const RegisterRequest& request);
/// One row of it. Errors  SVC-N001.
Result<Json> built_in_row(const ServiceState& state, const Actor& actor, const LoadedPlan& loaded,
                          const std::string& name, const std::string& id, const ViewRequest& view);

}  // namespace fangan
