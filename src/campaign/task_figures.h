// Task figures: the figures of tasks: whether they are open, being done or done, and by when.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "campaign/figures.h"

namespace fangan {

class TaskFigures {
 public:
  /// `records` outlive it.
  TaskFigures(const Records& records, const View& view) : records_(records), view_(view) {}

  /// Without lights.
  std::vector<Figure> of(const Task& task);

 private:
  struct Node {
    std::string name;
    std::optional<Date> due;
  };
  Figure of(const Task& task, const Node& node);
  Node period_of(const std::string& every) const;
  std::string state_of(const Task& task, const std::string& node, Date day);

  const Records& records_;
  View view_;
  std::map<Date, std::map<std::string, std::string>> states_;  ///< By day, then id.
};

}  // namespace fangan
