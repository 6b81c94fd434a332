// Builtins that make a value of one kind from others; and not().
#include <array>

#include "feel/arithmetic.h"
#include "feel/builtin_library.h"
#include "feel/range_text.h"
#include "feel/temporal_text.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

Value date_from(const BuiltinCall& call) {
  const Value& from = call[0];
  if (from.is(ValueKind::string)) return value_or_reason(Date::parse(from.text()));
  return from.is(ValueKind::date) ? from : Value(from.date_time().date());
}

/// Choice: parts of a date are whole numbers; there is no day 2.5.
Value date_of(const BuiltinCall& call) {
  std::array<int64_t, 3> parts{};
  for (size_t i = 0; i < parts.size(); ++i) {
    const Result<int64_t> part = call[i].number().to_int64();
    if (!part) return refuse(call, "FEEL-F028", {{"found", call[i].number().print_normal()}});
    parts[i] = part.value();
  }
  return value_or_reason(Date::of(parts[0], parts[1], parts[2]));
}

Value date_time_from(const BuiltinCall& call) {
  if (!call[0].is(ValueKind::string)) return call[0];
  return value_or_reason(DateTime::parse(call[0].text()));
}

Value date_time_of(const BuiltinCall& call) {
  const Date date =
      call[0].is(ValueKind::date) ? call[0].date() : call[0].date_time().date();
  return value_or_reason(DateTime::of(date, call[1].time()));
}

Value time_from(const BuiltinCall& call) {
  const Value& from = call[0];
  if (from.is(ValueKind::string)) return value_or_reason(Time::parse(from.text()));
  return from.is(ValueKind::time) ? from : Value(from.date_time().time());
}

Value time_of(const BuiltinCall& call) {
  Zone zone;
  if (!call[3].is_null()) {
    const TimeDuration offset = call[3].time_duration();
    if (offset.nanoseconds != 0) return refuse(call, "FEEL-F029", {{"offset", print(offset)}});
    const Result<Zone> fixed = Zone::fixed(offset.seconds);
    if (!fixed) return Value::null(fixed.error());
    zone = fixed.value();
  }
  for (const size_t i : {0, 1}) {
    if (!call[i].number().is_integer()) {
      return refuse(call, "FEEL-F028", {{"found", call[i].number().print_normal()}});
    }
  }
  return value_or_reason(
      Time::of(whole(call[0].number()), whole(call[1].number()), call[2].number(), zone));
}

Value duration_from(const BuiltinCall& call) { return read_duration(call[0].text()); }

Value months_duration_of(const BuiltinCall& call) {
  const auto day = [](const Value& value) {
    return value.is(ValueKind::date) ? value.date() : value.date_time().date();
  };
  return months_between(day(call[0]), day(call[1]));
}

/// A sign given to number(): one of those allowed, or none.
std::optional<char> sign_of(const Value& value, std::string_view allowed, bool* is_allowed) {
  if (value.is_null()) return std::nullopt;
  const std::string& text = value.text();
  *is_allowed = *is_allowed && text.size() == 1 && allowed.find(text) != std::string_view::npos;
  return text.empty() ? '\0' : text.front();
}

Value number_from(const BuiltinCall& call) {
  const std::string& text = call[0].text();
  if (!call.evaluation.spend(text.size() / 64 + 1)) return Value();
  bool are_allowed = true;
  const std::optional<char> grouping = sign_of(call[1], " ,.", &are_allowed);
  const std::optional<char> point = sign_of(call[2], ",.", &are_allowed);
  if (!are_allowed || (grouping && grouping == point)) return refuse(call, "FEEL-F015");
  std::string plain;
  for (const char c : text) {
    if (grouping && c == *grouping) continue;
    // A point that is none of the two signs spoils the number.
    const bool is_stray = c == '.' && point && *point != '.';
    plain += is_stray ? '?' : point && c == *point ? '.' : c;
  }
  // .5 is a number here as it is in an expression.
  const size_t sign = plain.find_first_not_of("+-");
  if (sign != std::string::npos && plain[sign] == '.') plain.insert(sign, "0");
  const Result<Decimal> number = Decimal::parse(plain);
  if (number) return number.value();
  if (number.error().code != "VAL-N001") return Value::null(number.error());
  return refuse(call, "FEEL-F014", {{"text", text}});
}

Value text_of(const BuiltinCall& call) {
  if (call[0].is(ValueKind::string)) return call[0];
  if (!call.evaluation.spend(call[0].weight())) return Value();
  std::optional<std::string> text = print_plain(call[0], call.evaluation.limits().memory_bytes);
  return text ? Value(std::move(*text)) : refuse(call, "FEEL-F032");
}

Value range_from(const BuiltinCall& call) {
  const std::string& text = call[0].text();
  if (!call.evaluation.spend(text.size() + 1)) return Value();
  return read_range(text, call.evaluation);
}

Value negation(const BuiltinCall& call) {
  if (call[0].is(ValueKind::boolean)) return !call[0].boolean();
  if (call[0].is_null()) return call[0];
  return refuse(call, "FEEL-F030", {{"found", std::string(name_of(call[0].kind()))}});
}

constexpr std::array<BuiltinImplementation, 12> implementations = {
    {{"date(from)", date_from},
     {"date(year, month, day)", date_of},
     {"date and time(from)", date_time_from},
     {"date and time(date, time)", date_time_of},
     {"time(from)", time_from},
     {"time", time_of},
     {"duration", duration_from},
     {"years and months duration", months_duration_of},
     {"number", number_from},
     {"string", text_of},
     {"range", range_from},
     {"not", negation}}};

}  // namespace

std::span<const BuiltinImplementation> conversion_builtins() { return implementations; }

}  // namespace fangan::feel
