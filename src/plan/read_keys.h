// Read keys: the values of a block in the forms that kinds.yaml gives its keys.
//
// A reader stands over the keys of one level: of the block, or of an entry below one of its keys
// (`steps.验收`). Making it reports keys nobody knows and keys that are missing; each function then
// reads one form, and asserts that the key has it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/check_context.h"
#include "plan/kinds.h"

namespace fangan {

/// `15 working days`.
struct DayCount {
  std::optional<int> days;
  bool working = false;
};

class KeyReader {
 public:
  /// The keys of a block. Errors  PLAN-K001 a key nobody knows; PLAN-K006 one is missing; PLAN-K011
  /// one without a value; PLAN-C008 a table in a block that takes none; DOC-B006.
  KeyReader(CheckContext* context, const PlacedBlock& placed);

  CheckContext& context() const { return *context_; }
  /// The kind, and how errors call this level: "flow", "flow steps".
  const std::string& title() const { return title_; }
  Span place() const { return place_; }
  const Entry* find(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }

  /// Errors  PLAN-K010.
  std::string text(std::string_view key) const;
  /// Errors  PLAN-K010.
  Name name(std::string_view key) const;
  /// Forms names, agencies, files. Errors  PLAN-K013 an item that is no name; PLAN-K014 one stands
  /// twice.
  std::vector<Name> names(std::string_view key) const;
  std::vector<Relation> who(std::string_view key) const;
  /// The word, or empty where it is not given. Errors  PLAN-K005 none of the words.
  std::string word(std::string_view key) const;
  bool flag(std::string_view key) const { return word(key) == "true"; }
  Period every(std::string_view key) const;
  std::optional<Date> date(std::string_view key) const;
  std::optional<int64_t> year(std::string_view key) const;
  std::optional<Decimal> number(std::string_view key) const;
  /// Errors  PLAN-K015 not written `15 days` or `15 working days`.
  DayCount days(std::string_view key) const;
  /// Errors  PLAN-T008 a unit nobody knows.
  Name unit(std::string_view key) const;
  /// Errors  PLAN-K012 within brackets, where no expression can stand.
  Formula formula(std::string_view key) const;
  /// Errors  PLAN-K016 a line without a name or an expression; DOC-B003.
  std::vector<NamedFormula> formulas(std::string_view key) const;
  std::vector<Opening> openings(std::string_view key, bool with_conditions) const;
  std::vector<Move> moves(std::string_view key) const;
  /// Forms entries and group: the names below a key, each with a reader of its keys.
  std::vector<std::pair<Name, KeyReader>> entries(std::string_view key) const;
  std::optional<KeyReader> group(std::string_view key) const;

  /// Two keys of which one only can be used. Errors  PLAN-K003.
  void refuse_both(std::string_view first, std::string_view second) const;
  /// A key that has a meaning only beside another. Errors  PLAN-T007.
  void refuse_without(std::string_view key, std::string_view other) const;

 private:
  KeyReader(CheckContext* context, const KindEntry& kind, std::string outer);
  void check_keys(bool is_block);
  void check_key(const Entry& entry, const std::vector<const KeyEntry*>& known);
  bool is_misspelt(const KeyEntry& key, const std::vector<const KeyEntry*>& known) const;
  const KeyEntry& key_entry(std::string_view key, std::initializer_list<KeyForm> forms) const;
  KeyReader below(std::string_view key, const Entry& entry) const;

  CheckContext* context_;
  const KindEntry* kind_;
  std::string outer_;
  std::string title_;
  Span place_;
  std::vector<Entry> entries_;
  bool bracketed_ = false;  ///< Written `{key: value}` on one line.
};

/// One relation as `office` or `agency NAME`. Errors  PLAN-K017 none of the list; the name of an
/// agency stands behind `agency`.
std::optional<Relation> read_relation(CheckContext* context, const Name& word);

/// The fields of a register or form, one a line. Errors  PLAN-G001 to PLAN-G008.
std::vector<Field> read_fields(const KeyReader& keys, std::string_view key);

/// The type that another word means: text for string or 文本; empty where none is near.
std::string type_meant(const std::string& word);

/// `number UNIT`, `one of [..]`, another name for a reference. `rest`: the type as written.
/// Errors  PLAN-G002, PLAN-G003, PLAN-T008.
FieldDomain read_domain(CheckContext* context, const Name& type);

/// A formula from the line of an entry or the deeper ones; empty where there is neither.
Formula formula_of(CheckContext* context, const Entry& entry);

}  // namespace fangan
