// Routes: docs/api.md, one row an address. What a row does stands in the service.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "http/assets.h"
#include "http/packed_answers.h"
#include "http/server.h"
#include "service/service.h"

namespace fangan {

/// A request that has found its row.
struct Call {
  Service& service;
  const HttpRequest& request;
  std::string token;                         ///< Of the session; may be empty.
  Actor actor;                               ///< Only for rows that need one.
  std::map<std::string, std::string> parts;  ///< `:name` segments of the address, decoded.
  Json body;                                 ///< Of JSON bodies.

  ViewRequest view;
  const std::string& part(const std::string& name) const { return parts.at(name); }
};

/// Who may call a row at all; finer rules stand in the service.
enum class Door : uint8_t { open, signed_in };
enum class Content : uint8_t { none, json, raw };

struct Route {
  std::string method;
  std::string pattern;  ///< "/api/plans/:plan"
  Door door = Door::signed_in;
  Content content = Content::none;
  std::function<HttpResponse(Call&)> run;
};

std::vector<Route> session_routes();
std::vector<Route> reading_routes();
std::vector<Route> work_routes();
std::vector<Route> register_routes();
std::vector<Route> rule_routes();
std::vector<Route> block_routes();
std::vector<Route> draft_routes();
std::vector<Route> administration_routes();

/// Answers a request: the app's files, or a row.
class Router {
 public:
  Router(Service* service, Assets assets);
  HttpResponse answer(const HttpRequest& request) const;
  /// How large a body an address takes from whoever asks; large ones only with a session.
  HttpServer::Admission admit(const HttpRequest& head) const;

 private:
  struct Found {
    const Route* route = nullptr;
    std::map<std::string, std::string> parts;
    bool address_known = false;
  };
  Found find(const HttpRequest& request) const;
  HttpResponse answer_call(const HttpRequest& request) const;
  std::optional<HttpResponse> refuse_entry(const Route& route, const HttpRequest& request,
                                           Actor* actor) const;
  HttpResponse run(const Route& route, Call call) const;

  Service* service_;
  Assets assets_;
  std::vector<Route> routes_;
  mutable PackedAnswers packed_;
};

HttpResponse answer(const Result<Json>& result);
/// A file to be kept under that name.
HttpResponse bytes_answer(const std::string& bytes, const std::string& type,
                          const std::string& name);
HttpResponse file_answer(const Result<FileContent>& file);
/// Which rows the address asks for.
RegisterRequest register_request(const HttpRequest& request);
/// As the request calls what it sends.
std::string file_name_of(const HttpRequest& request);
void set_session_cookie(const HttpRequest& request, const std::string& token,
                        HttpResponse* response);
std::vector<std::string> text_list(const Json& list);
int64_t read_integer(std::string_view text, int64_t otherwise);
uint64_t version_of(const Json& json, std::string_view key = "version");

}  // namespace fangan
