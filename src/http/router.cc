#include <algorithm>
#include <optional>

#include "http/answers.h"
#include "http/request_text.h"
#include "http/routes.h"
#include "service/wall_clock.h"

namespace fangan {
namespace {

constexpr std::string_view cookie_name = "fangan_session";

Diagnostics wrong_request(const char* code, std::vector<Fact> facts = {}) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::request;
  return {diagnostic};
}

std::vector<std::string> segments(const std::string& raw_path) {
  std::vector<std::string> parts;
  for (size_t begin = 1; begin <= raw_path.size();) {
    const size_t end = std::min(raw_path.find('/', begin), raw_path.size());
    parts.push_back(raw_path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// The `:name` parts where the path fits the pattern.
std::optional<std::map<std::string, std::string>> match(const std::string& pattern,
                                                        const std::vector<std::string>& path) {
  const std::vector<std::string> wanted = segments(pattern);
  if (wanted.size() != path.size()) return std::nullopt;
  std::map<std::string, std::string> parts;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].front() == ':') {
      parts[wanted[i].substr(1)] = percent_decode(path[i], PlusSign::keeps);
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parts;
}

/// `as_of` and `known_at` of the query.
Result<ViewRequest> read_view(const HttpRequest& request) {
  ViewRequest view;
  if (const std::string_view text = request.parameter("as_of"); !text.empty()) {
    const Result<Date> date = Date::parse(text);
    if (!date) return wrong_request("HTTP-R003", {{"name", "as_of"}, {"value", std::string(text)}});
    view.as_of = date.value();
  }
  if (const std::string_view text = request.parameter("known_at"); !text.empty()) {
    const Result<Moment> moment = parse_moment(text, plan_offset_minutes);
    if (!moment)
      return wrong_request("HTTP-R003", {{"name", "known_at"}, {"value", std::string(text)}});
    view.known_at = moment.value();
  }
  return view;
}

}  // namespace

HttpResponse answer(const Result<Json>& result) {
  return result ? json_answer(result.value()) : error_answer(result.errors());
}

void set_session_cookie(const HttpRequest& request, const std::string& token,
                        HttpResponse* response) {
  std::string cookie =
      std::string(cookie_name) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  if (token.empty()) cookie += "; Max-Age=0";
  if (request.header("x-forwarded-proto") == "https") cookie += "; Secure";
  response->headers.emplace_back("Set-Cookie", cookie);
}

std::vector<std::string> text_list(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& item : list.items()) texts.push_back(item.text());
  return texts;
}

Router::Router(Service* service, Assets assets) : service_(service), assets_(std::move(assets)) {
  for (std::vector<Route> (*routes)() : {session_routes, reading_routes, work_routes, draft_routes,
                                         administration_routes}) {
    for (Route& route : routes()) routes_.push_back(std::move(route));
  }
}

size_t Router::body_limit(const HttpRequest& request) {
  if (request.path.rfind("/api/files", 0) == 0) return 21u << 20;
  if (request.path.rfind("/api/drafts", 0) == 0) return 34u << 20;
  return 2u << 20;
}

HttpResponse Router::answer(const HttpRequest& request) const {
  const bool is_call = request.path.rfind("/api/", 0) == 0;
  HttpResponse response;
  if (is_call) {
    response = answer_call(request);
    add_entity_tag(request, &packed_, &response);
  } else if (request.method == "GET") {
    response = assets_.respond(request);
  } else {
    response = error_answer(
        wrong_request("HTTP-R002", {{"method", request.method}, {"path", request.path}}));
  }
  add_security_headers(&response);
  return response;
}

HttpResponse Router::answer_call(const HttpRequest& request) const {
  const std::vector<std::string> path = segments(request.raw_path);
  bool address_known = false;
  for (const Route& route : routes_) {
    const auto parts = match(route.pattern, path);
    if (!parts) continue;
    address_known = true;
    if (route.method != request.method) continue;
    Call call{*service_, request, std::string(request.cookie(cookie_name)), {}, *parts, {}, {}};
    return run(route, std::move(call));
  }
  const char* code = address_known ? "HTTP-R002" : "HTTP-R001";
  return error_answer(
      address_known ? wrong_request(code, {{"method", request.method}, {"path", request.path}})
                    : wrong_request(code, {{"path", request.path}}));
}

HttpResponse Router::run(const Route& route, Call call) const {
  try {
    if (route.door == Door::signed_in) {
      const std::optional<Actor> actor = service_->actor_of(call.token);
      if (!actor) return error_answer(wrong_request("SVC-A010"));
      call.actor = *actor;
      const bool changes = route.method != "GET";
      const bool fits = service_->token_fits(call.token, call.request.header("x-fangan-token"));
      if (changes && !fits) return error_answer(wrong_request("SVC-A004"));
    }
    const Result<ViewRequest> view = read_view(call.request);
    if (!view) return error_answer(view.errors());
    call.view = view.value();
    if (route.content == Content::json) {
      Result<Json> body = parse_json(call.request.body.empty() ? "{}" : call.request.body);
      if (!body || body.value().kind() != Json::Kind::object)
        return error_answer(wrong_request("HTTP-R005"));
      call.body = std::move(body).value();
    }
    return route.run(call);
  } catch (const std::exception&) {
    Diagnostics unexpected = wrong_request("HTTP-R006");
    unexpected.front().fault = Fault::bug;
    return error_answer(unexpected);
  }
}

}  // namespace fangan
