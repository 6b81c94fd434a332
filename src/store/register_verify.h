// Register verify: every change of every register against the digests of the journal, and every row
// against what its changes come to.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/journal.h"
#include "store/register_table.h"

namespace fangan {

/// What the journal says of registers, gathered while its chain is replayed.
class EnteredRegisters {
 public:
  /// False where the entry is about something else.
  bool take(const JournalEntry& entry);

  /// Holds the tables against what was taken. One pass over each table.
  /// Errors  STORE-V009 changes differ from what was entered; STORE-V010 a row differs from what
  /// its changes come to; STORE-V011 changes are missing; STORE-V012 a change that nobody entered;
  /// STORE-V013 the catalogue differs from what was entered; STORE-V014 a converted value differs.
  Diagnostics verify(const Database& database) const;

 private:
  friend class RegisterVerifier;

  struct Entry {
    int64_t id = 0;  ///< Of the journal.
    Moment at;
    std::string agency;
    int64_t rows = 0;
    std::vector<std::string> digests;
  };
  struct Conversion {
    int64_t values = 0;
    std::string digest;
  };
  struct Entered {
    std::map<int64_t, Entry> entries;
    std::map<int64_t, Conversion> conversions;  ///< By column.
    std::string definition;
    std::vector<int64_t> repeated;  ///< Entries of the journal that claim what another one has.
  };

  std::map<std::pair<std::string, std::string>, Entered> registers_;  ///< Package and name.
};

}  // namespace fangan
