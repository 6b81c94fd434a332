// Measured values: the figures of targets that are counted from registers (language.md 3.2, 3.3).
//
// A measure is computed at three grades. done(R) takes the rows that have the grade and count for
// the node; every register it names is seen as far as it is the holder's. A measure that names
// `node` says itself which rows belong to a period, unless there is `counts on`.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "campaign/figure_values.h"
#include "campaign/measured_day.h"
#include "campaign/rows_on.h"

namespace fangan {

/// Each day once. `rows` outlives it.
MeasuredOn measured_on(RowsOn rows);

class MeasuredValues final : public ValuesOfFigures {
 public:
  /// `plan` outlives it.
  MeasuredValues(const Plan& plan, Date as_of, MeasuredOn on)
      : plan_(plan), as_of_(as_of), on_(std::move(on)) {}

  FigureValues on(Date day, const Target& target, const Ask& ask,
                  const std::optional<std::string>& holder) override;
  std::vector<std::string> holders(const Target& target, const Ask& ask) override;
  /// The values of its `split by`: those a closed list has, else those that rows have.
  std::vector<std::string> parts(const Target& target);

 private:
  struct Question;

  FigureValues of_nodes(const Question& question);
  FigureValues of_rows(const Question& question);
  FigureValues of_change(const Question& question);
  FigureValues of_measure(const Question& question);
  FigureValues of_lists(const Question& question);
  void finish(const Question& question, const std::set<MissingField>& missing,
              FigureValues* values);
  void add_start(const Question& question, FigureValues* values);

  const Plan& plan_;
  Date as_of_;
  MeasuredOn on_;
};

}  // namespace fangan
