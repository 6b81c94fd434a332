// From a change of one row to the new lights, with all targets of a package open: a register of the
// package is grown to so many rows, figures are asked for cold, and then after each change.
//
//   bench_figures PACKAGE REGISTER ROWS KEY FIELD VALUE OTHER [DECISION]
//
// With a decision it is asked of all rows instead.
//
// FIELD of a random row becomes VALUE and OTHER in turn, and back. Rows are grown from those of the
// package's own table: each is repeated with another text in the field KEY. run.sh says what came
// of it.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "../measured.h"
#include "service/package_folder.h"
#include "service/service.h"

namespace {

using namespace fangan;

const Actor office{"bench", "bench", "", {"office"}};
constexpr int changes = 30;

/// Milliseconds by the clock and of processor time.
struct Spent {
  double wall_ms = 0;
  double processor_ms = 0;
};

template <typename Work>
Spent measure(const Work& work) {
  const double before = processor_ms();
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
  return {wall.count(), processor_ms() - before};
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found(1);
  for (const char each : line) {
    if (each == ',') {
      found.emplace_back();
    } else {
      found.back() += each;
    }
  }
  return found;
}

/// A table without quotes, with `rows` rows made of those it has; cell `varied` tells them apart.
std::string grown(const std::string& csv, size_t rows, const std::string& varied) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < csv.size();) {
    const size_t end = std::min(csv.find('\n', at), csv.size());
    lines.push_back(csv.substr(at, end - at));
    at = end + 1;
  }
  const std::vector<std::string> titles = cells(lines.front());
  const auto place = std::find(titles.begin(), titles.end(), varied) - titles.begin();
  std::string text = lines.front() + "\n";
  for (size_t i = 0; i < rows; ++i) {
    std::vector<std::string> row = cells(lines[1 + i % (lines.size() - 1)]);
    if (i >= lines.size() - 1) row[static_cast<size_t>(place)] += "-" + std::to_string(i);
    for (size_t cell = 0; cell < row.size(); ++cell) text += (cell == 0 ? "" : ",") + row[cell];
    text += "\n";
  }
  return text;
}

void print(const char* name, std::vector<Spent> all) {
  const auto by_wall = [](const Spent& left, const Spent& right) {
    return left.wall_ms < right.wall_ms;
  };
  std::sort(all.begin(), all.end(), by_wall);
  const Spent& median = all[all.size() / 2];
  std::printf("%-44s %9.1f ms %9.1f ms of processor   slowest %.1f ms\n", name, median.wall_ms,
              median.processor_ms, all.back().wall_ms);
}

struct Asked {
  std::string package;
  std::string name;
  size_t rows = 0;
  std::string key;
  std::string field;
  std::string values[2];
  std::string decision;
};

class Bench {
 public:
  Bench(const Asked& asked, const std::string& store) : asked_(asked) {
    ServiceOptions options;
    options.store_path = store;
    options.today = take(Date::parse("2018-03-01"), "day");
    service_ = take(Service::open(options), "store");
  }

  void load() {
    Package package = take(read_package_folder(asked_.package), "package");
    for (PackageFile& file : package.files) {
      const bool is_it = file.name == "data/" + asked_.name + ".csv";
      if (is_it) file.bytes = grown(file.bytes, asked_.rows, asked_.key);
    }
    plan_ = package.name;
    take(service_->load_package(package, "bench"), "package");
    Sources sources;
    int64_t rows = 0;
    const Spent spent = measure([&] {
      rows = take(service_->load_data(plan_, [](const std::string&, int64_t) {}, &sources), "data");
    });
    std::printf("%lld rows loaded in %.1f s\n", static_cast<long long>(rows),
                spent.wall_ms / 1e3);
  }

  void run() {
    print("all figures, cold", {measure([this] { lights(); })});
    print("all figures, nothing changed", {measure([this] { lights(); })});
    print("the document with them", {measure([this] { document(); })});
    RegisterRequest request;
    request.count = 500;
    const Json page =
        take(service_->register_page(office, plan_, asked_.name, {}, request), "page");
    for (const Json& row : page["rows"].items()) {
      rows_.emplace_back(row["id"].text(), std::stoull(row["version"].text()));
    }
    std::vector<Spent> written;
    std::vector<Spent> lit;
    std::vector<Spent> told;
    int moved = 0;
    std::string last = document();
    for (int turn = 0; turn < changes; ++turn) {
      written.push_back(measure([&] { change(turn); }));
      lit.push_back(measure([this] { lights(); }));
      std::string now;
      told.push_back(measure([&] { now = document(); }));
      moved += now == last ? 0 : 1;
      last = std::move(now);
    }
    print("a change of one row, until it is committed", written);
    print("from there until all lights are made", lit);
    print("and until the document with them is told", told);
    std::printf("changes that moved a figure: %d of %d\n", moved, changes);
  }

  void decide() {
    DecisionRequest request;
    request.register_name = asked_.name;
    request.query.count = 100;
    std::vector<Spent> spent;
    for (int turn = 0; turn < 5; ++turn) {
      spent.push_back(measure([&] {
        take(service_->decision(office, plan_, asked_.decision, {}, request), "decision");
      }));
    }
    print("the decision of all rows", spent);
  }

 private:
  void lights() const { take(service_->plans(office, {}), "lights"); }
  std::string document() const {
    return take(service_->document(office, plan_, {}), "document").print();
  }
  void change(int turn) {
    auto& [id, version] = rows_[random_() % rows_.size()];
    RowRequest request;
    request.version = version;
    request.fields = Json::object({{asked_.field, asked_.values[turn % 2]}});
    const Json answer =
        take(service_->change_row(office, plan_, asked_.name, id, request), "change");
    version = std::stoull(answer["row"]["version"].text());
  }

  const Asked& asked_;
  std::unique_ptr<Service> service_;
  std::string plan_;
  std::vector<std::pair<std::string, uint64_t>> rows_;
  std::mt19937_64 random_{6};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 8 && argc != 9) {
    std::cerr << "usage: bench_figures PACKAGE REGISTER ROWS KEY FIELD VALUE OTHER [DECISION]\n";
    return 2;
  }
  const Asked asked{argv[1], argv[2], std::stoul(argv[3]),  argv[4],
                    argv[5], {argv[6], argv[7]}, argc == 9 ? argv[8] : ""};
  std::string folder = (std::filesystem::temp_directory_path() / "bench-figures-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 1;
  {
    Bench bench(asked, folder + "/store.db");
    bench.load();
    if (asked.decision.empty()) {
      bench.run();
    } else {
      bench.decide();
    }
  }
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf("memory %ld MB\n", used.ru_maxrss / 1024);
  std::filesystem::remove_all(folder);
}
