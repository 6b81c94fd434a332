// Every row of the interface, asked by one county: status, headers and body are the same, byte by
// byte, whether or not another county has reported. The rows are taken from the table itself, so
// that a new one cannot be forgotten here.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "http/request_text.h"
#include "http/routes.h"
#include "http/shown_answer_test.h"
#include "service/package_folder.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

constexpr const char* white = "白石县";
constexpr const char* black = "黑水县";
constexpr const char* drip = "滴灌改造";
constexpr const char* node = "2020-12-31";

enum class Neighbour : uint8_t { absent, busy };

std::string encoded(const std::string& text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string code;
  for (const char c : text) {
    code += '%';
    code += digits[static_cast<unsigned char>(c) >> 4];
    code += digits[static_cast<unsigned char>(c) & 15];
  }
  return code;
}

class Town {
 public:
  Town() : path_(fs::temp_directory_path() / ("fangan_town_" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    std::ofstream(path_ / "index.html") << "<title>fangan</title>";
    ServiceOptions options;
    options.store_path = (path_ / "store.db").string();
    options.today = Date::of(2020, 6, 1).value();
    service_ = std::move(Service::open(options)).value();
    Package package = read_package_folder(FANGAN_SOURCE_DIR "/cases/service/package").value();
    package.name = "water";
    EXPECT_TRUE(bool(service_->load_package(package, "test")));
    router_ = std::make_unique<Router>(service_.get(), Assets::load(path_.string()).value());
    const Actor root{"root", "root", "", {"admin"}};
    const Json made = service_->add_account(root, {"white", "white", white, {"county"}}).value();
    token_ = service_->sign_in("white", made["password"].text()).value().token;
  }
  ~Town() { fs::remove_all(path_); }
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;

  Service* operator->() { return service_.get(); }
  Actor as(const std::string& agency) const { return service_->stand_in("water", agency).value(); }

  HttpResponse ask(const std::string& method, const std::string& target, const std::string& body,
                   const std::string& known_tag = "", const std::string& encoding = "") {
    HttpRequest request;
    request.method = method;
    split_target(target, &request);
    request.body = body;
    request.headers = {{"cookie", "fangan_session=" + token_},
                       {"content-type", "application/json"},
                       {"accept-encoding", encoding},
                       {"if-none-match", known_tag}};
    const Json session = service_->session(service_->actor_of(token_), token_);
    request.headers.emplace_back("x-fangan-token", session["token"].text());
    return router_->answer(request);
  }

  void add_well(const std::string& county, const std::string& town) {
    RowRequest request;
    request.fields = Json::object(
        {{"乡镇", town}, {"井号", "1"}, {"所在县", county}, {"联系电话", "138"}});
    EXPECT_TRUE(bool(service_->add_row(as("办公室"), "water", "机井", request)));
    request.fields = Json::object({{"县", county}, {"日期", "2020-05-01"}, {"井", town + "/1"}});
    EXPECT_TRUE(bool(service_->add_row(as("办公室"), "water", "巡查", request)));
  }

  void report(const std::string& county, const std::string& value) {
    ReportRequest request;
    request.target = drip;
    request.node = node;
    request.share = county;
    request.value = value;
    EXPECT_TRUE(bool(service_->report(as(county), "water", request)));
  }

 private:
  fs::path path_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Router> router_;
  std::string token_;
};

constexpr const char* body = R"({"version":1,"fields":{"井深":"7"},"why":"误","views":[],
  "field":"联系电话","node":"2020-12-31","target":"滴灌改造",
  "share":"黑水县","value":"1","reason":"x","state":"done","today":"2020-06-02","id":"x1",
  "files":[],"nodes":[],"name":"white2","display":"w","agency":"黑水县","roles":["office"],
  "token":"none","password":"wrong","old":"wrong","new":"long enough password",
  "text":"一、目标。2020年完成1个。"})";

/// The addresses a row is asked at: what is there, what is the neighbour's, what is not there.
std::vector<std::string> addresses(const std::string& pattern) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> parts = {
      {":plan", {"water"}},
      {":register", {"机井", "巡查", "节水名录", "单位", "目标", "无"}},
      {":name", {white, black, drip, "水库清淤", "推广滴灌", "市水利局", "无"}},
      {":block", {drip, "推广滴灌", "无"}},
      {":number", {"1", "2"}},
      {":job", {"1", "2"}},
      {":row",
       {"东乡/1", "南乡/1", std::string(drip) + "/" + node + "/" + black + "/1",
        std::string(drip) + "/" + node + "/" + white + "/9"}},
      {":hash", {std::string(64, 'a')}},
      {":draft", {"1", "2"}}};
  std::vector<std::string> all = {pattern};
  for (const auto& [hole, values] : parts) {
    std::vector<std::string> filled;
    for (const std::string& address : all) {
      const size_t at = address.find(hole);
      if (at == address.npos) {
        filled.push_back(address);
        continue;
      }
      for (const std::string& value : values) {
        std::string one = address;
        filled.push_back(one.replace(at, hole.size(), encoded(value)));
      }
    }
    all = filled;
  }
  return all;
}

std::string everything(Town& town) {
  std::string all;
  for (std::vector<Route> (*routes)() : {reading_routes, work_routes, register_routes,
                                         rule_routes, block_routes, draft_routes,
                                         administration_routes, session_routes}) {
    for (const Route& route : routes()) {
      const bool ends_session = route.pattern == "/api/sign-out";
      if (ends_session || route.pattern == "/api/events") continue;
      for (const std::string& address : addresses(route.pattern)) {
        for (const char* query : {"", "?as_of=2020-05-31", "?q=%E5%8E%BF&plan=water&limit=2",
                                  "?words=%E4%B9%A1&count=1&from=2020-04-01&to=2020-06-01"}) {
          if (route.method != "GET" && *query != '\0') continue;
          const HttpResponse response = town.ask(route.method, address + query, body);
          all += route.method + " " + address + query + "\n" + shown(response);
        }
      }
    }
  }
  return all;
}

std::string life(Neighbour neighbour) {
  Town town;
  const auto split = [&town](const std::vector<ShareEntry>& rows, const std::string& reserve) {
    const Actor office = town.as("办公室");
    EXPECT_TRUE(bool(town->set_shares(office, "water", drip, {{node, reserve, 0, rows}})));
  };
  const bool busy = neighbour == Neighbour::busy;
  if (busy) {
    town.add_well(black, "南乡");
    EXPECT_TRUE(bool(town->start_import(town.as(black), "water", "机井", "a.csv",
                                        "乡镇,井号,所在县\n南乡,2,黑水县\n")));
    EXPECT_TRUE(bool(town->work()));
  }
  town.add_well(white, "东乡");
  if (busy) {
    split({{white, "400", 0}, {black, "300", 0}}, "300");
    town.report(black, "100");
    EXPECT_TRUE(bool(town->accept(town.as("办公室"), "water",
                                  std::string(drip) + "/" + node + "/" + black + "/1", 1)));
    town.report(black, "120");
  } else {
    split({{white, "400", 0}}, "600");
  }
  town.report(white, "200");
  // What was known before the neighbour's next report is still what is there.
  std::string tag;
  for (const auto& [name, value] : town.ask("GET", "/api/plans/water", "").headers) {
    if (name == "ETag") tag = value;
  }
  if (busy) town.report(black, "130");
  const HttpResponse again = town.ask("GET", "/api/plans/water", "", tag);
  EXPECT_EQ(again.status, 304);
  return shown(again) + shown(town.ask("GET", "/api/plans/water", "", "", "gzip")) +
         everything(town);
}

TEST(RegistersByHttp, TheSecondWriterGetsTheRowAsTheFirstLeftIt) {
  Town town;
  town.add_well(white, "东乡");
  const std::string address = "/api/plans/water/registers/" + encoded("机井") + "/rows/" +
                              encoded("东乡/1");
  const auto change = [&](const char* depth) {
    return town.ask("POST", address,
                    std::string(R"({"version":1,"fields":{"井深":")") + depth + "\"}}");
  };
  EXPECT_EQ(change("10").status, 200);
  const HttpResponse late = change("20");
  EXPECT_EQ(late.status, 409);
  const Json answer = parse_json(late.body).value();
  EXPECT_EQ(answer["errors"].items()[0]["code"].text(), "SVC-W001");
  EXPECT_EQ(answer["theirs"]["values"]["井深"].text(), "10");
  EXPECT_EQ(answer["theirs"]["version"].text(), "2");
}

TEST(TwoCountiesByHttp, EveryAnswerToOneIsTheSameWithoutTheOther) {
  const std::string alone = life(Neighbour::absent);
  const std::string beside = life(Neighbour::busy);
  ASSERT_GT(alone.size(), 20'000u) << "this compares next to nothing";
  EXPECT_NE(alone.find("Content-Encoding: gzip"), alone.npos);
  size_t at = 0;
  while (at < std::min(alone.size(), beside.size()) && alone[at] == beside[at]) ++at;
  EXPECT_TRUE(alone == beside) << "first difference: " << alone.substr(at > 300 ? at - 300 : 0, 500)
                               << "\n--- beside the neighbour ---\n"
                               << beside.substr(at > 300 ? at - 300 : 0, 500);
}

}  // namespace
}  // namespace fangan
