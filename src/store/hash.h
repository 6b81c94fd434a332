// Hash: SM3 (GB/T 32905), by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace fangan {

/// Units: 64 lower-case hexadecimal digits.
std::string sm3(std::string_view bytes);

}  // namespace fangan
