// Case rows: what a case may read of a plan, as rows.
//
// 单位 责任 提纲 附件 分解 进展 办理, every target and every task by its name. They are what the
// page shows: the figures come from measure(), for whoever asks.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "campaign/figures.h"
#include "service/case_expression.h"

namespace fangan {

/// What the rows are read from.
struct CaseSight {
  const Plan& plan;
  const Records& records;
  View view;
  std::optional<std::string> holder;  ///< A county sees its own shares only.
};

/// Errors  TEST-X004 there is no such register, target or task.
Result<std::vector<CaseRow>> case_rows(const CaseSight& sight, std::string_view name);

/// Of a draft alone: 提纲 责任 附件.

/// Errors  TEST-X004.
Result<std::vector<CaseRow>> draft_rows(const Draft& draft, std::string_view name);

}  // namespace fangan
