#include "http/server.h"

#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "http/request_text.h"

namespace fangan {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using ErrorCode = beast::error_code;

constexpr size_t header_bytes_max = 32u << 10;
constexpr size_t stream_bytes_max = 1u << 20;   // queued for one slow reader
constexpr size_t linger_bytes_max = 256u << 20;  // read and dropped so that a refusal arrives

/// The requests that are being answered, each with what tells it that nobody waits any more.
class Waits {
 public:
  std::shared_ptr<std::atomic<bool>> begin() {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::erase_if(open_, [](const auto& each) { return each.expired(); });
    auto wait = std::make_shared<std::atomic<bool>>(are_over_);
    open_.push_back(wait);
    return wait;
  }
  void end_all() {
    const std::lock_guard<std::mutex> lock(mutex_);
    are_over_ = true;
    for (const std::weak_ptr<std::atomic<bool>>& each : open_) {
      if (const auto wait = each.lock()) wait->store(true);
    }
  }

 private:
  std::mutex mutex_;
  bool are_over_ = false;
  std::vector<std::weak_ptr<std::atomic<bool>>> open_;
};

/// What every connection needs of its server.
struct Shared {
  ServerOptions options;
  HttpServer::Handler handler;
  HttpServer::Admit admit;
  HttpServer::Refusals refusals;
  asio::io_context io;
  asio::thread_pool workers;
  std::atomic<size_t> connections{0};
  Waits waits;

  explicit Shared(ServerOptions given)
      : options(std::move(given)), workers(static_cast<size_t>(options.worker_threads)) {}
};

HttpRequest to_request(const http::request<http::string_body>& message, const std::string& peer) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  split_target(std::string_view(message.target().data(), message.target().size()), &request);
  for (const auto& field : message) {
    request.headers.emplace_back(lower_case(std::string_view(field.name_string())),
                                 std::string(field.value()));
  }
  request.body = message.body();
  request.peer = peer;
  return request;
}

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, std::shared_ptr<Shared> shared)
      : stream_(std::move(socket)), shared_(std::move(shared)) {
    ErrorCode ignored;
    const tcp::endpoint remote = stream_.socket().remote_endpoint(ignored);
    if (!ignored) peer_ = remote.address().to_string();
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    ++shared_->connections;
  }
  ~Connection() { --shared_->connections; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start() {
    asio::dispatch(stream_.get_executor(),
                   [self = shared_from_this()] { self->read_head(); });
  }

 private:
  class Sink;

  void wait_at_most_idle_timeout() {
    stream_.expires_after(std::chrono::seconds(shared_->options.idle_timeout_s));
  }

  /// A body has longer, so that a picture arrives over a slow line; a drip of bytes does not.
  void wait_at_most_transfer_of(size_t bytes) {
    const auto more = static_cast<int64_t>(bytes) / shared_->options.transfer_bytes_per_s_min;
    stream_.expires_after(std::chrono::seconds(shared_->options.idle_timeout_s + more));
  }

  void read_head() {
    parser_.emplace();
    parser_->header_limit(header_bytes_max);
    parser_->body_limit(linger_bytes_max);
    wait_at_most_idle_timeout();
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](ErrorCode error, size_t) {
                              if (!error) return self->read_body();
                              self->refuse_malformed(error);
                            });
  }

  /// A large body is taken only from those who may send it, so nobody else fills the memory.
  void read_body() {
    const auto announced = parser_->content_length();
    const size_t bytes = announced ? *announced : parser_->chunked() ? SIZE_MAX : 0;
    if (bytes <= HttpServer::small_body_bytes) return read_body(HttpServer::small_body_bytes);
    stream_.expires_never();
    asio::post(shared_->workers, [self = shared_from_this(),
                                  head = to_request(parser_->get(), peer_)] {
      HttpServer::Admission admission = self->shared_->admit(head);
      asio::post(self->stream_.get_executor(), [self, admission = std::move(admission)]() mutable {
        if (admission.refusal) return self->refuse(std::move(*admission.refusal));
        self->read_body(admission.body_bytes_max);
      });
    });
  }

  void read_body(size_t limit) {
    const auto announced = parser_->content_length();
    if (announced && *announced > limit) return refuse(shared_->refusals.too_large);
    parser_->body_limit(limit);
    wait_at_most_transfer_of(announced ? static_cast<size_t>(*announced) : limit);
    if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
      continue_.emplace(http::status::continue_, parser_->get().version());
      http::async_write(stream_, *continue_, [self = shared_from_this()](ErrorCode error, size_t) {
        if (!error) self->read_rest_of_body();
      });
      return;
    }
    read_rest_of_body();
  }

  void read_rest_of_body() {
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](ErrorCode error, size_t) {
                       if (error == http::error::body_limit) {
                         return self->refuse(self->shared_->refusals.too_large);
                       }
                       if (!error) return self->handle();
                       self->refuse_malformed(error);
                     });
  }

  /// Says what is wrong with a request that is none; a connection that ended is left alone.
  void refuse_malformed(ErrorCode error) {
    const bool ended = error == http::error::end_of_stream || error == http::error::partial_message;
    const ErrorCode of_parser = http::error::bad_method;
    if (ended || error.category() != of_parser.category()) return;
    refuse(shared_->refusals.malformed);
  }

  /// Answers at once and then drops what still arrives: closing a socket with unread data would
  /// reset the connection, and the reader would never see why.
  void refuse(HttpResponse refusal) {
    keep_alive_ = false;
    lingering_ = true;
    is_head_ = false;
    write(std::move(refusal));
  }

  void handle() {
    keep_alive_ = parser_->get().keep_alive();
    is_head_ = parser_->get().method() == http::verb::head;
    HttpRequest request = to_request(parser_->get(), peer_);
    if (is_head_) request.method = "GET";
    request.given_up = wait_for_answer();
    stream_.expires_never();
    asio::post(shared_->workers,
               [self = shared_from_this(), request = std::move(request)]() mutable {
                 HttpResponse response = self->shared_->handler(request);
                 asio::post(self->stream_.get_executor(),
                            [self, response = std::move(response)]() mutable {
                              self->write(std::move(response));
                            });
               });
  }

  /// What is set when the answer takes too long.
  std::shared_ptr<const std::atomic<bool>> wait_for_answer() {
    std::shared_ptr<std::atomic<bool>> is_over = shared_->waits.begin();
    answer_timer_.emplace(stream_.get_executor(),
                          std::chrono::seconds(shared_->options.answer_timeout_s));
    answer_timer_->async_wait([is_over](ErrorCode error) {
      if (!error) is_over->store(true);
    });
    return is_over;
  }

  void write(HttpResponse response) {
    answer_timer_.reset();
    response_.emplace();
    response_->version(11);
    response_->result(static_cast<unsigned>(response.status));
    for (const auto& [name, value] : response.headers) response_->set(name, value);
    if (response.stream && !is_head_) return begin_stream(std::move(response));
    response_->keep_alive(keep_alive_);
    response_->content_length(response.body.size());
    wait_at_most_transfer_of(response.body.size());
    if (!is_head_) response_->body() = std::move(response.body);
    http::async_write(stream_, *response_, [self = shared_from_this()](ErrorCode error, size_t) {
      self->after_write(error);
    });
  }

  void after_write(ErrorCode error) {
    if (error) return;
    if (keep_alive_) return read_head();
    ErrorCode ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (lingering_) drop_input();
  }

  void drop_input() {
    wait_at_most_idle_timeout();
    stream_.async_read_some(buffer_.prepare(64u << 10),
                            [self = shared_from_this()](ErrorCode error, size_t bytes) {
                              self->dropped_bytes_ += bytes;
                              if (error || self->dropped_bytes_ > linger_bytes_max) return;
                              self->drop_input();
                            });
  }

  void begin_stream(HttpResponse response);
  void write_queue();
  void beat();
  void watch_for_end();
  void end_stream();

  beast::tcp_stream stream_;
  std::shared_ptr<Shared> shared_;
  std::string peer_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::empty_body>> continue_;
  std::optional<http::response<http::string_body>> response_;
  std::optional<asio::steady_timer> answer_timer_;
  bool keep_alive_ = false;
  bool is_head_ = false;
  bool lingering_ = false;
  size_t dropped_bytes_ = 0;

  // Only while the response is an event stream:
  std::function<std::shared_ptr<void>(std::shared_ptr<EventSink>)> begin_;
  std::shared_ptr<void> subscription_;
  std::deque<std::string> queue_;
  size_t queued_bytes_ = 0;
  bool writing_ = false;
  bool ended_ = false;
  std::optional<asio::steady_timer> heartbeat_;
  char watched_byte_ = 0;
};

class Connection::Sink : public EventSink {
 public:
  explicit Sink(std::weak_ptr<Connection> connection) : connection_(std::move(connection)) {}

  void send(std::string text) override {
    const std::shared_ptr<Connection> connection = connection_.lock();
    if (!connection) return;
    asio::post(connection->stream_.get_executor(),
               [connection, text = std::move(text)]() mutable {
                 if (connection->ended_) return;
                 connection->queued_bytes_ += text.size();
                 if (connection->queued_bytes_ > stream_bytes_max) return connection->end_stream();
                 connection->queue_.push_back(std::move(text));
                 if (!connection->writing_) connection->write_queue();
               });
  }

  void end() override {
    const std::shared_ptr<Connection> connection = connection_.lock();
    if (!connection) return;
    asio::post(connection->stream_.get_executor(), [connection] { connection->end_stream(); });
  }

 private:
  std::weak_ptr<Connection> connection_;
};

void Connection::begin_stream(HttpResponse response) {
  begin_ = std::move(response.stream);
  response_->keep_alive(false);
  // Without a length the body ends with the connection.
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " OK\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  head += "Connection: close\r\n\r\n" + response.body;
  queued_bytes_ = head.size();
  queue_.push_back(std::move(head));
  stream_.expires_never();
  write_queue();
  subscription_ = begin_(std::make_shared<Sink>(weak_from_this()));
  heartbeat_.emplace(stream_.get_executor());
  beat();
  watch_for_end();
}

void Connection::write_queue() {
  if (queue_.empty() || ended_) return;
  writing_ = true;
  stream_.expires_after(std::chrono::seconds(shared_->options.idle_timeout_s));
  asio::async_write(stream_, asio::buffer(queue_.front()),
                    [self = shared_from_this()](ErrorCode error, size_t bytes) {
                      self->writing_ = false;
                      self->stream_.expires_never();
                      if (error) return self->end_stream();
                      self->queued_bytes_ -= std::min(self->queued_bytes_, bytes);
                      self->queue_.pop_front();
                      self->write_queue();
                    });
}

/// The timer holds the connection weakly, or connection and timer would keep each other alive.
void Connection::beat() {
  heartbeat_->expires_after(std::chrono::seconds(shared_->options.heartbeat_s));
  heartbeat_->async_wait([weak = weak_from_this()](ErrorCode error) {
    const std::shared_ptr<Connection> self = weak.lock();
    if (error || !self || self->ended_) return;
    if (!self->writing_) {
      self->queue_.push_back(": \n\n");
      self->write_queue();
    }
    self->beat();
  });
}

/// A reader of events sends nothing more; a read that completes means it has gone.
void Connection::watch_for_end() {
  stream_.socket().async_read_some(asio::buffer(&watched_byte_, 1),
                                   [self = shared_from_this()](ErrorCode error, size_t) {
                                     if (error) return self->end_stream();
                                     if (!self->ended_) self->watch_for_end();
                                   });
}

void Connection::end_stream() {
  if (ended_) return;
  ended_ = true;
  subscription_.reset();
  if (heartbeat_) heartbeat_->cancel();
  ErrorCode ignored;
  stream_.socket().close(ignored);
}

}  // namespace

struct HttpServer::Parts {
  std::shared_ptr<Shared> shared;
  std::optional<tcp::acceptor> acceptor;
  std::optional<asio::signal_set> signals;
  std::optional<asio::steady_timer> pause;
  uint16_t port = 0;

  void accept() {
    acceptor->async_accept(asio::make_strand(shared->io),
                           [this](ErrorCode error, tcp::socket socket) {
                             if (error == asio::error::operation_aborted) return;
                             if (error) return accept_after_pause();
                             const bool full =
                                 shared->connections >= shared->options.connections_max;
                             if (!full) {
                               std::make_shared<Connection>(std::move(socket), shared)->start();
                             }
                             accept();
                           });
  }

  /// Out of descriptors or memory, and the next attempt would fail as fast as this one.
  void accept_after_pause() {
    pause.emplace(shared->io, std::chrono::milliseconds(100));
    pause->async_wait([this](ErrorCode error) {
      if (!error) accept();
    });
  }
};

HttpServer::HttpServer(ServerOptions options, Handler handler, Admit admit, Refusals refusals)
    : parts_(std::make_unique<Parts>()) {
  parts_->shared = std::make_shared<Shared>(std::move(options));
  parts_->shared->handler = std::move(handler);
  parts_->shared->admit = std::move(admit);
  parts_->shared->refusals = std::move(refusals);
}

HttpServer::~HttpServer() {
  stop();
  parts_->shared->workers.join();
}

Result<Done> HttpServer::listen() {
  const ServerOptions& options = parts_->shared->options;
  const auto refused = [&options](const char* code, const ErrorCode& error) {
    Diagnostic diagnostic = problem(code, {{"host", options.host},
                                           {"port", std::to_string(options.port)},
                                           {"reason", error.message()}});
    diagnostic.fault = Fault::system;
    return diagnostic;
  };
  ErrorCode error;
  const asio::ip::address address = asio::ip::make_address(options.host, error);
  if (error) return refused("HTTP-S002", error);
  tcp::acceptor acceptor(parts_->shared->io);
  acceptor.open(address.is_v6() ? tcp::v6() : tcp::v4(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(tcp::endpoint(address, options.port), error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == boost::system::errc::address_not_available) return refused("HTTP-S003", error);
  if (error) return refused("HTTP-S001", error);
  parts_->port = acceptor.local_endpoint().port();
  parts_->acceptor.emplace(std::move(acceptor));
  return Done{};
}

uint16_t HttpServer::port() const { return parts_->port; }

void HttpServer::run() {
  asio::io_context& io = parts_->shared->io;
  parts_->signals.emplace(io, SIGINT, SIGTERM);
  parts_->signals->async_wait([this](ErrorCode error, int) {
    if (!error) stop();
  });
  parts_->accept();
  std::vector<std::thread> threads;
  for (int index = 1; index < parts_->shared->options.connection_threads; ++index) {
    threads.emplace_back([&io] { io.run(); });
  }
  io.run();
  for (std::thread& thread : threads) thread.join();
}

void HttpServer::stop() {
  parts_->shared->io.stop();
  parts_->shared->waits.end_all();
}

}  // namespace fangan
