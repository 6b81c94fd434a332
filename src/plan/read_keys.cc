#include "plan/read_keys.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "plan/agency_problem.h"
#include "plan/comments.h"
#include "text/suggest.h"

namespace fangan {
namespace {

std::string list_names(const std::vector<const KeyEntry*>& keys) {
  std::string list;
  for (const KeyEntry* key : keys) list += (list.empty() ? "" : " ") + std::string(key->name);
  return list;
}

std::vector<std::string> names_of(const std::vector<const KeyEntry*>& keys) {
  std::vector<std::string> names;
  for (const KeyEntry* key : keys) names.emplace_back(key->name);
  return names;
}

/// The key that was meant, in whichever language: 计量单位 is unit.
std::string key_meant(const std::string& written, const std::vector<const KeyEntry*>& known) {
  for (const KeyEntry* key : known) {
    if (key->term == written) return std::string(key->name);
  }
  return did_you_mean(written, names_of(known));
}

/// Whether a line without a colon, or with a full-width one, begins with the key.
bool is_line_of(const Entry& entry, const KeyEntry& key) {
  const std::string& line = entry.value;
  if (!entry.key.empty() || !line.starts_with(key.name)) return false;
  const char next = line.size() == key.name.size() ? ' ' : line[key.name.size()];
  return !(next >= 'a' && next <= 'z');
}

std::string list_words(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) list += (list.empty() ? "" : " ") + std::string(word);
  return list;
}

/// `{to: office}` on one line as the entries it stands for.
std::vector<Entry> bracketed_entries(const Sources& sources, const Inline& map) {
  std::vector<Entry> entries;
  for (const auto& [key, value] : map.pairs) {
    Entry entry;
    entry.key = key.word;
    entry.key_span = key.span;
    entry.value = std::string(sources.text(value.span));
    entry.value_span = value.span;
    entries.push_back(std::move(entry));
  }
  return entries;
}

/// The end of the key, where a value is missing.
Span end_of(const Entry& entry) {
  return entry.value_span.empty() ? entry.key_span : entry.value_span;
}

}  // namespace

KeyReader::KeyReader(CheckContext* context, const PlacedBlock& placed)
    : context_(context),
      kind_(find_kind(placed.block->kind)),
      title_(placed.block->kind),
      place_(placed.block->name.empty() ? placed.block->kind_span : placed.block->name_span),
      entries_(placed.body.entries) {
  assert(kind_ != nullptr);
  check_keys(true);
  const bool takes_table = kind_->name == "agency" || kind_->name == "decision";
  if (placed.body.table && !takes_table) {
    context_->error("PLAN-C008", placed.body.table->span, {{"kind", title_}});
  }
}

KeyReader::KeyReader(CheckContext* context, const KindEntry& kind, std::string outer)
    : context_(context), kind_(&kind), outer_(std::move(outer)) {
  title_ = std::string(kind.name) + " " + outer_;
  std::replace(title_.begin(), title_.end(), '.', ' ');
}

void KeyReader::check_keys(bool is_block) {
  const std::vector<const KeyEntry*> known = keys_of(*kind_, outer_);
  for (const Entry& entry : entries_) {
    if (!entry.key.empty()) {
      check_key(entry, known);
    } else if (!is_block) {
      context_->error("PLAN-K016", end_of(entry), {{"key", title_}});
    }
  }
  for (const KeyEntry* key : known) {
    if (!key->required || find(key->name) != nullptr || is_misspelt(*key, known)) continue;
    context_->error("PLAN-K006", place_, {{"key", std::string(key->name)}, {"kind", title_}});
  }
}

/// Whether a key nobody knows, or a line that could not be read (DOC-B001), was meant for this one:
/// PLAN-K001 says so.
bool KeyReader::is_misspelt(const KeyEntry& key, const std::vector<const KeyEntry*>& known) const {
  const std::vector<std::string> names = names_of(known);
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return std::find(names.begin(), names.end(), entry.key) == names.end() &&
           (key_meant(entry.key, known) == key.name || is_line_of(entry, key));
  });
}

void KeyReader::check_key(const Entry& entry, const std::vector<const KeyEntry*>& known) {
  Diagnostics both;
  refuse_value_and_lines(entry, &both);
  for (Diagnostic& diagnostic : both) context_->report(std::move(diagnostic));
  const auto key = std::find_if(known.begin(), known.end(),
                                [&entry](const KeyEntry* one) { return one->name == entry.key; });
  if (key == known.end()) {
    context_->error("PLAN-K001", entry.key_span,
                    {{"key", entry.key},
                     {"kind", title_},
                     {"near", key_meant(entry.key, known)},
                     {"known", list_names(known)}});
    return;
  }
  const KeyForm form = (*key)->form;
  const bool may_be_empty = form == KeyForm::text || form == KeyForm::values_by_date;
  if (entry.value.empty() && entry.below.empty() && !may_be_empty) {
    context_->error("PLAN-K011", entry.key_span, {{"key", entry.key}});
  }
}

const Entry* KeyReader::find(std::string_view key) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  return found == entries_.end() ? nullptr : &*found;
}

const KeyEntry& KeyReader::key_entry(std::string_view key,
                                     std::initializer_list<KeyForm> forms) const {
  for (const KeyEntry* entry : keys_of(*kind_, outer_)) {
    if (entry->name != key) continue;
    assert(std::find(forms.begin(), forms.end(), entry->form) != forms.end());
    return *entry;
  }
  assert(!"a key of kinds.yaml");
  return kind_->keys.front();
}

std::string KeyReader::text(std::string_view key) const {
  key_entry(key, {KeyForm::text, KeyForm::type, KeyForm::recipient});
  return context_->text(find(key));
}

Name KeyReader::name(std::string_view key) const {
  key_entry(key, {KeyForm::name, KeyForm::period});
  const Entry* entry = find(key);
  if (entry == nullptr) return {};
  const std::optional<Inline> value = context_->inline_value(entry);
  if (!value) return {};
  return Name{context_->word(*value, key), value->span};
}

std::vector<Name> KeyReader::names(std::string_view key) const {
  key_entry(key, {KeyForm::names, KeyForm::agencies, KeyForm::files, KeyForm::who});
  return context_->names(find(key));
}

std::vector<Relation> KeyReader::who(std::string_view key) const {
  key_entry(key, {KeyForm::who});
  std::vector<Relation> relations;
  for (const Name& word : names(key)) {
    if (auto relation = read_relation(context_, word)) relations.push_back(std::move(*relation));
  }
  return relations;
}

std::string KeyReader::word(std::string_view key) const {
  const KeyEntry& known = key_entry(key, {KeyForm::word});
  const Entry* entry = find(key);
  if (entry == nullptr || (entry->value.empty() && entry->below.empty())) return {};
  const bool is_known = std::find(known.words.begin(), known.words.end(), entry->value) !=
                        known.words.end();
  if (is_known) return entry->value;
  context_->error("PLAN-K005", entry->value.empty() ? entry->below_span : entry->value_span,
                  {{"key", std::string(key)}, {"known", list_words(known.words)}});
  return {};
}

Period KeyReader::every(std::string_view key) const {
  const std::string period = word(key);
  if (period == "year") return Period::year;
  if (period == "quarter") return Period::quarter;
  return period == "month" ? Period::month : Period::none;
}

std::optional<Date> KeyReader::date(std::string_view key) const {
  key_entry(key, {KeyForm::date});
  const Entry* entry = find(key);
  if (entry == nullptr || entry->value.empty()) return std::nullopt;
  return context_->date(entry->value, entry->value_span);
}

std::optional<int64_t> KeyReader::year(std::string_view key) const {
  key_entry(key, {KeyForm::year});
  const Entry* entry = find(key);
  if (entry == nullptr || entry->value.empty()) return std::nullopt;
  return context_->year(Name{entry->value, entry->value_span});
}

std::optional<Decimal> KeyReader::number(std::string_view key) const {
  key_entry(key, {KeyForm::number});
  const Entry* entry = find(key);
  if (entry == nullptr || entry->value.empty()) return std::nullopt;
  return context_->number(entry->value, entry->value_span);
}

DayCount KeyReader::days(std::string_view key) const {
  key_entry(key, {KeyForm::days});
  const Entry* entry = find(key);
  DayCount count;
  if (entry == nullptr || (entry->value.empty() && entry->below.empty())) return count;
  const std::string& value = entry->value;
  const size_t blank = value.find(' ');
  const std::string digits = value.substr(0, blank);
  const std::string unit = blank == std::string::npos ? "" : value.substr(blank + 1);
  const bool is_number = !digits.empty() && digits.size() <= 4 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  const bool is_plain = unit == "days" || unit == "day";
  count.working = unit == "working days" || unit == "working day";
  if (is_number && (is_plain || count.working)) {
    count.days = std::stoi(digits);
  } else {
    context_->error("PLAN-K015", value.empty() ? entry->below_span : entry->value_span,
                    {{"key", std::string(key)}});
  }
  return count;
}

Name KeyReader::unit(std::string_view key) const {
  key_entry(key, {KeyForm::unit});
  const Entry* entry = find(key);
  if (entry == nullptr) return {};
  const Name unit{context_->text(entry), entry->value_span};
  if (!unit.empty()) context_->check_unit(unit);
  return unit;
}

Formula formula_of(CheckContext* context, const Entry& entry) {
  Formula formula;
  const Span span = entry.value.empty() ? entry.below_span : entry.value_span;
  std::string text(context->sources().text(span));
  formula.text = MappedText(without_comments(std::move(text)), span);
  return formula;
}

Formula KeyReader::formula(std::string_view key) const {
  key_entry(key, {KeyForm::formula, KeyForm::gives, KeyForm::value});
  const Entry* entry = find(key);
  if (entry == nullptr) return {};
  if (bracketed_) {
    context_->error("PLAN-K012", entry->key_span, {{"key", std::string(key)}});
    return {};
  }
  return formula_of(context_, *entry);
}

std::vector<NamedFormula> KeyReader::formulas(std::string_view key) const {
  key_entry(key, {KeyForm::formulas});
  std::vector<NamedFormula> list;
  for (const Entry& entry : context_->lines_of(find(key))) {
    NamedFormula one{Name{entry.key, entry.key_span}, formula_of(context_, entry)};
    if (one.name.empty() || one.formula.empty()) {
      context_->error("PLAN-K016", end_of(entry), {{"key", std::string(key)}});
    } else {
      list.push_back(std::move(one));
    }
  }
  return list;
}

std::vector<Opening> KeyReader::openings(std::string_view key, bool with_conditions) const {
  key_entry(key, {KeyForm::openings});
  std::vector<Opening> openings;
  for (const Entry& entry : context_->lines_of(find(key))) {
    Opening opening;
    opening.target = Name{entry.key, entry.key_span};
    if (entry.key.empty() || entry.below.empty()) {
      context_->error("PLAN-K019", end_of(entry), {{"key", std::string(key)}});
      continue;
    }
    for (const Entry& line : context_->lines_of(&entry)) {
      Filling filling{Name{line.key, line.key_span}, formula_of(context_, line)};
      if (filling.field.empty() || filling.value.empty()) {
        context_->error("PLAN-K016", end_of(line), {{"key", entry.key}});
      } else if (with_conditions && line.key == "when") {
        opening.when = std::move(filling.value);
      } else {
        opening.fields.push_back(std::move(filling));
      }
    }
    openings.push_back(std::move(opening));
  }
  return openings;
}

std::vector<Move> KeyReader::moves(std::string_view key) const {
  key_entry(key, {KeyForm::moves});
  const Entry* entry = find(key);
  if (entry == nullptr || (entry->value.empty() && entry->below.empty())) return {};
  const std::optional<Inline> value = context_->inline_value(entry);
  if (!value) return {};
  if (value->kind != Inline::Kind::map) {
    context_->error("PLAN-K020", value->span, {{"key", std::string(key)}});
    return {};
  }
  std::vector<Move> moves;
  for (const auto& [reference, step] : value->pairs) {
    moves.push_back(Move{Name{reference.word, reference.span},
                         Name{context_->word(step, key), step.span}});
  }
  return moves;
}

KeyReader KeyReader::below(std::string_view key, const Entry& entry) const {
  KeyReader reader(context_, *kind_, (outer_.empty() ? "" : outer_ + ".") + std::string(key));
  reader.place_ = entry.key_span;
  if (!entry.below.empty()) {
    reader.entries_ = context_->lines_of(&entry);
  } else if (!entry.value.empty() && entry.value.front() == '{') {
    const std::optional<Inline> value = context_->inline_value(&entry);
    if (value) reader.entries_ = bracketed_entries(context_->sources(), *value);
    reader.bracketed_ = true;
  } else if (!entry.value.empty()) {
    context_->error("PLAN-K019", entry.value_span, {{"key", std::string(key)}});
    return reader;
  }
  reader.check_keys(false);
  return reader;
}

std::vector<std::pair<Name, KeyReader>> KeyReader::entries(std::string_view key) const {
  key_entry(key, {KeyForm::entries});
  std::vector<std::pair<Name, KeyReader>> entries;
  for (const Entry& entry : context_->lines_of(find(key))) {
    if (entry.key.empty()) {
      context_->error("PLAN-K019", end_of(entry), {{"key", std::string(key)}});
    } else {
      entries.emplace_back(Name{entry.key, entry.key_span}, below(key, entry));
    }
  }
  return entries;
}

std::optional<KeyReader> KeyReader::group(std::string_view key) const {
  key_entry(key, {KeyForm::group});
  const Entry* entry = find(key);
  if (entry == nullptr || (entry->value.empty() && entry->below.empty())) return std::nullopt;
  return below(key, *entry);
}

void KeyReader::refuse_both(std::string_view first, std::string_view second) const {
  if (!has(first) || !has(second)) return;
  context_->error("PLAN-K003", find(second)->key_span,
                  {{"keys", std::string(first) + " " + std::string(second)}});
}

void KeyReader::refuse_without(std::string_view key, std::string_view other) const {
  if (!has(key) || has(other)) return;
  context_->error("PLAN-T007", find(key)->key_span,
                  {{"key", std::string(key)}, {"form", std::string(other)}});
}

std::optional<Relation> read_relation(CheckContext* context, const Name& word) {
  using Kind = Relation::Kind;
  constexpr std::pair<std::string_view, Kind> relations[] = {
      {"county", Kind::county}, {"owner", Kind::owner},     {"lead", Kind::lead},
      {"office", Kind::office}, {"subject", Kind::subject}, {"public", Kind::everyone},
      {"system", Kind::system}};
  constexpr std::string_view agency_prefix = "agency ";
  for (const auto& [text, kind] : relations) {
    if (word.text == text) return Relation{kind, {}, word.span};
  }
  if (word.text.compare(0, agency_prefix.size(), agency_prefix) == 0) {
    Name agency = word;
    agency.text.erase(0, agency_prefix.size());
    agency.span.begin += static_cast<uint32_t>(agency_prefix.size());
    return Relation{Kind::agency, agency, word.span};
  }
  constexpr std::pair<std::string_view, std::string_view> chinese[] = {
      {"县区", "county"},   {"县级", "county"},   {"责任单位", "owner"}, {"牵头单位", "lead"},
      {"办公室", "office"}, {"企业", "subject"},  {"公众", "public"},    {"社会", "public"},
      {"系统", "system"}};
  std::vector<std::string> known = {"agency"};
  for (const auto& [text, kind] : relations) known.emplace_back(text);
  std::string near = did_you_mean(word.text, known);
  for (const auto& [written, relation] : chinese) {
    if (word.text == written) near = relation;
  }
  if (is_every_county(word.text)) near = "county";
  context->error("PLAN-K017", word.span, {{"word", word.text}, {"near", near}});
  return std::nullopt;
}

}  // namespace fangan
