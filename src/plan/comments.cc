#include "plan/comments.h"

#include <algorithm>

namespace fangan {
namespace {

/// Where a comment begins: at a # outside of ASCII quotes, first on its line or behind a blank.
size_t comment_begin(std::string_view text, size_t from) {
  bool quoted = false;
  for (size_t i = from; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    const bool begins = i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n' || text[i - 1] == '\t';
    if (text[i] == '#' && !quoted && begins) return i;
  }
  return text.npos;
}

/// The kinds of keys whose value may hold any words.
bool is_text(KeyForm form) {
  return form == KeyForm::text || form == KeyForm::quote || form == KeyForm::quotes ||
         form == KeyForm::texts_by_date;
}

void refuse_in(Entry* entry, Diagnostics* diagnostics) {
  const size_t begin = comment_begin(entry->value, 0);
  if (begin != std::string::npos) {
    Span comment = entry->value_span;
    comment.begin += static_cast<uint32_t>(begin);
    diagnostics->push_back(problem_at("DOC-B007", comment));
    entry->value.resize(begin);
    while (entry->value.ends_with(' ')) entry->value.pop_back();
    entry->value_span.end =
        entry->value_span.begin + static_cast<uint32_t>(entry->value.size());
  }
  for (Entry& below : entry->below) refuse_in(&below, diagnostics);
}

}  // namespace

void refuse_comments(const KindEntry& kind, Body* body, Diagnostics* diagnostics) {
  for (Entry& entry : body->entries) {
    for (const KeyEntry* key : keys_of(kind, "")) {
      if (key->name == entry.key && !is_text(key->form)) refuse_in(&entry, diagnostics);
    }
  }
}

std::string without_comments(std::string expression) {
  for (size_t begin = comment_begin(expression, 0); begin != std::string::npos;
       begin = comment_begin(expression, begin)) {
    const size_t end = std::min(expression.find('\n', begin), expression.size());
    std::fill(expression.begin() + static_cast<ptrdiff_t>(begin),
              expression.begin() + static_cast<ptrdiff_t>(end), ' ');
  }
  return expression;
}

}  // namespace fangan
