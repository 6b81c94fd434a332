// The interface without a browser: addresses, sessions, limits and what is said when they are
// missed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <atomic>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>

#include "http/answers.h"
#include "http/request_text.h"
#include "http/routes.h"
#include "text/messages.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

/// A folder that goes with the test.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("fangan_http_" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "assets");
    std::ofstream(path_ / "index.html") << "<title>fangan</title>";
    std::ofstream(path_ / "assets" / "app-1.js") << "1";
  }
  ~Folder() { fs::remove_all(path_); }
  std::string at(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

HttpRequest request(const std::string& method, const std::string& target) {
  HttpRequest made;
  made.method = method;
  split_target(target, &made);
  return made;
}

class Interface : public ::testing::Test {
 protected:
  void SetUp() override {
    ServiceOptions options;
    options.store_path = folder_.at("store.db");
    options.today = Date::of(2021, 3, 15).value();
    service_ = std::move(Service::open(options)).value();
    router_ = std::make_unique<Router>(service_.get(), Assets::load(folder_.path()).value());
  }

  /// A request of the first administrator.
  HttpRequest signed_in(const std::string& method, const std::string& target) {
    if (token_.empty()) {
      token_ =
          service_->set_up(service_->setup_token(), "root", "long enough password").value().token;
    }
    HttpRequest made = request(method, target);
    made.headers.emplace_back("cookie", "a=b; fangan_session=" + token_);
    const Json session = service_->session(service_->actor_of(token_), token_);
    made.headers.emplace_back("x-fangan-token", session["token"].text());
    return made;
  }

  static std::string code_of(const HttpResponse& response) {
    const Result<Json> body = parse_json(response.body);
    if (!body || body.value()["errors"].items().empty()) return "";
    return body.value()["errors"].items().front()["code"].text();
  }

  Folder folder_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Router> router_;
  std::string token_;
};

TEST_F(Interface, SaysWhatIsWrongWithARequest) {
  struct Wrong {
    const char* method;
    const char* target;
    const char* body;
    int status;
    const char* code;
  };
  const Wrong all[] = {
      {"GET", "/api/nothing", "", 404, "HTTP-R001"},
      {"DELETE", "/api/plans", "", 405, "HTTP-R002"},
      {"GET", "/api/plans?as_of=yesterday", "", 400, "HTTP-R003"},
      {"GET", "/api/plans?known_at=2021", "", 400, "HTTP-R003"},
      {"GET", "/api/plans?as_of=9999-12-31", "", 400, "HTTP-R008"},
      {"POST", "/api/admin/clock", "{", 400, "HTTP-R005"},
      {"POST", "/api/admin/clock", "{\"today\":\"soon\"}", 422, "SVC-C003"},
      {"GET", "/api/plans/none", "", 404, "SVC-N001"},
  };
  for (const Wrong& wrong : all) {
    HttpRequest made = signed_in(wrong.method, wrong.target);
    made.body = wrong.body;
    const HttpResponse response = router_->answer(made);
    EXPECT_EQ(response.status, wrong.status) << wrong.target;
    EXPECT_EQ(code_of(response), wrong.code) << wrong.target;
  }
}

TEST_F(Interface, AsksForASessionAndForItsToken) {
  EXPECT_EQ(code_of(router_->answer(request("GET", "/api/plans"))), "SVC-A010");
  HttpRequest forged = signed_in("POST", "/api/admin/clock");
  forged.headers.back().second = "forged";
  const HttpResponse response = router_->answer(forged);
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(code_of(response), "SVC-A004");
}

TEST_F(Interface, KeepsTheSessionOutOfReachOfScripts) {
  HttpRequest made = request("POST", "/api/setup");
  made.body = "{\"token\":\"" + service_->setup_token() +
              "\",\"name\":\"root\",\"password\":\"long enough password\"}";
  const HttpResponse response = router_->answer(made);
  ASSERT_EQ(response.status, 200);
  std::string cookie;
  for (const auto& [name, value] : response.headers) {
    if (name == "Set-Cookie") cookie = value;
  }
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
}

TEST_F(Interface, AnswersWithNothingNewWhereNothingChanged) {
  const HttpResponse first = router_->answer(signed_in("GET", "/api/plans"));
  std::string tag;
  for (const auto& [name, value] : first.headers) {
    if (name == "ETag") tag = value;
  }
  HttpRequest again = signed_in("GET", "/api/plans");
  again.headers.emplace_back("if-none-match", tag);
  EXPECT_EQ(router_->answer(again).status, 304);
}

TEST_F(Interface, SendsLargeAnswersCompressedToWhoTakesThemSo) {
  PackedAnswers packed;
  const std::string large = "[" + std::string(9'000, ' ') + "]";
  const auto answered = [&](const std::string& body, const std::string& encoding) {
    HttpResponse response = json_answer(Json::raw(body));
    HttpRequest asked = request("GET", "/api/plans");
    asked.headers.emplace_back("accept-encoding", encoding);
    add_entity_tag(asked, &packed, &response);
    return response;
  };
  const HttpResponse whole = answered(large, "");
  const HttpResponse small = answered(large, "gzip, br");
  EXPECT_EQ(whole.body, large);
  EXPECT_EQ(small.body.substr(0, 2), "\x1f\x8b") << "gzip";
  EXPECT_LT(small.body.size(), large.size() / 10);
  EXPECT_EQ(answered(large, "gzip").body, small.body) << "as it was kept";
  EXPECT_EQ(answered("[]", "gzip").body, "[]") << "too small, and so is a session's answer";
  HttpResponse evidence;
  evidence.headers.emplace_back("Content-Type", "application/pdf");
  evidence.body = large;
  HttpRequest asked = request("GET", "/api/files/x");
  asked.headers.emplace_back("accept-encoding", "gzip");
  add_entity_tag(asked, &packed, &evidence);
  EXPECT_EQ(evidence.body, large);
}

TEST_F(Interface, HandsOutTheMapOfAPackage) {
  const std::string map =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"990001\","
      "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]]}}]}";
  Package package;
  package.name = "mapped";
  package.files = {
      {"1.md", "# 关停方案\n\n关停落后机组。\n"},
      {"2.md",
       "```agency\n| name | kind | region |\n|---|---|---|\n| 白石县 | 县区 | 990001 |\n```\n"},
      {"maps/county.geojson", map},
      {"plan.md",
       "```plan\ntitle: 关停方案\nissued: 2020-01-01\ntext: [1.md]\nnotes: [2.md]\n"
       "map: maps/county.geojson\n```\n"}};
  ASSERT_TRUE(bool(service_->load_package(package, "test")));
  const HttpResponse response = router_->answer(signed_in("GET", "/api/plans/mapped/map"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, map);
  EXPECT_EQ(response.headers.front().second, "application/geo+json");
  EXPECT_EQ(code_of(router_->answer(request("GET", "/api/plans/mapped/map"))), "SVC-A010");
  package.name = "bare";
  package.files.erase(package.files.begin() + 2);
  package.files.back().bytes =
      "```plan\ntitle: 关停方案\nissued: 2020-01-01\ntext: [1.md]\nnotes: [2.md]\n```\n";
  ASSERT_TRUE(bool(service_->load_package(package, "test")));
  const HttpResponse none = router_->answer(signed_in("GET", "/api/plans/bare/map"));
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(code_of(none), "SVC-N001");
}

TEST_F(Interface, EndsWhatNobodyWaitsFor) {
  Package package;
  package.name = "counted";
  package.files = {
      {"1.md",
       "# 关停方案\n\n关停落后机组2台。\n\n"
       "```register 机组\nfields:\n  机组名称: text\nkey: [机组名称]\n```\n\n"
       "```target 关停机组\nclause: 关停落后机组2台\nmeasure: count(机组[机组名称 != null])\n"
       "unit: 台\ndue: {2020-12-31: 2}\n```\n"},
      {"plan.md", "```plan\ntitle: 关停方案\nissued: 2020-01-01\ntext: [1.md]\n```\n"}};
  const Result<Done> loaded = service_->load_package(package, "test");
  ASSERT_TRUE(bool(loaded)) << loaded.error().code;
  HttpRequest document = signed_in("GET", "/api/plans/counted");
  const auto given_up = std::make_shared<std::atomic<bool>>(true);
  document.given_up = given_up;
  const HttpResponse ended = router_->answer(document);
  EXPECT_EQ(ended.status, 503) << ended.body;
  EXPECT_EQ(code_of(ended), "HTTP-R009");
  *given_up = false;
  EXPECT_EQ(router_->answer(document).status, 200);
}

TEST_F(Interface, ServesTheApp) {
  EXPECT_EQ(router_->answer(request("GET", "/")).body, "<title>fangan</title>");
  EXPECT_EQ(router_->answer(request("GET", "/plans/any/deadlines")).body, "<title>fangan</title>");
  EXPECT_EQ(router_->answer(request("GET", "/assets/app-1.js")).status, 200);
  EXPECT_EQ(router_->answer(request("GET", "/assets/gone.js")).status, 404);
  EXPECT_EQ(router_->answer(request("GET", "/../etc/passwd.txt")).status, 404);
}

TEST(Assets, NameTheFolderThatHasNoApp) {
  const Result<Assets> assets = Assets::load("/nowhere/at/all");
  ASSERT_FALSE(assets);
  EXPECT_EQ(assets.error().code, "HTTP-A001");
}

TEST(Answers, CarryTheStatusOfTheirCode) {
  const std::pair<const char*, int> all[] = {
      {"HTTP-R004", 413}, {"HTTP-R006", 500}, {"HTTP-R007", 400},
      {"SVC-W001", 409},  {"STORE-W001", 507}};
  for (const auto& [code, status] : all) {
    ASSERT_NE(find_message(code), nullptr) << code;
    EXPECT_EQ(error_answer({problem(code)}).status, status) << code;
  }
}

HttpServer::Admission admit_all(const HttpRequest&) { return {1u << 20, std::nullopt}; }

TEST(Server, TellsThatAnAddressIsTaken) {
  ServerOptions options;
  const auto nothing = [](const HttpRequest&) { return HttpResponse(); };
  HttpServer first(options, nothing, admit_all, {});
  ASSERT_TRUE(first.listen());
  options.port = first.port();
  HttpServer second(options, nothing, admit_all, {});
  const Result<Done> refused = second.listen();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "HTTP-S001");
}

TEST(Server, TellsWhatIsWrongWithAnAddress) {
  const std::pair<const char*, const char*> all[] = {
      {"no-address", "HTTP-S002"}, {"1.2.3", "HTTP-S002"}, {"192.0.2.1", "HTTP-S003"}};
  for (const auto& [host, code] : all) {
    ServerOptions options;
    options.host = host;
    options.port = 0;
    HttpServer server(
        options, [](const HttpRequest&) { return HttpResponse(); }, admit_all,
        HttpServer::Refusals());
    const Result<Done> refused = server.listen();
    ASSERT_FALSE(refused) << host;
    EXPECT_EQ(refused.error().code, code) << host;
  }
}

/// A server that runs while this lives.
class Running {
 public:
  Running(HttpServer::Handler handler, HttpServer::Admit admit,
          const ServerOptions& options = ServerOptions())
      : server_(options, std::move(handler), std::move(admit), refusals()) {
    EXPECT_TRUE(bool(server_.listen()));
    thread_ = std::thread([this] { server_.run(); });
  }
  ~Running() {
    server_.stop();
    thread_.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  void connect(int socket) const {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server_.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }

 private:
  static HttpServer::Refusals refusals() {
    HttpServer::Refusals both;
    both.too_large.status = 413;
    both.malformed.status = 400;
    return both;
  }

  HttpServer server_;
  std::thread thread_;
};

int new_socket() { return ::socket(AF_INET, SOCK_STREAM, 0); }

HttpResponse answer_nothing(const HttpRequest&) { return HttpResponse(); }

void send_all(int socket, const std::string& bytes) {
  EXPECT_EQ(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(bytes.size()));
}

/// The first line of what comes back.
std::string first_line(int socket) {
  std::string said(4096, '\0');
  const ssize_t size = ::recv(socket, said.data(), said.size(), 0);
  said.resize(size > 0 ? static_cast<size_t>(size) : 0);
  return said.substr(0, said.find("\r\n"));
}

/// What a server says to these bytes and the end of the connection.
std::string said_to(const std::string& bytes) {
  const Running running(answer_nothing, admit_all);
  const int socket = new_socket();
  running.connect(socket);
  send_all(socket, bytes);
  ::shutdown(socket, SHUT_WR);
  const std::string said = first_line(socket);
  ::close(socket);
  return said;
}

TEST(Server, SaysWhatIsWrongWithWhatIsNoRequest) {
  const std::string bad = "HTTP/1.1 400 Bad Request";
  EXPECT_EQ(said_to("hello\r\n\r\n"), bad);
  EXPECT_EQ(said_to("GET / HTTP/1.1\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n"), bad);
  const std::string post = "POST / HTTP/1.1\r\nContent-Length: 2\r\n";
  EXPECT_EQ(said_to(post + "Content-Length: 30\r\n\r\n{}"), bad);
  EXPECT_EQ(said_to(post + "Transfer-Encoding: chunked\r\n\r\n"), bad);
  EXPECT_EQ(said_to("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "HTTP/1.1 200 OK");
  EXPECT_EQ(said_to("GET / HT"), "") << "a connection that ends in the middle is let go";
}

TEST_F(Interface, TakesLargeBodiesOnlyFromPeopleOfItsOwn) {
  const auto admitted = [this](const HttpRequest& head) { return router_->admit(head); };
  EXPECT_EQ(admitted(signed_in("POST", "/api/files")).body_bytes_max, 21u << 20);
  EXPECT_EQ(admitted(signed_in("POST", "/api/drafts")).body_bytes_max, 34u << 20);
  EXPECT_EQ(admitted(signed_in("POST", "/api/admin/clock")).body_bytes_max, 2u << 20);
  EXPECT_EQ(admitted(request("POST", "/api/sign-in")).body_bytes_max, 64u << 10);
  const auto code = [&](const HttpRequest& head) {
    const HttpServer::Admission admission = admitted(head);
    return admission.refusal ? code_of(*admission.refusal) : std::string();
  };
  EXPECT_EQ(code(request("POST", "/api/drafts")), "SVC-A010");
  HttpRequest forged = signed_in("POST", "/api/drafts");
  forged.headers.back().second = "forged";
  EXPECT_EQ(code(forged), "SVC-A004");
  EXPECT_EQ(code(request("POST", "/api/nothing")), "HTTP-R001");
  EXPECT_EQ(code(request("POST", "/index.html")), "HTTP-R002");

  const Running running([this](const HttpRequest& head) { return router_->answer(head); },
                        admitted);
  const int socket = new_socket();
  running.connect(socket);
  send_all(socket, "POST /api/drafts HTTP/1.1\r\nContent-Length: 30000000\r\n\r\n");
  EXPECT_EQ(first_line(socket), "HTTP/1.1 401 Unauthorized") << "before any of the body came";
  ::close(socket);
}

TEST(Server, LetsPeopleInAgainAfterItWasOutOfDescriptors) {
  const Running running(answer_nothing, admit_all);
  const int first = new_socket();
  running.connect(first);
  send_all(first, "GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(first_line(first), "HTTP/1.1 200 OK");
  const int second = new_socket();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit none = before;
  none.rlim_cur = 3;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  running.connect(second);
  const std::clock_t used = std::clock();
  std::this_thread::sleep_for(std::chrono::milliseconds(400));
  const auto used_ms = (std::clock() - used) * 1000 / CLOCKS_PER_SEC;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_LT(used_ms, 40) << "it tries again and again without a pause";
  send_all(second, "GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(first_line(second), "HTTP/1.1 200 OK");
  ::close(first);
  ::close(second);
}

TEST(Server, EndsThoughSomebodyStillWaitsForAnAnswer) {
  std::atomic<bool> has_begun = false;
  const int socket = new_socket();
  {
    const Running running(
        [&has_begun](const HttpRequest& request) {
          has_begun = true;
          while (!*request.given_up) std::this_thread::yield();
          return HttpResponse();
        },
        admit_all);
    running.connect(socket);
    send_all(socket, "GET / HTTP/1.1\r\n\r\n");
    while (!has_begun) std::this_thread::yield();
  }
  ::close(socket);
}

TEST(Server, GivesUpWhatTakesTooLong) {
  ServerOptions options;
  options.answer_timeout_s = 1;
  const Running running(
      [](const HttpRequest& request) {
        while (!*request.given_up) std::this_thread::yield();
        HttpResponse late;
        late.status = 503;
        return late;
      },
      admit_all, options);
  const int socket = new_socket();
  running.connect(socket);
  send_all(socket, "GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(first_line(socket), "HTTP/1.1 503 Service Unavailable");
  ::close(socket);
}

TEST(RequestText, DecodesAddressesAndCookies) {
  HttpRequest made = request("GET", "/api/a%2Fb?q=%E6%B0%B4+%E5%88%A9&x");
  EXPECT_EQ(made.path, "/api/a/b");
  EXPECT_EQ(made.raw_path, "/api/a%2Fb");
  EXPECT_EQ(made.parameter("q"), "水 利");
  EXPECT_EQ(made.parameter("x"), "");
  EXPECT_EQ(percent_decode("100%", PlusSign::keeps), "100%");
  made.headers.emplace_back("cookie", "a=1; b=2");
  EXPECT_EQ(made.cookie("b"), "2");
}

}  // namespace
}  // namespace fangan
