#include "store/hash.h"

#include <openssl/evp.h>

#include <array>
#include <cassert>

namespace fangan {

std::string sm3(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const int status =
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sm3(), nullptr);
  assert(status == 1 && size == 32);
  (void)status;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += digits[digest[i] >> 4];
    text += digits[digest[i] & 15];
  }
  return text;
}

}  // namespace fangan
