// Hash: SM3 (GB/T 32905), by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace fangan {

/// Units: 64 lower-case hexadecimal digits.
std::string sm3(std::string_view bytes);

/// The same as bytes, for many short texts: what OpenSSL needs is set up once.
class Sm3 {
 public:
  using Digest = std::array<uint8_t, 32>;

  Sm3();
  ~Sm3();
  Digest of(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Two digits a byte.
std::string hexadecimal(const Sm3::Digest& digest);

}  // namespace fangan
