#include "service/import_row.h"

#include <algorithm>
#include <charconv>

#include "campaign/field_text.h"
#include "service/state.h"
#include "text/utf8.h"
#include "text/words.h"

namespace fangan {
namespace {

using Kind = ImportColumns::Kind;

/// So much of a value is shown in an error.
constexpr size_t shown_bytes_max = 200;

bool is_file(const Field& field) {
  return field.domain.kind == FieldKind::file || field.domain.kind == FieldKind::files;
}

bool is_key(const Register& definition, const Field& field) {
  return std::any_of(definition.key.begin(), definition.key.end(),
                     [&field](const Name& key) { return key.text == field.name.text; });
}

}  // namespace

std::optional<RowMark> read_row_mark(std::string_view text) {
  const size_t sign = text.rfind('#');
  if (sign == text.npos || sign == 0) return std::nullopt;
  RowMark mark;
  mark.id = text.substr(0, sign);
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + sign + 1, end, mark.version);
  if (error != std::errc() || stop != end || mark.version == 0) return std::nullopt;
  return mark;
}

std::string print_row_mark(const StoredRow& row) {
  return row.state.id + "#" + std::to_string(row.version);
}

void ImportRowReader::tell(ImportRow* row, std::optional<uint32_t> column,
                           const std::string& field, std::string_view value,
                           const Diagnostic& error) {
  row->is_faulty = true;
  CellError at{row->number, column, field, std::string(first_bytes(value, shown_bytes_max)), error};
  const Field* known = definition_.field(field);
  if (known != nullptr && known->sensitive) {
    at.value = value.empty() ? "" : masked_word;
    for (Fact& fact : at.error.facts) {
      if (fact.name == "value") fact.value = masked_word;
    }
  }
  report_->add_error(std::move(at));
}

void ImportRowReader::read_field(ImportRow* row, uint32_t column, std::string_view text) {
  const size_t place = columns_.all()[column].field;
  const Field& field = definition_.fields[place];
  if (is_file(field)) return;  // Files are handed in one by one; a table has only their names.
  const bool is_mask = field.sensitive && text == masked_word;
  if (text.empty() || is_mask) return;
  if (text == clear_word) {
    if (is_key(definition_, field)) {
      tell(row, column, field.name.text, text,
           refused("SVC-I017", {{"field", field.name.text}}));
    }
    row->fields[place] = Value();
    return;
  }
  Result<Value> value = cells_.read(field, text);
  if (value) {
    row->fields[place] = std::move(value).value();
    return;
  }
  for (const Diagnostic& error : value.errors()) {
    tell(row, column, field.name.text, text, error);
  }
}

void ImportRowReader::read_word(ImportRow* row, uint32_t column, std::string_view text) {
  const ImportColumns::Column& of = columns_.all()[column];
  switch (of.kind) {
    case Kind::row:
      row->mark = read_row_mark(text);
      if (!row->mark) {
        tell(row, column, of.title, text, refused("SVC-I016", {{"value", std::string(text)}}));
      }
      return;
    case Kind::period: {
      const Result<Value> period = read_period(definition_.period, of.title, text);
      if (period) {
        row->period = period.value();
      } else {
        tell(row, column, of.title, text, period.error());
      }
      return;
    }
    case Kind::since: {
      const Result<Date> day = read_day(of.title, text);
      if (day) {
        row->since = day.value();
      } else {
        tell(row, column, of.title, text, day.error());
      }
      return;
    }
    case Kind::id:
      row->id = text;
      return;
    case Kind::state:
      row->state = text;
      return;
    case Kind::source:
      row->source = text;
      return;
    case Kind::nature:
      row->nature = text;
      return;
    case Kind::none:
    case Kind::field:
      return;
  }
}

void ImportRow::clear(size_t fields_count) {
  number = 0;
  fields.clear();
  fields.resize(fields_count);
  mark.reset();
  period.reset();
  since.reset();
  for (std::string* text : {&key, &id, &state, &source, &nature}) text->clear();
  is_faulty = false;
}

void ImportRowReader::read(const TableRow& from, ImportRow* row) {
  row->clear(definition_.fields.size());
  row->number = from.number;
  for (const Diagnostic& error : from.errors) {
    if (error.severity == Severity::warning) {
      report_->add_warning({row->number, std::nullopt, "", "", error});
    } else {
      tell(row, std::nullopt, "", "", error);
    }
  }
  for (uint32_t i = 0; i < from.cells.size(); ++i) {
    const ImportColumns::Column& of = columns_.all()[i];
    if (of.kind == Kind::none) continue;
    const TableCell& cell = from.cells[i];
    const std::string_view text = trimmed(cell.text);
    if (const std::optional<Diagnostic> wrong = problem_of(cell)) {
      tell(row, i, of.title, text, *wrong);
    } else if (of.kind == Kind::field) {
      read_field(row, i, text);
    } else if (!text.empty()) {
      read_word(row, i, text);
    }
  }
}

}  // namespace fangan
