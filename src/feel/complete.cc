#include "feel/complete.h"

#include <algorithm>

#include "feel/builtin_entries.h"
#include "feel/parser.h"
#include "feel/properties.h"
#include "text/utf8.h"

namespace fangan::feel {
namespace {

/// Where the character before `offset` begins.
size_t step_back(std::string_view text, size_t offset) {
  do {
    --offset;
  } while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80);
  return offset;
}

char32_t character_at(std::string_view text, size_t offset) {
  return next_code_point(text, &offset);
}

/// Where the word that ends at `offset` begins.
size_t word_begin(std::string_view text, size_t offset) {
  size_t begin = offset;
  while (begin > 0) {
    const size_t before = step_back(text, begin);
    if (!is_name_part(character_at(text, before))) break;
    begin = before;
  }
  return begin;
}

/// Where the brackets that close just before `offset` open; `offset` where none do.
size_t bracket_begin(std::string_view text, size_t offset) {
  int open = 0;
  bool quoted = false;
  for (size_t i = offset; i-- > 0;) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    const bool closes = text[i] == ')' || text[i] == ']' || text[i] == '}';
    const bool opens = text[i] == '(' || text[i] == '[' || text[i] == '{';
    if (closes) ++open;
    if (opens && --open == 0) return i;
    if (open <= 0) break;
  }
  return offset;
}

/// The type of what ends at `end`: the longest stretch of names, dots and brackets that parses.
Type type_before(std::string_view text, size_t end, const Scope& scope) {
  Type found;
  size_t begin = end;
  while (begin > 0) {
    const size_t bracket = bracket_begin(text, begin);
    const size_t before = bracket < begin ? bracket : step_back(text, begin);
    const char32_t character = character_at(text, before);
    const bool joins = bracket < begin || character == '.' || character == ' ';
    if (!joins && !is_name_part(character)) break;
    begin = before;
    const bool within_word = begin > 0 && is_name_part(character_at(text, step_back(text, begin)));
    if (within_word) continue;
    const Parsed parsed = parse(text.substr(begin, end - begin), scope);
    if (parsed.ok() && parsed.diagnostics.empty()) {
      found = parsed.syntax.types[parsed.syntax.root];
    }
  }
  return found;
}

void add_members(Type owner, std::vector<Completion>* all) {
  if (owner.is(TypeKind::list)) owner = owner.element();
  for (const Type::Field& field : owner.fields()) {
    all->push_back({Completion::Kind::member, field.name, field.type.print(), "", ""});
  }
  for (const Property& property : properties()) {
    if (property.owner != owner.kind()) continue;
    const Type type = property.type == TypeKind::any ? owner.element() : Type(property.type);
    all->push_back({Completion::Kind::member, std::string(property.name), type.print(), "", ""});
  }
}

void add_names(const Scope& scope, std::vector<Completion>* all) {
  for (const std::string& name : scope.all_names()) {
    const int64_t slot = scope.slot_of(name);
    const Type type =
        slot >= 0 ? scope.variables()[static_cast<size_t>(slot)].type : scope.constant(name)->type;
    const bool is_function = type.is(TypeKind::function);
    all->push_back({is_function ? Completion::Kind::function : Completion::Kind::variable, name,
                    type.print(), "", ""});
  }
  for (const BuiltinEntry& entry : builtin_entries()) {
    all->push_back({Completion::Kind::function, std::string(entry.name),
                    std::string(entry.signatures.front().text), std::string(entry.zh),
                    std::string(entry.en)});
  }
  for (const std::string_view word : keywords()) {
    all->push_back({Completion::Kind::keyword, std::string(word), "", "", ""});
  }
  all->push_back({Completion::Kind::keyword, "of", "", "", ""});  // Only after `instance`.
}

}  // namespace

Completions complete(std::string_view text, size_t offset, const Scope& scope) {
  offset = std::min(offset, text.size());
  Completions completions;
  completions.begin = word_begin(text, offset);
  size_t before = completions.begin;
  while (before > 0 && text[before - 1] == ' ') --before;
  const bool after_dot = before > 0 && text[before - 1] == '.';
  if (after_dot) {
    add_members(type_before(text, before - 1, scope), &completions.all);
  } else {
    add_names(scope, &completions.all);
  }
  const std::string_view written = text.substr(completions.begin, offset - completions.begin);
  std::vector<Completion>& all = completions.all;
  all.erase(std::remove_if(all.begin(), all.end(),
                           [&](const Completion& one) {
                             return one.text.compare(0, written.size(), written) != 0;
                           }),
            all.end());
  std::stable_sort(all.begin(), all.end(), [](const Completion& left, const Completion& right) {
    return left.kind != right.kind ? left.kind < right.kind : left.text < right.text;
  });
  return completions;
}

}  // namespace fangan::feel
