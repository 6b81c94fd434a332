#include "service/import_report.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "papers/table_file.h"
#include "service/diagnostic_json.h"

namespace fangan {
namespace {

Json cell_json(const std::string& sheet, const CellError& at) {
  Json json = Json::object();
  json.set("sheet", sheet);
  json.set("row", Json(static_cast<int64_t>(at.row)));
  json.set("column", at.column ? Json(static_cast<int64_t>(*at.column) + 1) : Json());
  json.set("cell", at.column ? cell_name(*at.column, at.row) : "");
  json.set("field", at.field);
  json.set("value", at.value);
  json.set("error", diagnostic_json(at.error, Sources()));
  return json;
}

Json cells_json(const std::string& sheet, const std::vector<CellError>& cells) {
  Json json = Json::array();
  for (const CellError& each : cells) json.push(cell_json(sheet, each));
  return json;
}

uint32_t number_of(const Json& json) {
  uint32_t number = 0;
  std::from_chars(json.text().data(), json.text().data() + json.text().size(), number);
  return number;
}

}  // namespace

void ImportReport::add_error(CellError error) {
  ++error_count;
  if (errors.size() < errors_max) errors.push_back(std::move(error));
}

void ImportReport::add_warning(CellError warning) {
  ++warning_count;
  warning.error.severity = Severity::warning;
  if (warnings.size() < warnings_max) warnings.push_back(std::move(warning));
}

void ImportReport::sort() {
  const auto is_before = [](const CellError& left, const CellError& right) {
    return std::tie(left.row, left.column) < std::tie(right.row, right.column);
  };
  std::stable_sort(errors.begin(), errors.end(), is_before);
  std::stable_sort(warnings.begin(), warnings.end(), is_before);
}

Json report_json(const ImportReport& report) {
  Json json = Json::object();
  json.set("new", Json(report.added));
  json.set("changed", Json(report.changed));
  json.set("unchanged", Json(report.unchanged));
  json.set("errors", cells_json(report.sheet, report.errors));
  json.set("error_count", Json(report.error_count));
  json.set("warnings", cells_json(report.sheet, report.warnings));
  json.set("warning_count", Json(report.warning_count));
  json.set("preview", report.preview);
  return json;
}

std::vector<CellError> errors_of(const Json& report) {
  std::vector<CellError> errors;
  for (const Json& each : report["errors"].items()) {
    CellError& error = errors.emplace_back();
    error.row = number_of(each["row"]);
    if (!each["column"].is_null()) error.column = number_of(each["column"]) - 1;
    error.field = each["field"].text();
    error.error.code = each["error"]["code"].text();
    for (const auto& [name, value] : each["error"]["facts"].members()) {
      error.error.facts.push_back({name, value.text()});
    }
  }
  return errors;
}

}  // namespace fangan
