#include "http/answers.h"

#include <array>
#include <string_view>
#include <utility>

#include "service/diagnostic_json.h"

namespace fangan {
namespace {

/// Codes with a status of their own; others are 422, or 500 when the system is at fault.
constexpr std::array<std::pair<std::string_view, int>, 29> statuses = {{
    {"SVC-A001", 401},   {"SVC-A010", 401},   {"SVC-A002", 429},   {"SVC-A003", 403},
    {"SVC-A004", 403},   {"SVC-P001", 403},   {"SVC-N001", 404},   {"SVC-W001", 409},
    {"SVC-F002", 413},   {"SVC-D002", 413},   {"HTTP-R001", 404},  {"HTTP-R002", 405},
    {"HTTP-R003", 400},  {"HTTP-R004", 413},  {"HTTP-R005", 400},  {"HTTP-R006", 500},
    {"STORE-W001", 507}, {"STORE-W002", 503}, {"DOC-T001", 413},   {"DOC-X003", 413},
    {"HTTP-R007", 400},  {"HTTP-R008", 400},  {"HTTP-R009", 503},  {"SVC-D006", 413},
    {"EDIT-W001", 409},  {"EDIT-W002", 409},  {"SVC-I012", 413},   {"SVC-I019", 429},
    {"SVC-I020", 409},
}};

bool accepts_gzip(const HttpRequest& request) {
  return request.header("accept-encoding").find("gzip") != std::string_view::npos;
}

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

HttpResponse error_answer(const Diagnostics& errors, std::vector<Json::Member> more) {
  const Sources none;
  Json list = Json::array();
  for (const Diagnostic& error : errors) {
    Diagnostic without_place = error;
    without_place.marks.clear();
    list.push(diagnostic_json(without_place, none));
  }
  Json body = Json::object({{"errors", std::move(list)}});
  for (Json::Member& member : more) body.set(std::move(member.first), std::move(member.second));
  HttpResponse response = json_answer(body, status_of(errors.front()));
  for (const Fact& fact : errors.front().facts) {
    if (fact.name == "seconds") response.headers.emplace_back("Retry-After", fact.value);
  }
  return response;
}

void add_entity_tag(const HttpRequest& request, PackedAnswers* packed, HttpResponse* response) {
  if (request.method != "GET" || response->status != 200 || response->stream) return;
  bool is_json = false;
  for (const auto& [name, value] : response->headers) {
    is_json = is_json || (name == "Content-Type" && (value.rfind("application/json", 0) == 0 ||
                                                     value == "application/geo+json"));
  }
  // Evidence and packages are compressed already.
  const std::shared_ptr<const PackedAnswer> form = is_json ? packed->of(response->body) : nullptr;
  const std::string tag = form ? form->tag : entity_tag(response->body);
  response->headers.emplace_back("ETag", tag);
  if (form) response->headers.emplace_back("Vary", "Accept-Encoding");
  if (request.header("if-none-match") == tag) {
    response->status = 304;
    response->body.clear();
    return;
  }
  if (!form || form->gzip.empty() || !accepts_gzip(request)) return;
  response->headers.emplace_back("Content-Encoding", "gzip");
  response->body = form->gzip;
}

}  // namespace fangan
