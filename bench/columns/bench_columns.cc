// Rules over all enterprises at once: column/ beside hand-written loops over the same arrays.
//
//   bench_columns ROWS [--rules FILE] [--csv FILE] [--sums FILE]
//
// --csv writes the rows for another program, --sums what was found by county and sector, as text to
// compare. Both find the columns ready. Times are the least of several runs: processor time of one
// thread, the clock's of two.
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>

#include "by_hand.h"
#include "column/aggregate.h"
#include "column/compile.h"
#include "column/kernels.h"
#include "enterprises.h"
#include "feel/expression.h"
#include "value/print.h"

namespace {

using fangan::Value;
using namespace fangan::column;
namespace feel = fangan::feel;

struct Rule {
  std::string name;
  std::string text;
};

std::vector<Rule> read_rules(const std::string& path) {
  std::vector<Rule> rules;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const size_t colon = line.find(": ");
    if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
    rules.push_back({line.substr(0, colon), line.substr(colon + 2)});
  }
  return rules;
}

template <typename T>
Column numbers(const bench::Cells<T>& cells, int scale) {
  const std::vector<int64_t> wide(cells.data.begin(), cells.data.end());
  return number_column(wide, scale, cells.valid);
}

template <size_t count>
Column words(const bench::Bytes& numbers, const std::array<std::string_view, count>& known) {
  auto dictionary = std::make_shared<Dictionary>();
  for (const std::string_view word : known) dictionary->add(word);
  const std::vector<uint32_t> wide(numbers.begin(), numbers.end());
  return text_column(wide, std::move(dictionary));
}

Table table_of(const bench::Enterprises& all) {
  Table table(all.rows);
  table.add("county", words(all.county, bench::counties));
  table.add("sector", words(all.sector, bench::sectors));
  const std::pair<const char*, const bench::Bytes*> flags[] = {
      {"land", &all.land},           {"environment", &all.environment},
      {"business", &all.business},   {"quality", &all.quality},
      {"over", &all.over},           {"polluting", &all.polluting},
      {"livelihood", &all.livelihood}, {"licence", &all.licence},
      {"ultra_low", &all.ultra_low}, {"subsidised", &all.subsidised}};
  for (const auto& [name, flag] : flags) table.add(name, truth_column(*flag));
  table.add("coal", numbers(all.coal, 1));
  const std::vector<int64_t> days(all.life_end.data.begin(), all.life_end.data.end());
  table.add("life_end", date_column(days, all.life_end.valid));
  table.add("demolished", numbers(all.demolished, 0));
  table.add("stopped", numbers(all.stopped, 0));
  table.add("half", numbers(all.half, 0));
  table.add("loss", numbers(all.loss, 0));
  table.add("debt", numbers(all.debt, 2));
  table.add("investment", numbers(all.investment, 2));
  table.add("hw", numbers(all.hw, 2));
  table.add("intensity", numbers(all.intensity, 3));
  table.add("limit", numbers(all.limit, 3));
  table.add("kwh", numbers(all.kwh, 2));
  return table;
}

/// Processor time of all threads so far. Other programs on the machine disturb it less than the
/// clock. Units: nanoseconds.
double spent_ns() {
  timespec spent{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e9 + static_cast<double>(spent.tv_nsec);
}

/// Nanoseconds a row, the least of several runs: processor time of one thread, else the clock's.
double best(size_t rows, size_t threads, const std::function<void()>& work) {
  constexpr int runs = 15;
  double least = 1e300;
  for (int run = 0; run < runs; ++run) {
    const double start = spent_ns();
    const auto began = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::nano> passed =
        std::chrono::steady_clock::now() - began;
    const double spent = threads == 1 ? spent_ns() - start : passed.count();
    least = std::min(least, spent / static_cast<double>(rows));
  }
  return least;
}

void write_csv(const Table& table, const std::string& path) {
  std::ofstream file(path);
  for (size_t i = 0; i < table.size(); ++i) file << (i == 0 ? "" : ",") << table.name(i);
  file << '\n';
  for (size_t row = 0; row < table.rows(); ++row) {
    for (size_t i = 0; i < table.size(); ++i) {
      const Value value = table.at(i).value(row);
      file << (i == 0 ? "" : ",");
      if (value.is(fangan::ValueKind::string)) {
        file << value.text();
      } else if (value.is(fangan::ValueKind::date)) {
        file << value.date().print();
      } else if (!value.is_null()) {
        file << print(value);
      }
    }
    file << '\n';
  }
}

struct Compiled {
  feel::Scope scope;
  std::vector<feel::Expression> expressions;
  std::vector<Formula> formulas;
};

bool add_rule(const Rule& rule, const Table& table, Compiled* compiled) {
  feel::Compiled made = feel::compile(rule.text, compiled->scope);
  if (!made.expression) {
    std::printf("%s: %s\n", rule.name.c_str(),
                made.diagnostics.empty() ? "?" : made.diagnostics.front().code.c_str());
    return false;
  }
  compiled->expressions.push_back(*made.expression);
  compiled->formulas.push_back(
      formula_of(compiled->expressions.back().syntax(), compiled->scope, table));
  return true;
}

fangan::TypeKind type_of(Kind kind) {
  switch (kind) {
    case Kind::truth:
      return fangan::TypeKind::boolean;
    case Kind::date:
      return fangan::TypeKind::date;
    case Kind::text:
      return fangan::TypeKind::string;
    default:
      return fangan::TypeKind::number;
  }
}

/// Counts of each outcome of the rules that give words or truths, sums of the others.
std::vector<Grouping> groupings_of(const Program& program) {
  const size_t county = program.outputs().size() - 2;
  Grouping outcomes{std::nullopt, {county, county + 1}, {}};
  Grouping sums = outcomes;
  for (size_t i = 0; i < county; ++i) {
    const Output& output = program.outputs()[i];
    const bool is_small = output.kind == Kind::number && output.high - output.low < 16;
    if (output.kind == Kind::decimal || (output.kind == Kind::number && !is_small)) {
      sums.measures.push_back({Measure::Kind::sum, i});
    } else {
      outcomes.keys.push_back(i);
    }
  }
  return {outcomes, sums};
}

std::string text_of(const Value& value) {
  if (value.is_null()) return "";
  if (value.is(fangan::ValueKind::number)) return value.number().print_normal();
  return value.is(fangan::ValueKind::string) ? value.text() : print(value);
}

std::string text_of(const std::vector<Groups>& found) {
  std::vector<std::string> lines;
  for (const Groups& groups : found) {
    for (const Group& group : groups.groups) {
      std::string line;
      for (const Value& key : group.keys) line += text_of(key) + ",";
      line += std::to_string(group.rows);
      for (const Group::Measured& each : group.measured) line += "," + text_of(each.value);
      lines.push_back(std::move(line));
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string amount(int64_t cells, int places) {
  return fangan::Decimal::from_scaled(cells, places).print_normal();
}

/// The same lines from what was written by hand.
std::string text_of(const bench::by_hand::Sums& sums, const bench::Enterprises& all,
                    const bench::by_hand::Found& found) {
  using namespace bench::by_hand;
  std::vector<std::string> lines;
  std::vector<uint64_t> rows(place_count);
  std::vector<uint64_t> subsidies(place_count);
  std::vector<uint64_t> surcharges(place_count);
  for (size_t row = 0; row < all.rows; ++row) {
    const size_t place = all.county[row] * sector_count + all.sector[row];
    ++rows[place];
    subsidies[place] += found.subsidy.valid[row];
    surcharges[place] += found.surcharge.valid[row];
  }
  const char* const disposals[] = {"none", "rectify and resume", "stop and rectify", "ban"};
  const char* const exits[] = {"keep", "must exit", "exit accepted"};
  const char* const truths[] = {"false", "", "true"};
  for (size_t place = 0; place < place_count; ++place) {
    const size_t county = place / sector_count;
    const size_t sector = place % sector_count;
    const std::string where =
        std::string(county == 0 ? "" : bench::counties[county - 1]) + "," +
        std::string(sector == 0 ? "" : bench::sectors[sector - 1]) + ",";
    for (size_t outcome = 0; outcome < outcome_count; ++outcome) {
      const uint32_t count = sums.outcomes[place * outcome_count + outcome];
      if (count == 0) continue;
      lines.push_back(where + disposals[outcome / 27] + "," + exits[outcome / 9 % 3] + "," +
                      truths[outcome / 3 % 3] + "," + std::to_string(outcome % 3) + "," +
                      std::to_string(count));
    }
    if (rows[place] == 0) continue;
    lines.push_back(where + std::to_string(rows[place]) + "," +
                    (subsidies[place] == 0 ? "" : amount(sums.subsidy[place], 2)) + "," +
                    (surcharges[place] == 0 ? "" : amount(sums.surcharge[place], 3)));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

void compare_with_hand(const bench::Enterprises& all, const std::string& expected, double* fused,
                       double* kept) {
  bench::by_hand::Found found(all.rows);
  const bench::by_hand::Sums sums = bench::by_hand::run(all, &found, 1);
  const bool is_same = text_of(sums, all, found) == expected;
  std::printf("by hand: sums %s\n", is_same ? "are the same to the cent" : "DIFFER");
  for (const size_t threads : {1, 2}) {
    const double summed =
        best(all.rows, threads, [&] { bench::by_hand::run(all, nullptr, threads); });
    const double both =
        best(all.rows, threads, [&] { bench::by_hand::run(all, &found, threads); });
    std::printf("by hand\t%zu threads\tsums %.2f\tvalues and sums %.2f ns a row\t"
                "column/ takes %.2f and %.2f times that\n",
                threads, summed, both, fused[threads - 1] / summed, kept[threads - 1] / both);
  }
}

}  // namespace

int main(int count, char** arguments) {
  size_t rows = 1'000'000;
  std::string rules_path = "bench/columns/rules.feel";
  std::string csv;
  std::string sums_path;
  bool is_own = false;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    const auto next = [&] { return std::string(i + 1 < count ? arguments[++i] : ""); };
    if (argument == "--rules") {
      rules_path = next();
      is_own = true;
    } else if (argument == "--csv") {
      csv = next();
    } else if (argument == "--sums") {
      sums_path = next();
    } else {
      rows = std::stoull(argument);
    }
  }
  const bench::Enterprises all(rows);
  const Table table = table_of(all);
  size_t bytes = 0;
  Compiled compiled;
  for (size_t i = 0; i < table.size(); ++i) {
    compiled.scope.add_variable(table.name(i), type_of(table.at(i).kind));
    bytes += table.at(i).size_bytes();
  }
  if (!csv.empty()) write_csv(table, csv);
  std::vector<Rule> rules = read_rules(rules_path);
  rules.push_back({"county", "county"});
  rules.push_back({"sector", "sector"});
  for (const Rule& rule : rules) {
    if (!add_rule(rule, table, &compiled)) return 1;
  }
  const auto start = std::chrono::steady_clock::now();
  const Program program = compile(table, compiled.formulas);
  const std::chrono::duration<double, std::micro> spent =
      std::chrono::steady_clock::now() - start;
  std::printf("columns: %zu rows, %zu MB, kernels %s; compiled in %.0f us: %zu steps, %zu of them "
              "row by row\n",
              rows, bytes / 1'000'000, std::string(kernels().name).c_str(), spent.count(),
              program.step_count(), program.row_step_count());
  const std::vector<Grouping> groupings = groupings_of(program);
  double fused[2] = {0, 0};
  double kept[2] = {0, 0};
  std::string text;
  for (const size_t threads : {1, 2}) {
    std::vector<Groups> found;
    fused[threads - 1] =
        best(rows, threads, [&] { found = aggregate(program, table, groupings, threads); });
    text = text_of(found);
    std::vector<Column> columns = program.run(table, threads);
    const double values = best(rows, threads, [&] { program.run(table, &columns, threads); });
    kept[threads - 1] = values + fused[threads - 1];
    std::printf("columns\t%zu threads\tsums %.2f\tvalues %.2f ns a row\n", threads,
                fused[threads - 1], values);
  }
  if (!sums_path.empty()) std::ofstream(sums_path) << text;
  if (!is_own) compare_with_hand(all, text, fused, kept);
  return 0;
}
