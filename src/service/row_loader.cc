#include "service/row_loader.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "store/hash.h"

namespace fangan {

class RowLoader::Work {
 public:
  Work(const RowLoader& loader, const RegisterTables& tables, RegisterAuthor author,
       const Sheets& sheets, LoadedIds* ids)
      : loaded_(loader.loaded_),
        database_(loader.database_),
        at_(loader.at_),
        sheets_(sheets),
        ids_(*ids),
        writer_(loader.database_, tables, std::move(author), "import") {
    for (const auto& [name, sheet] : sheets) {
      for (size_t i = sheet.first; i < sheet.rows.size(); ++i) {
        if (row_of(name, sheet.rows[i].id) == 0) waiting_[name].insert(sheet.rows[i].id);
      }
    }
  }

  /// Registers behind those they refer to; circles as they stand in the plan.
  std::vector<const Register*> in_order() const {
    std::vector<const Register*> order;
    std::set<const Register*> seen;
    const std::function<void(const Register&)> visit = [&](const Register& definition) {
      if (!seen.insert(&definition).second) return;
      for (const Field& field : definition.fields) {
        const Register* target = loaded_.plan.find_register(field.domain.target.text);
        if (field.domain.kind == FieldKind::reference && target != nullptr) visit(*target);
      }
      if (sheets_.count(definition.name.text) > 0) order.push_back(&definition);
    };
    for (const Register& definition : loaded_.plan.registers) visit(definition);
    return order;
  }

  Result<int64_t> put(const RegisterTable& table, const AddError& add_error) {
    const Sheet& sheet = sheets_.at(table.definition->name.text);
    int64_t count = 0;
    for (size_t i = sheet.first; i < sheet.rows.size(); ++i) {
      const Result<RowChange> change = change_of(table, sheet, i);
      if (!change) return change.errors();
      const Result<WrittenRow> written = writer_.put(table, change.value());
      waiting_[table.definition->name.text].erase(sheet.rows[i].id);
      if (written) {
        ids_[table.definition->name.text][sheet.rows[i].id] = written.value();
        ++count;
        continue;
      }
      // What other packages brought already, such as an enterprise of both, stays as it is.
      const bool is_shared = table.package.empty() && written.error().code == "STORE-R004";
      if (is_shared) continue;
      for (const Diagnostic& error : written.errors()) add_error(*table.definition, i, error);
    }
    return count;
  }

  /// References to rows that stood further down.
  Result<Done> finish(const AddError& add_error) {
    for (const Later& later : later_) {
      RowChange change;
      change.row = row_of(later.table->definition->name.text, later.id);
      change.holds_from = later.since;
      change.step = "import";
      const std::string& target = later.table->definition->fields[later.field].domain.target.text;
      change.fields = {{later.field, Value(id_of(target, later.word))}};
      const Result<WrittenRow> written =
          change.row == 0 ? Result<WrittenRow>(WrittenRow()) : writer_.put(*later.table, change);
      if (written) continue;
      for (const Diagnostic& error : written.errors()) {
        add_error(*later.table->definition, later.index, error);
      }
    }
    return writer_.close();
  }

 private:
  /// A reference to a row that is not in the store yet.
  struct Later {
    const RegisterTable* table = nullptr;
    size_t index = 0;
    std::string id;
    Date since;
    size_t field = 0;
    std::string word;
  };

  /// A row that was loaded; nullptr: it stands under that word, if anywhere.
  const WrittenRow* loaded_row(const std::string& register_name, const std::string& word) const {
    const auto ids = ids_.find(register_name);
    if (ids == ids_.end()) return nullptr;
    const auto row = ids->second.find(word);
    return row == ids->second.end() ? nullptr : &row->second;
  }

  int64_t row_of(const std::string& register_name, const std::string& word) const {
    const WrittenRow* row = loaded_row(register_name, word);
    return row == nullptr ? 0 : row->row;
  }

  const std::string& id_of(const std::string& register_name, const std::string& word) const {
    const WrittenRow* row = loaded_row(register_name, word);
    return row == nullptr ? word : row->id;
  }

  bool is_awaited(const std::string& register_name, const std::string& word) const {
    const auto waiting = waiting_.find(register_name);
    return waiting != waiting_.end() && waiting->second.count(word) > 0;
  }

  Result<RowChange> change_of(const RegisterTable& table, const Sheet& sheet, size_t index) {
    const RowState& row = sheet.rows[index];
    RowChange change;
    change.row = row_of(table.definition->name.text, row.id);
    const bool is_new = change.row == 0;
    change.holds_from = row.since;
    change.step = "import";
    for (size_t i = 0; i < row.fields.size(); ++i) {
      const Value& written = row.fields[i];
      if (written.is_null() && is_new) continue;
      Result<Value> value = stored(table, index, i);
      if (!value) return value.errors();
      change.fields.emplace_back(i, std::move(value).value());
    }
    if (is_new && !row.period.is_null()) change.period = row.period;
    if (!row.state.empty()) change.state = row.state;
    if (index >= sheet.remarks.size()) return change;
    change.source = sheet.remarks[index].first;
    change.nature = sheet.remarks[index].second;
    return change;
  }

  Result<Value> stored(const RegisterTable& table, size_t index, size_t place) {
    const RowState& row = sheets_.at(table.definition->name.text).rows[index];
    const Field& field = table.definition->fields[place];
    const Value& value = row.fields[place];
    if (value.is_null()) return value;
    if (field.domain.kind == FieldKind::file) return file_of(value.text());
    if (field.domain.kind == FieldKind::files) return files_of(value);
    if (field.domain.kind != FieldKind::reference) return value;
    const std::string& target = field.domain.target.text;
    if (is_awaited(target, value.text())) {
      later_.push_back({&table, index, row.id, row.since, place, value.text()});
      return Value();
    }
    return Value(id_of(target, value.text()));
  }

  Result<Value> files_of(const Value& words) const {
    std::vector<Value> hashes;
    for (const Value& word : words.items()) {
      const Result<Value> hash = file_of(word.text());
      if (!hash) return hash;
      hashes.push_back(hash.value());
    }
    return Value(std::move(hashes));
  }

  /// `@NAME` in a cell for files stands for a file of one line that says so.
  Result<Value> file_of(const std::string& word) const {
    if (word.empty() || word.front() != '@') return Value(word);
    const std::string name = word.substr(1) + ".txt";
    const std::string bytes = "示例附件 example: " + word.substr(1) + "\n";
    const std::string hash = sm3(bytes);
    Statement content = database_.prepare(
        "INSERT INTO file_content (hash, bytes) VALUES (?,?) ON CONFLICT (hash) DO NOTHING");
    const Result<Done> kept = content.bind(hash).bind_blob(bytes).run();
    if (!kept) return kept.errors();
    Statement evidence = database_.prepare(
        "INSERT INTO evidence (hash, owner, name, size_bytes, media_type, at) VALUES "
        "(?,?,?,?,'text/plain',?) ON CONFLICT (hash, owner) DO NOTHING");
    evidence.bind(hash).bind(loaded_.id).bind(name).bind(static_cast<int64_t>(bytes.size()));
    const Result<Done> named = evidence.bind(at_.microseconds).run();
    if (!named) return named.errors();
    return Value(hash);
  }

  const LoadedPlan& loaded_;
  const Database& database_;
  Moment at_;
  const Sheets& sheets_;
  LoadedIds& ids_;
  RegisterWriter writer_;
  std::map<std::string, std::unordered_set<std::string>> waiting_;  ///< Not yet in the store.
  std::vector<Later> later_;
};

RowLoader::RowLoader(const ServiceState& state, const LoadedPlan& loaded, const Database& database,
                     Moment at)
    : state_(state), loaded_(loaded), database_(database), at_(at) {}

Result<int64_t> RowLoader::load(const Sheets& sheets, LoadedIds* ids, const AddError& add_error,
                                const std::function<void(const std::string&, int64_t)>& told) {
  const auto tables = loaded_.tables_in(database_);
  if (!tables) return tables.errors();
  RegisterAuthor author;
  author.account = loaded_.id;
  author.agency = loaded_.id;
  author.at = at_;
  author.today = state_.today();
  // A row may refer to one that begins later.
  for (const auto& [name, sheet] : sheets) {
    for (const RowState& row : sheet.rows) author.today = std::max(author.today, row.since);
  }
  Work work(*this, *tables.value(), author, sheets, ids);
  int64_t count = 0;
  for (const Register* definition : work.in_order()) {
    const RegisterTable* table = tables.value()->find(definition->name.text);
    if (table == nullptr) return not_found();
    const Result<int64_t> written = work.put(*table, add_error);
    if (!written) return written;
    if (told) told(definition->name.text, written.value());
    count += written.value();
  }
  const Result<Done> closed = work.finish(add_error);
  if (!closed) return closed.errors();
  const Result<Done> brought = advance_registers(database_, *tables.value(), state_.today());
  if (!brought) return brought.errors();
  return count;
}

}  // namespace fangan
