// Row puts: changes of an import on their way into the store.
//
// Three threads pass the rows on in batches: the one that reads the table and checks it, against a
// snapshot of its own; one that works out what needs no store, cells and proofs; and one that
// writes, through the one connection that writes. Where a table refers to rows of itself, each row
// has to be written before the next one is looked at.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/prepared_change.h"
#include "store/register_store.h"

namespace fangan {

class RowPuts {
 public:
  enum class Side : uint8_t {
    here,    ///< Each is written before add() comes back.
    beside,  ///< In other threads, of which one alone uses the connection until finish(); here
             ///< where there are no threads to be had.
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

  /// Writer and table outlive it. `preparer`: the writer's, of that table.
  RowPuts(RegisterWriter& writer, const RegisterTable& table,
          std::unique_ptr<ChangePreparer> preparer, Side side);
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
    PreparedChange prepared;
    std::string id;
    uint32_t number = 0;
  };
  struct Batch {
    std::vector<Put> puts;
    size_t count = 0;  ///< Of them; the others are memory to be used.
  };
  /// Batches on their way from one thread to the next.
  struct Line {
    std::deque<Batch> waiting;
    bool is_last = false;  ///< None comes behind those that wait.
  };

  void keep(const Put& put, const Result<WrittenRow>& written);
  void hand_over();
  void pass(Line* to, Batch batch);
  /// False at the end.
  bool take(Line* from, Batch* batch);
  void end(Line* line);
  void prepare_all();
  void write_all();

  RegisterWriter& writer_;
  const RegisterTable& table_;
  std::unique_ptr<ChangePreparer> preparer_;
  Batch batch_;
  std::vector<Written> written_;
  std::vector<Refused> refused_;

  std::mutex mutex_;
  std::condition_variable changed_;
  Line to_prepare_;
  Line to_write_;
  std::vector<Batch> used_;
  std::thread preparing_;  ///< None of the two: they are written here.
  std::thread writing_;
};

}  // namespace fangan
