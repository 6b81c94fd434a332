#include "service/verify_content.h"

#include "service/package_hash.h"
#include "store/hash.h"
#include "value/json.h"

namespace fangan {
namespace {

struct LoadedVersion {
  std::string package;
  int64_t number = 0;
  std::string hash;     ///< As its row has it.
  std::string entered;  ///< As the journal has it; empty where nothing was entered.
};

Diagnostic differs(const char* code, const std::string& where) {
  Diagnostic diagnostic = problem(code, {{"where", where}});
  diagnostic.fault = Fault::data;
  return diagnostic;
}

/// Every version there is a row or an entry for.
Result<std::vector<LoadedVersion>> read_versions(const Database& database) {
  std::vector<LoadedVersion> versions;
  Statement select = database.prepare(
      "SELECT package, CAST(row AS INTEGER), "
      "(SELECT hash FROM package_version v WHERE v.package = j.package AND v.number = j.row), "
      "after FROM journal j WHERE register = '' AND action IN ('load', 'edit', 'restore') "
      "UNION ALL SELECT package, number, hash, '' FROM package_version v WHERE NOT EXISTS "
      "(SELECT 1 FROM journal j WHERE register = '' AND action IN ('load', 'edit', 'restore') "
      "AND j.package = v.package AND CAST(j.row AS INTEGER) = v.number)");
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return versions;
    LoadedVersion version{select.text(0), select.integer(1), select.text(2), ""};
    const std::string after = select.text(3);
    if (!after.empty()) {
      const Result<Json> json = parse_json(after);
      if (json) version.entered = json.value()["hash"].text();
    }
    versions.push_back(std::move(version));
  }
}

Result<std::string> hash_of(const Database& database, const LoadedVersion& version) {
  Statement select = database.prepare(
      "SELECT name, bytes FROM package_file WHERE package = ? AND number = ? ORDER BY name");
  select.bind(version.package).bind(version.number);
  Package package;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return package_hash(package);
    package.files.push_back({select.text(0), select.text(1)});
  }
}

Result<Done> check_packages(const Database& database, Diagnostics* found) {
  const Result<std::vector<LoadedVersion>> versions = read_versions(database);
  if (!versions) return versions.errors();
  for (const LoadedVersion& version : versions.value()) {
    const Result<std::string> hash = hash_of(database, version);
    if (!hash) return hash.errors();
    const bool same = hash.value() == version.entered && version.hash == version.entered;
    if (same) continue;
    found->push_back(
        differs("STORE-V007", version.package + " v" + std::to_string(version.number)));
  }
  return Done{};
}

Result<Done> check_evidence(const Database& database, Diagnostics* found) {
  Statement select = database.prepare(
      "SELECT hash, bytes FROM file_content UNION ALL SELECT DISTINCT hash, '' FROM evidence e "
      "WHERE NOT EXISTS (SELECT 1 FROM file_content c WHERE c.hash = e.hash)");
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return Done{};
    if (sm3(select.text(1)) != select.text(0)) {
      found->push_back(differs("STORE-V008", select.text(0)));
    }
  }
}

}  // namespace

Diagnostics verify_content(const Database& database) {
  Diagnostics found;
  for (Result<Done> (*check)(const Database&, Diagnostics*) : {check_packages, check_evidence}) {
    const Result<Done> done = check(database, &found);
    if (!done) found.insert(found.end(), done.errors().begin(), done.errors().end());
  }
  return found;
}

}  // namespace fangan
