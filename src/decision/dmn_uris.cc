#include "decision/dmn_uris.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace fangan::dmn {
namespace {

struct VersionUri {
  DmnVersion version;
  std::string_view uri;
};

constexpr std::string_view model_uri_13 = "https://www.omg.org/spec/DMN/20191111/MODEL/";
constexpr std::string_view feel_uri_13 = "https://www.omg.org/spec/DMN/20191111/FEEL/";
constexpr std::string_view diagram_uri_13 = "https://www.omg.org/spec/DMN/20191111/DMNDI/";

// Source: DMN 1.1 to 1.5, the schemas published with them, and what some modelers wrote for 1.1.
constexpr std::array<VersionUri, 6> model_uris = {{
    {DmnVersion::v1_1, "http://www.omg.org/spec/DMN/20151101/dmn.xsd"},
    {DmnVersion::v1_1, "http://www.omg.org/spec/DMN/20151101/dmn11.xsd"},
    {DmnVersion::v1_2, "http://www.omg.org/spec/DMN/20180521/MODEL/"},
    {DmnVersion::v1_3, model_uri_13},
    {DmnVersion::v1_4, "https://www.omg.org/spec/DMN/20211108/MODEL/"},
    {DmnVersion::v1_5, dmn_model_uri},
}};

constexpr std::array<std::string_view, 5> feel_uris = {
    "http://www.omg.org/spec/FEEL/20140401",
    "http://www.omg.org/spec/DMN/20180521/FEEL/",
    feel_uri_13,
    "https://www.omg.org/spec/DMN/20211108/FEEL/",
    dmn_feel_uri,
};

constexpr std::string_view diagram_uri = "https://www.omg.org/spec/DMN/20230324/DMNDI/";
constexpr std::array<std::string_view, 3> diagram_uris = {
    "http://www.omg.org/spec/DMN/20180521/DMNDI/",
    diagram_uri_13,
    diagram_uri,
};

bool is_feel_namespace(std::string_view uri) {
  return std::find(feel_uris.begin(), feel_uris.end(), uri) != feel_uris.end();
}

}  // namespace

std::optional<DmnVersion> version_of_model_uri(std::string_view uri) {
  for (const VersionUri& known : model_uris) {
    if (uri == known.uri) return known.version;
  }
  return std::nullopt;
}

bool is_feel_uri(std::string_view uri) {
  return uri == "feel" || uri == "FEEL" || is_feel_namespace(uri);
}

bool is_diagram_uri(std::string_view uri) {
  return std::find(diagram_uris.begin(), diagram_uris.end(), uri) != diagram_uris.end();
}

std::string_view uri_in_dmn15(std::string_view uri) {
  return uri_in(DmnVersion::v1_5, uri);
}

std::string_view uri_in(DmnVersion version, std::string_view uri) {
  assert(version == DmnVersion::v1_3 || version == DmnVersion::v1_5);
  const bool is_old = version == DmnVersion::v1_3;
  if (version_of_model_uri(uri)) return is_old ? model_uri_13 : dmn_model_uri;
  if (is_feel_namespace(uri)) return is_old ? feel_uri_13 : dmn_feel_uri;
  if (is_diagram_uri(uri)) return is_old ? diagram_uri_13 : diagram_uri;
  return uri;
}

}  // namespace fangan::dmn
