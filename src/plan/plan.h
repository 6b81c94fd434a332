// Plan: a package that has been checked. Every name is resolved, every date and number is read.
//
// Only check() makes one. What a Plan says it says with a Citation: the file, the line of official
// text and, where a block narrows it, the words.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/markdown.h"
#include "plan/citation.h"
#include "plan/flow.h"
#include "plan/measures.h"
#include "plan/package.h"
#include "text/result.h"
#include "text/source.h"
#include "value/date.h"
#include "value/decimal.h"

namespace fangan {

class RowTypes;

struct PlanFile {
  std::string name;     ///< "1-化解过剩产能.md"
  uint32_t source = 0;  ///< Index into Plan::sources.
  bool notes = false;   ///< Holds no official text.
  std::vector<TextLine> lines;
};

/// The `plan` block.
struct PlanHeader {
  std::string name;  ///< Of the package.
  std::string title;
  std::string number;
  std::string issuer;
  std::optional<Date> issued;
  std::optional<Date> in_force_from;
  std::string time_zone = "Asia/Shanghai";
  std::string language = "zh";
};

struct Agency {
  std::string name;
  std::string kind;  ///< 县区, 部门, 办公室, ...: free words; 县区 marks one that holds shares.
  std::string region;  ///< Code of GB/T 2260 or local; empty where it has none.
  std::string superior;
  std::vector<std::string> aliases;
  std::vector<std::string> members;
  std::optional<Date> from;   ///< First day it exists; none: always has.
  std::optional<Date> until;  ///< Last day.
  std::string successor;
  Span span;
};

/// A day by which something is to be done, with the words that ask for it.
struct TaskNode {
  Date due;
  std::string text;
};

struct Task {
  std::string name;
  std::string label;
  std::string what;
  std::vector<std::string> lead;  ///< Agency names.
  std::vector<std::string> with;  ///< Agency names, lead excluded.
  bool open = false;              ///< 等部门.
  std::vector<TaskNode> nodes;    ///< By day; a `due:` is one node without text.
  std::string every;              ///< "year", "quarter", "month" or empty.
  Formula one_for;
  Name flow;
  Citation citation;
  Span span;
};

enum class TargetForm : uint8_t { none, due, each, every, all_of };
enum class ShareRule : uint8_t { sum, each, none };
enum class Compare : uint8_t { at_least, more, at_most, less, about, range };

/// The value a target asks for; `high` only for ranges. A target whose text gives none is not set.
struct TargetValue {
  std::optional<Decimal> low;
  std::optional<Decimal> high;
};

struct TargetNode {
  std::string name;  ///< "2017" for each/every, "2018-12-31" for due.
  Date from;         ///< First day of the period: 1 January, or in force from for `due`.
  Date due;
  TargetValue value;
  /// Of a target with `split by`: the value for each of the field's values; `value` is then unused.
  std::vector<std::pair<Name, TargetValue>> parts;
};

struct Target {
  std::string name;
  std::string label;
  Formula measure;  ///< Empty: figures are reported.
  std::string unit;
  Compare compare = Compare::at_least;
  Formula all_of;  ///< The rows of form all_of; `nodes` is the day, if any.
  Formula counts_on;
  Name base;      ///< The period that a change is measured from.
  Name split_by;  ///< A field of the rows measured.
  TargetForm form = TargetForm::none;
  std::vector<TargetNode> nodes;  ///< By due day. For `every` the years up to the horizon.
  std::optional<Decimal> total;  ///< Without nodes: what is asked without a day.
  std::optional<Decimal> total_high;  ///< Of such a total that is a range.
  ShareRule shares = ShareRule::sum;
  std::optional<Decimal> reserve;
  std::string grade = "accepted";
  std::string tolerance;  ///< Name of a parameter; empty means none declared.
  bool aim = false;
  std::vector<std::string> owners;  ///< Agency names, from the section's task; lead first.
  Citation citation;
  Span span;

  /// Whether its figures follow from registers; else people report them.
  bool is_measured() const { return !measure.empty() || !all_of.empty(); }
};

/// A parameter's first values by day; without any it is not set.
struct Parameter {
  std::string name;
  std::string label;
  std::string type;    ///< As written.
  FieldDomain domain;  ///< Of the value, or of the items of a list.
  bool is_list = false;
  std::vector<std::pair<Date, std::string>> values;  ///< By day; a list as "[甲, 乙]".
  std::string choice;
  Citation citation;
  Span span;
};

/// What a `clause` block says of stretches of text.
struct Narrative {
  Citation citation;
  std::string by;
  std::string on;
  std::string why;
};
struct Restatement {
  Citation citation;
  std::string block;
  Span span;  ///< Of the name.
};
struct Doubt {
  Citation citation;
  std::string text;
};

/// What was chosen where the text is silent, and why: the `choice:` line of a block.
struct Choice {
  std::string block;
  std::string text;
  Span span;
};

/// One duty of one agency: a row of the register 责任, from an owner statement in the text.
struct Duty {
  std::string agency;
  uint32_t file = 0;
  uint32_t text_line = 0;
  uint32_t number = 0;  ///< Line in the official text as a whole, 1-based, empty lines left out.
  bool lead = false;
  bool open = false;    ///< The statement ends with 等部门.
  std::string section;  ///< Title of the heading it speaks for.
};

struct Plan {
  Sources sources;
  PlanHeader header;
  std::vector<PlanFile> files;  ///< Text files in the order of `text:`, then notes.
  std::vector<Agency> agencies;
  std::vector<Task> tasks;
  std::vector<Target> targets;
  std::vector<Parameter> parameters;
  std::vector<Decision> decisions;
  std::vector<Register> registers;
  std::vector<Flow> flows;
  std::vector<Policy> policies;
  std::vector<Watch> watches;
  std::vector<Ranking> rankings;
  std::vector<Notice> notices;
  std::vector<Form> forms;
  std::vector<Narrative> narratives;
  std::vector<Restatement> restatements;
  std::vector<Doubt> doubts;
  std::vector<Choice> choices;  ///< In order of the files.
  std::vector<Duty> duties;     ///< In order of the text.
  std::shared_ptr<const RowTypes> row_types;  ///< Of everything that reads as a register.
  Draft draft;                  ///< What the reader finds in the text as it stands now.

  const Target* find_target(std::string_view name) const;
  const Task* find_task(std::string_view name) const;
  const Agency* find_agency(std::string_view name) const;  ///< By name or alias.
  const Parameter* find_parameter(std::string_view name) const;
  const Decision* find_decision(std::string_view name) const;
  const Register* find_register(std::string_view name) const;
  const Flow* find_flow(std::string_view name) const;
};

}  // namespace fangan
