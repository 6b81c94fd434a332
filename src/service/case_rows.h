// Case rows: what a case may read of a plan besides its registers (case_question.h), as rows.
//
// 单位 责任 提纲 附件 分解 进展 办理, and every task by its name, as the pages show them to whoever
// asks.
#pragma once

#include <string_view>
#include <vector>

#include "campaign/figures.h"
#include "service/actor.h"
#include "service/case_expression.h"

namespace fangan {

/// What the rows are read from.
struct CaseSight {
  const Plan& plan;
  const Records& records;
  View view;
  const Actor* reader = nullptr;  ///< None: everything.
};

/// Everything a case may ask of a plan. It reads from `sight`, which must outlive it.
CaseRegisters case_registers(const CaseSight& sight);

/// Of a draft alone: 提纲 责任 附件.
CaseRegisters draft_registers(const Draft& draft);

}  // namespace fangan
