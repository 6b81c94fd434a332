// Ledger cache: the ledgers of policies, kept until something they rest on changes, for whoever
// asks for one line.
//
// A ledger takes all rows of its registers and what they were before; the page of one enterprise
// asks for a line of each. Lines are kept without their rows, which live as long as one operation.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "campaign/policy_ledger.h"

namespace fangan {

class PolicySight;

/// By register and id of the row; LedgerLine::Entitlement::row and its subject are not set.
using KeptLines = std::map<std::pair<std::string, std::string>, LedgerLine>;

class LedgerCache {
 public:
  /// What was asked: plan, version and view, and how much had changed when it was.
  struct Asked {
    std::string view;
    std::string stamp;
  };
  std::shared_ptr<const KeptLines> lines(const Asked& asked, const Policy& policy,
                                         PolicySight* sight);

 private:
  struct Kept {
    std::string stamp;
    std::shared_ptr<const KeptLines> lines;
  };
  std::mutex mutex_;
  std::map<std::string, std::map<std::string, Kept>> kept_;  ///< By view and policy.
};

}  // namespace fangan
