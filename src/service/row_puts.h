// Row puts: changes of an import on their way into the store.
//
// Reading and checking a row takes about as long as writing it, so the one is done while a second
// thread does the other: what is checked is read from a snapshot of its own, and what is written
// goes through the one connection that writes. Where a table refers to rows of itself, each row has
// to be written before the next one is looked at.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/register_store.h"

namespace fangan {

class RowPuts {
 public:
  enum class Side : uint8_t {
    here,    ///< Each is written before add() comes back.
    beside,  ///< In another thread, which alone uses the connection until finish().
  };
  struct Written {
    Date day;  ///< From which it holds.
    int64_t row = 0;
    uint32_t number = 0;
  };
  struct Refused {
    std::string id;
    uint32_t number = 0;
    Diagnostics errors;
  };

  /// Both outlive it.
  RowPuts(RegisterWriter& writer, const RegisterTable& table, Side side);
  ~RowPuts();
  RowPuts(const RowPuts&) = delete;
  RowPuts& operator=(const RowPuts&) = delete;

  /// Takes the change and leaves another, used one in its place: its memory serves again, and is
  /// given back by the thread that asked for it. `id` and `number`: what the row is called where it
  /// is refused.
  void add(RowChange* change, const std::string& id, uint32_t number);
  /// Waits until all are written; nothing is added afterwards.
  void finish();

  std::vector<Written>& written() { return written_; }
  const std::vector<Refused>& refused() const { return refused_; }

 private:
  struct Put {
    RowChange change;
    std::string id;
    uint32_t number = 0;
  };
  struct Batch {
    std::vector<Put> puts;
    size_t count = 0;  ///< Of them; the others are memory to be used.
  };

  void put(const Put& put);
  void hand_over();
  void write_all();

  RegisterWriter& writer_;
  const RegisterTable& table_;
  Batch batch_;
  std::vector<Written> written_;
  std::vector<Refused> refused_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  std::vector<Batch> used_;
  bool is_last_ = false;
  std::thread thread_;  ///< None: they are written here.
};

}  // namespace fangan
