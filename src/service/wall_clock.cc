#include "service/wall_clock.h"

#include <chrono>

namespace fangan {

Moment wall_clock_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Moment{std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

DateTime wall_clock_date_time() {
  return DateTime::parse(print(wall_clock_now(), plan_offset_minutes)).value();
}

}  // namespace fangan
