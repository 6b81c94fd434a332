// Passwords and tokens: Argon2id and random, by libsodium.
#pragma once

#include <string>
#include <string_view>

namespace fangan {

/// Argon2id, 2 passes over 19 MiB, with its own salt.
std::string hash_password(std::string_view password);
bool password_fits(std::string_view password, const std::string& hash);

/// 32 random bytes as hexadecimal digits.
std::string random_token();
/// Four groups of four letters and digits that cannot be mistaken for one another.
std::string random_password();

/// The same time for equal and unequal texts of one length.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace fangan
