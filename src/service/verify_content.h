// Verify content: packages and evidence against the hashes they are known by.
//
// verify_journal() holds records against the chain; a package is entered there by its hash and a
// file of evidence named by its own, so whoever changes their bytes is found here.
#pragma once

#include "store/sqlite.h"
#include "text/result.h"

namespace fangan {

/// Errors  STORE-V007 a version of a package is not what was loaded; STORE-V008 a file of evidence
/// is not what was handed in. All are reported.
Diagnostics verify_content(const Database& database);

}  // namespace fangan
