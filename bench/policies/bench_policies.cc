// Decisions, ledgers of policies and what-ifs over a long register: processor time when they are
// asked for the first time and again.
//
//   cmake --build build --target bench_policies
//   build/bench_policies PACKAGE REGISTER ROWS DAYS FIELD [POLICY PARAMETER VALUE]
//
// The rows are those of data/REGISTER.csv of the package, repeated with another text in FIELD, each
// there from one of so many days on. All decisions on the register are asked of all of its rows,
// with the first page of them, today and on a past day. POLICY is one of that register, PARAMETER
// one it rests on.
// Expected on one core, with a register grown to 100,000 rows from 250 days: a decision 0.3 s, a
// ledger 6 s at first, 14 s for a what-if, 1 ms again.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "../measured.h"
#include "document/csv.h"
#include "service/package_folder.h"
#include "service/service.h"

namespace {

using namespace fangan;

const Actor office{"bench", "bench", "", {"office"}};

template <typename Work>
void measure(const char* what, const Work& work) {
  const double before = processor_ms();
  const std::string told = work();
  std::printf("%-40s %10.1f ms  %s\n", what, processor_ms() - before, told.c_str());
  std::fflush(stdout);
}

/// The file of a register with so many rows, from the first day of the plan on.
std::string grown(const std::string& bytes, size_t rows, int days, const std::string& field) {
  const std::vector<CsvRow> csv = take(read_csv(bytes), "rows");
  std::vector<std::string> columns = csv.front().cells;
  const auto place = [&columns](const std::string& name) {
    return static_cast<size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
  };
  const size_t text = place(field);
  const size_t since = place("自");
  if (since == columns.size()) columns.emplace_back("自");
  std::string file = print_csv(columns);
  const Date first = Date::parse("2017-10-12").value();
  for (size_t i = 0; i < rows; ++i) {
    std::vector<std::string> cells = csv[1 + i % (csv.size() - 1)].cells;
    cells.resize(columns.size());
    // Rows of other registers refer to those of the file.
    if (i + 1 >= csv.size()) cells[text] += std::to_string(i);
    cells[since] = add_days(first, static_cast<int64_t>(i * 7919 % static_cast<size_t>(days)))
                       .print();
    file += print_csv(cells);
  }
  return file;
}

/// Every decision on the register, asked for its first page and the counts over all rows.
void measure_decisions(const Service& service, const std::string& package,
                       const std::string& register_name) {
  const Json all = take(service.decisions(office, package, {}), "decisions");
  for (const Json& decision : all["decisions"].items()) {
    for (const Json& on : decision["on"].items()) {
      if (on["name"].text() != register_name) continue;
      DecisionRequest request;
      request.register_name = register_name;
      request.query.count = 50;
      const std::string name = decision["name"].text();
      ViewRequest past;
      past.as_of = Date::parse("2018-02-01").value();
      const std::pair<const char*, ViewRequest> turns[] = {
          {"first", {}}, {"again", {}}, {"past", past}};
      for (const auto& [time, view] : turns) {
        measure((name + ", " + time).c_str(), [&, &view = view] {
          const Json page =
              take(service.decision(office, package, name, view, request), "decision");
          return page["counts"]["total"].print() + " rows";
        });
      }
    }
  }
}

/// `arguments`: those of the program.
void measure_policy(const Service& service, const std::string& package, char** arguments) {
  const std::string policy = arguments[6];
  const std::string values = Json::object({{arguments[7], Json(arguments[8])}}).print();
  const auto ledger = [&] {
    const Json json = take(service.policy(office, package, policy, {}, 0, 100), "policy");
    return json["sums"].print();
  };
  const auto what_if = [&] {
    const Json json = take(service.what_if(office, package, {}, {values, ""}), "what-if");
    return std::to_string(json["changed"].items().size()) + " rules change";
  };
  const auto all = [&] {
    const Json json = take(service.policies(office, package, {}), "policies");
    return std::to_string(json["policies"].items().size()) + " policies";
  };
  measure("one ledger, first", ledger);
  measure("one ledger, again", ledger);
  measure("all policies, first", all);
  measure("all policies, again", all);
  measure("what if, first", what_if);
  measure("what if, again", what_if);
}

int run(char** arguments, bool with_policy) {
  const std::string register_name = arguments[2];
  Package package = take(read_package_folder(arguments[1]), "package");
  for (PackageFile& file : package.files) {
    if (file.name != "data/" + register_name + ".csv") continue;
    file.bytes = grown(file.bytes, std::stoul(arguments[3]), std::stoi(arguments[4]),
                       arguments[5]);
  }
  const auto folder = std::filesystem::temp_directory_path() / "bench-policies";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  ServiceOptions options;
  options.store_path = (folder / "store.db").string();
  options.today = Date::parse("2018-12-31").value();
  const auto service = take(Service::open(options), "store");
  take(service->load_package(package, "bench"), "package");
  Sources sources;
  measure("rows stored", [&] {
    const auto ignore = [](const std::string&, int64_t) {};
    return std::to_string(take(service->load_data(package.name, ignore, &sources), "data"));
  });
  measure_decisions(*service, package.name, register_name);
  if (with_policy) measure_policy(*service, package.name, arguments);
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 6 && count != 9) {
    std::cerr << "bench_policies PACKAGE REGISTER ROWS DAYS FIELD [POLICY PARAMETER VALUE]\n";
    return 2;
  }
  return run(arguments, count == 9);
}
