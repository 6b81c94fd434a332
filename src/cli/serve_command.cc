// serve: one process for the app and its interface.
#include <filesystem>
#include <iostream>

#include "cli/command.h"
#include "http/answers.h"
#include "http/routes.h"
#include "http/server.h"
#include "service/package_folder.h"
#include "service/service.h"
#include "store/store_lock.h"

namespace fangan {
namespace {

/// "127.0.0.1:8017" or "[::1]:8017".
Result<ServerOptions> read_address(const std::string& text) {
  ServerOptions options;
  const size_t colon = text.rfind(':');
  const Result<Decimal> port = colon == std::string::npos ? Result<Decimal>(problem("CLI-A004"))
                                                          : Decimal::parse(text.substr(colon + 1));
  const bool fits = colon > 0 && port && port.value().is_integer() && !port.value().is_negative() &&
                    port.value() <= Decimal(65535);
  if (!fits) return problem("CLI-A004", {{"address", text}});
  options.host = text.substr(0, colon);
  if (options.host.size() > 2 && options.host.front() == '[') {
    options.host = options.host.substr(1, options.host.size() - 2);
  }
  if (options.host == "localhost") options.host = "127.0.0.1";
  options.port = static_cast<uint16_t>(port.value().to_int64().value());
  return options;
}

Result<Done> load_folders(Service* service, const std::vector<std::string>& folders,
                          Sources* sources) {
  for (const std::string& folder : folders) {
    const Result<Package> package = read_package_folder(folder);
    if (!package) return package.errors();
    const Result<Done> loaded =
        service->load_package(package.value(), "serve", Reload::if_new, sources);
    if (!loaded) return loaded;
  }
  return Done{};
}

/// Rows of examples, once, for a demonstration store.
Result<Done> load_data(Service* service, Sources* sources) {
  for (const std::string& plan : service->plan_ids()) {
    const auto told = [&plan](const std::string& name, int64_t rows) {
      std::cout << "数据 data:  " << plan << "/" << name << "  " << rows << "\n" << std::flush;
    };
    const Result<int64_t> loaded = service->load_data(plan, told, sources);
    if (!loaded) return loaded.errors();
  }
  return Done{};
}

void greet(Service* service, const std::string& address,
           const std::vector<DemonstrationAccount>& accounts) {
  std::cout << "fangan " FANGAN_VERSION "\n"
            << "网址 address:  http://" << address << "/\n";
  if (const std::string token = service->setup_token(); !token.empty()) {
    std::cout << "第一位管理员（链接只能用一次） first administrator (one-time link):\n"
              << "  http://" << address << "/setup?token=" << token << "\n";
  }
  if (!accounts.empty()) {
    std::cout << "演示库，日期固定为 demonstration store, its day is fixed at "
              << service->today().print() << "\n演示账号 demonstration accounts:\n";
    for (const DemonstrationAccount& account : accounts) {
      std::cout << "  " << account.name << "  " << account.password << "  " << account.display
                << "\n";
    }
  }
  std::cout << std::flush;
}

}  // namespace

ExitCode serve_command(const ServeOptions& options) {
  Result<ServerOptions> address = read_address(options.listen);
  if (!address) return refuse(address.errors());
  ServiceOptions service_options;
  service_options.store_path = options.store;
  if (!options.today.empty()) {
    const Result<Date> today = Date::parse(options.today);
    if (!today) return refuse(today.errors());
    service_options.today = today.value();
  }
  const std::filesystem::path folder = std::filesystem::path(options.store).parent_path();
  std::error_code ignored;
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  const Result<StoreLock> lock = StoreLock::take(options.store);
  if (!lock) return refuse(lock.errors());
  const Result<std::unique_ptr<Service>> service = Service::open(service_options);
  if (!service) return refuse(service.errors());
  Sources sources;
  const Result<Done> loaded = load_folders(service.value().get(), options.folders, &sources);
  if (!loaded) return refuse(loaded.errors(), sources);
  const Result<Done> data = load_data(service.value().get(), &sources);
  if (!data) return refuse(data.errors(), sources);
  Result<Assets> assets = Assets::load(options.assets);
  if (!assets) return refuse(assets.errors());
  const Router router(service.value().get(), std::move(assets).value());
  const auto refusal = [](const char* code) {
    HttpResponse response = error_answer({problem(code)});
    add_security_headers(&response);
    return response;
  };
  HttpServer server(
      address.value(), [&router](const HttpRequest& request) { return router.answer(request); },
      [&router](const HttpRequest& head) { return router.admit(head); },
      {refusal("HTTP-R004"), refusal("HTTP-R007")});
  const Result<Done> listening = server.listen();
  if (!listening) return refuse(listening.errors());
  const Result<std::vector<DemonstrationAccount>> accounts =
      service.value()->demonstration_accounts();
  if (!accounts) return refuse(accounts.errors());
  const bool six = address.value().host.find(':') != std::string::npos;
  const std::string host = six ? "[" + address.value().host + "]" : address.value().host;
  service.value()->start_background();
  greet(service.value().get(), host + ":" + std::to_string(server.port()), accounts.value());
  server.run();
  return ExitCode::done;
}

}  // namespace fangan
