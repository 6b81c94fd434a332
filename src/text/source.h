// Source: one text somebody wrote, and how to say where in it something stands.
//
// Every message about a plan points at a place. A Span is that place: a range of bytes in one
// Source. People read lines and columns, so a Source turns offsets into those, counting columns
// in characters as editors do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fangan {

/// A half-open range of UTF-8 bytes [begin, end) in one source. Units: bytes, 0-based.
struct Span {
  uint32_t source = 0;  ///< Index of the source in its Sources.
  uint32_t begin = 0;
  uint32_t end = 0;

  bool operator==(const Span&) const = default;
  bool empty() const { return begin == end; }
  uint32_t size_bytes() const { return end - begin; }
};

/// A place as people say it. Units: both 1-based; columns count Unicode code points.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;

  bool operator==(const Position&) const = default;
};

/// One text with a name and a table of its lines. Lines end with LF (readers normalise others).
/// Limits  4 GiB.
class Source {
 public:
  Source(std::string name, std::string text);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  uint32_t line_count() const { return static_cast<uint32_t>(line_begins_.size()); }
  /// The line without its line end. Units: `line` is 1-based and at most line_count().
  std::string_view line(uint32_t line) const;
  /// Byte offset at which a line begins. Units: `line` is 1-based.
  uint32_t line_begin(uint32_t line) const;
  Position position(uint32_t offset_bytes) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<uint32_t> line_begins_;
};

/// The sources of one piece of work; a Span's `source` is an index into it.
class Sources {
 public:
  /// Takes a text in and returns its index.
  uint32_t add(std::string name, std::string text);

  const Source& at(uint32_t index) const;
  uint32_t count() const { return static_cast<uint32_t>(sources_.size()); }
  std::string_view text(Span span) const;

 private:
  std::vector<Source> sources_;
};

}  // namespace fangan
