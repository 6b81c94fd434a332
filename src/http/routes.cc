// The rows of docs/api.md, by topic.
#include "http/routes.h"

#include <charconv>

#include "http/answers.h"
#include "http/request_text.h"
#include "service/package_zip.h"

namespace fangan {
namespace {

HttpResponse session_answer(Call& call, const Result<SignedIn>& signed_in) {
  if (!signed_in) return error_answer(signed_in.errors());
  HttpResponse response =
      json_answer(call.service.session(signed_in.value().actor, signed_in.value().token));
  set_session_cookie(call.request, signed_in.value().token, &response);
  return response;
}

HttpResponse current_session(Call& call) {
  return json_answer(call.service.session(call.service.actor_of(call.token), call.token));
}

HttpResponse figure_rows_answer(Call& call) {
  const HttpRequest& request = call.request;
  FigureRowsRequest asked;
  asked.node = request.parameter("node");
  asked.share = request.parameter("share");
  asked.part = request.parameter("part");
  if (!request.parameter("show").empty()) asked.show = request.parameter("show");
  asked.offset = read_integer(request.parameter("offset"), 0);
  return answer(
      call.service.figure_rows(call.actor, call.part("plan"), call.part("name"), call.view, asked));
}

HttpResponse done_answer(const Result<Done>& done) {
  return done ? json_answer(Json::object()) : error_answer(done.errors());
}

/// True while the session is good for what it was good for when the stream began.
bool is_still(const Actor& actor, Service* service, const std::string& token) {
  const std::optional<Actor> now = service->actor_of(token);
  return now && now->agency == actor.agency && now->roles == actor.roles &&
         now->subject == actor.subject;
}

/// Server-sent events: one line of JSON a change. A stream outlives its request, so who listens is
/// asked again before every event.
HttpResponse event_stream(Call& call) {
  const std::string plan(call.request.parameter("plan"));
  const int64_t last = read_integer(call.request.header("last-event-id"), 0);
  if (!call.service.has_plan(plan)) return error_answer({problem("SVC-N001")});
  HttpResponse response;
  response.headers.emplace_back("Content-Type", "text/event-stream; charset=utf-8");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = "retry: 2000\n\n";
  Service* service = &call.service;
  const Actor actor = call.actor;
  const std::string token = call.token;
  response.stream = [service, actor, token, plan, last](const std::shared_ptr<EventSink>& sink) {
    const auto listening =
        service->listen(actor, plan, last, [=](const ChangeEvent& event) {
          if (!is_still(actor, service, token)) return sink->end();
          Json data = Json::object();
          data.set("block", event.block);
          data.set("node", event.node);
          data.set("share", event.share);
          data.set("action", event.action);
          data.set("row", event.row);
          sink->send("event: change\nid: " + std::to_string(event.number) +
                     "\ndata: " + data.print() + "\n\n");
        });
    return listening ? listening.value() : std::shared_ptr<void>();
  };
  return response;
}

ReportRequest report_request(const Json& body) {
  ReportRequest request;
  request.target = body["target"].text();
  request.node = body["node"].text();
  request.share = body["share"].text();
  request.value = body["value"].text();
  request.note = body["note"].text();
  request.files = text_list(body["files"]);
  request.date = body["date"].text();
  return request;
}

std::vector<ShareSheetRequest> share_sheets(const Json& body) {
  std::vector<ShareSheetRequest> sheets;
  for (const Json& node : body["nodes"].items()) {
    ShareSheetRequest sheet;
    sheet.node = node["node"].text();
    sheet.reserve = node["reserve"].text();
    sheet.reserve_version = version_of(node, "reserve_version");
    for (const Json& row : node["rows"].items()) {
      sheet.rows.push_back({row["share"].text(), row["value"].text(), version_of(row)});
    }
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

HttpResponse start_draft(Call& call) {
  const bool pasted = call.request.header("content-type").find("json") != std::string_view::npos;
  if (!pasted) {
    return answer(
        call.service.start_draft(call.actor, file_name_of(call.request), call.request.body));
  }
  const Result<Json> body = parse_json(call.request.body);
  if (!body) return error_answer({problem("HTTP-R005")});
  return answer(call.service.start_draft(call.actor, body.value()["name"].text(),
                                         body.value()["text"].text()));
}

DraftChange draft_change(const Json& body) {
  DraftChange change;
  change.version = version_of(body);
  for (const Json& file : body["files"].items()) {
    change.files.push_back({file["name"].text(), file["text"].text()});
  }
  return change;
}

BlockEdit block_edit(const Json& body) {
  BlockEdit edit;
  const std::string& action = body["action"].text();
  if (action == "add") edit.action = BlockEdit::Action::add;
  if (action == "remove") edit.action = BlockEdit::Action::remove;
  edit.id = body["id"].text();
  edit.base = body["base"].text();
  edit.at = body["at"].text();
  edit.text = body["text"].text();
  return edit;
}

CompletionRequest completion_request(const Json& body) {
  const int64_t offset = read_integer(body["offset"].text(), 0);
  return {body["text"].text(), static_cast<size_t>(std::max<int64_t>(0, offset))};
}

AccountChange account_change(const Json& body) {
  AccountChange change;
  if (!body["disabled"].is_null()) change.disabled = body["disabled"].boolean();
  change.reset_password = body["reset_password"].boolean();
  change.unlock = body["unlock"].boolean();
  if (!body["agency"].is_null()) change.agency = body["agency"].text();
  if (!body["roles"].is_null()) change.roles = text_list(body["roles"]);
  if (!body["enterprise"].is_null()) change.enterprise = body["enterprise"].text();
  return change;
}

}  // namespace

HttpResponse bytes_answer(const std::string& bytes, const std::string& type,
                          const std::string& name) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : name) {
    if (plain.find(c) != plain.npos) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += digits[static_cast<unsigned char>(c) >> 4];
      encoded += digits[static_cast<unsigned char>(c) & 15];
    }
  }
  HttpResponse response;
  response.headers.emplace_back("Content-Type", type);
  response.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + encoded);
  response.body = bytes;
  return response;
}

std::string file_name_of(const HttpRequest& request) {
  return percent_decode(request.header("x-file-name"), PlusSign::keeps);
}

int64_t read_integer(std::string_view text, int64_t otherwise) {
  int64_t number = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

uint64_t version_of(const Json& json, std::string_view key) {
  if (json[key].is_null()) return 0;
  const int64_t version = read_integer(json[key].text(), -1);
  // What is no version is none that a row ever had.
  return version < 0 ? std::numeric_limits<uint32_t>::max() : static_cast<uint64_t>(version);
}

std::vector<Route> session_routes() {
  return {
      {"GET", "/api/session", Door::open, Content::none, current_session},
      {"POST", "/api/sign-in", Door::open, Content::json,
       [](Call& c) {
         return session_answer(c,
                               c.service.sign_in(c.body["name"].text(), c.body["password"].text()));
       }},
      {"POST", "/api/setup", Door::open, Content::json,
       [](Call& c) {
         return session_answer(c, c.service.set_up(c.body["token"].text(), c.body["name"].text(),
                                                   c.body["password"].text()));
       }},
      {"POST", "/api/sign-out", Door::open, Content::none,
       [](Call& c) {
         c.service.sign_out(c.token);
         HttpResponse response = json_answer(Json::object());
         set_session_cookie(c.request, "", &response);
         return response;
       }},
      {"POST", "/api/password", Door::signed_in, Content::json,
       [](Call& c) {
         return done_answer(c.service.change_password(c.actor, c.token, c.body["old"].text(),
                                                      c.body["new"].text()));
       }},
  };
}

std::vector<Route> reading_routes() {
  constexpr Door door = Door::signed_in;
  constexpr Content none = Content::none;
  return {
      {"GET", "/api/plans", door, none,
       [](Call& c) { return answer(c.service.plans(c.actor, c.view)); }},
      {"GET", "/api/plans/:plan", door, none,
       [](Call& c) { return answer(c.service.document(c.actor, c.part("plan"), c.view)); }},
      {"GET", "/api/plans/:plan/deadlines", door, none,
       [](Call& c) { return answer(c.service.deadlines(c.actor, c.part("plan"), c.view)); }},
      {"GET", "/api/plans/:plan/agencies", door, none,
       [](Call& c) { return answer(c.service.agencies(c.actor, c.part("plan"), c.view)); }},
      {"GET", "/api/plans/:plan/agencies/:name", door, none,
       [](Call& c) {
         return answer(c.service.agency(c.actor, c.part("plan"), c.part("name"), c.view));
       }},
      {"GET", "/api/plans/:plan/map", door, none,
       [](Call& c) {
         const Result<std::string> map = c.service.region_map(c.actor, c.part("plan"));
         if (!map) return error_answer(map.errors());
         HttpResponse response;
         response.headers.emplace_back("Content-Type", "application/geo+json");
         response.body = map.value();
         return response;
       }},
      {"GET", "/api/plans/:plan/targets/:name", door, none,
       [](Call& c) {
         return answer(c.service.target(c.actor, c.part("plan"), c.part("name"), c.view));
       }},
      {"GET", "/api/plans/:plan/targets/:name/rows", door, none, figure_rows_answer},
      {"GET", "/api/plans/:plan/tasks/:name", door, none,
       [](Call& c) {
         return answer(c.service.task(c.actor, c.part("plan"), c.part("name"), c.view));
       }},
      {"GET", "/api/plans/:plan/search", door, none,
       [](Call& c) {
         return answer(
             c.service.search(c.actor, c.part("plan"), std::string(c.request.parameter("q"))));
       }},
      {"GET", "/api/search", door, none,
       [](Call& c) {
         return answer(c.service.search(c.actor, std::string(c.request.parameter("q"))));
       }},
      {"GET", "/api/plans/:plan/journal", door, none,
       [](Call& c) {
         return answer(c.service.journal(
             c.actor, c.part("plan"), read_integer(c.request.parameter("before"), INT64_MAX),
             static_cast<int>(read_integer(c.request.parameter("limit"), 100))));
       }},
      {"GET", "/api/plans/:plan/inbox", door, none,
       [](Call& c) { return answer(c.service.inbox(c.actor, c.part("plan"))); }},
      {"GET", "/api/plans/:plan/targets/:name/shares", door, none,
       [](Call& c) { return answer(c.service.shares(c.actor, c.part("plan"), c.part("name"))); }},
      {"GET", "/api/plans/:plan/export", door, none,
       [](Call& c) {
         const Result<Package> package = c.service.export_package(c.actor, c.part("plan"));
         if (!package) return error_answer(package.errors());
         const Result<std::string> zip = package_zip(package.value());
         if (!zip) return error_answer(zip.errors());
         return bytes_answer(zip.value(), "application/zip", c.part("plan") + ".zip");
       }},
      {"GET", "/api/events", door, none, event_stream},
      {"GET", "/api/files/:hash", door, none,
       [](Call& c) {
         const Result<FileContent> file = c.service.file(c.actor, c.part("hash"));
         if (!file) return error_answer(file.errors());
         return bytes_answer(file.value().bytes, file.value().media_type, file.value().name);
       }},
  };
}

std::vector<Route> work_routes() {
  constexpr Door door = Door::signed_in;
  constexpr Content json = Content::json;
  return {
      {"POST", "/api/plans/:plan/reports", door, json,
       [](Call& c) {
         return answer(c.service.report(c.actor, c.part("plan"), report_request(c.body)));
       }},
      {"POST", "/api/plans/:plan/reports/:row/accept", door, json,
       [](Call& c) {
         return answer(
             c.service.accept(c.actor, c.part("plan"), c.part("row"), version_of(c.body)));
       }},
      {"POST", "/api/plans/:plan/reports/:row/return", door, json,
       [](Call& c) {
         return answer(c.service.send_back(c.actor, c.part("plan"), c.part("row"),
                                           version_of(c.body), c.body["reason"].text()));
       }},
      {"POST", "/api/plans/:plan/reports/:row/withdraw", door, json,
       [](Call& c) {
         return answer(
             c.service.withdraw(c.actor, c.part("plan"), c.part("row"), version_of(c.body)));
       }},
      {"PUT", "/api/plans/:plan/targets/:name/shares", door, json,
       [](Call& c) {
         return answer(
             c.service.set_shares(c.actor, c.part("plan"), c.part("name"), share_sheets(c.body)));
       }},
      {"POST", "/api/plans/:plan/tasks/:name/state", door, json,
       [](Call& c) {
         TaskStateRequest request;
         request.task = c.part("name");
         request.node = c.body["node"].text();
         request.state = c.body["state"].text();
         request.note = c.body["note"].text();
         request.files = text_list(c.body["files"]);
         request.version = version_of(c.body);
         return answer(c.service.set_task_state(c.actor, c.part("plan"), request));
       }},
      {"POST", "/api/plans/:plan/publish", door, json,
       [](Call& c) {
         return answer(c.service.publish(c.actor, c.part("plan"), c.body["target"].text(),
                                         c.body["node"].text()));
       }},
      {"POST", "/api/files", door, Content::raw,
       [](Call& c) {
         return answer(c.service.add_file(c.actor, file_name_of(c.request),
                                          std::string(c.request.header("content-type")),
                                          c.request.body));
       }},
  };
}

std::vector<Route> block_routes() {
  constexpr Door door = Door::signed_in;
  constexpr Content json = Content::json;
  const auto number = [](Call& c) { return read_integer(c.part("number"), 0); };
  return {
      {"GET", "/api/plans/:plan/blocks/:block", door, Content::none,
       [](Call& c) { return answer(c.service.block(c.actor, c.part("plan"), c.part("block"))); }},
      {"GET", "/api/plans/:plan/blocks/:block/dmn", door, Content::none,
       [](Call& c) {
         const Result<std::string> xml =
             c.service.block_dmn(c.actor, c.part("plan"), c.part("block"));
         if (!xml) return error_answer(xml.errors());
         return bytes_answer(xml.value(), "application/xml", c.part("block") + ".dmn");
       }},
      {"POST", "/api/plans/:plan/blocks/:block/dmn", door, Content::raw,
       [](Call& c) {
         return answer(c.service.block_of_dmn(c.actor, c.part("plan"), c.part("block"),
                                              c.request.body));
       }},
      {"POST", "/api/plans/:plan/blocks", door, json,
       [](Call& c) {
         return answer(c.service.save_block(c.actor, c.part("plan"), block_edit(c.body),
                                            c.body["why"].text()));
       }},
      {"POST", "/api/plans/:plan/check", door, json,
       [](Call& c) {
         return answer(c.service.check_block(c.actor, c.part("plan"), block_edit(c.body)));
       }},
      {"POST", "/api/plans/:plan/complete", door, json,
       [](Call& c) {
         return answer(
             c.service.complete_block(c.actor, c.part("plan"), completion_request(c.body)));
       }},
      {"GET", "/api/plans/:plan/versions", door, Content::none,
       [](Call& c) { return answer(c.service.versions(c.actor, c.part("plan"))); }},
      {"GET", "/api/plans/:plan/versions/:number", door, Content::none,
       [number](Call& c) { return answer(c.service.version(c.actor, c.part("plan"), number(c))); }},
      {"POST", "/api/plans/:plan/versions/:number/restore", door, json,
       [number](Call& c) {
         return answer(c.service.restore_version(c.actor, c.part("plan"), number(c),
                                                 read_integer(c.body["current"].text(), 0),
                                                 c.body["why"].text()));
       }},
  };
}

std::vector<Route> draft_routes() {
  constexpr Door door = Door::signed_in;
  const auto id = [](Call& c) { return read_integer(c.part("draft"), 0); };
  return {
      {"POST", "/api/drafts", door, Content::raw, start_draft},
      {"GET", "/api/drafts", door, Content::none,
       [](Call& c) { return answer(c.service.drafts(c.actor)); }},
      {"GET", "/api/drafts/:draft", door, Content::none,
       [id](Call& c) { return answer(c.service.draft(c.actor, id(c))); }},
      {"PUT", "/api/drafts/:draft", door, Content::json,
       [id](Call& c) {
         return answer(c.service.change_draft(c.actor, id(c), draft_change(c.body)));
       }},
      {"DELETE", "/api/drafts/:draft", door, Content::none,
       [id](Call& c) { return answer(c.service.delete_draft(c.actor, id(c))); }},
      {"POST", "/api/drafts/:draft/open", door, Content::json,
       [id](Call& c) {
         return answer(
             c.service.open_draft(c.actor, id(c), version_of(c.body), c.body["id"].text()));
       }},
  };
}

std::vector<Route> administration_routes() {
  constexpr Door door = Door::signed_in;
  return {
      {"GET", "/api/admin/users", door, Content::none,
       [](Call& c) { return answer(c.service.accounts(c.actor)); }},
      {"POST", "/api/admin/users", door, Content::json,
       [](Call& c) {
         return answer(c.service.add_account(
             c.actor, {c.body["name"].text(), c.body["display"].text(), c.body["agency"].text(),
                       text_list(c.body["roles"]), c.body["enterprise"].text()}));
       }},
      {"POST", "/api/admin/users/:name", door, Content::json,
       [](Call& c) {
         return answer(c.service.change_account(c.actor, c.part("name"), account_change(c.body)));
       }},
      {"POST", "/api/admin/clock", door, Content::json,
       [](Call& c) {
         const Result<Done> moved = c.service.move_clock(c.actor, c.body["today"].text());
         return moved ? current_session(c) : error_answer(moved.errors());
       }},
      {"GET", "/api/admin/status", door, Content::none,
       [](Call& c) { return answer(c.service.status(c.actor)); }},
  };
}

}  // namespace fangan
