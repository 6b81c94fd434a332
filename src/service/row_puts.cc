#include "service/row_puts.h"

#include <utility>

namespace fangan {
namespace {

constexpr size_t rows_at_once = 256;
/// So many more may wait: it bounds the memory.
constexpr size_t waiting_max = 8;

}  // namespace

RowPuts::RowPuts(RegisterWriter& writer, const RegisterTable& table, Side side)
    : writer_(writer), table_(table) {
  if (side == Side::beside) thread_ = std::thread([this] { write_all(); });
}

RowPuts::~RowPuts() { finish(); }

void RowPuts::put(const Put& put) {
  const Result<WrittenRow> written = writer_.put(table_, put.change);
  if (written) {
    written_.push_back({put.change.holds_from, written.value().row, put.number});
  } else {
    refused_.push_back({put.id, put.number, written.errors()});
  }
}

void RowPuts::add(RowChange* change, const std::string& id, uint32_t number) {
  if (batch_.puts.empty()) batch_.puts.resize(rows_at_once);
  Put& one = batch_.puts[batch_.count++];
  std::swap(one.change, *change);
  one.id = id;
  one.number = number;
  if (!thread_.joinable()) {
    put(one);
    batch_.count = 0;
  } else if (batch_.count == rows_at_once) {
    hand_over();
  }
}

void RowPuts::hand_over() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.size() < waiting_max; });
  waiting_.push_back(std::exchange(batch_, Batch()));
  if (!used_.empty()) {
    batch_ = std::move(used_.back());
    used_.pop_back();
  }
  lock.unlock();
  changed_.notify_all();
}

void RowPuts::finish() {
  if (!thread_.joinable()) return;
  if (batch_.count > 0) hand_over();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_last_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void RowPuts::write_all() {
  while (true) {
    Batch batch;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return !waiting_.empty() || is_last_; });
      if (waiting_.empty()) return;
      batch = std::move(waiting_.front());
      waiting_.pop_front();
    }
    changed_.notify_all();
    for (size_t i = 0; i < batch.count; ++i) put(batch.puts[i]);
    batch.count = 0;
    const std::lock_guard<std::mutex> lock(mutex_);
    used_.push_back(std::move(batch));
  }
}

}  // namespace fangan
