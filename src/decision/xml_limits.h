// Xml limits: how large a file of XML may be before it is refused.
#pragma once

#include <cstddef>

namespace fangan::dmn {

struct XmlLimits {
  size_t bytes_max = 64u << 20;
  size_t marks_max = 500'000;  ///< Tags and attributes, counted by `<` and `=`.
  int depth_max = 256;
  size_t attributes_max = 1'000;  ///< Of one element; also declarations around one.
};

}  // namespace fangan::dmn
