#include "store/register_cells.h"

#include <algorithm>
#include <charconv>

#include "store/data_problem.h"

namespace fangan {
namespace {

Result<Done> write_number(const RegisterColumn& column, const Field& field, const Decimal& number,
                          StoredCell* cell) {
  const int kept = places_of(field);
  if (const std::optional<int64_t> scaled = number.scaled(column.places)) {
    if (kept >= column.places || number.scaled(kept)) {
      cell->set(*scaled);
      return Done{};
    }
  }
  const bool is_whole = number.scaled128(kept).has_value();
  const std::string value = number.print_normal();
  if (is_whole || number.exponent() >= 0) {
    return data_problem("STORE-R002", {{"field", field.name.text}, {"value", value}});
  }
  return data_problem(
      "STORE-R001",
      {{"field", field.name.text}, {"places", std::to_string(kept)}, {"value", value}});
}

/// The words that are there, in the order of the domain; a word it does not know goes last.
std::string words_of(const Field& field, const std::vector<Value>& items) {
  std::vector<std::pair<size_t, std::string>> words;
  for (const Value& item : items) {
    size_t place = 0;
    while (place < field.domain.words.size() && field.domain.words[place].text != item.text()) {
      ++place;
    }
    words.emplace_back(place, item.text());
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::string text;
  for (const auto& [place, word] : words) text += (text.empty() ? "" : "、") + word;
  return text;
}

std::string hashes_of(const std::vector<Value>& items) {
  std::string text;
  for (const Value& item : items) text += (text.empty() ? "" : " ") + item.text();
  return text;
}

std::vector<Value> parts_of(std::string_view text, std::string_view separator) {
  std::vector<Value> parts;
  while (!text.empty()) {
    const size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == text.npos) break;
    text.remove_prefix(end + separator.size());
  }
  return parts;
}

// What follows writes into memory that is large enough and gives the end of what it wrote: there
// are millions of cells, and a text that grows by the character takes twice as long.

/// An integer takes no more, with what stands around it.
constexpr size_t integer_size_max = 32;

char* write_integer(int64_t value, char* at) {
  return std::to_chars(at, at + integer_size_max, value).ptr;
}

char* write_bytes(std::string_view bytes, char* at) {
  return std::copy(bytes.begin(), bytes.end(), at);
}

char* write_text(std::string_view value, char* at) {
  at = write_integer(static_cast<int64_t>(value.size()), at);
  *at++ = ':';
  return write_bytes(value, at);
}

/// A scaled number without the zeros behind it: 661250 with four digits is 66.125.
char* write_scaled(int64_t scaled, int places, char* at) {
  while (places > 0 && scaled % 10 == 0) {
    scaled /= 10;
    --places;
  }
  if (places <= 0) return write_integer(scaled, at);
  const uint64_t size =
      scaled < 0 ? 0 - static_cast<uint64_t>(scaled) : static_cast<uint64_t>(scaled);
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof(digits), size).ptr;
  const auto count = static_cast<size_t>(end - digits);
  const auto behind = static_cast<size_t>(places);
  if (scaled < 0) *at++ = '-';
  if (count > behind) {
    at = std::copy(digits, end - behind, at);
    *at++ = '.';
    return std::copy(end - behind, end, at);
  }
  at = write_bytes("0.", at);
  at = std::fill_n(at, behind - count, '0');
  return std::copy(digits, end, at);
}

size_t size_max(const StoredCell& cell) {
  return integer_size_max + (cell.kind == StoredCell::Kind::text ? cell.text.size() : 0);
}

size_t size_max(const RegisterColumn& column, const StoredCell& cell) {
  return size_max(cell) + static_cast<size_t>(std::max(column.places, 0));
}

char* write_part(const StoredCell& cell, char* at) {
  if (cell.is_null()) {
    *at++ = '-';
  } else {
    at = write_text(cell.text, at);
  }
  *at++ = ';';
  return at;
}

char* write_canonical(const RegisterColumn& column, const StoredCell& cell, char* at) {
  if (cell.kind == StoredCell::Kind::null) {
    *at++ = '-';
  } else if (cell.kind == StoredCell::Kind::text) {
    *at++ = 't';
    at = write_text(cell.text, at);
  } else if (column.kind == FieldKind::number) {
    *at++ = 'n';
    at = write_scaled(cell.integer, column.places, at);
  } else {
    *at++ = column.kind == FieldKind::date ? 'd' : column.kind == FieldKind::boolean ? 'b' : 'r';
    at = write_integer(cell.integer, at);
  }
  *at++ = ';';
  return at;
}

size_t size_max(const RegisterTable& table, const StoredRowChange& change) {
  size_t size = 5 * integer_size_max + change.step.size() + 2 * change.mask.size();
  for (const StoredCell* part : {&change.period, &change.state, &change.source, &change.nature}) {
    size += size_max(*part);
  }
  for (const size_t index : table.by_number) {
    size += size_max(table.columns[index], change.cells[index]);
  }
  return size;
}

/// Adds what `write` writes, which is no more than so many bytes.
template <typename Write>
void add_written(size_t size_max, std::string* text, Write write) {
  const size_t before = text->size();
  text->resize(before + size_max);
  const char* const end = write(text->data() + before);
  text->resize(static_cast<size_t>(end - text->data()));
}

}  // namespace

Decimal number_of(int64_t scaled, int places) {
  while (places > 0 && scaled % 10 == 0) {
    scaled /= 10;
    --places;
  }
  return Decimal::from_scaled(scaled, places);
}

Result<Done> write_cell(const RegisterTables& tables, const RegisterColumn& column,
                        const Field& field, const Value& value, StoredCell* cell) {
  cell->clear();
  if (value.is_null()) return Done{};
  switch (column.kind) {
    case FieldKind::number:
      return write_number(column, field, value.number(), cell);
    case FieldKind::boolean:
      cell->set(int64_t{value.boolean() ? 1 : 0});
      return Done{};
    case FieldKind::date:
      cell->set(value.date().days_since_1970());
      return Done{};
    case FieldKind::several_of:
      cell->set(words_of(field, value.items()));
      break;
    case FieldKind::files:
      cell->set(hashes_of(value.items()));
      break;
    case FieldKind::region:
      cell->set(tables.region_code(value.text()));
      break;
    default:
      cell->set(value.text());
  }
  if (cell->text.empty()) cell->clear();
  return Done{};
}

Value read_cell(const RegisterTables& tables, const RegisterTable& table,
                const RegisterColumn& column, const StoredCell& cell) {
  if (cell.is_null()) return {};
  switch (column.kind) {
    case FieldKind::number:
      return number_of(cell.integer, column.places);
    case FieldKind::boolean:
      return cell.integer != 0;
    case FieldKind::date:
      return Date::from_days(cell.integer);
    case FieldKind::several_of:
      return parts_of(cell.text, "、");
    case FieldKind::files:
      return parts_of(cell.text, " ");
    case FieldKind::region:
      return tables.region_name(table, cell.text);
    default:
      return cell.text;
  }
}

std::string cell_text(const RegisterTables& tables, const RegisterTable& table,
                      const RegisterColumn& column, const StoredCell& cell) {
  if (cell.is_null()) return "";
  std::string text;
  switch (column.kind) {
    case FieldKind::number:
      add_written(size_max(column, cell), &text, [&](char* at) {
        return write_scaled(cell.integer, column.places, at);
      });
      return text;
    case FieldKind::boolean:
      return cell.integer != 0 ? "true" : "false";
    case FieldKind::date:
      return Date::from_days(cell.integer).print();
    case FieldKind::reference:
      return std::to_string(cell.integer);
    case FieldKind::region:
      return tables.region_name(table, cell.text);
    default:
      return cell.text;
  }
}

std::string period_text(const Value& period) {
  if (period.is(ValueKind::number)) return period.number().print_normal();
  return period.text();
}

Value read_period_cell(Period period, const StoredCell& cell) {
  if (cell.is_null()) return {};
  if (period != Period::year) return cell.text;
  const Result<Decimal> year = Decimal::parse(cell.text);
  return year ? Value(year.value()) : Value(cell.text);
}

void add_canonical(const RegisterColumn& column, const StoredCell& cell, std::string* text) {
  add_written(size_max(column, cell), text,
              [&](char* at) { return write_canonical(column, cell, at); });
}

void add_canonical(const RegisterTable& table, const StoredRowChange& change, std::string* text) {
  add_written(size_max(table, change), text, [&](char* at) {
    for (const int64_t number :
         {change.row, static_cast<int64_t>(change.version), change.holds_from.days_since_1970()}) {
      at = write_integer(number, at);
      *at++ = ';';
    }
    at = write_text(change.step, at);
    at = write_bytes(!change.removed ? ";-;" : *change.removed ? ";1;" : ";0;", at);
    for (const StoredCell* part : {&change.period, &change.state, &change.source, &change.nature}) {
      at = write_part(*part, at);
    }
    constexpr std::string_view digits = "0123456789abcdef";
    for (const char byte : change.mask) {
      *at++ = digits[static_cast<uint8_t>(byte) >> 4];
      *at++ = digits[static_cast<uint8_t>(byte) & 0xF];
    }
    *at++ = ';';
    for (const size_t index : table.by_number) {
      const RegisterColumn& column = table.columns[index];
      if (change.sets(column.number)) at = write_canonical(column, change.cells[index], at);
    }
    return at;
  });
}

}  // namespace fangan
