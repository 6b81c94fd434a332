#include "http/assets.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace fangan {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> media_types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
}};

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

/// FNV-1a, 64 bit: enough to tell one build of a file from the next.
std::string content_tag(std::string_view bytes) {
  uint64_t hash = 1469598103934665603u;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 1099511628211u;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "\"";
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(hash >> shift) & 15];
  return text + "\"";
}

bool has_file_extension(std::string_view path) {
  const size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return name.find('.') != std::string_view::npos;
}

bool ends_with_gz(const std::string& path) {
  return path.size() > 3 && path.compare(path.size() - 3, 3, ".gz") == 0;
}

}  // namespace

std::string_view media_type_of(std::string_view file_name) {
  for (const auto& [extension, type] : media_types) {
    if (file_name.size() >= extension.size() &&
        file_name.substr(file_name.size() - extension.size()) == extension) {
      return type;
    }
  }
  return "application/octet-stream";
}

void add_security_headers(HttpResponse* response) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> lines = {{
      {"Content-Security-Policy",
       "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; "
       "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "same-origin"},
      {"X-Frame-Options", "DENY"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
  }};
  for (const auto& [name, value] : lines) response->headers.emplace_back(name, value);
}

Result<Assets> Assets::load(const std::string& folder) {
  namespace fs = std::filesystem;
  Assets assets;
  std::error_code error;
  fs::recursive_directory_iterator files(folder, error);
  if (!error) {
    for (const fs::directory_entry& entry : files) {
      if (!entry.is_regular_file(error)) continue;
      const std::string path = "/" + fs::relative(entry.path(), folder, error).generic_string();
      const std::string bytes = read_bytes(entry.path());
      if (ends_with_gz(path)) {
        assets.by_path_[path.substr(0, path.size() - 3)].gzip = bytes;
        continue;
      }
      Asset& asset = assets.by_path_[path];
      asset.bytes = bytes;
      asset.media_type = media_type_of(path);
      asset.tag = content_tag(bytes);
    }
  }
  const auto index = assets.by_path_.find("/index.html");
  if (index == assets.by_path_.end() || index->second.bytes.empty()) {
    Diagnostic missing = problem("HTTP-A001", {{"folder", folder}});
    missing.fault = Fault::system;
    return missing;
  }
  return assets;
}

HttpResponse Assets::respond(const HttpRequest& request) const {
  HttpResponse response;
  auto found = by_path_.find(request.path);
  if (found == by_path_.end() && !has_file_extension(request.path)) {
    found = by_path_.find("/index.html");
  }
  if (found == by_path_.end() || found->second.tag.empty()) {
    response.status = 404;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = "404\n";
    return response;
  }
  const Asset& asset = found->second;
  const bool named_by_content = found->first.rfind("/assets/", 0) == 0;
  response.headers.emplace_back("ETag", asset.tag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  response.headers.emplace_back(
      "Cache-Control", named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("if-none-match") == asset.tag) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", asset.media_type);
  const bool packed = !asset.gzip.empty() &&
                      request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = packed ? asset.gzip : asset.bytes;
  return response;
}

}  // namespace fangan
