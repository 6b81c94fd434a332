#include "plan/region_map.h"

#include <algorithm>

#include "text/suggest.h"
#include "value/json.h"

namespace fangan {
namespace {

constexpr std::string_view usual_name = "data/regions.geojson";

/// What `map` of plan.md says.
std::string named_map(const Package& package) {
  const PackageFile* file = package.find("plan.md");
  if (file == nullptr) return "";
  Sources sources;
  Diagnostics told_by_check;
  const uint32_t source = sources.add(file->name, file->bytes);
  const MarkdownFile markdown = read_markdown(sources, source, &told_by_check);
  for (const FencedBlock& block : markdown.blocks) {
    if (block.kind != "plan") continue;
    const Body body = read_body(sources, block.body, &told_by_check);
    const Entry* entry = body.find("map");
    return entry == nullptr ? "" : entry->value;
  }
  return "";
}

bool is_area(const Json& feature) {
  const Json& geometry = feature["geometry"];
  const std::string& type = geometry["type"].text();
  return feature["type"].text() == "Feature" && (type == "Polygon" || type == "MultiPolygon") &&
         !geometry["coordinates"].items().empty() && !feature["id"].text().empty();
}

bool is_region(const Plan& plan, const std::string& code) {
  return std::any_of(plan.agencies.begin(), plan.agencies.end(),
                     [&](const Agency& agency) { return agency.region == code; });
}

}  // namespace

const PackageFile* region_map(const Package& package) {
  const std::string named = named_map(package);
  return package.find(named.empty() ? usual_name : named);
}

void check_region_map(CheckContext* context, const Package& package, const std::string& named,
                      Span header) {
  const PackageFile* file = package.find(named.empty() ? usual_name : named);
  if (file == nullptr) {
    if (named.empty()) return;
    std::vector<std::string> names;
    for (const PackageFile& other : package.files) names.push_back(other.name);
    context->error("PLAN-P003", header, {{"file", named}, {"near", did_you_mean(named, names)}});
    return;
  }
  const Result<Json> map = parse_json(file->bytes);
  if (!map || map.value()["type"].text() != "FeatureCollection") {
    context->error("PLAN-Y001", header, {{"file", file->name}});
    return;
  }
  int64_t number = 0;
  for (const Json& feature : map.value()["features"].items()) {
    ++number;
    const std::string& code = feature["id"].text();
    if (!is_area(feature)) {
      context->error("PLAN-Y002", header,
                     {{"file", file->name}, {"number", std::to_string(number)}});
    } else if (!is_region(context->plan(), code)) {
      context->warning("PLAN-Y003", header, {{"file", file->name}, {"code", code}});
    }
  }
}

}  // namespace fangan
