// DMN URIs: the namespaces of the versions of DMN, and what they are called in 1.5.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "decision/model.h"

namespace fangan::dmn {

inline constexpr std::string_view dmn_model_uri = "https://www.omg.org/spec/DMN/20230324/MODEL/";
inline constexpr std::string_view dmn_feel_uri = "https://www.omg.org/spec/DMN/20230324/FEEL/";

/// The version whose model namespace this is.
std::optional<DmnVersion> version_of_model_uri(std::string_view uri);

/// FEEL of any version, also as tools write it: "feel".
bool is_feel_uri(std::string_view uri);

/// The namespace of diagrams, of any version.
bool is_diagram_uri(std::string_view uri);

/// The namespace that DMN 1.5 uses for the same thing; others are returned as they are.
std::string_view uri_in_dmn15(std::string_view uri);

/// The same for a version that models are written in: 1.3 or 1.5.
std::string_view uri_in(DmnVersion version, std::string_view uri);

}  // namespace fangan::dmn
