// The builtin sort(): by a function that says which of two comes first.
#include <algorithm>
#include <array>

#include "feel/builtin_library.h"
#include "feel/call.h"

namespace fangan::feel {
namespace {

/// A merge sort of our own: whatever a function answers, it ends after n log n questions and stays
/// inside the list, which std::sort promises for well-behaved orders only.
class Sorter {
 public:
  Sorter(const BuiltinCall& call, std::vector<Value> items)
      : call_(call), items_(std::move(items)), merged_(items_.size()) {}

  Value sorted() {
    for (size_t run = 1; run < items_.size(); run *= 2) {
      // The function counts its own calls; this counts the moving about.
      if (!call_.evaluation.spend(items_.size() / 8 + 1)) return Value();
      for (size_t begin = 0; begin < items_.size(); begin += 2 * run) {
        merge(begin, std::min(begin + run, items_.size()),
              std::min(begin + 2 * run, items_.size()));
        if (failure_) return *failure_;
      }
      items_.swap(merged_);
    }
    return Value(std::move(items_));
  }

 private:
  /// The second comes first only where it precedes, so equal items keep their order.
  void merge(size_t begin, size_t middle, size_t end) {
    size_t left = begin;
    size_t right = middle;
    for (size_t at = begin; at < end; ++at) {
      const bool takes_right =
          left == middle || (right < end && precedes(items_[right], items_[left]));
      if (failure_) return;
      merged_[at] = items_[takes_right ? right++ : left++];
    }
  }

  bool precedes(const Value& first, const Value& second) {
    const Value answer = feel::call(*call_[1].function(), {first, second}, {}, &call_.evaluation);
    if (answer.is(ValueKind::boolean)) return answer.boolean();
    const bool has_reason = answer.reason() != nullptr || call_.evaluation.stopped();
    failure_ = has_reason ? answer
                          : refuse(call_, "FEEL-F022",
                                   {{"found", std::string(name_of(answer.kind()))}});
    return false;
  }

  const BuiltinCall& call_;
  std::vector<Value> items_;
  std::vector<Value> merged_;
  std::optional<Value> failure_;
};

Value sort(const BuiltinCall& call) {
  if (!takes_two(call[1])) return no_function_of_two(call, "precedes");
  if (!call.evaluation.spend(call[0].items().size())) return Value();
  return Sorter(call, call[0].items()).sorted();
}

constexpr std::array<BuiltinImplementation, 1> implementations = {{{"sort", sort}}};

}  // namespace

std::span<const BuiltinImplementation> sort_builtins() { return implementations; }

}  // namespace fangan::feel
