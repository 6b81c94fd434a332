// Result: a value, or the reasons there is none.
//
// Mistakes of people and of the outside world are values; assert() is for our own. Nothing of
// ours throws across a folder.
#pragma once

#include <cassert>
#include <utility>
#include <variant>

#include "text/diagnostic.h"

namespace fangan {

struct Done {};  ///< The value of an operation that only succeeds.

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Diagnostic error) : state_(Diagnostics{std::move(error)}) {}
  Result(Diagnostics errors) : state_(std::move(errors)) { assert(!this->errors().empty()); }

  explicit operator bool() const { return std::holds_alternative<T>(state_); }

  T& value() & {
    assert(*this);
    return std::get<T>(state_);
  }
  const T& value() const& {
    assert(*this);
    return std::get<T>(state_);
  }
  T&& value() && {
    assert(*this);
    return std::get<T>(std::move(state_));
  }
  const Diagnostic& error() const { return errors().front(); }
  const Diagnostics& errors() const {
    assert(!*this);
    return std::get<Diagnostics>(state_);
  }

 private:
  std::variant<T, Diagnostics> state_;
};

}  // namespace fangan
