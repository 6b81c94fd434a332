// Credit code: 统一社会信用代码 of GB 32100, eighteen characters of which the last proves the
// others.
//
// A wrong check character tells that something was mistyped, not what: the typo may be anywhere, so
// no right character is offered.
#pragma once

#include <string_view>

#include "text/result.h"

namespace fangan {

/// The field whose text is such a code, in any register.
constexpr std::string_view credit_code_field = "统一社会信用代码";
/// What the text of a row without a code begins with; the reason follows behind a colon.
constexpr std::string_view no_credit_code = "无码";

/// Takes a blank and 无码：REASON too: whether they may stand there is the register's to say.
/// Source  GB 32100-2015, 4.4 and annex A. Errors  CAMP-F015 no eighteen characters of its
/// alphabet; CAMP-F016 the check character does not fit; CAMP-F017 an older number of fifteen
/// digits.
Result<Done> check_credit_code(std::string_view code);

}  // namespace fangan
