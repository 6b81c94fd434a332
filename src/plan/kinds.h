// Kinds: what kinds of blocks there are and which keys each takes, as src/plan/kinds.yaml says.
//
// The checker knows no key from elsewhere: which may be written, which must be, in what form and
// with which words is read here, and so is the reference of the language (docs/plan-kinds.md).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fangan {

/// How a value is written; kinds.yaml describes each.
enum class KeyForm : uint8_t {
  text,
  quote,
  quotes,
  word,
  name,
  names,
  files,
  agencies,
  who,
  date,
  year,
  period,
  number,
  number_or_range,
  days,
  unit,
  type,
  formula,
  formulas,
  fields,
  states,
  entries,
  group,
  openings,
  moves,
  texts_by_date,
  values_by_date,
  values_by_period,
  values_by_year,
  gives,
  value,
  recipient,
};

/// As kinds.yaml calls it: "values by date".
std::string_view form_name(KeyForm form);

struct KeyEntry {
  std::string_view outer;  ///< "steps.late" for the key `to` below it; empty: of the block itself.
  std::string_view name;
  KeyForm form = KeyForm::text;
  bool required = false;
  std::span<const std::string_view> words;  ///< Those of form `word`.
  std::string_view term;  ///< What Chinese pages call it; English ones say its name.
  std::string_view zh;
  std::string_view en;
};

enum class BlockName : uint8_t { none, optional, required };

/// Where a block of the kind stands.
enum class BlockPlace : uint8_t {
  text,    ///< Below official text only: it says what a clause means.
  any,     ///< In files of notes too.
  header,  ///< In plan.md.
};

struct KindEntry {
  std::string_view name;
  BlockName block_name = BlockName::required;
  BlockPlace place = BlockPlace::any;
  std::span<const KeyEntry> keys;
  std::string_view term;
  std::string_view zh;
  std::string_view en;
  std::string_view example;  ///< Markdown.
};

/// All kinds, in the order of kinds.yaml; made at build time.
std::span<const KindEntry> kind_entries();
/// The keys that a block of every kind may have.
std::span<const KeyEntry> common_keys();

/// Null where there is no such kind.
const KindEntry* find_kind(std::string_view name);

/// The keys of a kind below `outer` ("" for the block itself, then with the common ones behind).
std::vector<const KeyEntry*> keys_of(const KindEntry& kind, std::string_view outer);

}  // namespace fangan
