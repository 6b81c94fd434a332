#include "service/draft_case.h"

#include <algorithm>
#include <map>

#include "plan/package.h"
#include "value/json.h"

namespace fangan {
namespace {

/// The list of the draft's JSON that a section names: what people see is what is compared.
Json list_of(const Draft& draft, CaseStepKind kind) {
  const Json json = draft_json(draft);
  if (kind == CaseStepKind::headings) return json["headings"];
  if (kind == CaseStepKind::owners) return json["owners"];
  return json["quantities"];
}

std::string cell_text(const Json& value) {
  switch (value.kind()) {
    case Json::Kind::null: return "";
    case Json::Kind::boolean: return value.boolean() ? "true" : "false";
    case Json::Kind::number:
    case Json::Kind::string: return value.text();
    case Json::Kind::array: {
      std::string text;
      for (const Json& item : value.items()) text += (text.empty() ? "" : "、") + cell_text(item);
      return text;
    }
    case Json::Kind::object: return value.print();
  }
  return "";
}

std::string row_text(const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& cell : cells) text += (text.empty() ? "" : " | ") + cell;
  return text;
}

}  // namespace

std::vector<DraftDifference> compare_draft(const Draft& draft, const CaseStep& step) {
  const Json list = list_of(draft, step.kind);
  std::vector<DraftDifference> differences;
  const size_t found = list.items().size();
  for (size_t row = 0; row < std::max(found, step.rows.size()); ++row) {
    std::vector<std::string> expected;
    std::vector<std::string> actual;
    for (const std::string& column : step.columns) {
      if (row < step.rows.size()) expected.push_back(step.cell(row, column).text);
      if (row < found) actual.push_back(cell_text(list.items()[row][column]));
    }
    if (expected != actual) differences.push_back({row, row_text(expected), row_text(actual)});
  }
  return differences;
}

}  // namespace fangan
