// Evidence: files by content hash, with limits on size and type.
#include <algorithm>

#include "service/state.h"
#include "store/hash.h"

namespace fangan {
namespace {

constexpr size_t file_bytes_max = 20u << 20;

struct FileKind {
  std::string_view extension;
  std::string_view media_type;
  std::string_view begins;  ///< First bytes; empty where any will do.
};

/// What evidence may be: pictures, scans, office documents, plain text, archives of them.
constexpr FileKind kinds[] = {
    {".jpg", "image/jpeg", "\xFF\xD8\xFF"},
    {".jpeg", "image/jpeg", "\xFF\xD8\xFF"},
    {".png", "image/png", "\x89PNG"},
    {".pdf", "application/pdf", "%PDF"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"},
    {".ofd", "application/ofd", "PK"},
    {".zip", "application/zip", "PK"},
    {".txt", "text/plain", ""},
    {".csv", "text/csv", ""},
};

const FileKind* kind_of(const std::string& name, std::string_view bytes) {
  std::string lower = name;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (const FileKind& kind : kinds) {
    const bool ends = lower.size() > kind.extension.size() &&
                      lower.compare(lower.size() - kind.extension.size(), kind.extension.size(),
                                    kind.extension) == 0;
    if (ends && bytes.substr(0, kind.begins.size()) == kind.begins) return &kind;
  }
  return nullptr;
}

/// The last part of a path, without signs that trouble file systems.
std::string plain_name(const std::string& name) {
  const size_t slash = name.find_last_of("/\\");
  std::string plain = slash == std::string::npos ? name : name.substr(slash + 1);
  plain.erase(std::remove_if(plain.begin(), plain.end(),
                             [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"'; }),
              plain.end());
  constexpr size_t name_bytes_max = 200;
  return plain.size() > name_bytes_max ? plain.substr(plain.size() - name_bytes_max) : plain;
}

}  // namespace

Result<Json> Service::add_file(const Actor& actor, const std::string& name, const std::string&,
                               const std::string& bytes) {
  if (bytes.size() > file_bytes_max) {
    return refused("SVC-F002", {{"limit", std::to_string(file_bytes_max >> 20)}});
  }
  const std::string plain = plain_name(name);
  const FileKind* kind = bytes.empty() ? nullptr : kind_of(plain, bytes);
  if (kind == nullptr) return refused("SVC-F001", {{"name", plain}});
  const Moment at = state_->next_moment();
  const std::string hash = sm3(bytes);
  const std::string owner = actor.agency.empty() ? actor.account : actor.agency;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    Statement insert = database.prepare(
        "INSERT INTO evidence (hash, name, size_bytes, media_type, bytes, account, at) "
        "VALUES (?,?,?,?,?,?,?) ON CONFLICT (hash) DO NOTHING");
    insert.bind(hash).bind(plain).bind(static_cast<int64_t>(bytes.size())).bind(kind->media_type);
    insert.bind_blob(bytes).bind(owner).bind(at.microseconds);
    return insert.run();
  });
  if (!written) return written.errors();
  Json json = Json::object();
  json.set("hash", hash);
  json.set("name", plain);
  json.set("size", Json(static_cast<int64_t>(bytes.size())));
  json.set("type", kind->media_type);
  return json;
}

Result<FileContent> Service::file(const Actor& actor, const std::string& hash) const {
  FileContent content;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Statement select =
        database.prepare("SELECT name, media_type, bytes, account FROM evidence WHERE hash = ?");
    select.bind(hash);
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return not_found();
    bool visible = !actor.agency.empty() && select.text(3) == actor.agency;
    // A file may be seen by whoever may see a row that names it.
    for (const std::string& id : plan_ids()) {
      if (visible) break;
      const auto loaded = state_->find_plan(id);
      const SnapshotRecords records(database, id);
      for (const Record& record : records.rows("进展", "", everything_view())) {
        const Target* target = loaded.value()->plan.find_target(record.text("目标"));
        const bool names = record.text("附件").find(hash) != std::string::npos;
        if (names && target != nullptr && may_see(actor, *target, record.text("单位"))) visible = true;
      }
      if (actor.is_holder()) continue;
      for (const Record& record : records.rows("办理", "", everything_view())) {
        if (record.text("附件").find(hash) != std::string::npos) visible = true;
      }
    }
    if (!visible) return not_found();
    content = {select.text(0), select.text(1), select.text(2)};
    return Done{};
  });
  if (!read) return read.errors();
  return content;
}

}  // namespace fangan
