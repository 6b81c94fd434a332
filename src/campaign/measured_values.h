// Measured values: the figures of targets that are counted from registers (language.md 3.2, 3.3).
//
// A measure is computed at three grades. done(R) takes the rows that have the grade and count for
// the node; every register it names is seen as far as it is the holder's. A measure that names
// `node` says itself which rows belong to a period, unless there is `counts on`.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "campaign/counted_rows.h"
#include "campaign/figure_values.h"

namespace fangan {

/// The rows as they were on a day. They live as long as the figures are computed.
using RowsOn = std::function<Rows&(Date)>;

class MeasuredValues final : public ValuesOfFigures {
 public:
  /// `plan` outlives it.
  MeasuredValues(const Plan& plan, Date as_of, RowsOn rows)
      : plan_(plan), as_of_(as_of), rows_on_(std::move(rows)) {}

  FigureValues on(Date day, const Target& target, const Ask& ask,
                  const std::optional<std::string>& holder) override;
  std::vector<std::string> holders(const Target& target, const Ask& ask) override;
  /// The values of its `split by`: those a closed list has, else those that rows have.
  std::vector<std::string> parts(const Target& target);

 private:
  struct OneDay {
    explicit OneDay(Rows* rows) : parts(rows) {}
    RowParts parts;
    std::map<const Target*, CountedDays> days;
  };
  struct Question;

  OneDay& day(Date date);
  FigureValues of_nodes(const Question& question);
  FigureValues of_rows(const Question& question);
  FigureValues of_change(const Question& question);
  FigureValues of_measure(const Question& question);
  void add_start(const Question& question, FigureValues* values);

  const Plan& plan_;
  Date as_of_;
  RowsOn rows_on_;
  std::map<Date, std::unique_ptr<OneDay>> days_;
};

/// `node` as a measure sees it.
Value node_value(const Ask& ask);

}  // namespace fangan
