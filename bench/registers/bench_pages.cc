// Pages of the register of run.sh as the service gives them, rows, total and examples together,
// from a store that `fangan import` has filled, and what decisions say of all of its rows. Each is
// asked for five times; the median counts.
//
//   bench_pages STORE PLAN
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <vector>

#include "../measured.h"
#include "service/service.h"

namespace {

using fangan::Actor;
using fangan::Result;

const Actor office{"bench", "bench", "", {"office"}};

void ask(const fangan::Service& service, const std::string& plan, const std::string& name,
         const Actor& actor, const fangan::RegisterRequest& request,
         const fangan::ViewRequest& view = {}) {
  std::vector<double> spent_ms;
  std::string total;
  for (int turn = 0; turn < 5; ++turn) {
    const auto start = std::chrono::steady_clock::now();
    const Result<fangan::Json> page = service.register_page(actor, plan, "企业", view, request);
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - start;
    if (!page) {
      std::cerr << name << ": " << page.error().code << "\n";
      std::exit(1);
    }
    spent_ms.push_back(spent.count());
    total = page.value()["total"].text();
  }
  std::sort(spent_ms.begin(), spent_ms.end());
  std::printf("%-40s %10.1f ms   of %s rows\n", name.c_str(), spent_ms[2], total.c_str());
}

/// The first page of a decision, with the counts over all rows.
void decide(const fangan::Service& service, const std::string& plan, const std::string& name) {
  std::vector<double> spent_ms;
  std::string total;
  for (int turn = 0; turn < 5; ++turn) {
    const double before = processor_ms();
    const fangan::Json page = take(service.decision(office, plan, name, {}, {}), "decision");
    spent_ms.push_back(processor_ms() - before);
    total = page["counts"]["total"].text();
  }
  std::sort(spent_ms.begin(), spent_ms.end());
  std::printf("%-40s %10.1f ms   of %s rows, of processor\n", ("decision: " + name).c_str(),
              spent_ms[2], total.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: bench_pages STORE PLAN\n";
    return 2;
  }
  const std::string plan = argv[2];
  fangan::ServiceOptions options;
  options.store_path = argv[1];
  const Result<std::unique_ptr<fangan::Service>> opened = fangan::Service::open(options);
  if (!opened) {
    std::cerr << opened.error().code << "\n";
    return 1;
  }
  const fangan::Service& service = *opened.value();
  const Result<Actor> county = service.stand_in(plan, "丙县");
  if (!county) {
    std::cerr << county.error().code << "\n";
    return 1;
  }
  fangan::RegisterRequest request;
  ask(service, plan, "page: the first", office, request);
  ask(service, plan, "page: the first of one county", county.value(), request);
  request.where = R"([{"field":"所在县区","op":"=","values":["丙县"]}])";
  ask(service, plan, "page: a county chosen by the office", office, request);
  request.where =
      R"([{"field":"煤耗","op":"between","values":["350",""]},)"
      R"({"field":"超标排放","op":"=","values":["是"]}])";
  ask(service, plan, "page: filter by a number and a flag", office, request);
  ask(service, plan, "page: the same of one county", county.value(), request);
  request.where.clear();
  fangan::ViewRequest yesterday;
  yesterday.as_of = fangan::Date::from_days(service.today().days_since_1970() - 1);
  ask(service, plan, "page: as of yesterday", office, request, yesterday);
  decide(service, plan, "能耗超限");
  decide(service, plan, "处置");
}
