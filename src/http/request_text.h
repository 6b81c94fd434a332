// Request text: the small grammar of URLs and cookies.
#pragma once

#include <string>
#include <string_view>

#include "http/server.h"

namespace fangan {

std::string lower_case(std::string_view ascii);

/// Decodes %XX; a malformed escape stays as it is. `+` becomes a blank only in queries.
enum class PlusSign : uint8_t { keeps, is_blank };
std::string percent_decode(std::string_view text, PlusSign plus);

/// Fills path and query of a request from its target.
void split_target(std::string_view target, HttpRequest* request);

}  // namespace fangan
