// Server: HTTP/1.1 in and out, and nothing else. What a request means stands in routes.h.
//
// Requests are read and answered by a few threads with callbacks, so thousands of idle connections
// cost memory only; handlers run on worker threads, so a slow one blocks nobody's connection. A
// response may stay open as a stream of server-sent events. When the system gives no more sockets,
// those who wait are let in as others leave.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/result.h"

namespace fangan {

struct HttpRequest {
  std::string method;                                        ///< "GET"
  std::string path;                                          ///< Percent-decoded, without query.
  std::string raw_path;                                      ///< As it came, without query.
  std::vector<std::pair<std::string, std::string>> query;    ///< Percent-decoded, in order.
  std::vector<std::pair<std::string, std::string>> headers;  ///< Names in lower case.
  std::string body;
  std::string peer;                                          ///< Address of the other side.
  /// Set when nobody waits for the answer any more: it takes too long, or the server ends.
  std::shared_ptr<const std::atomic<bool>> given_up;

  /// Empty where there is none; the first where there are several.
  std::string_view header(std::string_view lower_case_name) const;
  std::string_view parameter(std::string_view name) const;
  /// The value of a cookie, or empty.
  std::string_view cookie(std::string_view name) const;
};

/// Where an open response writes. Thread-safe, and safe after the reader has gone.
class EventSink {
 public:
  virtual ~EventSink() = default;
  /// Queues text as it goes on the wire. A reader that does not keep up is disconnected.
  virtual void send(std::string text) = 0;
  /// Ends the stream; a reader that may go on opens another one.
  virtual void end() = 0;
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// For event streams: called once when the response has begun; what it returns is kept until the
  /// connection ends, and then released.
  std::function<std::shared_ptr<void>(std::shared_ptr<EventSink>)> stream;
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  uint16_t port = 0;               ///< 0: any free one; see HttpServer::port().
  int connection_threads = 2;
  int worker_threads = 4;
  size_t connections_max = 8192;
  int idle_timeout_s = 60;         ///< Between requests, for a head, for a read or write of events.
  int transfer_bytes_per_s_min = 16 << 10;  ///< What a body may be slow at, beyond that time.
  int answer_timeout_s = 300;      ///< What a request may take to be answered.
  int heartbeat_s = 20;            ///< Comment lines on event streams.
};

class HttpServer {
 public:
  using Handler = std::function<HttpResponse(const HttpRequest&)>;
  /// What is decided of a request by its head, before a body of more than small_body_bytes is
  /// read: how large it may be, or why it is not taken at all.
  struct Admission {
    size_t body_bytes_max = 0;
    std::optional<HttpResponse> refusal;
  };
  using Admit = std::function<Admission(const HttpRequest& head)>;
  static constexpr size_t small_body_bytes = 64u << 10;

  /// What is said to requests that never reach the handler.
  struct Refusals {
    HttpResponse too_large;
    HttpResponse malformed;  ///< Not HTTP, or a head over the limit.
  };

  HttpServer(ServerOptions options, Handler handler, Admit admit, Refusals refusals);
  ~HttpServer();

  /// Binds at once. Errors  HTTP-S001 address in use or not ours, with the remedy.
  Result<Done> listen();
  uint16_t port() const;
  /// Serves until stop() or SIGINT/SIGTERM. Then `given_up` of all requests is set, and nothing
  /// more is sent.
  void run();
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace fangan
