#include <iostream>
#include <optional>

#include "campaign/judge_figure.h"
#include "cli/command.h"
#include "cli/plan_json.h"
#include "cli/store_records.h"
#include "plan/check.h"
#include "service/package_folder.h"
#include "service/package_hash.h"
#include "service/wall_clock.h"

namespace fangan {
namespace {

Diagnostic wrong_option(const char* code, const std::string& value) {
  Diagnostic diagnostic = problem(code, {{"value", value}});
  diagnostic.fault = Fault::request;
  return diagnostic;
}

/// What was asked for; the day is empty where it is left to the clock.
struct AskedView {
  std::optional<Date> as_of;
  Moment known_at;
};

/// Errors  CLI-A002 --as-of is no day; CLI-A003 --known-at is no moment.
Result<AskedView> asked_view(const StatusOptions& options) {
  AskedView asked;
  asked.known_at = wall_clock_now();
  if (!options.known_at.empty()) {
    const Result<Moment> moment = parse_moment(options.known_at, plan_offset_minutes);
    if (!moment) return wrong_option("CLI-A003", options.known_at);
    asked.known_at = moment.value();
  }
  if (options.as_of.empty()) return asked;
  const Result<Date> day = Date::parse(options.as_of);
  if (!day) return wrong_option("CLI-A002", options.as_of);
  asked.as_of = day.value();
  return asked;
}

Json status_json(const Plan& plan, const std::string& version, const View& view,
                 const std::vector<Figure>& figures) {
  const Coverage covered = coverage(plan);
  Json json = Json::object();
  json.set("plan", plan.header.name);
  json.set("version", version);
  json.set("as_of", view.as_of.print());
  json.set("known_at", print(view.known_at, plan_offset_minutes));
  json.set("coverage", coverage_counts_json(covered));
  json.set("clauses", clauses_json(plan, covered));
  json.set("nodes", nodes_json(figures));
  return json;
}

std::string days_text(const Figure& figure) {
  if (!figure.days_left) return "没有期限 no date";
  const int64_t days = *figure.days_left;
  const std::string due = figure.due->print();
  if (days < 0) return due + " 逾期 overdue " + std::to_string(-days) + " 天 days";
  return due + " 还有 in " + std::to_string(days) + " 天 days";
}

std::string light_text(const std::string& light) {
  if (light == "green") return "● 绿 green ";
  if (light == "yellow") return "▲ 黄 yellow";
  if (light == "red") return "■ 红 red   ";
  if (light == "grey") return "○ 灰 grey  ";
  return "  —        ";
}

std::string value_text(const TargetValue& value) {
  if (!value.low) return "未设定 not set";
  if (value.high) return value.low->print_normal() + ".." + value.high->print_normal();
  return value.low->print_normal();
}

void print_text(const Plan& plan, const View& view, const std::vector<Figure>& figures) {
  std::cout << plan.header.title << "  " << view.as_of.print() << "\n";
  if (plan.header.in_force_from && *plan.header.in_force_from > view.as_of) {
    std::cout << "尚未施行 not yet in force (" << plan.header.in_force_from->print() << ")\n";
  }
  for (const Figure& figure : figures) {
    std::cout << light_text(figure.light) << " " << figure.block;
    if (!figure.share.empty()) std::cout << " · " << figure.share;
    if (!figure.node.empty()) std::cout << " · " << figure.node;
    std::cout << "  " << days_text(figure);
    if (figure.kind == "target") {
      const Target& target = *plan.find_target(figure.block);
      const std::optional<Decimal>& done = driving(target, figure);
      if (!figure.part.empty()) std::cout << "  " << figure.part;
      std::cout << "  " << (done ? shown_value(figure, *done) : "—") << " / "
                << value_text(figure.due_value) << " " << figure.unit;
      if (figure.rate) std::cout << " = " << shown_rate(figure) << " %";
      if (figure.reserve) std::cout << "  预留 reserve " << figure.reserve->print_normal();
    } else {
      std::cout << "  " << figure.state;
    }
    if (figure.late) std::cout << "  迟 late";
    std::cout << "\n";
  }
}

}  // namespace

ExitCode status_command(const StatusOptions& options) {
  const Result<AskedView> asked = asked_view(options);
  if (!asked) return refuse(asked.errors());
  const Result<Package> package = read_package_folder(options.folder);
  if (!package) return refuse(package.errors());
  const Checked checked = check(package.value());
  if (!checked.plan) {
    refuse(checked.diagnostics, checked.sources);
    return ExitCode::faulty;
  }
  const Plan& plan = *checked.plan;
  const std::optional<Moment> known_at =
      options.known_at.empty() ? std::nullopt : std::optional(asked.value().known_at);
  const Result<Done> shown = with_store_records(
      options.store, plan, known_at, [&](const CommandRecords& store) {
        View view;
        view.known_at = asked.value().known_at;
        view.as_of = asked.value().as_of.value_or(
            store.store_today.value_or(local_date(wall_clock_now(), plan_offset_minutes)));
        const std::vector<Figure> figures =
            FigureMaker({plan, store.records, view, store.rows, std::nullopt}).all();
        if (options.json) {
          const std::string version = package_hash(package.value());
          std::cout << status_json(plan, version, view, figures).print_pretty() << "\n";
        } else {
          print_text(plan, view, figures);
        }
      });
  return shown ? ExitCode::done : refuse(shown.errors());
}

}  // namespace fangan
