// Rows on a day: the rows as they were on it, and what was found of them for measures. Both live as
// long as figures are computed.
#pragma once

#include <functional>

#include "value/date.h"

namespace fangan {

class MeasuredDay;
class Rows;

using RowsOn = std::function<Rows&(Date)>;
using MeasuredOn = std::function<MeasuredDay&(Date)>;

}  // namespace fangan
