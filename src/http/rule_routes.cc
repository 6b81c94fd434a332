// The rows of docs/api.md about decisions, policies and what-ifs.
#include "http/answers.h"
#include "http/routes.h"

namespace fangan {
namespace {

DecisionRequest decision_request(const HttpRequest& request) {
  DecisionRequest asked;
  asked.register_name = request.parameter("register");
  asked.outcome = request.parameter("outcome");
  asked.query = register_request(request);
  return asked;
}

WhatIfRequest what_if_request(const HttpRequest& request) {
  return {std::string(request.parameter("values")), std::string(request.parameter("rules"))};
}

HttpResponse decision_sheet(Call& call, SheetForm form) {
  return file_answer(call.service.export_decision(call.actor, call.part("plan"), call.part("name"),
                                                  call.view, decision_request(call.request),
                                                  form));
}

HttpResponse policy_sheet(Call& call, SheetForm form) {
  return file_answer(call.service.export_policy(call.actor, call.part("plan"), call.part("name"),
                                                call.view, form));
}

HttpResponse what_if_sheet(Call& call, SheetForm form) {
  return file_answer(call.service.export_what_if(call.actor, call.part("plan"), call.view,
                                                 what_if_request(call.request), form));
}

Route reading(std::string pattern, std::function<HttpResponse(Call&)> run) {
  return {"GET", std::move(pattern), Door::signed_in, Content::none, std::move(run)};
}

}  // namespace

std::vector<Route> rule_routes() {
  const std::string plan = "/api/plans/:plan";
  const std::string decision = plan + "/decisions/:name";
  const std::string policy = plan + "/policies/:name";
  const std::string what_if = plan + "/what-if";
  return {
      reading(plan + "/decisions",
              [](Call& c) { return answer(c.service.decisions(c.actor, c.part("plan"), c.view)); }),
      reading(decision,
              [](Call& c) {
                return answer(c.service.decision(c.actor, c.part("plan"), c.part("name"), c.view,
                                                 decision_request(c.request)));
              }),
      reading(decision + "/rows/:row",
              [](Call& c) {
                return answer(c.service.decision_row(
                    c.actor, c.part("plan"), c.part("name"),
                    std::string(c.request.parameter("register")), c.part("row"), c.view));
              }),
      reading(decision + "/export.xlsx",
              [](Call& c) { return decision_sheet(c, SheetForm::xlsx); }),
      reading(decision + "/export.csv", [](Call& c) { return decision_sheet(c, SheetForm::csv); }),
      reading(plan + "/policies",
              [](Call& c) { return answer(c.service.policies(c.actor, c.part("plan"), c.view)); }),
      reading(policy,
              [](Call& c) {
                return answer(c.service.policy(c.actor, c.part("plan"), c.part("name"), c.view,
                                               read_integer(c.request.parameter("offset"), 0),
                                               read_integer(c.request.parameter("count"), 100)));
              }),
      reading(policy + "/export.xlsx", [](Call& c) { return policy_sheet(c, SheetForm::xlsx); }),
      reading(policy + "/export.csv", [](Call& c) { return policy_sheet(c, SheetForm::csv); }),
      reading(plan + "/registers/:register/rows/:row/policies",
              [](Call& c) {
                return answer(c.service.row_policies(c.actor, c.part("plan"), c.part("register"),
                                                     c.part("row"), c.view));
              }),
      reading(what_if,
              [](Call& c) {
                return answer(c.service.what_if(c.actor, c.part("plan"), c.view,
                                                what_if_request(c.request)));
              }),
      reading(plan + "/scenarios",
              [](Call& c) { return answer(c.service.saved_scenarios(c.actor, c.part("plan"))); }),
      {"PUT", plan + "/scenarios", Door::signed_in, Content::json,
       [](Call& c) {
         return answer(c.service.set_scenarios(c.actor, c.part("plan"), c.body["scenarios"]));
       }},
      reading(what_if + "/export.xlsx", [](Call& c) { return what_if_sheet(c, SheetForm::xlsx); }),
      reading(what_if + "/export.csv", [](Call& c) { return what_if_sheet(c, SheetForm::csv); }),
  };
}

}  // namespace fangan
