// Number text: whether a number that somebody wrote is held as it is written.
#pragma once

#include <string_view>

#include "value/decimal.h"

namespace fangan {

/// Digits of a text that Decimal::parse() takes, from the first that is not 0 to the last. With
/// more than Decimal::digits_max of them it would be rounded.
inline int significant_digits(std::string_view number) {
  int digits = 0;
  int zeros = 0;
  for (const char c : number.substr(0, number.find_first_of("eE"))) {
    if (c < '0' || c > '9' || (c == '0' && digits == 0)) continue;
    if (c == '0') {
      ++zeros;
      continue;
    }
    digits += zeros + 1;
    zeros = 0;
  }
  return digits;
}

}  // namespace fangan
