// Registers that no block defines and nobody writes, read like any other: 单位 are the agencies,
// 目标 the figures of targets, 分解 their shares, 办理记录 what was done for tasks.
#include <algorithm>

#include "campaign/figures.h"
#include "plan/row_words.h"
#include "service/register_operation.h"
#include "service/sight_operation.h"
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
  size_t key = 1;  ///< So many of the first columns tell rows apart.
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
               1,
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
               3,
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
               3,
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
               2,
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
    const Result<std::vector<RowFilter>> filters = read_filters(request_.where);
    if (!filters) return filters.errors();
    for (const RowFilter& filter : filters.value()) {
      if (column(filter.field) == table_.columns.size()) {
        return unreadable("where", request_.where);
      }
    }
    std::vector<const Cells*> rows;
    for (const Cells& cells : table_.rows) {
      const bool is_wanted = has_words(cells) &&
                             std::all_of(filters.value().begin(), filters.value().end(),
                                         [&](const RowFilter& filter) {
                                           return holds(cells, filter);
                                         });
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

  bool holds(const Cells& cells, const RowFilter& filter) const {
    using Op = RowFilter::Op;
    const FieldValue& cell = cells[column(filter.field)];
    const std::string text = text_of(cell);
    if (filter.op == Op::blank) return text.empty();
    if (filter.op == Op::filled) return !text.empty();
    const std::string& first = filter.values.front();
    if (filter.op == Op::equal) return !text.empty() && order_of(cell, first) == 0;
    if (filter.op == Op::not_equal) return order_of(cell, first) != 0;
    if (filter.op == Op::contains) return text.find(first) != std::string::npos;
    if (filter.op == Op::any_of) {
      return std::any_of(filter.values.begin(), filter.values.end(),
                         [&cell](const std::string& each) { return order_of(cell, each) == 0; });
    }
    const std::string& last = filter.values.back();
    return !text.empty() && (first.empty() || order_of(cell, first) >= 0) &&
           (last.empty() || order_of(cell, last) <= 0);
  }

  /// By each name in turn, blanks last.
  Result<Done> sort(std::vector<const Cells*>* rows) const {
    std::vector<std::pair<size_t, bool>> order;
    for (const auto& [name, descends] : read_order(request_.sort)) {
      order.emplace_back(column(name), descends);
      if (order.back().first == table_.columns.size()) return unreadable("sort", request_.sort);
    }
    std::stable_sort(rows->begin(), rows->end(), [&](const Cells* left, const Cells* right) {
      for (const auto& [place, descends] : order) {
        const std::string other = text_of((*right)[place]);
        const bool is_blank = text_of((*left)[place]).empty();
        if (is_blank != other.empty()) return other.empty();
        const int compared = order_of((*left)[place], other);
        if (compared != 0) return descends ? compared > 0 : compared < 0;
      }
      return false;
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

std::string id_of(const BuiltIn& table, const Cells& cells) {
  if (table.key == 1) return text_of(cells.front());
  std::string id;
  for (size_t i = 0; i < table.key; ++i) id += (i == 0 ? "" : "/") + key_part(text_of(cells[i]));
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
  Json key = Json::array();
  for (size_t i = 0; i < table.key; ++i) key.push(table.columns[i].name);
  json.set("key", std::move(key));
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

namespace {

Result<BuiltIn> read_built_in(const ServiceState& state, const Actor& actor,
                              const LoadedPlan& loaded, const std::string& name,
                              const ViewRequest& view) {
  BuiltIn table;
  const FigureCache::Stamp stamp = state.figures.stamp();
  const Result<Done> read = state.store->read([&](const Database& database) -> Result<Done> {
    const SnapshotRecords records(database, loaded.id);
    const View seen = state.view(view);
    if (name == agency_register_name) table = agencies(loaded.plan);
    if (name == "目标") {
      Result<std::vector<Figure>> all =
          state.figures.figures(database, {loaded, seen, state.today(), stamp});
      if (!all) return all.errors();
      table = figures(visible_figures(loaded, std::move(all).value(), actor));
    }
    if (name == "分解") table = shares(loaded, records, seen, actor);
    if (name == "办理记录") table = steps(loaded, records, seen, actor);
    if (!records.errors().empty()) return records.errors();
    return Done{};
  });
  if (!read) return read.errors();
  return table;
}

/// The rows that name an agency, or the region of a county.
Result<Json> agency_references(const ServiceState& state, const Actor& actor,
                               const LoadedPlan& loaded, const std::string& name,
                               const ViewRequest& view) {
  const Agency* agency = loaded.plan.find_agency(name);
  const bool is_county = agency != nullptr && agency->kind == county_agency_kind;
  const auto refers = [is_county](const Field& field) {
    return field.domain.kind == FieldKind::agency ||
           (is_county && field.domain.kind == FieldKind::region);
  };
  return with_sight(state, actor, loaded.id, view, [&](RegisterSight& sight) {
    return references_json(sight, refers, name);
  });
}

}  // namespace

Result<Json> built_in_page(const ServiceState& state, const Actor& actor, const LoadedPlan& loaded,
                           const std::string& name, const ViewRequest& view,
                           const RegisterRequest& request) {
  const Result<BuiltIn> read = read_built_in(state, actor, loaded, name, view);
  if (!read) return read.errors();
  const BuiltIn& table = read.value();
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

Result<Json> built_in_row(const ServiceState& state, const Actor& actor, const LoadedPlan& loaded,
                          const std::string& name, const std::string& id,
                          const ViewRequest& view) {
  const Result<BuiltIn> read = read_built_in(state, actor, loaded, name, view);
  if (!read) return read.errors();
  const BuiltIn& table = read.value();
  const auto found =
      std::find_if(table.rows.begin(), table.rows.end(),
                   [&](const Cells& cells) { return id_of(table, cells) == id; });
  if (found == table.rows.end()) return not_found();
  Result<Json> references = name == agency_register_name
                                ? agency_references(state, actor, loaded, id, view)
                                : Result<Json>(Json::array());
  if (!references) return references;
  Json json = Json::object();
  json.set("register", register_of(table));
  json.set("view", view_json(state, view));
  json.set("row", row_of(table, *found));
  json.set("references", std::move(references).value());
  json.set("history", Json::array());
  json.set("explain", Json::object());
  return json;
}

}  // namespace fangan
