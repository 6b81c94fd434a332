#include "service/diagnostic_json.h"

#include "text/messages.h"

namespace fangan {
namespace {

const char* severity_word(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::doubt: return "doubt";
  }
  return "error";
}

Json place_json(const Diagnostic& diagnostic, const Sources& sources) {
  if (diagnostic.marks.empty()) return nullptr;
  const Span span = diagnostic.marks.front().span;
  // Why a rule came to nothing stands in the text of the rule, which is not always at hand.
  if (span.source >= sources.count()) return nullptr;
  const Source& source = sources.at(span.source);
  const Position position = source.position(span.begin);
  Json headings = Json::array();
  for (const std::string& heading : diagnostic.headings) headings.push(heading);
  Json place = Json::object();
  place.set("file", source.name());
  place.set("line", static_cast<int64_t>(position.line));
  place.set("column", static_cast<int64_t>(position.column));
  place.set("headings", std::move(headings));
  return place;
}

}  // namespace

Json diagnostic_json(const Diagnostic& diagnostic, const Sources& sources) {
  Json facts = Json::object();
  for (const Fact& fact : diagnostic.facts) facts.set(fact.name, fact.value);
  Json json = Json::object();
  json.set("code", diagnostic.code);
  json.set("severity", severity_word(diagnostic.severity));
  json.set("zh", sentence(diagnostic, Language::zh));
  json.set("en", sentence(diagnostic, Language::en));
  json.set("hint_zh", hint(diagnostic, Language::zh));
  json.set("hint_en", hint(diagnostic, Language::en));
  json.set("facts", std::move(facts));
  json.set("place", place_json(diagnostic, sources));
  return json;
}

Json reason_json(const Diagnostic& reason) {
  Diagnostic placeless = reason;
  placeless.marks.clear();
  return diagnostic_json(placeless, Sources());
}

Json diagnostics_json(const Diagnostics& diagnostics, const Sources& sources) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) list.push(diagnostic_json(diagnostic, sources));
  return list;
}

}  // namespace fangan
