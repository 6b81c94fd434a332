// Text encoding: in which one the bytes of a text are, and what they say, piece by piece.
//
// GB18030 can be told from damaged UTF-8 only by the whole of a file, so a file is gone through
// twice: surveyed, then decoded. Neither holds more of it than the piece at hand.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "text/result.h"

namespace fangan {

enum class Encoding : uint8_t { utf8, utf8_bom, utf16le, utf16be, gb18030 };

class EncodingSurvey {
 public:
  /// The pieces in their order; the first holds at least eight bytes where the text does.
  void feed(std::string_view bytes);
  /// Errors  DOC-T002 neither UTF-8 nor GB18030 (with the byte offset); DOC-T003 no text (NUL
  /// bytes, PDF, RTF, archives).
  Result<Encoding> finish();

 private:
  void check_utf8(std::string_view bytes);
  void count(std::string_view bytes, size_t end);

  bool is_begun_ = false;
  bool is_no_text_ = false;
  Encoding mark_ = Encoding::utf8;
  std::string cut_;             ///< The bytes of a character that the next piece completes.
  uint64_t checked_bytes_ = 0;  ///< Of the text before `cut_`, its mark included.
  uint64_t wide_bytes_ = 0;     ///< Of characters beyond ASCII.
  uint64_t stray_bytes_ = 0;    ///< That belong to no character.
  uint64_t first_stray_ = 0;
};

class TextDecoder {
 public:
  explicit TextDecoder(Encoding encoding);
  ~TextDecoder();
  TextDecoder(const TextDecoder&) = delete;
  TextDecoder& operator=(const TextDecoder&) = delete;

  /// Appends what the next piece says, as UTF-8 with LF line ends and without a byte order mark;
  /// no character is cut in two. Errors  DOC-T002; DOC-T003 a NUL.
  Result<Done> feed(std::string_view bytes, std::string* text);
  /// Errors  DOC-T002 the last character is not complete.
  Result<Done> finish() const;

 private:
  struct Converter;
  Result<Done> convert(std::string_view bytes);

  Encoding encoding_;
  std::unique_ptr<Converter> converter_;  ///< Null for UTF-8.
  bool is_begun_ = false;
  bool after_return_ = false;
  std::string cut_;
  std::string decoded_;
  uint64_t decoded_bytes_ = 0;
};

}  // namespace fangan
