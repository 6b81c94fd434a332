// Registers that no block defines and nobody writes, read like any other: 单位 are the agencies,
// 目标 the figures of targets, 分解 their shares, 办理记录 what was done for tasks.
#include <algorithm>

#include "campaign/figures.h"
#include "plan/row_words.h"
#include "service/register_operation.h"
#include "text/utf8.h"
#include "text/words.h"

namespace fangan {
namespace {

struct Column {
  std::string name;
  std::string type;  ///< As a field's.
};

using Cells = std::vector<FieldValue>;

struct BuiltIn {
  std::string name;
  std::string label;
  std::vector<Column> columns;
  std::vector<Cells> rows;
};

constexpr std::string_view names[] = {agency_register_name, "目标", "分解", "办理记录"};

FieldValue text_or_blank(const std::string& text) {
  return text.empty() ? FieldValue() : FieldValue(text);
}

FieldValue number_or_blank(const std::optional<Decimal>& number) {
  return number ? FieldValue(*number) : FieldValue();
}

std::string text_of(const FieldValue& value) {
  if (const auto* number = std::get_if<Decimal>(&value)) return number->print_normal();
  if (const auto* date = std::get_if<Date>(&value)) return date->print();
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "是" : "否";
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? "" : *text;
}

BuiltIn agencies(const Plan& plan) {
  BuiltIn made{std::string(agency_register_name),
               "单位",
               {{"名称", "text"},
                {"类型", "text"},
                {"区划", "text"},
                {"上级", "text"},
                {"别名", "text"},
                {"成员", "text"}},
               {}};
  for (const Agency& agency : plan.agencies) {
    made.rows.push_back({agency.name, text_or_blank(agency.kind), text_or_blank(agency.region),
                         text_or_blank(agency.superior),
                         text_or_blank(joined(agency.aliases, "、")),
                         text_or_blank(joined(agency.members, "、"))});
  }
  return made;
}

BuiltIn figures(const std::vector<Figure>& all) {
  BuiltIn made{"目标",
               "目标完成情况",
               {{"目标", "text"},
                {"节点", "text"},
                {"单位", "text"},
                {"期限", "date"},
                {"目标值", "number"},
                {"计量单位", "text"},
                {"已上报", "number"},
                {"已验收", "number"},
                {"已公布", "number"},
                {"完成率", "number"},
                {"灯", "text"}},
               {}};
  for (const Figure& figure : all) {
    if (figure.kind != "target") continue;
    made.rows.push_back({figure.block, figure.node, text_or_blank(figure.share),
                         figure.due ? FieldValue(*figure.due) : FieldValue(),
                         number_or_blank(figure.due_value.low), text_or_blank(figure.unit),
                         number_or_blank(figure.reported), number_or_blank(figure.accepted),
                         number_or_blank(figure.published), number_or_blank(figure.rate),
                         text_or_blank(figure.light)});
  }
  return made;
}

BuiltIn shares(const LoadedPlan& loaded, const Records& records, const View& view,
               const Actor& actor) {
  BuiltIn made{"分解",
               "目标分解",
               {{"目标", "text"},
                {"节点", "text"},
                {"单位", "text"},
                {"份额", "number"},
                {"计量单位", "text"}},
               {}};
  for (const Record& row : records.rows("分解", "", view)) {
    const Target* target = loaded.plan.find_target(row.text("目标"));
    if (target == nullptr || !may_see(actor, *target, row.text("单位"))) continue;
    made.rows.push_back({row.text("目标"), row.text("节点"), text_or_blank(row.text("单位")),
                         number_or_blank(row.number("份额")), text_or_blank(target->unit)});
  }
  return made;
}

BuiltIn steps(const LoadedPlan& loaded, const Records& records, const View& view,
              const Actor& actor) {
  BuiltIn made{"办理记录",
               "办理记录",
               {{"任务", "text"},
                {"节点", "text"},
                {"状态", "text"},
                {"日期", "date"},
                {"单位", "text"},
                {"说明", "text"}},
               {}};
  for (const Record& row : records.rows("办理", "", view)) {
    const Task* task = loaded.plan.find_task(row.text("任务"));
    if (task == nullptr || !may_see(actor, loaded.plan, *task)) continue;
    made.rows.push_back({row.text("任务"), row.text("节点"), row.text("状态"), row.holds_from,
                         text_or_blank(row.actor), text_or_blank(row.text("说明"))});
  }
  return made;
}

Diagnostic unreadable(const char* part, const std::string& value) {
  return refused("SVC-G007", {{"part", part}, {"value", std::string(first_bytes(value, 80))}});
}

/// Below, equal or above; texts where one of the two is no number.
int order_of(const FieldValue& cell, const std::string& text) {
  if (const auto* number = std::get_if<Decimal>(&cell)) {
    if (const Result<Decimal> other = Decimal::parse(text)) {
      return *number < other.value() ? -1 : other.value() < *number ? 1 : 0;
    }
  }
  return text_of(cell).compare(text);
}

class BuiltInQuery {
 public:
  BuiltInQuery(const BuiltIn& table, const RegisterRequest& request)
      : table_(table), request_(request) {}

  Result<std::vector<const Cells*>> rows() const {
    const Result<Json> where = parse_json(request_.where.empty() ? "[]" : request_.where);
    if (!where || where.value().kind() != Json::Kind::array) {
      return unreadable("where", request_.where);
    }
    for (const Json& filter : where.value().items()) {
      if (column(filter["field"].text()) == table_.columns.size()) {
        return unreadable("where", filter.print());
      }
    }
    std::vector<const Cells*> rows;
    for (const Cells& cells : table_.rows) {
      const bool is_wanted = has_words(cells) &&
                             std::all_of(where.value().items().begin(), where.value().items().end(),
                                         [&](const Json& filter) { return holds(cells, filter); });
      if (is_wanted) rows.push_back(&cells);
    }
    const Result<Done> sorted = sort(&rows);
    if (!sorted) return sorted.errors();
    return rows;
  }

 private:
  size_t column(const std::string& name) const {
    const auto found = std::find_if(table_.columns.begin(), table_.columns.end(),
                                    [&name](const Column& column) { return column.name == name; });
    return static_cast<size_t>(found - table_.columns.begin());
  }

  bool has_words(const Cells& cells) const {
    return request_.words.empty() ||
           std::any_of(cells.begin(), cells.end(), [this](const FieldValue& cell) {
             return text_of(cell).find(request_.words) != std::string::npos;
           });
  }

  bool holds(const Cells& cells, const Json& filter) const {
    const FieldValue& cell = cells[column(filter["field"].text())];
    const std::string& op = filter["op"].text();
    const std::vector<Json>& values = filter["values"].items();
    const std::string text = text_of(cell);
    if (op == "blank") return text.empty();
    if (op == "filled") return !text.empty();
    if (values.empty()) return false;
    const std::string& first = values.front().text();
    if (op == "=") return !text.empty() && order_of(cell, first) == 0;
    if (op == "!=") return order_of(cell, first) != 0;
    if (op == "contains") return text.find(first) != std::string::npos;
    if (op == "in") {
      return std::any_of(values.begin(), values.end(),
                         [&cell](const Json& value) { return order_of(cell, value.text()) == 0; });
    }
    const std::string& last = values.back().text();
    return op == "between" && !text.empty() && (first.empty() || order_of(cell, first) >= 0) &&
           (last.empty() || order_of(cell, last) <= 0);
  }

  Result<Done> sort(std::vector<const Cells*>* rows) const {
    std::string name = request_.sort.substr(0, request_.sort.find(','));
    const bool descends = !name.empty() && name.front() == '-';
    if (descends) name.erase(0, 1);
    if (name.empty()) return Done{};
    const size_t place = column(name);
    if (place == table_.columns.size()) return unreadable("sort", request_.sort);
    std::stable_sort(rows->begin(), rows->end(), [&](const Cells* left, const Cells* right) {
      const int order = order_of((*left)[place], text_of((*right)[place]));
      return descends ? order > 0 : order < 0;
    });
    return Done{};
  }

  const BuiltIn& table_;
  const RegisterRequest& request_;
};

Json cell_json(const FieldValue& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return Json();
  if (const bool* flag = std::get_if<bool>(&cell)) return Json(*flag);
  return text_of(cell);
}

/// What tells rows apart: all that stands before the first number.
std::string id_of(const BuiltIn& table, const Cells& cells) {
  std::string id;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (table.columns[i].type != "text" || (table.name == agency_register_name && i > 0)) break;
    id += (id.empty() ? "" : "/") + text_of(cells[i]);
  }
  return id;
}

Json read_only_json() {
  Json json = Json::object();
  for (const char* action : {"add", "edit", "import", "export"}) json.set(action, Json(false));
  return json;
}

Json fields_json(const BuiltIn& table) {
  Json fields = Json::array();
  for (size_t i = 0; i < table.columns.size(); ++i) {
    Json json = Json::object();
    json.set("name", table.columns[i].name);
    json.set("type", table.columns[i].type);
    json.set("unit", "");
    json.set("words", Json::array());
    json.set("target", "");
    json.set("required", Json(false));
    json.set("required_from", "");
    json.set("sensitive", Json(false));
    json.set("places", Json());
    json.set("log", "");
    json.set("index", Json(static_cast<int64_t>(i)));
    json.set("column", Json(true));
    fields.push(std::move(json));
  }
  return fields;
}

Json register_of(const BuiltIn& table) {
  Json json = Json::object();
  json.set("name", table.name);
  json.set("label", table.label);
  json.set("key", Json::array({Json(table.columns.front().name)}));
  json.set("period", "");
  json.set("tabs_by", "");
  json.set("fields", fields_json(table));
  for (const char* empty : {"derived", "decisions", "states"}) json.set(empty, Json::array());
  json.set("can", read_only_json());
  json.set("block", Json());
  return json;
}

Json row_of(const BuiltIn& table, const Cells& cells) {
  const std::string id = id_of(table, cells);
  Json values = Json::object();
  for (size_t i = 0; i < cells.size(); ++i) {
    values.set(table.columns[i].name, cell_json(cells[i]));
  }
  Json json = Json::object();
  json.set("row", id);
  json.set("id", id);
  json.set("name", text_of(cells.front()));
  json.set("version", Json(0));
  for (const char* blank : {"state", "since", "holds_from", "nature", "source"})
    json.set(blank, "");
  json.set("values", std::move(values));
  json.set("derived", Json::object());
  json.set("marks", Json::array());
  json.set("can", Json::object({{"edit", Json(false)}, {"void", Json(false)}}));
  return json;
}

}  // namespace

bool is_built_in(const Plan& plan, const std::string& name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names) &&
         plan.find_register(name) == nullptr;
}

Json built_in_heads_json(const LoadedPlan& loaded) {
  Json json = Json::array();
  for (const std::string_view name : names) {
    if (!is_built_in(loaded.plan, std::string(name))) continue;
    Json head = Json::object();
    head.set("name", name);
    head.set("label", "");
    for (const char* blank : {"file", "anchor", "quote", "rows"}) head.set(blank, Json());
    head.set("section", "");
    head.set("can", read_only_json());
    head.set("built_in", Json(true));
    head.set("tabs_by", "");
    json.push(std::move(head));
  }
  return json;
}

Result<Json> built_in_page(const ServiceState& state, const Actor& actor, const LoadedPlan& loaded,
                           const std::string& name, const ViewRequest& view,
                           const RegisterRequest& request) {
  BuiltIn table;
  const FigureCache::Stamp stamp = state.figures.stamp();
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    const SnapshotRecords records(database, loaded.id);
    const View seen = state.view(view);
    if (name == agency_register_name) table = agencies(loaded.plan);
    if (name == "目标") {
      Result<std::vector<Figure>> all = state.figures.figures(loaded, database, seen, stamp);
      if (!all) return all.errors();
      table = figures(visible_figures(loaded, std::move(all).value(), actor));
    }
    if (name == "分解") table = shares(loaded, records, seen, actor);
    if (name == "办理记录") table = steps(loaded, records, seen, actor);
    if (!records.errors().empty()) return records.errors();
    return Done{};
  });
  if (!read) return read.errors();
  const Result<std::vector<const Cells*>> rows = BuiltInQuery(table, request).rows();
  if (!rows) return rows.errors();
  constexpr int64_t page_max = 500;
  const auto total = static_cast<int64_t>(rows.value().size());
  const int64_t begin = std::clamp<int64_t>(request.offset, 0, total);
  const int64_t end = std::min(total, begin + std::clamp<int64_t>(request.count, 0, page_max));
  Json list = Json::array();
  for (int64_t i = begin; i < end; ++i) {
    list.push(row_of(table, *rows.value()[static_cast<size_t>(i)]));
  }
  Json json = Json::object();
  json.set("register", register_of(table));
  json.set("view", view_json(state, view));
  json.set("total", Json(total));
  json.set("offset", Json(begin));
  json.set("rows", std::move(list));
  json.set("examples", Json(0));
  return json;
}

}  // namespace fangan
