#include "http/shown_answer_test.h"

#include <regex>

#include "papers/table_text_test.h"
#include "service/without_chance_test.h"

namespace fangan {
namespace {

/// Sessions and tags are secrets of the run.
std::string without_chance(const std::string& text) {
  static const std::regex secret(R"([0-9a-f]{64})");
  return std::regex_replace(test::without_chance(text), secret, "SECRET");
}

std::string cells_of(const std::string& workbook) {
  const Result<std::string> text = table_text(workbook, "table.xlsx");
  return text ? text.value() : text.error().code;
}

}  // namespace

std::string shown(HttpResponse response) {
  const bool is_workbook = response.body.rfind("PK", 0) == 0;
  if (is_workbook) response.body = cells_of(response.body);
  std::string text = std::to_string(response.status) + "\n";
  // The tag of an answer with moments or secrets differs with them.
  const bool has_chance = is_workbook || without_chance(response.body) != response.body;
  for (const auto& [name, value] : response.headers) {
    if (name == "ETag" && has_chance) continue;
    text += name + ": " + value + "\n";
  }
  return without_chance(text + response.body) + "\n";
}

}  // namespace fangan
