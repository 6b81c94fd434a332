#include "service/passwords.h"

#include <sodium.h>

#include <array>
#include <cassert>

namespace fangan {
namespace {

void start_library() {
  static const int status = sodium_init();
  assert(status >= 0);
  (void)status;
}

constexpr unsigned long long passes = 2;
constexpr size_t memory_bytes = 19u << 20;

}  // namespace

std::string hash_password(std::string_view password) {
  start_library();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int status =
      crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13);
  assert(status == 0);
  (void)status;
  return hash.data();
}

bool password_fits(std::string_view password, const std::string& hash) {
  start_library();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string random_token() {
  start_library();
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 65> text{};
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return text.data();
}

std::string random_password() {
  start_library();
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string password;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) password += '-';
    password += letters[randombytes_uniform(static_cast<uint32_t>(letters.size()))];
  }
  return password;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace fangan
