// Body: the inside of a block, `key: rest of the line` with deeper lines below.
//
// It looks like YAML and is not: no quoting, escapes, anchors or comments, so that an expression
// such as `> 5` or `"甲" = x` can stand as it is. Every key, value and item keeps its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/grid.h"
#include "text/result.h"
#include "text/source.h"

namespace fangan {

struct Entry {
  std::string key;          ///< Empty for an item written `- x`.
  Span key_span;
  std::string value;        ///< The rest of the line, without blanks around it; may be empty.
  Span value_span;
  /// Deeper lines, read as entries where they are `key: value` or `- x`.
  std::vector<Entry> below;
  Span below_span;          ///< All deeper lines raw, for values that are expressions.
};

struct Body {
  std::vector<Entry> entries;
  std::optional<Grid> table;  ///< A pipe table, where the body has one.

  const Entry* find(std::string_view key) const;
};

/// Errors  DOC-B001 a line is neither `key: value`, `- item` nor a table row; DOC-B002 a tab in the
/// indentation, once a body, whose lines are then read as deep as they are meant; DOC-B003 a key
/// written twice; DOC-B004 deeper than 16 levels; DOC-B007 a comment, left out. All are reported.
/// Deeper lines may be an expression, so who reads them as keys refuses those written twice.
Body read_body(const Sources& sources, Span body, Diagnostics* diagnostics);

/// A key takes the rest of its line or the deeper lines, never both: one would be lost.
/// Errors  DOC-B006.
void refuse_value_and_lines(const Entry& entry, Diagnostics* diagnostics);

/// Errors  DOC-B003.
void refuse_keys_twice(const std::vector<Entry>& entries, Diagnostics* diagnostics);

/// A value written `[a, b]`, `{k: v, k: v}` (nesting allowed) or a plain word. Only for keys that
/// take names, numbers, dates and plain words.
struct Inline {
  enum class Kind : uint8_t { word, list, map };
  struct Pair;
  Kind kind = Kind::word;
  std::string word;
  Span span;
  std::vector<Inline> items;                            ///< Of a list.
  std::vector<Pair> pairs;                              ///< Of a map, in order of writing.
};
struct Inline::Pair {
  Inline key;
  Inline value;
};

/// Reads the value of an entry: inline, or from its deeper lines (`- x` as a list, `k: v` as a
/// map).
/// Errors  DOC-I001 a bracket is not closed; DOC-I002 something stands after the value;
/// DOC-I003 an item is missing between commas; DOC-I004 a key written twice in a map; DOC-I005
/// a full-width comma, 、 or colon between brackets; DOC-B003; DOC-B006.
Result<Inline> read_inline(const Sources& sources, const Entry& entry);

/// An entry `"words": rest`: what stands between the first and the last ASCII quote of the key
/// part, literally, and the rest. Only for the kinds clause restates/narrative/doubt.
struct QuotedEntry {
  std::string words;
  Span words_span;
  std::string rest;
  Span rest_span;
};

/// Reads the deeper lines of `restates:`, `narrative:` or `doubt:`.
/// Errors  DOC-B005 an entry without quoted words; reported, reading goes on.
std::vector<QuotedEntry> read_quoted_entries(const Sources& sources, const Entry& entry,
                                             Diagnostics* diagnostics);

}  // namespace fangan
