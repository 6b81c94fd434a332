// The rows of docs/api.md about registers.
#include <algorithm>

#include "http/answers.h"
#include "http/routes.h"

namespace fangan {
namespace {

RowRequest row_request(const Json& body) {
  return {version_of(body), body["holds_from"].text(), body["fields"]};
}

/// A text or digits as they stand; anything else as JSON, which no parameter takes for a value.
std::string written(const Json& value) {
  const bool is_plain = value.is_null() || value.kind() == Json::Kind::string ||
                        value.kind() == Json::Kind::number;
  return is_plain ? value.text() : value.print();
}

BulkRequest bulk_request(const Json& body) {
  BulkRequest request;
  request.query.where = body["where"].is_null() ? "" : body["where"].print();
  request.query.words = body["words"].text();
  request.fields = body["fields"];
  // Nothing but a plain false writes.
  request.dry_run = !(body["dry_run"].kind() == Json::Kind::boolean && !body["dry_run"].boolean());
  return request;
}

/// To who comes second: the row as the first one left it.
HttpResponse row_answer(Call& call, const Result<Json>& changed) {
  if (changed || changed.error().code != "SVC-W001") return answer(changed);
  const Result<Json> now = call.service.register_row(call.actor, call.part("plan"),
                                                     call.part("register"), call.part("row"), {});
  if (!now) return answer(now);
  return error_answer(changed.errors(), {{"theirs", now.value()["row"]}});
}

HttpResponse sheet_answer(Call& call, SheetForm form) {
  return file_answer(call.service.export_file(call.actor, call.part("plan"), call.part("register"),
                                              call.view, register_request(call.request), form));
}

std::vector<Route> sheet_routes() {
  constexpr Door door = Door::signed_in;
  constexpr Content none = Content::none;
  const std::string one = "/api/plans/:plan/registers/:register";
  const auto id = [](Call& c) { return read_integer(c.part("job"), 0); };
  return {
      {"GET", one + "/template.xlsx", door, none,
       [](Call& c) { return sheet_answer(c, SheetForm::blank); }},
      {"GET", one + "/export.xlsx", door, none,
       [](Call& c) { return sheet_answer(c, SheetForm::xlsx); }},
      {"GET", one + "/export.csv", door, none,
       [](Call& c) { return sheet_answer(c, SheetForm::csv); }},
      {"POST", one + "/imports", door, Content::raw,
       [](Call& c) {
         return answer(c.service.start_import(c.actor, c.part("plan"), c.part("register"),
                                              file_name_of(c.request), c.request.body));
       }},
      {"GET", "/api/jobs", door, none, [](Call& c) { return answer(c.service.jobs(c.actor)); }},
      {"GET", "/api/jobs/:job", door, none,
       [id](Call& c) { return answer(c.service.job(c.actor, id(c))); }},
      {"POST", "/api/jobs/:job/apply", door, Content::json,
       [id](Call& c) { return answer(c.service.apply_job(c.actor, id(c))); }},
      {"POST", "/api/jobs/:job/cancel", door, Content::json,
       [id](Call& c) { return answer(c.service.cancel_job(c.actor, id(c))); }},
      {"GET", "/api/jobs/:job/returned.xlsx", door, none,
       [id](Call& c) { return file_answer(c.service.returned_file(c.actor, id(c))); }},
  };
}

std::vector<Route> row_routes() {
  constexpr Door door = Door::signed_in;
  constexpr Content json = Content::json;
  const std::string rows = "/api/plans/:plan/registers/:register/rows";
  return {
      {"POST", rows, door, json,
       [](Call& c) {
         return answer(
             c.service.add_row(c.actor, c.part("plan"), c.part("register"), row_request(c.body)));
       }},
      {"GET", rows + "/:row", door, Content::none,
       [](Call& c) {
         return answer(c.service.register_row(c.actor, c.part("plan"), c.part("register"),
                                              c.part("row"), c.view));
       }},
      {"GET", rows + "/:row/history", door, Content::none,
       [](Call& c) {
         const int64_t before = read_integer(c.request.parameter("before"), 0);
         return answer(c.service.row_history(c.actor, c.part("plan"), c.part("register"),
                                             c.part("row"), c.view,
                                             static_cast<uint64_t>(std::max<int64_t>(0, before))));
       }},
      {"POST", rows + "/:row", door, json,
       [](Call& c) {
         return row_answer(c, c.service.change_row(c.actor, c.part("plan"), c.part("register"),
                                                   c.part("row"), row_request(c.body)));
       }},
      {"POST", rows + "/:row/void", door, json,
       [](Call& c) {
         return row_answer(
             c, c.service.void_row(c.actor, c.part("plan"), c.part("register"), c.part("row"),
                                   version_of(c.body), c.body["why"].text()));
       }},
      {"POST", rows + "/:row/restore", door, json,
       [](Call& c) {
         return row_answer(c, c.service.restore_row(c.actor, c.part("plan"), c.part("register"),
                                                    c.part("row"), version_of(c.body)));
       }},
      {"POST", rows + "/:row/unmask", door, json,
       [](Call& c) {
         return answer(c.service.unmask(c.actor, c.part("plan"), c.part("register"), c.part("row"),
                                        c.body["field"].text()));
       }},
  };
}

}  // namespace

RegisterRequest register_request(const HttpRequest& request) {
  RegisterRequest asked;
  asked.where = request.parameter("where");
  asked.words = request.parameter("words");
  asked.sort = request.parameter("sort");
  asked.offset = read_integer(request.parameter("offset"), 0);
  asked.count = read_integer(request.parameter("count"), 100);
  return asked;
}

HttpResponse file_answer(const Result<FileContent>& file) {
  if (!file) return error_answer(file.errors());
  return bytes_answer(file.value().bytes, file.value().media_type, file.value().name);
}

std::vector<Route> register_routes() {
  constexpr Door door = Door::signed_in;
  constexpr Content none = Content::none;
  constexpr Content json = Content::json;
  const std::string all = "/api/plans/:plan/registers";
  const std::string one = all + "/:register";
  const std::string parameters = "/api/plans/:plan/parameters";
  std::vector<Route> routes = {
      {"GET", parameters, door, none,
       [](Call& c) { return answer(c.service.parameters(c.actor, c.part("plan"), c.view)); }},
      {"PUT", parameters + "/:parameter", door, json,
       [](Call& c) {
         return answer(c.service.set_parameter(c.actor, c.part("plan"), c.part("parameter"),
                                               {version_of(c.body), written(c.body["value"]),
                                                c.body["holds_from"].text(),
                                                c.body["basis"].text()}));
       }},
      {"GET", all, door, none,
       [](Call& c) { return answer(c.service.registers(c.actor, c.part("plan"), c.view)); }},
      {"GET", one, door, none,
       [](Call& c) {
         return answer(c.service.register_page(c.actor, c.part("plan"), c.part("register"), c.view,
                                               register_request(c.request)));
       }},
      {"GET", one + "/removed", door, none,
       [](Call& c) {
         return answer(c.service.removed_rows(c.actor, c.part("plan"), c.part("register"),
                                              read_integer(c.request.parameter("offset"), 0),
                                              read_integer(c.request.parameter("count"), 100)));
       }},
      {"POST", one + "/undo", door, json,
       [](Call& c) {
         return answer(c.service.undo_bulk(c.actor, c.part("plan"), c.part("register"),
                                           c.body["group"].text()));
       }},
      {"POST", one + "/bulk", door, json,
       [](Call& c) {
         return answer(c.service.bulk_edit(c.actor, c.part("plan"), c.part("register"),
                                           bulk_request(c.body)));
       }},
      {"GET", one + "/compare/:row", door, none,
       [](Call& c) {
         return answer(c.service.compare_row(
             c.actor, c.part("plan"), c.part("register"), c.part("row"),
             std::string(c.request.parameter("from")), std::string(c.request.parameter("to"))));
       }},
      {"GET", one + "/views", door, none,
       [](Call& c) {
         return answer(c.service.register_views(c.actor, c.part("plan"), c.part("register")));
       }},
      {"PUT", one + "/views", door, json,
       [](Call& c) {
         return answer(c.service.set_register_views(c.actor, c.part("plan"), c.part("register"),
                                                    c.body["views"]));
       }},
  };
  for (Route& route : row_routes()) routes.push_back(std::move(route));
  for (Route& route : sheet_routes()) routes.push_back(std::move(route));
  return routes;
}

}  // namespace fangan
