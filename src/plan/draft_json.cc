#include "plan/comparators.h"
#include "plan/heading_names.h"
#include "plan/package.h"
#include "value/json.h"

namespace fangan {
namespace {

std::string_view type_name(QuantityType type) {
  switch (type) {
    case QuantityType::target: return "target";
    case QuantityType::deadline: return "deadline";
    case QuantityType::threshold: return "threshold";
    case QuantityType::rate: return "rate";
    case QuantityType::cap: return "cap";
    case QuantityType::amount: return "amount";
    case QuantityType::count: return "count";
    case QuantityType::duration: return "duration";
    case QuantityType::baseline: return "baseline";
  }
  return "";
}

Json strings(const std::vector<std::string>& texts) {
  Json array = Json::array();
  for (const std::string& text : texts) array.push(Json(text));
  return array;
}

Json line_number(Place place) { return Json(static_cast<int64_t>(place.line) + 1); }

Json heading_json(const Heading& heading) {
  const bool numbered = heading.type != HeadingType::plan && heading.type != HeadingType::label &&
                        heading.type != HeadingType::annex;
  Json json = Json::object();
  json.set("type", type_name(heading.type));
  json.set("number", numbered ? heading.number : "");
  json.set("title", heading.title);
  json.set("line", line_number(heading.place));
  return json;
}

Json owner_json(const OwnerStatement& owner) {
  Json json = Json::object();
  json.set("line", line_number(owner.place));
  json.set("lead", strings(owner.lead));
  json.set("units", strings(owner.units));
  json.set("open", Json(owner.open));
  return json;
}

Json value_json(const Quantity& quantity) {
  if (!quantity.low) return Json();
  if (!quantity.high) return Json(*quantity.low);
  return Json::array({Json(*quantity.low), Json(*quantity.high)});
}

Json quantity_json(const Quantity& quantity) {
  Json json = Json::object();
  json.set("line", line_number(quantity.place));
  json.set("text", quantity.text);
  json.set("value", value_json(quantity));
  json.set("unit", quantity.low ? quantity.unit : "date");
  json.set("comparator", sign(quantity.comparator));
  json.set("due", quantity.due.empty() ? Json() : Json(quantity.due));
  json.set("type", type_name(quantity.type));
  return json;
}

}  // namespace

Json draft_json(const Draft& draft) {
  Json json = Json::object();
  Json headings = Json::array();
  for (const Heading& heading : draft.headings) headings.push(heading_json(heading));
  Json owners = Json::array();
  for (const OwnerStatement& owner : draft.owners) owners.push(owner_json(owner));
  Json quantities = Json::array();
  for (const Quantity& quantity : draft.quantities) quantities.push(quantity_json(quantity));
  json.set("headings", std::move(headings));
  json.set("owners", std::move(owners));
  json.set("quantities", std::move(quantities));
  return json;
}

}  // namespace fangan
