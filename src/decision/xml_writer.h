// XML writer: indented elements with attributes and texts, escaped. Internal to decision/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fangan::dmn {

enum class WhenEmpty : uint8_t { leave_out, write };

struct XmlPair {
  std::string_view name;
  std::string_view value;
  WhenEmpty when_empty = WhenEmpty::leave_out;
};

class XmlWriter {
 public:
  XmlWriter();

  /// Many attributes stand on lines of their own.
  void open(std::string_view name, const std::vector<XmlPair>& attributes);
  /// Without content since its open(), an element is written as `<a/>`.
  void close(std::string_view name);
  void text_element(std::string_view name, std::string_view text);
  /// XML on lines of its own, as it is.
  void verbatim(std::string_view xml);

  std::string take() { return std::move(out_); }

 private:
  void begin_line();

  std::string out_;
  size_t depth_ = 0;
  bool is_tag_open_ = false;
};

}  // namespace fangan::dmn
