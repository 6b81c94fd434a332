// Call arguments: a call in the tree beside the signature it will run, as far as the text tells.
#pragma once

#include <vector>

#include "feel/builtins.h"
#include "feel/syntax.h"

namespace fangan::feel {

/// The builtin that a call names; nullptr where it calls something else.
const Builtin* called_builtin(const Node& call, const Syntax& syntax);

struct CallArgument {
  NodeId node = no_node;
  const BuiltinParameter* parameter = nullptr;
};

struct CallOfBuiltin {
  const BuiltinSignature* signature = nullptr;  ///< Null where none takes these arguments.
  std::vector<CallArgument> arguments;
};
CallOfBuiltin call_of(const Builtin& builtin, const Node& call, const Syntax& syntax);

}  // namespace fangan::feel
