#include <algorithm>
#include <optional>

#include "feel/patience.h"
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

/// What follows from days is found day by day, so a view may not lie at the end of time.
constexpr int64_t days_ahead_max = 3653;

/// `as_of` and `known_at` of the query.
Result<ViewRequest> read_view(const HttpRequest& request, Date today) {
  ViewRequest view;
  if (const std::string_view text = request.parameter("as_of"); !text.empty()) {
    const Result<Date> date = Date::parse(text);
    if (!date) return wrong_request("HTTP-R003", {{"name", "as_of"}, {"value", std::string(text)}});
    const Date last = add_days(today, days_ahead_max);
    if (date.value() > last) {
      return wrong_request("HTTP-R008",
                           {{"value", std::string(text)}, {"last", last.print()}});
    }
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
  for (std::vector<Route> (*routes)() : {session_routes, reading_routes, work_routes,
                                         register_routes, rule_routes, block_routes,
                                         draft_routes, administration_routes}) {
    for (Route& route : routes()) routes_.push_back(std::move(route));
  }
}

HttpServer::Admission Router::admit(const HttpRequest& head) const {
  const Found found = find(head);
  if (found.route == nullptr) return {0, answer(head)};
  if (found.route->door == Door::open) return {HttpServer::small_body_bytes, std::nullopt};
  Actor actor;
  std::optional<HttpResponse> refusal = refuse_entry(*found.route, head, &actor);
  if (refusal) {
    add_security_headers(&*refusal);
    return {0, std::move(refusal)};
  }
  if (head.path.rfind("/api/files", 0) == 0) return {21u << 20, std::nullopt};
  if (head.path.rfind("/api/drafts", 0) == 0) return {34u << 20, std::nullopt};
  if (found.route->pattern.ends_with("/imports")) return {257u << 20, std::nullopt};
  return {2u << 20, std::nullopt};
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

Router::Found Router::find(const HttpRequest& request) const {
  const std::vector<std::string> path = segments(request.raw_path);
  Found found;
  for (const Route& route : routes_) {
    auto parts = match(route.pattern, path);
    if (!parts) continue;
    found.address_known = true;
    if (route.method != request.method) continue;
    found.route = &route;
    found.parts = std::move(*parts);
    break;
  }
  return found;
}

HttpResponse Router::answer_call(const HttpRequest& request) const {
  Found found = find(request);
  if (found.route != nullptr) {
    const std::string token(request.cookie(cookie_name));
    return run(*found.route, {*service_, request, token, {}, std::move(found.parts), {}, {}});
  }
  return error_answer(found.address_known
                          ? wrong_request("HTTP-R002", {{"method", request.method},
                                                        {"path", request.path}})
                          : wrong_request("HTTP-R001", {{"path", request.path}}));
}

/// Who has no session, or not the token its changes carry; sets `actor` otherwise.
std::optional<HttpResponse> Router::refuse_entry(const Route& route, const HttpRequest& request,
                                                 Actor* actor) const {
  const std::string_view token = request.cookie(cookie_name);
  std::optional<Actor> known = service_->actor_of(token);
  if (!known) return error_answer(wrong_request("SVC-A010"));
  const bool fits = service_->token_fits(token, request.header("x-fangan-token"));
  if (route.method != "GET" && !fits) return error_answer(wrong_request("SVC-A004"));
  *actor = std::move(*known);
  return std::nullopt;
}

HttpResponse Router::run(const Route& route, Call call) const {
  try {
    // Who writes is not interrupted: what was written and what was told of it would differ.
    std::optional<feel::Patience> patience;
    if (route.method == "GET" && call.request.given_up != nullptr) {
      patience.emplace([&call] { return call.request.given_up->load(); });
    }
    if (route.door == Door::signed_in) {
      std::optional<HttpResponse> refusal = refuse_entry(route, call.request, &call.actor);
      if (refusal) return std::move(*refusal);
    }
    const Result<ViewRequest> view = read_view(call.request, service_->today());
    if (!view) return error_answer(view.errors());
    call.view = view.value();
    if (route.content == Content::json) {
      Result<Json> body = parse_json(call.request.body.empty() ? "{}" : call.request.body);
      if (!body || body.value().kind() != Json::Kind::object)
        return error_answer(wrong_request("HTTP-R005"));
      call.body = std::move(body).value();
    }
    return route.run(call);
  } catch (const feel::Interrupted&) {
    return error_answer(wrong_request("HTTP-R009"));
  } catch (const std::exception&) {
    Diagnostics unexpected = wrong_request("HTTP-R006");
    unexpected.front().fault = Fault::bug;
    return error_answer(unexpected);
  }
}

}  // namespace fangan
