#include "feel/patience.h"

#include <utility>

namespace fangan::feel {
namespace {

thread_local const Patience* innermost = nullptr;

}  // namespace

Patience::Patience(std::function<bool()> is_over)
    : is_over_(std::move(is_over)), outer_(std::exchange(innermost, this)) {}

Patience::~Patience() { innermost = outer_; }

void Patience::ask() {
  if (innermost != nullptr && innermost->is_over_()) throw Interrupted();
}

}  // namespace fangan::feel
