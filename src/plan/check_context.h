// Check context: what the checkers of the kinds share while a plan is being built.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/body.h"
#include "document/markdown.h"
#include "plan/plan.h"

namespace fangan {

/// One block with the place it stands in and its body read.
struct PlacedBlock {
  uint32_t file = 0;          ///< Index into Plan::files.
  const FencedBlock* block = nullptr;
  Body body;
};

class CheckContext {
 public:
  explicit CheckContext(Plan* plan, Diagnostics* diagnostics)
      : plan_(*plan), diagnostics_(*diagnostics) {}

  Plan& plan() { return plan_; }
  const Plan& plan() const { return plan_; }
  const Sources& sources() const { return plan_.sources; }

  void report(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
  /// An error at a place; add_headings() gives it the headings above.
  void error(std::string code, Span span, std::vector<Fact> facts = {});
  void warning(std::string code, Span span, std::vector<Fact> facts = {});
  /// A second place of the last error, and what to see there.
  void also_at(Span span, std::string code) {
    diagnostics_.back().marks.push_back(Mark{span, std::move(code)});
  }
  void add_headings(Diagnostic* diagnostic) const;

  /// Where the block stands in the text; narrows to the words of `clause:`.
  /// Errors  PLAN-C001 no official text above; PLAN-C002 the words are not there; PLAN-C003 they
  /// stand there more than once; PLAN-C004 a paragraph of several sentences needs `clause:`;
  /// PLAN-C009 they are there, but between Chinese quotes here.
  std::optional<Citation> cite(const PlacedBlock& placed);
  /// The stretch of words in one text line, as `cite` finds it.
  std::optional<Citation> cite_words(uint32_t file, uint32_t text_line, std::string_view words,
                                     Span at);

  /// The rest of the line. Errors  PLAN-K010 the key takes no deeper lines.
  std::string text(const Entry* entry);
  /// The word of a value that is neither list nor map. Errors  PLAN-K010.
  std::string word(const Inline& value, std::string_view key);
  std::optional<Inline> inline_value(const Entry* entry);
  /// One name or `[a, b]`.
  /// Errors  PLAN-K013 something else; PLAN-K014 a name twice.
  std::vector<Name> names(const Entry* entry);
  /// The lines below a key, none of them with a key that stands twice.
  /// Errors  PLAN-K019 the value stands on the line itself; DOC-B003, DOC-B006.
  std::vector<Entry> lines_of(const Entry* entry);
  /// Errors  PLAN-T008 a unit nobody knows.
  void check_unit(const Name& unit);
  std::optional<Date> date(std::string_view text, Span span);
  /// Errors  PLAN-K009 more than 34 digits, or an exponent; VAL-N001, VAL-N002.
  std::optional<Decimal> number(std::string_view text, Span span);

  /// A year of four digits. Errors  PLAN-T001.
  std::optional<int64_t> year(const Name& written);
  /// `{2018: 10}`, or one value for year 0, which stands for every year.
  /// Errors  PLAN-T001, those of numbers.
  std::vector<std::pair<int64_t, std::optional<Decimal>>> yearly(const Entry* entry);

  /// How many errors there are so far: whether a block has one already.
  size_t error_count() const { return diagnostics_.size(); }

  /// The words under a key; where each stands is kept for errors that show later.
  std::vector<std::string> placed_words(const PlacedBlock& placed, std::string_view key);
  void keep_place(std::string block, std::string word, Span span) {
    word_places_.push_back({std::move(block), std::move(word), span});
  }
  Span place_of(std::string_view block, std::string_view word, Span otherwise) const;

  /// A name that a plan defines: letters, digits, Han and _; not twice among blocks.
  /// Errors  PLAN-N001 missing; PLAN-N002 not a name, with the character; PLAN-N003 defined twice;
  /// PLAN-N004 a word of the language.
  bool define(const PlacedBlock& placed);
  /// Of all blocks, in order of writing.
  std::vector<std::string> block_names() const;
  /// A name of a field or the like: as of a block, save that it may be that of a built-in register.
  /// Errors  PLAN-N002, PLAN-N004.
  bool check_name(const Name& name);

 private:
  std::vector<std::string> headings_above(Span span) const;

  struct WordPlace {
    std::string block;
    std::string word;
    Span span;
  };

  Plan& plan_;
  Diagnostics& diagnostics_;
  std::vector<WordPlace> word_places_;
  std::vector<std::pair<std::string, Span>> defined_;
};

/// Whether a text can be a name that a plan defines.
bool is_plan_name(std::string_view text);

void check_agencies(CheckContext* context, const PlacedBlock& placed);
void check_task(CheckContext* context, const PlacedBlock& placed);
void check_target(CheckContext* context, const PlacedBlock& placed);
void check_parameter(CheckContext* context, const PlacedBlock& placed);
void check_decision(CheckContext* context, const PlacedBlock& placed);
void check_clause(CheckContext* context, const PlacedBlock& placed);
void check_register(CheckContext* context, const PlacedBlock& placed);
void check_flow(CheckContext* context, const PlacedBlock& placed);
void check_policy(CheckContext* context, const PlacedBlock& placed);
void check_watch(CheckContext* context, const PlacedBlock& placed);
void check_ranking(CheckContext* context, const PlacedBlock& placed);
void check_notice(CheckContext* context, const PlacedBlock& placed);
void check_form(CheckContext* context, const PlacedBlock& placed);
/// References between blocks: agencies of tasks, tolerances, restated blocks.
void resolve_names(CheckContext* context, const std::vector<Agency>& shared_agencies);

}  // namespace fangan
