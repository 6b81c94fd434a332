// Reported values: the figures of targets that people report.
#pragma once

#include <map>

#include "campaign/figure_values.h"

namespace fangan {

class ReportedValues final : public ValuesOfFigures {
 public:
  /// `records` outlive it.
  ReportedValues(const Records& records, const View& view) : records_(records), view_(view) {}

  FigureValues on(Date day, const Target& target, const Ask& ask,
                  const std::optional<std::string>& holder) override;
  std::vector<std::string> holders(const Target& target, const Ask& ask) override;

 private:
  const Progress& progress_on(Date day);
  Grades of_node(const Progress& progress, const Target& target, const std::string& node,
                 const std::optional<std::string>& holder) const;

  const Records& records_;
  View view_;
  std::map<Date, Progress> progress_;
};

}  // namespace fangan
