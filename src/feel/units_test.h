// Some units for the tests of this folder.
#pragma once

#include "value/type.h"
#include "value/unit.h"

namespace fangan::feel {

inline const UnitTable& some_units() {
  static const UnitTable table({{"元", Decimal(1), "金额"},
                                {"克", Decimal(1), "质量"},
                                {"千克", Decimal(1000), "质量"},
                                {"吨", Decimal(1'000'000), "质量"},
                                {"千瓦时", Decimal(1), "能量"},
                                {"亩", Decimal(2000), "面积", Decimal(3)},
                                {"平方米", Decimal(1), "面积"},
                                {"家", Decimal(1), "1"},
                                {"%", Decimal(1), "1", Decimal(100)}});
  return table;
}

inline Type in_unit(const char* name) {
  return Type::number(some_units().parse(name).value());
}

}  // namespace fangan::feel
