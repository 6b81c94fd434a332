// Figure values: what a figure comes to on a day, before anybody judges it. Where it comes from,
// what people reported or the rows of registers, is the business of those who implement it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/progress.h"
#include "campaign/target_asks.h"
#include "text/diagnostic.h"

namespace fangan {

/// "3 rows lack 产能": rows of which it is not known whether, or with how much, they count.
struct LackedField {
  std::string register_name;
  std::string field;
  int64_t rows = 0;

  bool operator==(const LackedField&) const = default;
};

struct FigureValues {
  Grades grades;
  std::optional<Decimal> all;            ///< Of `all of`: how many rows there are to be done.
  std::optional<Decimal> at_start;       ///< At the driving grade on Ask::from, for the forecast.
  std::vector<std::string> not_set;      ///< Parameters without a value.
  std::vector<LackedField> undetermined;
  std::optional<Diagnostic> reason;      ///< Of a measure that has no value: why.
};

/// The share of the rows that belong to nobody who holds one.
constexpr std::string_view unheld_share = "未归属";

class ValuesOfFigures {
 public:
  virtual ~ValuesOfFigures() = default;
  /// `holder`: none is the whole.
  virtual FigureValues on(Date day, const Target& target, const Ask& ask,
                          const std::optional<std::string>& holder) = 0;
  /// Who has something in it, whether or not it holds a share; sorted.
  virtual std::vector<std::string> holders(const Target& target, const Ask& ask) = 0;
};

}  // namespace fangan
