#include "feel/evaluation.h"

#include <algorithm>
#include <cstdlib>

namespace fangan::feel {

Evaluation::Evaluation(Limits limits)
    : limits_(limits), steps_left_(limits.steps), memory_left_(limits.memory_bytes) {
  chunks_.push_back({std::make_unique<Value[]>(first_chunk_slots), first_chunk_slots});
}

void Evaluation::reset() {
  Patience::ask();
  steps_left_ = limits_.steps;
  memory_left_ = limits_.memory_bytes;
  stopped_.reset();
  call_depth_ = 0;  // Where the last one was interrupted, it is as that left it.
}

void Evaluation::stop(const char* code, uint64_t limit) {
  if (!stopped_) stopped_ = problem(code, {{"limit", std::to_string(limit)}});
}

bool Evaluation::admit(const Value& value) {
  if (value.is_null()) return value.reason() == nullptr || charge(value.own_bytes());
  if (value.kind() < ValueKind::string) return !stopped_;
  if (value.weight() > limits_.result_items) stop("FEEL-B003", limits_.result_items);
  if (value.depth() > limits_.value_depth) stop("FEEL-B004", limits_.value_depth);
  return charge(value.own_bytes());
}

Evaluation::Call::Call(Evaluation* evaluation)
    : evaluation_(evaluation), trace_(evaluation->trace) {
  evaluation->trace = nullptr;
  const char* here = static_cast<const char*>(__builtin_frame_address(0));
  if (evaluation->call_depth_ == 0) evaluation->stack_base_ = here;
  const bool too_deep = ++evaluation->call_depth_ > evaluation->limits_.call_depth;
  if (too_deep || std::abs(here - evaluation->stack_base_) > stack_bytes_max) {
    evaluation->stop("FEEL-B005", evaluation->limits_.call_depth);
  }
  evaluation->spend();
}

Evaluation::Frame::Frame(Evaluation* evaluation, uint32_t slot_count)
    : evaluation_(evaluation),
      outer_(evaluation->frame_),
      slot_count_(slot_count),
      chunk_(evaluation->chunk_),
      used_(evaluation->used_) {
  Evaluation& e = *evaluation;
  while (e.used_ + slot_count > e.chunks_[e.chunk_].size) {
    if (++e.chunk_ == e.chunks_.size()) {
      const size_t size = std::max<size_t>(chunk_slots, slot_count);
      e.chunks_.push_back({std::make_unique<Value[]>(size), size});
    }
    e.used_ = 0;
  }
  begin_ = e.chunks_[e.chunk_].slots.get() + e.used_;
  e.used_ += slot_count;
  e.frame_ = begin_;
}

Evaluation::Frame::~Frame() {
  for (uint32_t i = 0; i < slot_count_; ++i) begin_[i] = Value();
  evaluation_->frame_ = outer_;
  evaluation_->chunk_ = chunk_;
  evaluation_->used_ = used_;
}

}  // namespace fangan::feel
