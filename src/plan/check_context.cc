#include "plan/check_context.h"

#include <algorithm>

#include "plan/heading_marks.h"
#include "plan/lexicon.h"
#include "plan/line_text.h"
#include "plan/reserved_names.h"
#include "text/utf8.h"

namespace fangan {
namespace {

bool is_name_character(char32_t c, bool first) {
  const bool letter =
      is_han(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || c == U'_';
  return letter || (!first && is_digit(c));
}

constexpr size_t digits_max = 34;

/// Digits as written. One with an exponent counts as too long: figures of plans are written out.
size_t digit_count(std::string_view text) {
  if (text.find_first_of("eE") != std::string_view::npos) return digits_max + 1;
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

/// A bare number may be written by its scale alone: 浏览量达到3万.
bool is_scale(const std::string& unit) {
  const std::u32string characters = to_utf32(unit);
  return std::all_of(characters.begin(), characters.end(), [](char32_t c) {
    return std::u32string_view(U"十百千万亿").find(c) != std::u32string_view::npos;
  });
}

/// The words between Chinese quotes, where all of the text stands between them.
std::string_view in_chinese_quotes(std::string_view text) {
  constexpr std::string_view open = "“";
  constexpr std::string_view close = "”";
  if (text.size() < open.size() + close.size()) return {};
  const bool quoted = text.starts_with(open) && text.ends_with(close);
  return quoted ? text.substr(open.size(), text.size() - open.size() - close.size())
                : std::string_view();
}

bool is_numbered_alike(const std::string& heading, const std::string& line) {
  const std::optional<HeadingMark> first = heading_mark(half_width(to_utf32(heading)));
  const std::optional<HeadingMark> second = heading_mark(half_width(to_utf32(line)));
  return first && second && first->type == second->type;
}

/// Without the ASCII quotes around `clause: "words"`.
std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

std::vector<std::string> CheckContext::headings_above(Span span) const {
  std::vector<std::string> path;
  for (const PlanFile& file : plan_.files) {
    if (file.source != span.source) continue;
    std::vector<const TextLine*> open;
    for (const TextLine& line : file.lines) {
      if (line.span.begin > span.begin) break;
      // 2. below 1. begins the next part, though only the first is marked as a heading.
      if (!open.empty() && is_numbered_alike(open.back()->text, line.text)) open.pop_back();
      if (line.level == 0) continue;
      while (!open.empty() && open.back()->level >= line.level) open.pop_back();
      open.push_back(&line);
    }
    for (const TextLine* line : open) path.push_back(line->text);
  }
  return path;
}

void CheckContext::error(std::string code, Span span, std::vector<Fact> facts) {
  diagnostics_.push_back(problem_at(std::move(code), span, std::move(facts)));
}

void CheckContext::add_headings(Diagnostic* diagnostic) const {
  if (diagnostic->marks.empty() || !diagnostic->headings.empty()) return;
  diagnostic->headings = headings_above(diagnostic->marks.front().span);
}

void CheckContext::warning(std::string code, Span span, std::vector<Fact> facts) {
  error(std::move(code), span, std::move(facts));
  diagnostics_.back().severity = Severity::warning;
}

std::optional<Citation> CheckContext::cite_words(uint32_t file, uint32_t text_line,
                                                 std::string_view words, Span at) {
  const std::u32string line = to_utf32(plan_.files[file].lines[text_line].text);
  const std::u32string wanted = to_utf32(words);
  const size_t begin = line.find(wanted);
  if (wanted.empty() || begin == line.npos) {
    const std::string_view inner = in_chinese_quotes(words);
    const bool is_there = !inner.empty() && line.find(to_utf32(inner)) != line.npos;
    if (is_there) {
      error("PLAN-C009", at, {{"words", std::string(inner)}});
    } else {
      error("PLAN-C002", at, {{"words", std::string(words)}});
    }
    return std::nullopt;
  }
  if (line.find(wanted, begin + 1) != line.npos) {
    error("PLAN-C003", at, {{"words", std::string(words)}});
    return std::nullopt;
  }
  return Citation{file, text_line, static_cast<uint32_t>(begin),
                  static_cast<uint32_t>(begin + wanted.size())};
}

std::optional<Citation> CheckContext::cite(const PlacedBlock& placed) {
  const PlanFile& file = plan_.files[placed.file];
  const Span at = placed.block->kind_span;
  if (file.notes) return Citation{placed.file, no_line, 0, 0};
  if (placed.block->text_line == no_line) {
    error("PLAN-C001", at);
    return std::nullopt;
  }
  const uint32_t line = placed.block->text_line;
  const Entry* clause = placed.body.find("clause");
  if (clause != nullptr) {
    return cite_words(placed.file, line, unquoted(clause->value), clause->value_span);
  }
  const std::u32string text = to_utf32(file.lines[line].text);
  if (sentences(half_width(text)).size() > 1) error("PLAN-C004", at);
  return Citation{placed.file, line, 0, static_cast<uint32_t>(text.size())};
}

std::optional<Inline> CheckContext::inline_value(const Entry* entry) {
  if (entry == nullptr) return std::nullopt;
  Result<Inline> value = read_inline(sources(), *entry);
  if (value) return std::move(value).value();
  for (const Diagnostic& diagnostic : value.errors()) {
    error(diagnostic.code, diagnostic.marks.front().span, diagnostic.facts);
  }
  return std::nullopt;
}

std::string CheckContext::text(const Entry* entry) {
  if (entry == nullptr) return {};
  if (entry->value.empty() && !entry->below.empty()) {
    error("PLAN-K010", entry->below_span, {{"key", entry->key}});
  }
  return entry->value;
}

std::string CheckContext::word(const Inline& value, std::string_view key) {
  if (value.kind != Inline::Kind::word) {
    error("PLAN-K010", value.span, {{"key", std::string(key)}});
  }
  return value.word;
}

std::vector<Name> CheckContext::names(const Entry* entry) {
  if (entry == nullptr || (entry->value.empty() && entry->below.empty())) return {};
  const std::optional<Inline> value = inline_value(entry);
  if (!value) return {};
  std::vector<Inline> items = value->items;
  if (value->kind != Inline::Kind::list) items = {*value};
  std::vector<Name> names;
  for (const Inline& item : items) {
    const bool twice = std::any_of(names.begin(), names.end(),
                                   [&item](const Name& one) { return one.text == item.word; });
    const bool holds_comma = item.word.find("，") != std::string::npos ||
                             item.word.find("、") != std::string::npos;
    if (item.kind != Inline::Kind::word || holds_comma) {
      error("PLAN-K013", item.span);
    } else if (twice) {
      error("PLAN-K014", item.span, {{"name", item.word}});
    } else {
      names.push_back(Name{item.word, item.span});
    }
  }
  return names;
}

std::vector<Entry> CheckContext::lines_of(const Entry* entry) {
  if (entry == nullptr) return {};
  if (!entry->value.empty()) {
    if (entry->below.empty()) error("PLAN-K019", entry->value_span, {{"key", entry->key}});
    return {};
  }
  refuse_keys_twice(entry->below, &diagnostics_);
  for (const Entry& line : entry->below) refuse_value_and_lines(line, &diagnostics_);
  return entry->below;
}

void CheckContext::check_unit(const Name& unit) {
  if (is_scale(unit.text)) return;
  const Result<Unit> known = Lexicon::standard().units().parse(unit.text);
  if (!known) error("PLAN-T008", unit.span, known.error().facts);
}

std::optional<int64_t> CheckContext::year(const Name& written) {
  const bool four_digits = written.text.size() == 4 &&
                           written.text.find_first_not_of("0123456789") == std::string::npos;
  const int64_t year = four_digits ? std::stoi(written.text) : 0;
  if (year >= 1900 && year <= 2999) return year;
  error("PLAN-T001", written.span, {{"period", written.text}});
  return std::nullopt;
}

std::vector<std::pair<int64_t, std::optional<Decimal>>> CheckContext::yearly(const Entry* entry) {
  if (entry == nullptr || (entry->value.empty() && entry->below.empty())) return {};
  const std::optional<Inline> value = inline_value(entry);
  if (!value) return {};
  std::vector<std::pair<int64_t, std::optional<Decimal>>> values;
  const auto read = [&](int64_t year, const Inline& written) {
    const std::string text = word(written, entry->key);
    values.emplace_back(year, text.empty() ? std::nullopt : number(text, written.span));
  };
  if (value->kind != Inline::Kind::map) {
    read(0, *value);
    return values;
  }
  for (const auto& [key, written] : value->pairs) {
    if (const auto year = this->year(Name{key.word, key.span})) read(*year, written);
  }
  return values;
}

std::vector<std::string> CheckContext::placed_words(const PlacedBlock& placed,
                                                     std::string_view key) {
  const std::optional<Inline> value = inline_value(placed.body.find(key));
  if (!value) return {};
  std::vector<Inline> items = value->items;
  if (value->kind == Inline::Kind::word && !value->word.empty()) items.push_back(*value);
  std::vector<std::string> words;
  for (const Inline& item : items) {
    words.push_back(item.word);
    word_places_.push_back({placed.block->name, item.word, item.span});
  }
  return words;
}

Span CheckContext::place_of(std::string_view block, std::string_view word, Span otherwise) const {
  for (const WordPlace& place : word_places_) {
    if (place.block == block && place.word == word) return place.span;
  }
  return otherwise;
}

std::optional<Date> CheckContext::date(std::string_view text, Span span) {
  const Result<Date> date = Date::parse(text);
  if (date) return date.value();
  error(date.error().code, span, date.error().facts);
  return std::nullopt;
}

std::optional<Decimal> CheckContext::number(std::string_view text, Span span) {
  const Result<Decimal> number = Decimal::parse(text);
  if (number && digit_count(text) > digits_max) {
    error("PLAN-K009", span, {{"limit", std::to_string(digits_max)}});
    return std::nullopt;
  }
  if (number) return number.value();
  error(number.error().code, span, number.error().facts);
  return std::nullopt;
}

bool CheckContext::check_name(const Name& name) {
  const std::u32string characters = to_utf32(name.text);
  for (size_t i = 0; i < characters.size(); ++i) {
    if (is_name_character(characters[i], i == 0)) continue;
    error("PLAN-N002", name.span,
          {{"name", name.text},
           {"character", to_utf8(std::u32string_view(characters).substr(i, 1))}});
    return false;
  }
  if (!is_reserved_name(name.text)) return true;
  error("PLAN-N004", name.span, {{"name", name.text}});
  return false;
}

bool CheckContext::define(const PlacedBlock& placed) {
  const FencedBlock& block = *placed.block;
  if (block.name.empty()) {
    error("PLAN-N001", block.kind_span, {{"kind", block.kind}});
    return false;
  }
  if (!check_name(Name{block.name, block.name_span})) return false;
  if (is_built_in_register(block.name)) {
    error("PLAN-N004", block.name_span, {{"name", block.name}});
    return false;
  }
  for (const auto& [known, span] : defined_) {
    if (known != block.name) continue;
    error("PLAN-N003", block.name_span, {{"name", block.name}});
    diagnostics_.back().marks.push_back(Mark{span, "PLAN-N003.a"});
    return false;
  }
  defined_.emplace_back(block.name, block.name_span);
  return true;
}

std::vector<std::string> CheckContext::block_names() const {
  std::vector<std::string> names;
  for (const auto& [name, span] : defined_) names.push_back(name);
  return names;
}

bool is_plan_name(std::string_view text) {
  const std::u32string characters = to_utf32(text);
  for (size_t i = 0; i < characters.size(); ++i) {
    if (!is_name_character(characters[i], i == 0)) return false;
  }
  return !characters.empty();
}

}  // namespace fangan
