#include "store/register_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "campaign/built_in_rows.h"
#include "campaign/field_text.h"
#include "plan/row_words.h"
#include "store/hash.h"

namespace fangan {
namespace {

struct KindName {
  FieldKind kind;
  std::string_view name;
};
constexpr std::array<KindName, 11> kind_names = {{
    {FieldKind::text, "text"},
    {FieldKind::number, "number"},
    {FieldKind::date, "date"},
    {FieldKind::boolean, "boolean"},
    {FieldKind::one_of, "one of"},
    {FieldKind::several_of, "several of"},
    {FieldKind::region, "region"},
    {FieldKind::agency, "agency"},
    {FieldKind::file, "file"},
    {FieldKind::files, "files"},
    {FieldKind::reference, "reference"},
}};

std::vector<int64_t> numbers_of(std::string_view text) {
  std::vector<int64_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    int64_t number = 0;
    const auto [next, failed] = std::from_chars(at, end, number);
    if (failed != std::errc()) return numbers;
    numbers.push_back(number);
    at = next + 1;
  }
  return numbers;
}

Diagnostic not_brought(std::string_view register_name, std::string_view field) {
  Diagnostic diagnostic = problem(
      "STORE-S006", {{"register", std::string(register_name)}, {"field", std::string(field)}});
  diagnostic.fault = Fault::system;
  return diagnostic;
}

}  // namespace

std::string_view kind_name(FieldKind kind) {
  for (const KindName& each : kind_names) {
    if (each.kind == kind) return each.name;
  }
  return "";
}

FieldKind kind_of(std::string_view name) {
  for (const KindName& each : kind_names) {
    if (each.name == name) return each.kind;
  }
  return FieldKind::text;
}

int places_of(const Field& field) {
  return field.domain.kind == FieldKind::number ? field.places.value_or(default_places) : 0;
}

std::vector<const Register*> stored_registers(const Plan& plan) {
  static const Register calendar = calendar_register();
  std::vector<const Register*> registers;
  for (const Register& definition : plan.registers) registers.push_back(&definition);
  if (plan.find_register(calendar.name.text) == nullptr) registers.push_back(&calendar);
  return registers;
}

/// A permutation of the numbers below 2^40 (four rounds of a Feistel network over SM3), written
/// with 32 digits that nobody mistakes for one another.
std::string RegisterTable::code(int64_t row) const {
  constexpr uint64_t half_mask = (1u << 20) - 1;
  uint64_t left = (static_cast<uint64_t>(row) >> 20) & half_mask;
  uint64_t right = static_cast<uint64_t>(row) & half_mask;
  for (int round = 0; round < 4; ++round) {
    const std::string mixed =
        sm3(secret + " " + std::to_string(round) + " " + std::to_string(right));
    const uint64_t next = left ^ (std::stoull(mixed.substr(0, 5), nullptr, 16) & half_mask);
    left = std::exchange(right, next);
  }
  constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string code;
  for (uint64_t rest = left << 20 | right; code.size() < 8; rest >>= 5) code += digits[rest & 31];
  return code;
}

std::string_view register_catalogue_sql() {
  return R"sql(
INSERT INTO setting (key, value) VALUES ('row code', hex(randomblob(16)));
CREATE TABLE register_table (
  number INTEGER PRIMARY KEY, package TEXT NOT NULL, name TEXT NOT NULL, period INTEGER NOT NULL,
  key_columns TEXT NOT NULL, region_column INTEGER NOT NULL, subject_column INTEGER NOT NULL,
  next_row INTEGER NOT NULL DEFAULT 1, next_entry INTEGER NOT NULL DEFAULT 1,
  recorded INTEGER NOT NULL DEFAULT 0, UNIQUE (package, name)) STRICT;
CREATE TABLE register_column (
  register INTEGER NOT NULL REFERENCES register_table (number), number INTEGER NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, places INTEGER NOT NULL, unit TEXT NOT NULL,
  target INTEGER NOT NULL, former INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (register, number)
) WITHOUT ROWID, STRICT;
CREATE TABLE register_field (
  package TEXT NOT NULL, register INTEGER NOT NULL, position INTEGER NOT NULL,
  number INTEGER NOT NULL, PRIMARY KEY (package, register, position)) WITHOUT ROWID, STRICT;
CREATE TABLE register_region (
  package TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (package, code)
) WITHOUT ROWID, STRICT;
CREATE TABLE register_pending (
  register INTEGER NOT NULL, row INTEGER NOT NULL, day INTEGER NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (register, row, day)) WITHOUT ROWID, STRICT;
CREATE INDEX register_pending_day ON register_pending (day);
CREATE INDEX register_pending_id ON register_pending (register, id);
)sql";
}

Result<bool> has_registers(const Database& database) {
  Statement read =
      database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
  return read.bind(std::string_view("register_table")).step();
}

/// Reads the catalogue into tables.
class RegisterCatalogue {
 public:
  RegisterCatalogue(const Database& database, RegisterTables* tables)
      : database_(database), tables_(*tables) {}

  Result<Done> read() {
    for (Result<Done> (RegisterCatalogue::*part)() :
         {&RegisterCatalogue::read_tables, &RegisterCatalogue::read_columns,
          &RegisterCatalogue::read_regions, &RegisterCatalogue::read_secret}) {
      const Result<Done> done = (this->*part)();
      if (!done) return done;
    }
    return Done{};
  }

  /// Takes a table for each register of the plan and puts its columns in the order of its fields.
  Result<Done> match(const Plan& plan) {
    for (const Register* definition : stored_registers(plan)) {
      const Result<Done> matched = match(plan, *definition);
      if (!matched) return matched;
    }
    return Done{};
  }

  void finish() {
    for (Read& each : read_) {
      RegisterTable& table = each.table;
      for (size_t i = 0; i < table.columns.size(); ++i) table.by_number.push_back(i);
      std::sort(table.by_number.begin(), table.by_number.end(), [&table](size_t a, size_t b) {
        return table.columns[a].number < table.columns[b].number;
      });
      for (RegisterColumn& column : table.columns) {
        for (int64_t number = column.number; number != 0;) {
          column.set_by.push_back(number);
          number = table.columns[place(table, number)].former;
        }
      }
      for (const int64_t number : each.key) table.key.push_back(place(table, number));
      table.region = origin(table, each.region);
      table.subject = origin(table, each.subject);
      if (table.definition == nullptr) tables_.others_.push_back(std::move(table));
    }
    for (Read& each : read_) {
      if (each.table.definition != nullptr) ordered_.push_back(&each);
    }
    std::sort(ordered_.begin(), ordered_.end(), [](const Read* a, const Read* b) {
      return a->table.definition < b->table.definition;
    });
    for (Read* each : ordered_) tables_.all_.push_back(std::move(each->table));
  }

 private:
  struct Read {
    RegisterTable table;
    std::vector<int64_t> key;
    int64_t region = 0;
    int64_t subject = 0;
  };

  static size_t place(const RegisterTable& table, int64_t number) {
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(),
                     [number](const RegisterColumn& each) { return each.number == number; });
    assert(found != table.columns.end());
    return static_cast<size_t>(found - table.columns.begin());
  }

  /// 0: none; -1: the row itself; else a column.
  static RowOrigin origin(const RegisterTable& table, int64_t number) {
    if (number == 0) return {};
    if (number < 0) return {RowOrigin::Kind::own, 0};
    const size_t column = place(table, number);
    const bool leads_on = table.columns[column].kind == FieldKind::reference;
    return {leads_on ? RowOrigin::Kind::reference : RowOrigin::Kind::own, column};
  }

  Result<Done> read_tables() {
    Statement select = database_.prepare(
        "SELECT number, package, name, period, key_columns, region_column, subject_column "
        "FROM register_table ORDER BY number");
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return Done{};
      Read read;
      read.table.number = select.integer(0);
      read.table.package = select.text(1);
      read.table.name = select.text(2);
      read.table.period = static_cast<Period>(select.integer(3));
      read.key = numbers_of(select.text_view(4));
      read.region = select.integer(5);
      read.subject = select.integer(6);
      read_.push_back(std::move(read));
    }
  }

  Result<Done> read_columns() {
    Statement select = database_.prepare(
        "SELECT register, number, name, kind, places, unit, target, former, words "
        "FROM register_column ORDER BY register, number");
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return Done{};
      RegisterColumn column;
      column.number = select.integer(1);
      column.name = select.text(2);
      column.kind = kind_of(select.text_view(3));
      column.places = static_cast<int>(select.integer(4));
      column.unit = select.text(5);
      column.target = select.integer(6);
      column.former = select.integer(7);
      column.words = select.text(8);
      const int64_t number = select.integer(0);
      const auto owner = std::find_if(read_.begin(), read_.end(), [number](const Read& each) {
        return each.table.number == number;
      });
      if (owner != read_.end()) owner->table.columns.push_back(std::move(column));
    }
  }

  Result<Done> read_regions() {
    Statement select = database_.prepare("SELECT package, code, name FROM register_region");
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return Done{};
      tables_.name_by_code_[select.text(0)][select.text(1)] = select.text(2);
    }
  }

  Result<Done> read_secret() {
    Statement select = database_.prepare("SELECT value FROM setting WHERE key = 'row code'");
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return Done{};
    for (Read& each : read_) {
      each.table.secret = std::to_string(each.table.number) + " " + select.text(0);
    }
    return Done{};
  }

  Result<Done> match(const Plan& plan, const Register& definition) {
    const std::string& name = definition.name.text;
    const std::string package = name == enterprise_register_name ? std::string() : plan.header.name;
    const auto found = std::find_if(read_.begin(), read_.end(), [&](const Read& each) {
      return each.table.package == package && each.table.name == name;
    });
    if (found == read_.end()) return not_brought(name, "");
    RegisterTable& table = found->table;
    Statement select = database_.prepare(
        "SELECT number FROM register_field WHERE package = ? AND register = ? ORDER BY position");
    select.bind(plan.header.name).bind(table.number);
    std::vector<RegisterColumn> ordered;
    for (const Field& field : definition.fields) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) return not_brought(name, field.name.text);
      const size_t column = place(table, select.integer(0));
      const bool fits = table.columns[column].name == field.name.text &&
                        table.columns[column].kind == field.domain.kind;
      if (!fits) return not_brought(name, field.name.text);
      ordered.push_back(std::move(table.columns[column]));
      table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(column));
    }
    std::move(table.columns.begin(), table.columns.end(), std::back_inserter(ordered));
    table.columns = std::move(ordered);
    table.definition = &definition;
    return Done{};
  }

  const Database& database_;
  RegisterTables& tables_;
  std::vector<Read> read_;
  std::vector<Read*> ordered_;
};

void RegisterTables::name_regions(const Plan& plan) {
  plan_ = &plan;
  Names& names = name_by_code_[plan.header.name];
  for (const Agency& agency : plan.agencies) {
    if (agency.kind != county_agency_kind || agency.region.empty()) continue;
    code_by_name_.emplace(agency.name, agency.region);
    names.emplace(agency.region, agency.name);
  }
}

Result<RegisterTables> RegisterTables::load(const Database& database, const Plan& plan) {
  RegisterTables tables;
  RegisterCatalogue catalogue(database, &tables);
  const Result<Done> read = catalogue.read();
  if (!read) return read.errors();
  const Result<Done> matched = catalogue.match(plan);
  if (!matched) return matched.errors();
  catalogue.finish();
  tables.name_regions(plan);
  return tables;
}

Result<RegisterTables> RegisterTables::load_every(const Database& database, const Plan* plan) {
  RegisterTables tables;
  RegisterCatalogue catalogue(database, &tables);
  const Result<Done> read = catalogue.read();
  if (!read) return read.errors();
  catalogue.finish();
  if (plan != nullptr) tables.name_regions(*plan);
  return tables;
}

Result<std::shared_ptr<const RegisterTables>> KeptTables::of(const Database& database,
                                                             const Plan& plan) const {
  Statement select = database.prepare("SELECT value FROM setting WHERE key = 'register catalogue'");
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  const std::string catalogue = row.value() ? select.text(0) : "";
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (tables_ != nullptr && catalogue_ == catalogue) return tables_;
  }
  Result<RegisterTables> loaded = RegisterTables::load(database, plan);
  if (!loaded) return loaded.errors();
  auto tables = std::make_shared<const RegisterTables>(std::move(loaded).value());
  const std::lock_guard<std::mutex> lock(mutex_);
  tables_ = tables;
  catalogue_ = catalogue;
  return std::shared_ptr<const RegisterTables>(std::move(tables));
}

/// At random, so that no other transaction, be it one that was rolled back, made the same mark.
Result<Done> mark_catalogue(const Database& database) {
  return database.execute(
      "INSERT OR REPLACE INTO setting (key, value) VALUES ('register catalogue', "
      "hex(randomblob(16)))");
}

std::vector<const RegisterTable*> RegisterTables::every() const {
  std::vector<const RegisterTable*> every;
  for (const RegisterTable& table : all_) every.push_back(&table);
  for (const RegisterTable& table : others_) every.push_back(&table);
  return every;
}

const RegisterTable* RegisterTables::find(std::string_view name) const {
  const auto found = std::find_if(
      all_.begin(), all_.end(), [name](const RegisterTable& table) { return table.name == name; });
  return found == all_.end() ? nullptr : &*found;
}

const RegisterTable* RegisterTables::find(int64_t number) const {
  for (const std::vector<RegisterTable>* tables : {&all_, &others_}) {
    for (const RegisterTable& table : *tables) {
      if (table.number == number) return &table;
    }
  }
  return nullptr;
}

bool RegisterTables::has_key_parts(const RegisterTable& table) const {
  const RegisterTable* at = &table;
  for (size_t seen = 0; seen <= all_.size() + others_.size(); ++seen) {
    const size_t parts = at->key.size() + (at->period == Period::none ? 0 : 1);
    if (parts != 1 || at->key.empty()) return parts > 1;
    const RegisterColumn& column = at->columns[at->key.front()];
    at = column.kind == FieldKind::reference ? find(column.target) : nullptr;
    if (at == nullptr) return false;
  }
  return false;
}

std::string RegisterTables::region_code(std::string_view name) const {
  const auto found = code_by_name_.find(name);
  return found == code_by_name_.end() ? std::string(name) : found->second;
}

std::string RegisterTables::region_name(const RegisterTable& table, std::string_view code) const {
  std::string_view package = table.package;
  if (package.empty() && plan_ != nullptr) package = plan_->header.name;
  const auto names = name_by_code_.find(package);
  if (names == name_by_code_.end()) return std::string(code);
  const auto found = names->second.find(code);
  return found == names->second.end() ? std::string(code) : found->second;
}

}  // namespace fangan
