// What a page of a register asks for, read from the words of its address.
#include <algorithm>

#include "service/register_operation.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t where_max = 50;
/// Of all filters together.
constexpr size_t values_max = 1'000;
constexpr size_t value_bytes_max = 10'000;
constexpr size_t words_characters_max = 200;

Diagnostic unreadable(const char* part, const std::string& value) {
  return refused("SVC-G007", {{"part", part}, {"value", std::string(first_bytes(value, 80))}});
}

std::optional<RowFilter::Op> op_of(const std::string& word) {
  constexpr std::pair<std::string_view, RowFilter::Op> ops[] = {
      {"=", RowFilter::Op::equal},           {"!=", RowFilter::Op::not_equal},
      {"contains", RowFilter::Op::contains}, {"in", RowFilter::Op::any_of},
      {"between", RowFilter::Op::between},   {"blank", RowFilter::Op::blank},
      {"filled", RowFilter::Op::filled}};
  for (const auto& [name, op] : ops) {
    if (name == word) return op;
  }
  return std::nullopt;
}

Result<RowFilter> read_filter(const Json& json) {
  const std::optional<RowFilter::Op> op = op_of(json["op"].text());
  if (!op || json["field"].text().empty()) return unreadable("where", json.print());
  RowFilter filter;
  filter.field = json["field"].text();
  filter.op = *op;
  bool fits = true;
  for (const Json& value : json["values"].items()) {
    filter.values.push_back(value.text());
    fits = fits && filter.values.back().size() <= value_bytes_max;
  }
  const size_t least = *op == RowFilter::Op::between                                 ? 2
                       : *op == RowFilter::Op::blank || *op == RowFilter::Op::filled ? 0
                                                                                     : 1;
  if (!fits || filter.values.size() < least) return unreadable("where", json.print());
  return filter;
}

/// Whoever may ask for a masked value may find it out.
Result<Done> refuse_masked(const Register& definition, const std::string& name) {
  const Field* field = definition.field(name);
  if (field == nullptr || !field->sensitive) return Done{};
  return refused("SVC-G006", {{"field", name}, {"register", definition.name.text}});
}

}  // namespace

Result<std::vector<RowFilter>> read_filters(const std::string& text) {
  const Result<Json> where = parse_json(text.empty() ? "[]" : text);
  const bool is_list = where && where.value().kind() == Json::Kind::array &&
                       where.value().items().size() <= where_max;
  if (!is_list) return unreadable("where", text);
  std::vector<RowFilter> filters;
  size_t values = 0;
  for (const Json& each : where.value().items()) {
    Result<RowFilter> filter = read_filter(each);
    if (!filter) return filter.errors();
    values += filter.value().values.size();
    if (values > values_max) return unreadable("where", text);
    filters.push_back(std::move(filter).value());
  }
  return filters;
}

std::vector<std::pair<std::string, bool>> read_order(const std::string& sort) {
  std::vector<std::pair<std::string, bool>> order;
  for (size_t begin = 0; begin < sort.size();) {
    const size_t end = std::min(sort.find(',', begin), sort.size());
    std::string name = sort.substr(begin, end - begin);
    const bool descends = !name.empty() && name.front() == '-';
    if (descends) name.erase(0, 1);
    if (!name.empty()) order.emplace_back(std::move(name), descends);
    begin = end + 1;
  }
  return order;
}

Result<RowQuery> read_query(RegisterSight& sight, const RegisterTable& table,
                            const RegisterRequest& request) {
  const Register& definition = *table.definition;
  RowQuery query;
  Result<std::vector<RowFilter>> where = read_filters(request.where);
  if (!where) return where.errors();
  query.where = std::move(where).value();
  query.order = read_order(request.sort);
  for (const RowFilter& filter : query.where) {
    const Result<Done> open = refuse_masked(definition, filter.field);
    if (!open) return open.errors();
  }
  if (code_point_count(request.words) > words_characters_max) {
    return unreadable("words", request.words);
  }
  query.words = request.words;
  for (const auto& [name, descends] : query.order) {
    const Result<Done> open = refuse_masked(definition, name);
    if (!open) return open.errors();
  }
  query.offset = std::max<int64_t>(0, request.offset);
  query.count = request.count;
  query.scope = sight.access(definition).scope_of(definition, query);
  return query;
}

}  // namespace fangan
