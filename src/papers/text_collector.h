// Text collector: the text of one cell or shared string, which XML gives in pieces.
#pragma once

#include <string>
#include <string_view>

#include "papers/xml_scanner.h"

namespace fangan {

class TextCollector {
 public:
  explicit TextCollector(size_t units_max) : units_max_(units_max) {}

  void clear();
  /// The text the scanner stands at. False where it is malformed.
  bool add(const XmlScanner& xml);
  /// Ends the text: escapes resolved, cut where it is longer than a cell may be. False where it is
  /// no UTF-8.
  bool finish();

  std::string_view text() const { return text_; }
  bool is_cut() const { return is_cut_; }

 private:
  size_t units_max_;
  std::string text_;
  bool is_cut_ = false;
};

}  // namespace fangan
