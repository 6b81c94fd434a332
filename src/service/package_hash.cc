#include "service/package_hash.h"

#include <openssl/evp.h>

#include <array>
#include <cassert>
#include <memory>

namespace fangan {
namespace {

/// Lengths go in front, so that no two packages run into the same bytes.
void add_part(EVP_MD_CTX* context, std::string_view part) {
  const std::string size = std::to_string(part.size()) + ":";
  EVP_DigestUpdate(context, size.data(), size.size());
  EVP_DigestUpdate(context, part.data(), part.size());
}

}  // namespace

std::string package_hash(const Package& package) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                       &EVP_MD_CTX_free);
  const int started = EVP_DigestInit_ex(context.get(), EVP_sm3(), nullptr);
  assert(started == 1);
  static_cast<void>(started);
  for (const PackageFile& file : package.files) {
    add_part(context.get(), file.name);
    add_part(context.get(), file.bytes);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size_bytes = 0;
  EVP_DigestFinal_ex(context.get(), digest.data(), &size_bytes);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size_bytes; ++i) {
    text += digits[digest[i] >> 4];
    text += digits[digest[i] & 15];
  }
  return text;
}

}  // namespace fangan
