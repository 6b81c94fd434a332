// Collation: the order in which people look words up, for ORDER BY: Chinese by pinyin, Latin
// letters without regard to case first. Ids and joins stay binary.
#pragma once

#include "text/result.h"

struct sqlite3;

namespace fangan {

/// `ORDER BY x COLLATE zh` on this connection.
constexpr const char* chinese_collation = "zh";
Result<Done> add_chinese_collation(sqlite3* database);

}  // namespace fangan
