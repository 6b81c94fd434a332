#include "plan/block_cursor.h"

#include <algorithm>

namespace fangan {
namespace {

using Place = BlockCursor::Place;

struct Line {
  size_t begin = 0;   ///< First byte behind the indentation.
  size_t end = 0;     ///< Without the line end.
  size_t indent = 0;
};

/// The lines up to and with the one that holds `offset`, empty ones left out.
std::vector<Line> lines_until(std::string_view text, size_t offset) {
  std::vector<Line> lines;
  for (size_t begin = 0; begin <= offset;) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    size_t at = begin;
    while (at < end && text[at] == ' ') ++at;
    const bool here = offset <= end;
    // The blanks before the cursor are the indentation of a line that is still empty.
    if (at == end && here) at = offset;
    if (at < end || here || lines.empty()) lines.push_back({at, end, at - begin});
    if (here) return lines;
    begin = end + 1;
  }
  return lines;
}

std::string_view key_in(std::string_view text, const Line& line) {
  const std::string_view words = text.substr(line.begin, line.end - line.begin);
  const size_t colon = words.find(':');
  return colon == words.npos ? std::string_view() : words.substr(0, colon);
}

const KeyEntry* find_key(const KindEntry& kind, const std::string& outer, std::string_view name) {
  const std::vector<const KeyEntry*> keys = keys_of(kind, outer);
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [name](const KeyEntry* key) { return key->name == name; });
  return found == keys.end() ? nullptr : *found;
}

/// What may stand on a line below a key of a form, before its colon.
Place below(KeyForm form) {
  switch (form) {
    case KeyForm::formula:
    case KeyForm::gives:
    case KeyForm::value: return Place::formula;
    case KeyForm::group: return Place::key;
    case KeyForm::openings: return Place::target;
    case KeyForm::names:
    case KeyForm::agencies:
    case KeyForm::files:
    case KeyForm::who: return Place::value;
    default: return Place::name;
  }
}

/// Goes down the lines above the cursor, outermost first.
class Descent {
 public:
  Descent(const KindEntry& kind, BlockCursor* cursor) : kind_(kind), cursor_(*cursor) {
    cursor_.place = Place::key;
  }

  void enter(std::string_view name, size_t value_begin) {
    switch (cursor_.place) {
      case Place::key:
        cursor_.key = find_key(kind_, cursor_.outer, name);
        if (cursor_.key == nullptr) {
          cursor_.place = Place::nowhere;
          return;
        }
        cursor_.place = below(cursor_.key->form);
        cursor_.begin = value_begin;
        if (cursor_.key->form == KeyForm::group) descend();
        return;
      case Place::name:
        if (cursor_.key->form == KeyForm::entries) {
          descend();
          cursor_.place = Place::key;
        } else {
          cursor_.place = value_of_entry();
        }
        return;
      case Place::target:
        cursor_.opened = name;
        cursor_.place = Place::filling;
        return;
      case Place::filling: cursor_.place = Place::formula; return;
      default: return;  // A line of an expression.
    }
  }

  /// What follows the colon on the line of the cursor.
  void enter_value(std::string_view name, size_t value_begin) {
    const bool is_key = cursor_.place == Place::key;
    const bool is_entry = cursor_.place == Place::name;
    enter(name, value_begin);
    if (is_key && cursor_.key != nullptr) {
      const bool is_formula = cursor_.place == Place::formula;
      cursor_.place = is_formula ? Place::formula : Place::value;
    } else if (is_entry && cursor_.place == Place::key) {
      cursor_.place = Place::nowhere;
    } else if (cursor_.place == Place::filling) {
      cursor_.place = Place::nowhere;
    }
    cursor_.begin = value_begin;
  }

 private:
  void descend() {
    cursor_.outer += (cursor_.outer.empty() ? "" : ".") + std::string(cursor_.key->name);
  }

  Place value_of_entry() const {
    switch (cursor_.key->form) {
      case KeyForm::formulas: return Place::formula;
      case KeyForm::fields: return Place::type;
      case KeyForm::states: return Place::grade;
      default: return Place::nowhere;
    }
  }

  const KindEntry& kind_;
  BlockCursor& cursor_;
};

std::string kind_in(std::string_view fence) {
  const size_t begin = fence.find_first_not_of("`~ ");
  if (begin == fence.npos) return {};
  const size_t end = std::min(fence.find_first_of(" \r", begin), fence.size());
  return std::string(fence.substr(begin, end - begin));
}

size_t after_blanks(std::string_view text, size_t at, size_t end) {
  while (at < end && text[at] == ' ') ++at;
  return at;
}

/// The lines that hold the last one, outermost first.
std::vector<Line> holders(const std::vector<Line>& lines) {
  std::vector<Line> above;
  size_t indent = lines.back().indent;
  for (size_t i = lines.size() - 1; i-- > 1 && indent > 0;) {
    if (lines[i].indent >= indent) continue;
    indent = lines[i].indent;
    above.push_back(lines[i]);
  }
  std::reverse(above.begin(), above.end());
  return above;
}

}  // namespace

BlockCursor block_cursor(std::string_view text, size_t offset) {
  BlockCursor cursor;
  offset = std::min(offset, text.size());
  const std::vector<Line> lines = lines_until(text, offset);
  const Line& first = lines.front();
  cursor.kind = kind_in(text.substr(first.begin, first.end - first.begin));
  if (lines.size() == 1) {
    cursor.begin = std::min(text.find_first_not_of("`~ "), first.end);
    cursor.place = text.find(' ', cursor.begin) < offset ? Place::nowhere : Place::fence;
    return cursor;
  }
  const KindEntry* kind = find_kind(cursor.kind);
  if (kind == nullptr) return cursor;
  const Line& line = lines.back();
  const std::string_view typed = text.substr(line.begin, offset - line.begin);
  if (typed.starts_with("|")) {
    cursor.place = Place::table;
    cursor.begin = after_blanks(text, line.begin + typed.rfind('|') + 1, offset);
    return cursor;
  }
  Descent descent(*kind, &cursor);
  for (const Line& holder : holders(lines)) {
    const std::string_view key = key_in(text, holder);
    descent.enter(key, after_blanks(text, holder.begin + key.size() + 1, holder.end));
  }
  const bool continues = cursor.place == Place::formula || cursor.place == Place::value;
  if (continues) {
    if (cursor.place == Place::value) cursor.begin = line.begin;
    return cursor;
  }
  const size_t colon = typed.find(':');
  if (colon == typed.npos) {
    cursor.begin = line.begin;
    return cursor;
  }
  descent.enter_value(typed.substr(0, colon),
                      after_blanks(text, line.begin + colon + 1, offset));
  return cursor;
}

}  // namespace fangan
