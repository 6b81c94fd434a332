// Evaluation: what one thread needs while it evaluates expressions: variables, limits, the clock it
// was given, and notes for an explanation.
//
// An Expression is shared by threads, an Evaluation is not. It can be used for any number of
// expressions, one after the other; limits count per top-level evaluation.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/patience.h"
#include "feel/syntax.h"
#include "value/value.h"

namespace fangan::feel {

/// What one evaluation may cost before it is stopped with an error.
struct Limits {
  uint64_t steps = 10'000'000;         ///< Iterations, filtered items and calls.
  uint64_t memory_bytes = 512 << 20;   ///< Of all the lists, contexts and texts it makes.
  uint64_t result_items = 10'000'000;  ///< Items in a value, counted through all its levels.
  uint32_t value_depth = 1'000;        ///< Lists and contexts within one another.
  uint32_t call_depth = 256;           ///< Functions that call functions.
};

/// The value of each node of one expression, last time it was computed.
class Trace {
 public:
  explicit Trace(size_t node_count) : values_(node_count), seen_(node_count, false) {}
  void note(NodeId node, const Value& value) {
    values_[node] = value;
    seen_[node] = true;
  }
  /// The rules of a decision table that held, counted from 0.
  void note_rules(NodeId table, std::vector<uint32_t> rules) { rules_[table] = std::move(rules); }
  /// Nullptr where the node is no table, or was not reached.
  const std::vector<uint32_t>* rules(NodeId table) const {
    const auto found = rules_.find(table);
    return found == rules_.end() ? nullptr : &found->second;
  }
  bool has(NodeId node) const { return seen_[node]; }
  const Value& at(NodeId node) const { return values_[node]; }

 private:
  std::vector<Value> values_;
  std::vector<bool> seen_;
  std::map<NodeId, std::vector<uint32_t>> rules_;
};

/// Knows of long lists which of their items have a field equal to a value, so that a filter on that
/// looks at those alone.
class ItemIndex {
 public:
  virtual ~ItemIndex() = default;
  /// At least all items for which `field = key` is true, in the order of the list; nullptr where
  /// nothing is known of such a list, field or key. They stay where they are until the next call.
  virtual const std::vector<Value>* find(const Value& list, std::string_view field,
                                         const Value& key) = 0;
};

/// Is told of the items that filters leave out because their condition is null: of those it is not
/// known whether they belong.
class ItemWatch {
 public:
  virtual ~ItemWatch() = default;
  /// Before the condition is asked of an item; what it gives comes back with end().
  virtual size_t begin() = 0;
  virtual void end(size_t mark, bool is_undetermined) = 0;
};

class Evaluation {
 public:
  explicit Evaluation(Limits limits = {});

  /// What now() and today() read; without one both are null. Nothing here looks at a clock.
  void set_now(const DateTime& now) { now_ = now; }
  const std::optional<DateTime>& now() const { return now_; }

  /// The variables of the running expression.
  Value& slot(uint32_t index) { return frame_[index]; }

  /// Counts steps; false when the limit is reached, and from then on. Throws Interrupted.
  bool spend(uint64_t steps = 1) {
    if (steps > steps_left_) {
      stop("FEEL-B001", limits_.steps);
    } else {
      steps_left_ -= steps;
      if ((steps_left_ & (steps_between_asking - 1)) < steps) Patience::ask();
    }
    return !stopped_;
  }
  /// Counts memory; false when the limit is reached, and from then on.
  bool charge(uint64_t bytes) {
    if (bytes > memory_left_)
      stop("FEEL-B002", limits_.memory_bytes);
    else
      memory_left_ -= bytes;
    return !stopped_;
  }
  /// Charges a new value and checks its size and depth; false when it is too large.
  bool admit(const Value& value);
  /// Why it was stopped; every value computed since then is null.
  const std::optional<Diagnostic>& stopped() const { return stopped_; }
  const Limits& limits() const { return limits_; }

  /// Begins anew: full limits, no reason to stop. Throws Interrupted.
  void reset();

  Trace* trace = nullptr;  ///< Where to note the values of nodes; none: nowhere.
  ItemIndex* index = nullptr;  ///< Of whoever owns long lists; none: filters look at every item.
  ItemWatch* watch = nullptr;  ///< None: nobody asks what filters leave out.

  /// A frame of variables, all null, current as long as it lives.
  class Frame {
   public:
    Frame(Evaluation* evaluation, uint32_t slot_count);
    ~Frame();
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;
    Value& operator[](uint32_t slot) { return begin_[slot]; }
    /// Where the frame before stands: captured variables are read from there.
    Value* outer() const { return outer_; }

   private:
    Evaluation* evaluation_;
    Value* outer_;
    Value* begin_;
    uint32_t slot_count_;
    size_t chunk_;
    size_t used_;
  };

  /// A call within a call; false at the limit of depth. What is called leaves no trace.
  class Call {
   public:
    explicit Call(Evaluation* evaluation);
    ~Call() {
      --evaluation_->call_depth_;
      evaluation_->trace = trace_;
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    explicit operator bool() const { return !evaluation_->stopped_; }

   private:
    Evaluation* evaluation_;
    Trace* trace_;
  };

 private:
  friend class Frame;
  friend class Call;
  void stop(const char* code, uint64_t limit);

  static constexpr uint64_t steps_between_asking = 1 << 16;  ///< A power of two.
  static constexpr size_t first_chunk_slots = 32;  ///< Many evaluations are of one short test.
  static constexpr size_t chunk_slots = 1024;
  /// Deep trees that call themselves use more of the stack than their number of calls tells.
  static constexpr ptrdiff_t stack_bytes_max = 4 << 20;
  struct Chunk {
    std::unique_ptr<Value[]> slots;
    size_t size = 0;
  };

  Limits limits_;
  std::optional<DateTime> now_;
  uint64_t steps_left_;
  uint64_t memory_left_;
  uint32_t call_depth_ = 0;
  const char* stack_base_ = nullptr;  ///< Where the outermost call stands on the stack.
  std::optional<Diagnostic> stopped_;
  Value* frame_ = nullptr;
  std::vector<Chunk> chunks_;
  size_t chunk_ = 0;
  size_t used_ = 0;
};

}  // namespace fangan::feel
