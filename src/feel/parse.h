// Parse: the text of an expression becomes a tree, with the names in scope.
//
// Grammar: DMN 1.5, 10.3.1.2. Where a name could be read in several ways the longest name in scope
// wins; types are worked out on the way because the fields of a type are names after a dot and
// inside a filter.
//
// Limits  1 MiB of text, 400 open brackets or nested constructs, trees 2,000 nodes deep.
#pragma once

#include <optional>
#include <string_view>

#include "feel/scope.h"
#include "feel/syntax.h"
#include "text/diagnostic.h"

namespace fangan::feel {

/// A tree, or errors; with a tree there may be warnings: a name that nothing bears reads as null.
/// Spans of the diagnostics are in bytes of the text; their source is 0.
struct Parsed {
  Syntax syntax;  ///< root is no_node where there are errors.
  Diagnostics diagnostics;

  bool ok() const { return syntax.root != no_node; }
};

/// Errors  FEEL-P001 something else was expected; FEEL-P002 the text ends too early; FEEL-P003 a
/// string without its end; FEEL-P004 no such escape; FEEL-P005 nested too deep; FEEL-P006 text too
/// long; FEEL-P007 full-width punctuation where ASCII is meant; FEEL-P008 a number out of range;
/// FEEL-P009 an unknown type name; FEEL-P010 text after the end; FEEL-P011 named and unnamed
/// arguments mixed; FEEL-P012 `?` outside of a test; FEEL-P013 to FEEL-P016 an expression, a name,
/// a key, a type is missing; FEEL-P017 a sign of another language; FEEL-P018 nearly a name of more
/// than one word; FEEL-P019, FEEL-P020 % or a unit behind a number; FEEL-P021 a word that FEEL
/// writes in English; FEEL-P023 (plans) a long number. Warnings  FEEL-N001, FEEL-N004, FEEL-N005 an
/// unknown name (in plans an error); FEEL-P022 and those of an @"..." of nothing (in plans errors).
Parsed parse(std::string_view text, const Scope& scope);

/// Unary tests: the cells of decision tables and allowed values. `?` is the value asked about.
Parsed parse_tests(std::string_view text, const Scope& scope);

/// A type as FEEL writes it: number, list<string>, a type of the scope. None for other texts.
std::optional<Type> parse_type(std::string_view text, const Scope& scope);

}  // namespace fangan::feel
