// One register of many enterprises: a plain prepared insert of typed rows into SQLite, our put of
// the same rows with history, journal and digests, and the questions of a page. See run.sh.
//
//   bench_registers ROWS FOLDER         measures; the store stays in FOLDER
//   bench_registers ROWS --csv FILE     writes the same rows as CSV
//   bench_registers --package FOLDER    writes the package with their register
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>

#include "../measured.h"
#include "enterprises.h"
#include "plan/check.h"
#include "store/journal.h"
#include "store/register_migration.h"
#include "store/register_store.h"
#include "store/store.h"

namespace {

using bench::Column;
using fangan::Database;
using fangan::Date;
using fangan::Done;
using fangan::Moment;
using fangan::Result;

const Date today = Date::from_days(18'000);

[[noreturn]] void fail(const fangan::Diagnostics& errors) {
  for (const fangan::Diagnostic& error : errors) {
    std::cerr << error.code;
    for (const fangan::Fact& fact : error.facts) std::cerr << " " << fact.name << "=" << fact.value;
    std::cerr << "\n";
  }
  std::exit(1);
}

template <typename T>
T& check(Result<T>& result) {
  if (!result) fail(result.errors());
  return result.value();
}
void check(const Result<Done>& result) {
  if (!result) fail(result.errors());
}

struct Spent {
  double clock_ms = 0;
  double processor_ms = 0;  ///< What a busy machine disturbs least.
};

Spent measured(const std::string& name, const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const double processor = processor_ms();
  work();
  const std::chrono::duration<double, std::milli> clock = std::chrono::steady_clock::now() - start;
  const Spent spent{clock.count(), processor_ms() - processor};
  std::printf("%-40s %10.1f ms %10.1f ms of processor\n", name.c_str(), spent.clock_ms,
              spent.processor_ms);
  std::fflush(stdout);
  return spent;
}

void print_memory(const char* when) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%-40s %10.0f MB\n", when, static_cast<double>(usage.ru_maxrss) / 1024);
}

double file_mb(const std::string& path) {
  double bytes = 0;
  for (const char* end : {"", "-wal"}) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path + end, failed);
    if (!failed) bytes += static_cast<double>(size);
  }
  return bytes / 1e6;
}

std::string kind_text(const Column& column) {
  switch (column.kind) {
    case Column::Kind::code:
      return "text required";
    case Column::Kind::county:
      return "region";
    case Column::Kind::sector:
      return "text";
    case Column::Kind::flag:
      return "boolean";
    case Column::Kind::day:
      return "date";
    case Column::Kind::number:
      return "number places " + std::to_string(column.places);
  }
  return "";
}

fangan::Package make_package() {
  std::string agencies = "```agency\n| name | kind | region |\n|---|---|---|\n";
  int code = 991001;
  for (const std::string_view county : bench::counties) {
    agencies += "| " + std::string(county) + " | 县区 | " + std::to_string(code++) + " |\n";
  }
  const std::string decisions =
      "\n```decision 能耗超限\non: 企业\n"
      "value: if 能耗 = null or 能耗限额 = null then null else 能耗 > 能耗限额\n```\n"
      "\n```decision 处置\non: 企业\n"
      "| F | 用地手续 | 环评手续 | 超标排放 | → 处置 |\n|---|---|---|---|---|\n"
      "| 1 | false | - | - | \"取缔\" |\n| 2 | - | false | - | \"取缔\" |\n"
      "| 3 | - | - | true | \"整治\" |\n| 4 | null | - | - | \"未核\" |\n"
      "| 5 | - | null | - | \"未核\" |\n| 6 | - | - | null | \"未核\" |\n"
      "| 7 | - | - | - | \"保留\" |\n```\n";
  std::string fields;
  for (const Column& column : bench::columns) {
    fields += "  " + std::string(column.name) + ": " + kind_text(column) + "\n";
  }
  fangan::Package package;
  package.name = "bench";
  package.files = {
      {"1.md", "# 方案\n"},
      {"plan.md", "```plan\ntitle: 方案\nlanguage: zh\ntext: [1.md]\nnotes: [registers.md]\n```\n"},
      {"registers.md",
       agencies + "```\n```register 企业\nkey: 统一社会信用代码\nfields:\n" + fields + "```\n" +
           decisions}};
  return package;
}

fangan::Plan make_plan() {
  fangan::Checked checked = fangan::check(make_package());
  if (!checked.plan) fail(checked.diagnostics);
  return std::move(*checked.plan);
}

void write_package(const std::string& folder) {
  for (const auto& file : make_package().files) {
    std::ofstream(std::filesystem::path(folder) / file.name, std::ios::binary) << file.bytes;
  }
}

void write_csv(uint64_t rows, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  for (size_t i = 0; i < bench::column_count; ++i) {
    out << (i == 0 ? "" : ",") << bench::columns[i].name;
  }
  out << "\n";
  bench::Row row;
  for (uint64_t index = 0; index < rows; ++index) {
    bench::make_row(index, &row);
    for (size_t i = 0; i < bench::column_count; ++i) {
      if (i > 0) out << ",";
      if (row[i].is_blank) continue;
      switch (bench::columns[i].kind) {
        case Column::Kind::flag:
          out << (row[i].number != 0 ? "true" : "false");
          break;
        case Column::Kind::day:
          out << Date::from_days(row[i].number).print();
          break;
        case Column::Kind::number:
          out << fangan::Decimal::from_scaled(row[i].number, bench::columns[i].places).print();
          break;
        default:
          out << row[i].text;
      }
    }
    out << "\n";
  }
}

bool is_text(const Column& column) {
  return column.kind == Column::Kind::code || column.kind == Column::Kind::county ||
         column.kind == Column::Kind::sector;
}

/// The baseline: typed columns, one statement, one transaction, the same settings of the library.
Spent insert_plainly(uint64_t rows, const std::string& path, const std::string& key) {
  Result<Database> opened = Database::open(path, fangan::OpenMode::create);
  const Database& database = check(opened);
  std::string columns;
  std::string marks;
  for (size_t i = 0; i < bench::column_count; ++i) {
    columns += (i == 0 ? "c" : ", c") + std::to_string(i) +
               (is_text(bench::columns[i]) ? " TEXT" : " INTEGER") + (i == 0 ? key : "");
    marks += i == 0 ? "?" : ",?";
  }
  check(database.execute("CREATE TABLE plain (" + columns + ") STRICT"));
  return measured("SQLite: prepared insert" + std::string(key.empty() ? "" : ", unique code"), [&] {
    check(database.execute("BEGIN IMMEDIATE"));
    fangan::Statement insert = database.prepare("INSERT INTO plain VALUES (" + marks + ")");
    bench::Row row;
    for (uint64_t index = 0; index < rows; ++index) {
      bench::make_row(index, &row);
      insert.reset();
      for (size_t i = 0; i < bench::column_count; ++i) {
        if (row[i].is_blank) {
          insert.bind_null();
        } else if (is_text(bench::columns[i])) {
          insert.bind_kept(row[i].text);
        } else {
          insert.bind(row[i].number);
        }
      }
      check(insert.run());
    }
    check(database.execute("COMMIT"));
  });
}

fangan::Value value_of(const Column& column, const bench::Cell& cell) {
  if (cell.is_blank) return {};
  switch (column.kind) {
    case Column::Kind::flag:
      return cell.number != 0;
    case Column::Kind::day:
      return Date::from_days(cell.number);
    case Column::Kind::number:
      return fangan::Decimal::from_scaled(cell.number, column.places);
    default:
      return cell.text;
  }
}

class Bench {
 public:
  Bench(uint64_t rows, const std::string& path) : rows_(rows), path_(path), plan_(make_plan()) {
    Result<std::unique_ptr<fangan::Store>> opened =
        fangan::Store::open(path, fangan::OpenMode::create);
    store_ = std::move(check(opened));
    check(store_->write([this](const Database& database) -> Result<Done> {
      const Result<fangan::RegisterMigration> done =
          fangan::migrate_registers(database, plan_, {"bench", "办公室", Moment{++clock_}, today});
      if (!done) return done.errors();
      return Done{};
    }));
  }

  Spent fill() {
    return measured("put with history, journal, digests", [this] {
      write([this](fangan::RegisterWriter* writer, const fangan::RegisterTable& table) {
        fangan::RowChange change;
        change.holds_from = today;
        change.step = "import";
        bench::Row row;
        for (uint64_t index = 0; index < rows_; ++index) {
          bench::make_row(index, &row);
          change.fields.clear();
          for (size_t i = 0; i < bench::column_count; ++i) {
            if (row[i].is_blank) continue;
            change.fields.emplace_back(i, value_of(bench::columns[i], row[i]));
          }
          const Result<fangan::WrittenRow> written = writer->put(table, change);
          if (!written) fail(written.errors());
        }
      });
    });
  }

  void update_one() {
    measured("update of one row", [this] {
      write([this](fangan::RegisterWriter* writer, const fangan::RegisterTable& table) {
        fangan::RowChange change;
        change.row = static_cast<int64_t>(rows_ / 2);
        change.holds_from = today;
        change.step = "edit";
        change.fields.emplace_back(18, fangan::Value(1));
        const Result<fangan::WrittenRow> written = writer->put(table, change);
        if (!written) fail(written.errors());
      });
    });
  }

  void edit_many(uint64_t rows) {
    measured("edit of " + std::to_string(rows) + " rows", [this, rows] {
      write([rows](fangan::RegisterWriter* writer, const fangan::RegisterTable& table) {
        for (uint64_t row = 1; row <= rows; ++row) {
          fangan::RowChange change;
          change.row = static_cast<int64_t>(row);
          change.holds_from = today;
          change.step = "import";
          change.fields.emplace_back(18, fangan::Value(2));
          const Result<fangan::WrittenRow> written = writer->put(table, change);
          if (!written) fail(written.errors());
        }
      });
    });
  }

  /// Page and total, as a page of the browser asks for them.
  void ask(const std::string& name, fangan::RowQuery query, const fangan::View& view = now()) {
    if (query.scope.regions.empty()) query.scope.all = true;
    int64_t total = 0;
    measured(name, [&] {
      check(store_->read([&](const Database& database) -> Result<Done> {
        const Result<fangan::RegisterTables> tables = fangan::RegisterTables::load(database, plan_);
        if (!tables) return tables.errors();
        fangan::RegisterReader reader(database, tables.value(), view);
        const fangan::RegisterTable& table = *tables.value().find("企业");
        const auto page = reader.page(table, query);
        if (!page) return page.errors();
        const Result<int64_t> count = reader.count(table, query);
        if (!count) return count.errors();
        total = count.value();
        return Done{};
      }));
    });
    std::printf("%40s of %ld rows\n", "", static_cast<long>(total));
  }

  void verify() {
    measured("verify", [this] {
      check(store_->read([](const Database& database) -> Result<Done> {
        const fangan::Diagnostics found = fangan::verify_journal(database, "");
        if (!found.empty()) return found;
        return Done{};
      }));
    });
  }

  static fangan::View now() { return {today, Moment{std::numeric_limits<int64_t>::max()}}; }
  int64_t clock() const { return clock_; }

 private:
  void write(
      const std::function<void(fangan::RegisterWriter*, const fangan::RegisterTable&)>& work) {
    check(store_->write([&](const Database& database) -> Result<Done> {
      const Result<fangan::RegisterTables> tables = fangan::RegisterTables::load(database, plan_);
      if (!tables) return tables.errors();
      fangan::RegisterAuthor author;
      author.account = "bench";
      author.agency = "办公室";
      author.at = Moment{++clock_};
      author.today = today;
      fangan::RegisterWriter writer(database, tables.value(), author, "import");
      work(&writer, *tables.value().find("企业"));
      return writer.close();
    }));
  }

  uint64_t rows_;
  std::string path_;
  fangan::Plan plan_;
  std::unique_ptr<fangan::Store> store_;
  int64_t clock_ = 0;
};

using Op = fangan::RowFilter::Op;

fangan::RowQuery where(std::vector<fangan::RowFilter> filters) {
  fangan::RowQuery query;
  query.where = std::move(filters);
  return query;
}

void ask_all(Bench* bench, uint64_t rows) {
  bench->ask("first page (cold)", {});
  bench->ask("first page", {});
  fangan::RowQuery query;
  query.offset = static_cast<int64_t>(rows / 2);
  bench->ask("page in the middle", query);
  bench->ask("filter: number above, flag set",
             where({{"煤耗", Op::between, {"350", ""}}, {"超标排放", Op::equal, {"是"}}}));
  bench->ask("filter: hardly any row", where({{"负债率", Op::equal, {"39.99"}}}));
  bench->ask("filter: blank", where({{"用电量", Op::blank, {}}}));
  bench->ask("filter: text contains", where({{"行业", Op::contains, {"C3"}}}));
  query = {};
  query.words = "C31";
  bench->ask("words", query);
  query = {};
  query.order = {{"投资额", true}};
  bench->ask("sort by a number", query);
  query.order = {{"行业", false}};
  bench->ask("sort by a text", query);
  query = {};
  query.scope.regions = {"991003"};
  bench->ask("first page of one county", query);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::string(argv[2]) == "--csv") {
    write_csv(std::stoull(argv[1]), argv[3]);
    return 0;
  }
  if (argc == 3 && std::string(argv[1]) == "--package") {
    write_package(argv[2]);
    return 0;
  }
  if (argc != 3) {
    std::cerr << "usage: bench_registers ROWS FOLDER | ROWS --csv FILE | --package FOLDER\n";
    return 2;
  }
  const uint64_t rows = std::stoull(argv[1]);
  const std::string folder = argv[2];
  bench::Row row;
  measured("making the rows", [&] {
    for (uint64_t i = 0; i < rows; ++i) bench::make_row(i, &row);
  });
  const Spent plain = insert_plainly(rows, folder + "/plain.db", "");
  std::printf("%-40s %10.0f MB\n", "its file", file_mb(folder + "/plain.db"));
  insert_plainly(rows, folder + "/unique.db", " UNIQUE");
  print_memory("memory so far, at most");
  Bench bench(rows, folder + "/store.db");
  const Spent put = bench.fill();
  std::printf("%-40s %10.2f    %10.2f\n", "times the plain insert", put.clock_ms / plain.clock_ms,
              put.processor_ms / plain.processor_ms);
  print_memory("memory so far, at most");
  std::printf("%-40s %10.0f MB\n", "store and its log", file_mb(folder + "/store.db"));
  ask_all(&bench, rows);
  bench.update_one();
  bench.update_one();
  bench.edit_many(rows / 10);
  bench.ask("first page of the past", {}, {today, Moment{bench.clock() - 1}});
  bench.verify();
  print_memory("memory, at most");
}
