#include "store/hash.h"

#include <openssl/evp.h>

#include <cassert>

namespace fangan {

struct Sm3::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_MD* method = EVP_MD_fetch(nullptr, "SM3", nullptr);
  ~State() {
    EVP_MD_free(method);
    EVP_MD_CTX_free(context);
  }
};

Sm3::Sm3() : state_(std::make_unique<State>()) {
  assert(state_->method != nullptr);
}
Sm3::~Sm3() = default;

Sm3::Digest Sm3::of(std::string_view bytes) {
  Digest digest;
  unsigned size = 0;
  const bool done = EVP_DigestInit_ex2(state_->context, state_->method, nullptr) == 1 &&
                    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1 &&
                    EVP_DigestFinal_ex(state_->context, digest.data(), &size) == 1;
  assert(done && size == digest.size());
  (void)done;
  return digest;
}

std::string hexadecimal(const Sm3::Digest& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const uint8_t byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 0xF];
  }
  return text;
}

std::string sm3(std::string_view bytes) {
  thread_local Sm3 hash;
  return hexadecimal(hash.of(bytes));
}

}  // namespace fangan
