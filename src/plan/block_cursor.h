// Block cursor: in which key of a block a place of its text stands, however unfinished the text is.
//
// read_body() reads whole blocks; somebody who types has lines without a colon and keys without a
// value. So this goes by indentation alone, from the line of the cursor upwards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/kinds.h"

namespace fangan {

struct BlockCursor {
  enum class Place : uint8_t {
    fence,    ///< The opening line: the kind.
    key,      ///< A key of `outer`.
    value,    ///< The value of `key`.
    name,     ///< The name of an entry that the block makes up itself.
    target,   ///< The register of an opening.
    filling,  ///< The field of an opening.
    formula,  ///< An expression.
    type,     ///< The type of a field.
    grade,    ///< The grade of a state.
    table,    ///< A cell of a table.
    nowhere,
  };
  Place place = Place::nowhere;
  std::string kind;              ///< Of the block.
  std::string outer;             ///< As in KeyEntry.
  const KeyEntry* key = nullptr;
  std::string opened;            ///< Register of the opening whose field is filled.
  size_t begin = 0;              ///< Bytes: where the key, value, expression or cell begins.
};

BlockCursor block_cursor(std::string_view text, size_t offset);

}  // namespace fangan
