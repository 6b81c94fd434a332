// Evidence: files by content hash, with limits on size and type.
#include <algorithm>

#include "service/register_sight.h"
#include "service/state.h"
#include "store/hash.h"

namespace fangan {
namespace {

constexpr size_t file_bytes_max = 20u << 20;
constexpr size_t files_max = 20;

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
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
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
  plain.erase(
      std::remove_if(plain.begin(), plain.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"'; }),
      plain.end());
  constexpr size_t name_bytes_max = 200;
  // The end is kept, because it says what kind of file it is; no character is cut in two.
  size_t begin = plain.size() > name_bytes_max ? plain.size() - name_bytes_max : 0;
  while (begin > 0 && (static_cast<unsigned char>(plain[begin]) & 0xC0) == 0x80) ++begin;
  return plain.substr(begin);
}

/// What the actor handed in under this hash; nobody learns what others handed in.
Result<std::optional<Json>> own_file(const Database& database, const Actor& actor,
                                     const std::string& hash) {
  Statement select = database.prepare(
      "SELECT name, size_bytes, media_type FROM evidence WHERE hash = ? AND owner = ?");
  const Result<bool> row = select.bind(hash).bind(file_owner(actor)).step();
  if (!row) return row.errors();
  if (!row.value()) return std::optional<Json>();
  Json file = Json::object();
  file.set("hash", hash);
  file.set("name", select.text(0));
  file.set("size", Json(select.integer(1)));
  file.set("type", select.text(2));
  return std::optional<Json>(std::move(file));
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
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    Statement content = database.prepare(
        "INSERT INTO file_content (hash, bytes) VALUES (?,?) ON CONFLICT (hash) DO NOTHING");
    const Result<Done> kept = content.bind(hash).bind_blob(bytes).run();
    if (!kept) return kept;
    Statement insert = database.prepare(
        "INSERT INTO evidence (hash, owner, name, size_bytes, media_type, at) VALUES (?,?,?,?,?,?) "
        "ON CONFLICT (hash, owner) DO UPDATE SET name = excluded.name, media_type = "
        "excluded.media_type");
    insert.bind(hash).bind(file_owner(actor)).bind(plain).bind(static_cast<int64_t>(bytes.size()));
    insert.bind(kind->media_type).bind(at.microseconds);
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

std::string file_owner(const Actor& actor) {
  return actor.agency.empty() ? "account " + actor.account : actor.agency;
}

Result<std::string> files_list(const Database& database, const Actor& actor,
                               const std::vector<std::string>& hashes) {
  if (hashes.size() > files_max) return refused("SVC-F004", {{"limit", std::to_string(files_max)}});
  Json list = Json::array();
  for (const std::string& hash : hashes) {
    const Result<std::optional<Json>> file = own_file(database, actor, hash);
    if (!file) return file.errors();
    if (!file.value()) return refused("SVC-F003");
    list.push(*file.value());
  }
  return list.print();
}

namespace {

/// The file as a row of a register names it that the actor may see.
Result<std::optional<Json>> file_in_register(RegisterSight& sight, const std::string& hash) {
  for (const RegisterTable& table : sight.tables().all()) {
    const std::vector<Field>& fields = table.definition->fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      const FieldKind kind = fields[i].domain.kind;
      if (kind != FieldKind::file && kind != FieldKind::files) continue;
      if (fields[i].sensitive) continue;
      RowQuery query;
      query.where.push_back({fields[i].name.text, RowFilter::Op::equal, {hash}});
      query.scope = sight.access(*table.definition).scope_of(*table.definition, query);
      query.count = 1;
      const Result<std::vector<StoredRow>> rows = sight.reader().page(table, query);
      if (!rows) return rows.errors();
      if (!rows.value().empty()) return std::optional<Json>(sight.file_json(hash));
    }
  }
  return std::optional<Json>();
}

/// The file as a row names it that the actor may see.
std::optional<Json> file_in_row(const LoadedPlan& loaded, const Records& records,
                                const Actor& actor, const std::string& hash) {
  const auto named = [&hash](const Record& record) -> std::optional<Json> {
    const Json files = files_json(record.text("附件"));
    for (const Json& file : files.items()) {
      if (file["hash"].text() == hash) return file;
    }
    return std::nullopt;
  };
  for (const Record& record : records.rows("进展", "", everything_view())) {
    const Target* target = loaded.plan.find_target(record.text("目标"));
    if (target == nullptr || !may_see(actor, *target, record.text("单位"))) continue;
    if (std::optional<Json> file = named(record)) return file;
  }
  for (const Record& record : records.rows("办理", "", everything_view())) {
    const Task* task = loaded.plan.find_task(record.text("任务"));
    if (task == nullptr || !may_see(actor, loaded.plan, *task)) continue;
    if (std::optional<Json> file = named(record)) return file;
  }
  return std::nullopt;
}

}  // namespace

Result<FileContent> Service::file(const Actor& actor, const std::string& hash) const {
  FileContent content;
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    const Result<std::optional<Json>> own = own_file(database, actor, hash);
    if (!own) return own.errors();
    std::optional<Json> file = own.value();
    for (const std::string& id : plan_ids()) {
      if (file) break;
      const auto loaded = state_->find_plan(id);
      const SnapshotRecords records(database, id);
      if (!loaded) continue;
      file = file_in_row(*loaded.value(), records, actor, hash);
      if (!records.errors().empty()) return records.errors();
      if (file) break;
      const auto kept = loaded.value()->tables_in(database);
      if (!kept) return kept.errors();
      const RegisterTables& tables = *kept.value();
      const Date today = state_->today();
      RegisterSight sight({*loaded.value(), database, tables, actor,
                           View{today, Moment{INT64_MAX}}, today});
      const Result<std::optional<Json>> named = file_in_register(sight, hash);
      if (!named) return named.errors();
      file = named.value();
    }
    if (!file) return not_found();
    Statement select = database.prepare("SELECT bytes FROM file_content WHERE hash = ?");
    const Result<bool> row = select.bind(hash).step();
    if (!row) return row.errors();
    if (!row.value()) return not_found();
    const Json& type = (*file)["type"].is_null() ? (*file)["media_type"] : (*file)["type"];
    content = {(*file)["name"].text(), type.text(), select.text(0)};
    return Done{};
  });
  if (!read) return read.errors();
  return content;
}

}  // namespace fangan
