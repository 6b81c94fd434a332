// Assets: the files of the web app, read once at start and served from memory.
//
// Files under assets/ carry a hash in their names and may be kept for ever; index.html is asked for
// again every time. A file `x.gz` beside `x` is sent to readers that accept gzip. Unknown paths
// without a dot give index.html, because the app has addresses of its own.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/server.h"
#include "text/result.h"

namespace fangan {

struct Asset {
  std::string bytes;
  std::string gzip;          ///< Empty where there is no packed form.
  std::string media_type;
  std::string tag;           ///< For ETag; from the content.
};

class Assets {
 public:
  /// Errors  HTTP-A001 no index.html in the folder, with the command that builds it.
  static Result<Assets> load(const std::string& folder);

  /// Answers a GET of the app; 304 where the reader has it already.
  HttpResponse respond(const HttpRequest& request) const;

 private:
  std::map<std::string, Asset, std::less<>> by_path_;
};

/// "text/html; charset=utf-8" for ".html"; "application/octet-stream" where unknown.
std::string_view media_type_of(std::string_view file_name);

/// Headers that every response carries: what a browser may load, embed and tell others.
void add_security_headers(HttpResponse* response);

}  // namespace fangan
