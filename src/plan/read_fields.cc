// Fields: `NAME: TYPE [required [from STATE]] [sensitive] [places N] [log: REGISTER]`, one a line.
#include <algorithm>

#include "plan/read_keys.h"
#include "text/suggest.h"

namespace fangan {
namespace {

constexpr int places_max = 12;

constexpr std::pair<std::string_view, FieldKind> plain_types[] = {
    {"text", FieldKind::text},       {"number", FieldKind::number}, {"date", FieldKind::date},
    {"boolean", FieldKind::boolean}, {"region", FieldKind::region}, {"agency", FieldKind::agency},
    {"file", FieldKind::file},       {"files", FieldKind::files}};
constexpr std::string_view modifiers[] = {"required", "sensitive", "places", "log:"};

bool is_modifier(std::string_view word) {
  return std::find(std::begin(modifiers), std::end(modifiers), word) != std::end(modifiers);
}

/// Words between blanks; `[a, b]` is one.
std::vector<Name> split_type(const Name& written) {
  std::vector<Name> words;
  const std::string& text = written.text;
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' && depth == 0) continue;
    const bool begins = i == 0 || (text[i - 1] == ' ' && depth == 0);
    if (begins) {
      Span place = written.span;
      place.begin += static_cast<uint32_t>(i);
      place.end = place.begin;
      words.push_back(Name{"", place});
    }
    if (text[i] == '[') ++depth;
    if (text[i] == ']') --depth;
    words.back().text += text[i];
    ++words.back().span.end;
  }
  return words;
}

class FieldReader {
 public:
  FieldReader(CheckContext* context, const Name& written)
      : context_(*context), written_(written), words_(split_type(written)) {}

  FieldDomain read_type() {
    FieldDomain domain;
    const Name first = take();
    if (first.text == "one" || first.text == "several") {
      domain.kind = first.text == "one" ? FieldKind::one_of : FieldKind::several_of;
      domain.words = read_choices();
      return domain;
    }
    const auto plain = std::find_if(std::begin(plain_types), std::end(plain_types),
                                    [&first](const auto& one) { return one.first == first.text; });
    if (plain != std::end(plain_types)) {
      domain.kind = plain->second;
    } else if (is_plan_name(first.text)) {
      domain.kind = FieldKind::reference;
      domain.target = first;
      // 数字 元: told of the type, not of the unit behind it.
      const bool has_unit = !at_end() && !is_modifier(peek().text);
      if (has_unit && type_meant(first.text) == "number") take();
    } else {
      context_.error("PLAN-G002", first.span,
                     {{"type", first.text}, {"near", type_meant(first.text)}});
      domain.kind = FieldKind::reference;  // To nothing: any value, so nothing more is said.
    }
    if (domain.kind != FieldKind::number || at_end() || is_modifier(peek().text)) return domain;
    domain.unit = take();
    context_.check_unit(domain.unit);
    return domain;
  }

  Field read() {
    Field field;
    field.domain = read_type();
    while (!at_end()) read_modifier(&field);
    return field;
  }

  void refuse_rest() {
    if (!at_end()) context_.error("PLAN-G005", peek().span, {{"word", peek().text}, {"near", ""}});
  }

 private:
  bool at_end() const { return next_ >= words_.size(); }
  const Name& peek() const { return words_[next_]; }
  Name take() { return at_end() ? Name{"", written_.span} : words_[next_++]; }

  std::vector<Name> read_choices() {
    const Name of = take();
    const Name list = of.text == "of" ? take() : Name{};
    std::vector<Name> choices;
    const size_t errors_before = context_.error_count();
    if (!list.text.empty() && list.text.front() == '[') {
      Entry entry;
      entry.value = list.text;
      entry.value_span = list.span;
      choices = context_.names(&entry);
    }
    const bool is_told = context_.error_count() != errors_before;
    if (choices.empty() && !is_told) context_.error("PLAN-G003", written_.span);
    return choices;
  }

  void read_modifier(Field* field) {
    const Name word = take();
    if (word.text == "required" && !field->required) {
      field->required = true;
      if (at_end() || peek().text != "from") return;
      take();
      field->required_from = take();
      if (field->required_from.empty()) context_.error("PLAN-G007", word.span);
    } else if (word.text == "sensitive" && !field->sensitive) {
      field->sensitive = true;
    } else if (word.text == "places" && !field->places) {
      read_places(word, field);
    } else if (word.text == "log:" && field->log.empty()) {
      field->log = take();
      if (field->log.empty()) context_.error("PLAN-G008", word.span);
    } else {
      const std::vector<std::string> known(std::begin(modifiers), std::end(modifiers));
      const std::string near = is_modifier(word.text) ? "" : did_you_mean(word.text, known);
      context_.error("PLAN-G005", word.span, {{"word", word.text}, {"near", near}});
      if (near == "required") field->required = true;  // As it is meant.
    }
  }

  void read_places(const Name& word, Field* field) {
    const Name digits = take();
    const bool is_number = !digits.empty() && digits.text.size() <= 2 &&
                           digits.text.find_first_not_of("0123456789") == std::string::npos;
    const int places = is_number ? std::stoi(digits.text) : places_max + 1;
    field->places = std::min(places, places_max);
    if (places > places_max || field->domain.kind != FieldKind::number) {
      context_.error("PLAN-G004", word.span, {{"limit", std::to_string(places_max)}});
    }
  }

  CheckContext& context_;
  Name written_;
  std::vector<Name> words_;
  size_t next_ = 0;
};

}  // namespace

std::string type_meant(const std::string& word) {
  constexpr std::pair<std::string_view, std::string_view> others[] = {
      {"string", "text"},   {"varchar", "text"},  {"文本", "text"},      {"文字", "text"},
      {"int", "number"},    {"integer", "number"}, {"decimal", "number"}, {"float", "number"},
      {"double", "number"}, {"数字", "number"},   {"数值", "number"},    {"整数", "number"},
      {"datetime", "date"}, {"day", "date"},      {"日期", "date"},      {"bool", "boolean"},
      {"布尔", "boolean"},  {"是否", "boolean"},  {"enum", "one of"},    {"选择", "one of"},
      {"单选", "one of"},   {"多选", "several of"}, {"县区", "region"},  {"地区", "region"},
      {"county", "region"}, {"单位", "agency"},   {"部门", "agency"},    {"文件", "file"},
      {"附件", "files"},    {"照片", "files"}};
  for (const auto& [other, type] : others) {
    if (word == other) return std::string(type);
  }
  std::vector<std::string> known;
  for (const auto& [type, kind] : plain_types) known.emplace_back(type);
  return did_you_mean(word, known);
}

FieldDomain read_domain(CheckContext* context, const Name& type) {
  FieldReader reader(context, type);
  const FieldDomain domain = reader.read_type();
  reader.refuse_rest();
  return domain;
}

std::vector<Field> read_fields(const KeyReader& keys, std::string_view key) {
  CheckContext& context = keys.context();
  std::vector<Field> fields;
  for (const Entry& entry : context.lines_of(keys.find(key))) {
    const Name name{entry.key, entry.key_span};
    if (name.empty() || entry.value.empty()) {
      context.error("PLAN-G001", entry.key.empty() ? entry.value_span : entry.key_span,
                    {{"name", entry.key}});
      continue;
    }
    if (!context.check_name(name)) continue;
    Field field = FieldReader(&context, Name{entry.value, entry.value_span}).read();
    field.name = name;
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace fangan
