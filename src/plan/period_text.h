// Period text: how a year, a quarter and a month are spelt in rows, figures and plans.
#pragma once

#include <string>
#include <string_view>

namespace fangan {

/// `2018`, `2018Q1`, `2018-03`; `2018-Q1`, as it is written too, is the quarter. Anything else
/// stays as it is.
std::string period_text(std::string_view written);

/// Of a text as period_text() spells it.
bool is_period(std::string_view text);

}  // namespace fangan
