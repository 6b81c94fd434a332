// Share sheets: the shares of one node of a target as somebody entered them, read and written.
#pragma once

#include <string>
#include <vector>

#include "campaign/shares.h"
#include "service/state.h"

namespace fangan {

/// The id of a share; of a node's reserve with an empty `unit`.
std::string share_id(const std::string& target, const std::string& node, const std::string& unit);

/// With the reserve that the target declares, where none was written.
ShareSheetRequest with_declared_reserve(ShareSheetRequest request, const Target& target);

/// Empty values are not entered. Errors  SVC-W011 no number.
Result<ShareSheet> read_share_sheet(const ShareSheetRequest& request);

struct ShareWriter {
  const Actor& actor;
  Moment at;
  Date today;  ///< From which day they hold.
};

/// Writes the rows of one node that differ from what is there.
/// Errors  SVC-W001 a row has changed since, or came since; with the row of now and the one given.
Result<Done> write_share_sheet(const Database& database, const ShareWriter& writer,
                               const std::string& plan, const Target& target,
                               const ShareSheetRequest& request,
                               std::vector<PendingEvent>* events);

}  // namespace fangan
