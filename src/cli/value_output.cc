#include "cli/value_output.h"

#include <iostream>

#include "service/diagnostic_json.h"
#include "text/render.h"
#include "value/print.h"
#include "value/value_json.h"

namespace fangan {
namespace {

/// What a terminal or a program can still take.
constexpr size_t printed_bytes_max = 16u << 20;

}  // namespace

Result<Json> read_json_argument(const std::string& option, const std::string& text) {
  if (text.empty()) return Json::object();
  Result<Json> json = parse_json(text);
  if (!json) return Diagnostics{problem("CLI-V003", {{"option", option}}), json.error()};
  if (json.value().kind() == Json::Kind::object) return json;
  return problem("CLI-V004", {{"option", option}, {"found", json.value().print()}});
}

ExitCode print_value(const Value& value, const Diagnostics& diagnostics, const Sources& sources,
                     OutputForm form) {
  const bool as_json = form == OutputForm::json;
  const auto text =
      as_json ? print_json(value, printed_bytes_max) : print(value, printed_bytes_max);
  if (!text) {
    return refuse({problem("CLI-V001", {{"limit", std::to_string(printed_bytes_max >> 20)}})});
  }
  if (as_json) {
    Json json = Json::object();
    json.set("value", Json::raw(*text));
    json.set("type", type_of(value).print());
    json.set("diagnostics", diagnostics_json(diagnostics, sources));
    std::cout << json.print() << "\n";
  } else {
    std::cerr << render(diagnostics, sources, {Language::zh, Language::en});
    std::cout << *text << "\n";
  }
  return has_errors(diagnostics) ? ExitCode::faulty : ExitCode::done;
}

}  // namespace fangan
