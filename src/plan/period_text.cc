#include "plan/period_text.h"

#include <algorithm>

namespace fangan {
namespace {

constexpr size_t year_size = 4;

}  // namespace

std::string period_text(std::string_view written) {
  std::string text(written);
  const bool is_quarter = text.size() == 7 && text.compare(year_size, 2, "-Q") == 0;
  if (is_quarter) text.erase(year_size, 1);
  return text;
}

bool is_period(std::string_view text) {
  const auto are_digits = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (text.size() < year_size || !are_digits(text.substr(0, year_size))) return false;
  const std::string_view rest = text.substr(year_size);
  if (rest.empty()) return true;
  if (rest[0] == 'Q') return rest.size() == 2 && rest[1] >= '1' && rest[1] <= '4';
  const std::string_view month = rest.substr(1);
  return rest[0] == '-' && month.size() == 2 && are_digits(month) && month >= "01" && month <= "12";
}

}  // namespace fangan
