// Draft: what a careful reader finds in an official text before anybody has checked it.
//
// Headings, owners, quantities and referenced documents, each with its place, and doubts for a
// person to settle. A Draft has holes; it is not a Plan and cannot be run.
//
//   lines ──outline──▶ headings ──owners──▶ owner statements
//                         └──quantities──▶ quantities, dates      all ──lint──▶ doubts
//
// Places are (line, begin, end): 0-based line, and 0-based half-open code points in that line,
// because the text may have come from a .docx that has no byte offsets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/lexicon.h"
#include "text/diagnostic.h"
#include "value/date.h"
#include "value/decimal.h"

namespace fangan {

/// Where something stands in the official text. Units: code points of line `line`, 0-based.
struct Place {
  uint32_t line = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  bool operator==(const Place&) const = default;
};

constexpr uint32_t no_heading = UINT32_MAX;

enum class HeadingType : uint8_t { plan, h1, h2, item, subitem, label, annex };

struct Heading {
  HeadingType type = HeadingType::h1;
  std::string number;  ///< "一", "3": as written, without brackets or dot; may be empty.
  std::string title;               ///< Without number and closing punctuation.
  Place place;                     ///< Number, title and closing punctuation.
  bool run_in = false;             ///< Text follows on the same line.
  uint32_t parent = no_heading;    ///< Index of the enclosing heading.
};

/// How a statement of responsibility was written.
enum class OwnerForm : uint8_t { line, bracket, table, sentence };

struct OwnerStatement {
  OwnerForm form = OwnerForm::line;
  Place place;
  std::vector<std::string> lead;    ///< Full names.
  std::vector<std::string> units;   ///< Full names, lead units included, in order of writing.
  bool open = false;                ///< 等部门: others too.
  uint32_t heading = no_heading;    ///< The section it speaks for.
};

enum class Comparator : uint8_t {
  equal, at_least, more, at_most, less, about, range,  // numbers
  by, before, from, span, period                       // dates
};

enum class QuantityType : uint8_t {
  target, deadline, threshold, rate, cap, amount, count, duration, baseline
};

struct Quantity {
  Place place;
  std::string text;                  ///< As written.
  std::optional<Decimal> low;        ///< Empty for dates.
  std::optional<Decimal> high;       ///< Only for ranges.
  std::string unit;                  ///< "万吨", "家", "%"; empty for dates.
  Comparator comparator = Comparator::equal;
  std::string due;                   ///< ISO date, "annual", "annual from YYYY", or empty.
  std::string due_from;              ///< For spans: the ISO date it begins.
  bool year_inferred = false;  ///< The text gives no year; the due date rests on an inference.
  QuantityType type = QuantityType::target;
  std::string metric;                ///< What is counted, as far as the words say: "压减煤炭产能".
  bool aim = false;                  ///< 力争.
  bool decrease = false;             ///< 降低18%.
  uint32_t heading = no_heading;     ///< The innermost heading it stands under.
  uint32_t plan = 0;  ///< Index of the plan among headings of type plan, counted from 0.
};

/// A document the text refers to: 《...》(豫政〔2017〕22号).
struct Reference {
  Place place;
  std::string title;
  std::string number;    ///< May be empty.
};

struct Draft {
  std::vector<std::string> lines;     ///< The official text, verbatim, one entry a line.
  std::optional<Date> issued;
  std::string issuer;                 ///< Empty where the text does not say.
  std::string document_number;
  std::vector<Heading> headings;
  std::vector<OwnerStatement> owners;
  std::vector<Quantity> quantities;
  std::vector<Reference> references;
};

struct DraftOptions {
  std::optional<Date> issued;  ///< Where the caller knows better than the text.
};

/// Reads an official text. Never fails: a text without any structure gives a Draft with its lines.
Draft draft(std::vector<std::string> lines, const Lexicon& lexicon,
            const DraftOptions& options = {});

}  // namespace fangan
