#include "plan/heading_names.h"

#include <cassert>

namespace fangan {

std::string_view type_name(HeadingType type) {
  switch (type) {
    case HeadingType::plan: return "plan";
    case HeadingType::h1: return "h1";
    case HeadingType::h2: return "h2";
    case HeadingType::item: return "item";
    case HeadingType::subitem: return "subitem";
    case HeadingType::label: return "label";
    case HeadingType::annex: return "annex";
  }
  assert(false);
  return "";
}

}  // namespace fangan
