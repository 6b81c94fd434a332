#include "service/row_puts.h"

#include <system_error>
#include <utility>

namespace fangan {
namespace {

constexpr size_t rows_at_once = 64;
/// So many may wait for each thread: it bounds the memory.
constexpr size_t waiting_max = 4;

}  // namespace

RowPuts::RowPuts(RegisterWriter& writer, const RegisterTable& table,
                 std::unique_ptr<ChangePreparer> preparer, Side side)
    : writer_(writer), table_(table), preparer_(std::move(preparer)) {
  if (side == Side::here) return;
  try {
    preparing_ = std::thread([this] { prepare_all(); });
    writing_ = std::thread([this] { write_all(); });
  } catch (const std::system_error&) {
    end(&to_prepare_);
    if (preparing_.joinable()) preparing_.join();
  }
}

RowPuts::~RowPuts() { finish(); }

void RowPuts::keep(const Put& put, const Result<WrittenRow>& written) {
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
  if (!writing_.joinable()) {
    keep(one, writer_.put(table_, one.change));
    batch_.count = 0;
  } else if (batch_.count == rows_at_once) {
    hand_over();
  }
}

void RowPuts::hand_over() {
  pass(&to_prepare_, std::exchange(batch_, Batch()));
  const std::lock_guard<std::mutex> lock(mutex_);
  if (used_.empty()) return;
  batch_ = std::move(used_.back());
  used_.pop_back();
}

void RowPuts::pass(Line* to, Batch batch) {
  {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [to] { return to->waiting.size() < waiting_max; });
    to->waiting.push_back(std::move(batch));
  }
  changed_.notify_all();
}

bool RowPuts::take(Line* from, Batch* batch) {
  {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [from] { return !from->waiting.empty() || from->is_last; });
    if (from->waiting.empty()) return false;
    *batch = std::move(from->waiting.front());
    from->waiting.pop_front();
  }
  changed_.notify_all();
  return true;
}

void RowPuts::end(Line* line) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    line->is_last = true;
  }
  changed_.notify_all();
}

void RowPuts::finish() {
  if (!writing_.joinable()) return;
  if (batch_.count > 0) hand_over();
  end(&to_prepare_);
  preparing_.join();
  writing_.join();
}

void RowPuts::prepare_all() {
  Batch batch;
  while (take(&to_prepare_, &batch)) {
    for (size_t i = 0; i < batch.count; ++i) {
      preparer_->prepare(batch.puts[i].change, &batch.puts[i].prepared);
    }
    pass(&to_write_, std::move(batch));
  }
  end(&to_write_);
}

void RowPuts::write_all() {
  Batch batch;
  while (take(&to_write_, &batch)) {
    for (size_t i = 0; i < batch.count; ++i) {
      Put& put = batch.puts[i];
      keep(put, writer_.put(table_, put.change, &put.prepared));
    }
    batch.count = 0;
    const std::lock_guard<std::mutex> lock(mutex_);
    used_.push_back(std::move(batch));
  }
}

}  // namespace fangan
