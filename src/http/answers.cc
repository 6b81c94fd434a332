#include "http/answers.h"

#include <array>
#include <string_view>
#include <utility>

#include "service/diagnostic_json.h"

namespace fangan {
namespace {

/// Codes with a status of their own; others are 422, or 500 when the system is at fault.
constexpr std::array<std::pair<std::string_view, int>, 20> statuses = {{
    {"SVC-A001", 401},   {"SVC-A010", 401},   {"SVC-A002", 429},   {"SVC-A003", 403},
    {"SVC-A004", 403},   {"SVC-P001", 403},   {"SVC-N001", 404},   {"SVC-W001", 409},
    {"SVC-F002", 413},   {"SVC-D002", 413},   {"HTTP-R001", 404},  {"HTTP-R002", 405},
    {"HTTP-R003", 400},  {"HTTP-R004", 413},  {"HTTP-R005", 400},  {"HTTP-R006", 500},
    {"STORE-W001", 507}, {"STORE-W002", 503}, {"DOC-T001", 413},   {"DOC-X003", 413},
}};

int status_of(const Diagnostic& diagnostic) {
  for (const auto& [code, status] : statuses) {
    if (code == diagnostic.code) return status;
  }
  return diagnostic.fault == Fault::system || diagnostic.fault == Fault::bug ? 500 : 422;
}

}  // namespace

HttpResponse json_answer(const Json& json, int status) {
  HttpResponse response;
  response.status = status;
  response.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  response.body = json.print();
  return response;
}

HttpResponse error_answer(const Diagnostics& errors) {
  const Sources none;
  Json list = Json::array();
  for (const Diagnostic& error : errors) {
    Diagnostic without_place = error;
    without_place.marks.clear();
    list.push(diagnostic_json(without_place, none));
  }
  HttpResponse response =
      json_answer(Json::object({{"errors", std::move(list)}}), status_of(errors.front()));
  for (const Fact& fact : errors.front().facts) {
    if (fact.name == "seconds") response.headers.emplace_back("Retry-After", fact.value);
  }
  return response;
}

void add_entity_tag(const HttpRequest& request, HttpResponse* response) {
  if (request.method != "GET" || response->status != 200 || response->stream) return;
  uint64_t hash = 1469598103934665603u;
  for (const char byte : response->body) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211u;
  }
  const std::string tag = "\"" + std::to_string(hash) + "\"";
  response->headers.emplace_back("ETag", tag);
  if (request.header("if-none-match") != tag) return;
  response->status = 304;
  response->body.clear();
}

}  // namespace fangan
