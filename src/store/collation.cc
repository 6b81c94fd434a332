#include "store/collation.h"

#include <sqlite3.h>
#include <unicode/ucol.h>

#include <algorithm>
#include <cstring>

#include "store/sqlite.h"

namespace fangan {
namespace {

/// Opened when the first two texts are compared; most connections never sort.
struct Collator {
  UCollator* rules = nullptr;
  bool is_open = false;

  ~Collator() {
    if (rules != nullptr) ucol_close(rules);
  }
};

int binary_order(int left_size, const void* left, int right_size, const void* right) {
  const int order = std::memcmp(left, right, static_cast<size_t>(std::min(left_size, right_size)));
  return order != 0 ? order : left_size - right_size;
}

int compare(void* context, int left_size, const void* left, int right_size, const void* right) {
  auto* collator = static_cast<Collator*>(context);
  UErrorCode failed = U_ZERO_ERROR;
  if (!collator->is_open) {
    collator->is_open = true;
    collator->rules = ucol_open("zh@collation=pinyin", &failed);
  }
  if (collator->rules == nullptr) return binary_order(left_size, left, right_size, right);
  const UCollationResult order =
      ucol_strcollUTF8(collator->rules, static_cast<const char*>(left), left_size,
                       static_cast<const char*>(right), right_size, &failed);
  if (order != UCOL_EQUAL) return order == UCOL_LESS ? -1 : 1;
  return binary_order(left_size, left, right_size, right);
}

}  // namespace

Result<Done> add_chinese_collation(sqlite3* database) {
  const auto destroy = [](void* context) { delete static_cast<Collator*>(context); };
  const int status = sqlite3_create_collation_v2(database, chinese_collation, SQLITE_UTF8,
                                                 new Collator(), compare, destroy);
  if (status != SQLITE_OK) return store_problem(database);
  return Done{};
}

}  // namespace fangan
