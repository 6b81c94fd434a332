// Element names: when two names of a model are the same name.
#pragma once

#include <string>
#include <string_view>

namespace fangan::dmn {

/// Without blanks around it, and with one blank where there are several in a row: FEEL makes no
/// difference between them. Source: DMN 1.5, 10.3.1.3.
std::string normal_name(std::string_view name);

}  // namespace fangan::dmn
