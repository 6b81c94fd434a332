#include "campaign/credit_code.h"

#include <algorithm>
#include <array>
#include <string>

#include "value/digits.h"

namespace fangan {
namespace {

/// Without I O S V Z, which are taken for digits and for one another.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr size_t unknown = alphabet.size();
/// Where each character stands in the alphabet.
constexpr std::array<uint8_t, 256> places = [] {
  std::array<uint8_t, 256> all = {};
  all.fill(static_cast<uint8_t>(unknown));
  for (size_t i = 0; i < alphabet.size(); ++i) {
    all[static_cast<uint8_t>(alphabet[i])] = static_cast<uint8_t>(i);
  }
  return all;
}();
constexpr size_t length = 18;
constexpr size_t old_length = 15;
/// Where the code of the registering office's region stands: digits.
constexpr size_t region_begin = 2;
constexpr size_t region_end = 8;

Diagnostic wrong(const char* code, std::string_view value) {
  Diagnostic diagnostic =
      problem(code, {{"field", std::string(credit_code_field)}, {"value", std::string(value)}});
  diagnostic.fault = Fault::data;
  return diagnostic;
}

size_t place_of(char c) {
  return places[static_cast<uint8_t>(c)];
}

/// Sum of the first seventeen characters times 3^i mod 31; the last makes it a multiple of 31.
size_t check_place(std::string_view code) {
  size_t sum = 0;
  size_t weight = 1;
  for (size_t i = 0; i + 1 < length; ++i) {
    sum += place_of(code[i]) * weight;
    weight = weight * 3 % alphabet.size();
  }
  return (alphabet.size() - sum % alphabet.size()) % alphabet.size();
}

}  // namespace

Result<Done> check_credit_code(std::string_view code) {
  if (code.empty() || code.substr(0, no_credit_code.size()) == no_credit_code) return Done{};
  if (code.size() == old_length && std::all_of(code.begin(), code.end(), is_digit)) {
    return wrong("CAMP-F017", code);
  }
  const auto is_known = [](char c) { return place_of(c) != unknown; };
  const bool has_form =
      code.size() == length && std::all_of(code.begin(), code.end(), is_known) &&
      std::all_of(code.begin() + region_begin, code.begin() + region_end, is_digit);
  if (!has_form) return wrong("CAMP-F015", code);
  if (alphabet[check_place(code)] != code.back()) return wrong("CAMP-F016", code);
  return Done{};
}

}  // namespace fangan
