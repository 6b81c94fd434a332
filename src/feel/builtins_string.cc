// Builtins of texts, by code point.
#include <unicode/ucasemap.h>

#include <array>
#include <cstring>

#include "feel/builtin_library.h"
#include "text/utf8.h"

namespace fangan::feel {
namespace {

/// The byte at which a code point begins.
size_t byte_at(std::string_view text, size_t code_points) {
  size_t offset = 0;
  while (code_points-- > 0) next_code_point(text, &offset);
  return offset;
}

Value substring(const BuiltinCall& call) {
  const std::string& text = call[0].text();
  if (!call.evaluation.spend(text.size() / 64 + 1)) return Value();
  const size_t count = code_point_count(text);
  const std::optional<size_t> begin = index_at(call[1], count);
  if (!begin) {
    return refuse(call, "FEEL-F012", {{"position", call[1].number().print_normal()},
                                      {"count", std::to_string(count)}});
  }
  const size_t from = byte_at(text, *begin);
  size_t to = text.size();
  if (!call[2].is_null()) {
    const int64_t length = whole(call[2].number());
    if (length < 0) {
      return refuse(call, "FEEL-F013", {{"length", call[2].number().print_normal()},
                                        {"count", std::to_string(count - *begin)}});
    }
    // Choice: more than is there means up to the end, as in XPath.
    if (static_cast<uint64_t>(length) < count - *begin) {
      to = from + byte_at(std::string_view(text).substr(from), static_cast<size_t>(length));
    }
  }
  return Value(text.substr(from, to - from));
}

Value string_length(const BuiltinCall& call) {
  if (!call.evaluation.spend(call[0].text().size() / 64 + 1)) return Value();
  return call[0].length();
}

using CaseMapping = int32_t (*)(const UCaseMap*, char*, int32_t, const char*, int32_t,
                                UErrorCode*);

/// ICU's map of the root locale, the same whatever language the machine speaks.
const UCaseMap* case_map() {
  static const UCaseMap* const map = [] {
    UErrorCode status = U_ZERO_ERROR;
    const UCaseMap* opened = ucasemap_open("", 0, &status);
    assert(U_SUCCESS(status));
    return opened;
  }();
  return map;
}

/// The full mapping: "ß" becomes "SS".
std::string mapped(const std::string& text, CaseMapping mapping) {
  UErrorCode status = U_ZERO_ERROR;
  const auto size = static_cast<int32_t>(text.size());
  std::string out(text.size(), '\0');
  int32_t needed = mapping(case_map(), out.data(), size, text.data(), size, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    out.resize(static_cast<size_t>(needed));
    needed = mapping(case_map(), out.data(), needed, text.data(), size, &status);
  }
  assert(U_SUCCESS(status));
  out.resize(static_cast<size_t>(needed));
  return out;
}

template <CaseMapping mapping>
Value with_case(const BuiltinCall& call) {
  const std::string& text = call[0].text();
  if (text.size() > INT32_MAX / 4) return refuse(call, "FEEL-F032");
  if (!call.evaluation.spend(text.size() / 16 + 1)) return Value();
  return Value(mapped(text, mapping));
}

/// Where the text holds `match` first, npos where it does not; none where the steps are spent.
/// memmem takes time in proportion to the texts, whatever they are; std::string::find does not.
std::optional<size_t> first_match(const BuiltinCall& call) {
  const std::string& text = call[0].text();
  const std::string& match = call[1].text();
  if (!call.evaluation.spend((text.size() + match.size()) / 64 + 1)) return std::nullopt;
  const void* found = memmem(text.data(), text.size(), match.data(), match.size());
  if (found == nullptr) return std::string::npos;
  return static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

Value substring_before(const BuiltinCall& call) {
  const std::optional<size_t> found = first_match(call);
  if (!found) return Value();
  return Value(*found == std::string::npos ? "" : call[0].text().substr(0, *found));
}

Value substring_after(const BuiltinCall& call) {
  const std::optional<size_t> found = first_match(call);
  if (!found) return Value();
  if (*found == std::string::npos) return "";
  return Value(call[0].text().substr(*found + call[1].text().size()));
}

Value contains_text(const BuiltinCall& call) {
  const std::optional<size_t> found = first_match(call);
  return found ? Value(*found != std::string::npos) : Value();
}

Value starts_with(const BuiltinCall& call) {
  return std::string_view(call[0].text()).starts_with(call[1].text());
}

Value ends_with(const BuiltinCall& call) {
  return std::string_view(call[0].text()).ends_with(call[1].text());
}

Value string_join(const BuiltinCall& call) {
  const std::vector<Value>& items = call[0].items();
  const std::string_view delimiter = call[1].is_null() ? "" : std::string_view(call[1].text());
  if (!call.evaluation.spend(items.size() + 1)) return Value();
  uint64_t size_bytes = 0;
  for (const Value& item : items) {
    if (!item.is_null()) size_bytes += item.text().size() + delimiter.size();
  }
  if (!call.evaluation.charge(size_bytes)) return Value();
  std::string joined;
  joined.reserve(size_bytes);
  bool is_first = true;
  for (const Value& item : items) {
    if (item.is_null()) continue;
    if (!is_first) joined += delimiter;
    joined += item.text();
    is_first = false;
  }
  return Value(std::move(joined));
}

constexpr std::array<BuiltinImplementation, 10> implementations = {
    {{"substring", substring},
     {"string length", string_length},
     {"upper case", with_case<ucasemap_utf8ToUpper>},
     {"lower case", with_case<ucasemap_utf8ToLower>},
     {"substring before", substring_before},
     {"substring after", substring_after},
     {"contains", contains_text},
     {"starts with", starts_with},
     {"ends with", ends_with},
     {"string join", string_join}}};

}  // namespace

std::span<const BuiltinImplementation> string_builtins() { return implementations; }

}  // namespace fangan::feel
