// Flat tables: tables whose cells stand one a line, as web pages and PDF leave them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/lexicon.h"

namespace fangan {

/// The first lines of runs of column titles: 序号 工作任务 牵头单位 配合单位, each on its own line.
/// 0-based. `halves` are the lines in half width.
std::vector<uint32_t> flat_table_headers(const std::vector<std::u32string>& halves,
                                         const Lexicon& lexicon);

}  // namespace fangan
