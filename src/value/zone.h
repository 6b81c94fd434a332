// Zone: what ties a time of day to the turning earth - nothing, an offset, or a place.
//
// FEEL knows three kinds: a local time (no zone at all), an offset from UTC to the second, and a
// zone of the IANA database such as Europe/Paris. A zone is four bytes: named zones are read once
// from the TZif files of the system, kept for the life of the process, and referred to by number.
// Reading a zone takes no lock; only loading a file does.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "text/result.h"

namespace fangan {

class Zone {
 public:
  constexpr Zone() = default;  ///< Local: no zone.
  static constexpr Zone utc() { return Zone(0); }

  /// Units: seconds east of UTC. Limits  18 hours either way. Errors  VAL-Z001 beyond them.
  static Result<Zone> fixed(int64_t offset_s);
  /// A zone by its IANA name, letter for letter. Read from $TZDIR, else /usr/share/zoneinfo.
  /// Errors  VAL-Z002 no such zone; VAL-Z003 its file is damaged; VAL-Z004 no zone data here.
  static Result<Zone> named(std::string_view name);
  /// Reads what print() writes: "", "Z" ("z", as the examples of the standard have it),
  /// "+hh:mm[:ss]" or "@Name". Errors  VAL-Z001 to VAL-Z004; VAL-Z005 none of these forms.
  static Result<Zone> parse(std::string_view text);

  constexpr bool is_local() const { return code_ == local_code; }
  constexpr bool is_fixed() const { return code_ >= -offset_max_s && code_ <= offset_max_s; }
  constexpr bool is_named() const { return code_ >= first_named; }

  /// Units: seconds east of UTC. Only for a fixed zone.
  constexpr int32_t fixed_offset_s() const {
    assert(is_fixed());
    return code_;
  }
  std::string_view name() const;  ///< "Europe/Paris"; empty unless named.
  std::string print() const;      ///< "", "Z", "+08:00", "-02:45:55", "@Europe/Paris".

  /// The offset in force at an instant. Units: seconds since 1970-01-01T00:00:00Z. Limits  below
  /// seconds_max in size. A local zone counts as UTC.
  int32_t offset_at(int64_t instant_s) const;

  /// What a clock on the wall says, tied to the earth.
  struct Resolved {
    int64_t local_s = 0;   ///< The seconds asked for, or later ones where the clock skipped them.
    int32_t offset_s = 0;  ///< East of UTC; instant = local - offset.
    bool operator==(const Resolved&) const = default;
  };
  /// Units: seconds of the wall clock since 1970-01-01T00:00:00 there. Limits  below seconds_max
  /// in size. Where the clock was set back and shows this time twice, the first one is meant;
  /// where it was set forward and never showed it, the time moves on by what was skipped. (The
  /// rule of java.time.)
  Resolved resolve(int64_t local_s) const;

  /// The same kind and the same name or offset: Z is +00:00, and neither is @Etc/UTC.
  constexpr bool operator==(const Zone&) const = default;

  static constexpr int32_t offset_max_s = 18 * 3'600;
  static constexpr int64_t seconds_max = int64_t{1} << 60;  ///< Well past every date.

 private:
  static constexpr int32_t local_code = INT32_MIN;
  static constexpr int32_t first_named = 1 << 20;
  constexpr explicit Zone(int32_t code) : code_(code) {}

  int32_t code_ = local_code;  ///< local_code, an offset, or first_named + number.
};

static_assert(sizeof(Zone) == 4 && std::is_trivially_copyable_v<Zone>);

}  // namespace fangan
