#include "service/register_import.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "campaign/field_text.h"
#include "plan/row_words.h"
#include "service/import_row.h"
#include "service/row_merge.h"
#include "service/row_puts.h"
#include "service/row_rules.h"
#include "service/texts_seen.h"
#include "store/row_keeper.h"
#include "value/print.h"

namespace fangan {
namespace {

using Kind = ImportColumns::Kind;

constexpr uint32_t rows_between_looks = 256;

bool begins_without_code(const Value& value) {
  return value.is(ValueKind::string) &&
         value.text().compare(0, without_code.size(), without_code) == 0;
}

}  // namespace

class RegisterImport::Work {
 public:
  Work(EditRoom& reading, EditRoom* writing, Progress progress)
      : room_(reading),
        writing_(writing),
        progress_(std::move(progress)),
        sight_(reading.from(reading.today)),
        cells_(sight_),
        rules_(writing == nullptr ? reading : *writing,
               writing == nullptr ? RowRules::As::proposed : RowRules::As::written),
        merge_(reading, sight_, cells_) {}

  Result<Done> run(TableFile* file);
  ImportReport report_;
  std::set<std::pair<std::string, int64_t>> places_;

 private:
  const Register& definition() const { return *room_.table.definition; }
  Result<Done> begin_to_write();
  void end_of_puts();
  bool is_for_this_register(const TableFile& file);
  Result<Done> find_copies(TableFile* file);
  Result<Done> take(const TableRow& cells);
  std::string key_of(const ImportRow& row) const;
  bool is_copy(const ImportRow& row) const;
  Result<std::optional<StoredRow>> find(ImportRow* row);
  Result<std::optional<StoredRow>> find_named(ImportRow* row, const std::string& id, Kind column);
  Result<std::optional<StoredRow>> find_by_key(ImportRow* row);
  void refuse_second(ImportRow* row, const std::optional<StoredRow>& before);
  void read_words(ImportRow* row, const std::optional<StoredRow>& before, RowChange* change);
  void check_state(ImportRow* row, const std::optional<StoredRow>& before, RowChange* change);
  void check_scope(ImportRow* row, const std::optional<StoredRow>& before,
                   const StoredRow& after);
  Result<Done> check_key(ImportRow* row, const StoredRow& before, const StoredRow& after);
  Result<Done> change_row(ImportRow* row, const std::optional<StoredRow>& before,
                          RowChange* change);
  Result<Done> look_at_written();
  void tell_all(ImportRow* row, const Diagnostics& errors);
  void preview(const std::optional<StoredRow>& before, const StoredRow& after,
               const RowChange& change);

  EditRoom& room_;
  EditRoom* writing_;
  Progress progress_;
  RegisterSight sight_;
  CellReader cells_;
  RowRules rules_;
  RowMerge merge_;
  std::optional<ImportColumns> columns_;
  std::optional<ImportRowReader> reader_;
  std::optional<RegisterWriter> writer_;
  std::optional<RowPuts> puts_;
  std::unordered_set<std::string> copied_;  ///< Marks that stand in several rows.
  bool has_rows_ = false;                   ///< The register, before the import.
  TextsSeen seen_;                          ///< Keys and marks.
  ImportRow row_;      ///< The one under way, as is
  RowChange change_;   ///< what it changes: memory is used again.
  uint32_t count_ = 0;
};

RegisterImport::RegisterImport(EditRoom& reading, EditRoom* writing, Progress progress)
    : work_(std::make_unique<Work>(reading, writing, std::move(progress))) {}
RegisterImport::~RegisterImport() = default;

Result<Done> RegisterImport::run(TableFile* file) { return work_->run(file); }
const ImportReport& RegisterImport::report() const { return work_->report_; }

std::vector<StoredRow> RegisterImport::places() const {
  std::vector<StoredRow> places;
  for (const auto& [region, subject] : work_->places_) {
    StoredRow& place = places.emplace_back();
    place.region = region;
    place.subject = subject;
  }
  return places;
}

/// A workbook of ours says which register it is of.
bool RegisterImport::Work::is_for_this_register(const TableFile& file) {
  for (const auto& [name, value] : file.facts()) {
    const std::string& own = name == "plan" ? room_.loaded.id : definition().name.text;
    if ((name != "plan" && name != "register") || value == own) continue;
    report_.add_error({0, std::nullopt, "", "",
                       refused("SVC-I008", {{"of", value}, {"register", own}})});
    return false;
  }
  return true;
}

/// Whoever copies a row in a spreadsheet copies its hidden number too.
Result<Done> RegisterImport::Work::find_copies(TableFile* file) {
  const std::optional<uint32_t> column = columns_->of(Kind::row);
  if (!column) return Done{};
  std::unordered_set<std::string> once;
  return file->read([&](const TableRow& row) {
    const std::string_view text = row.cells[*column].text;
    if (!text.empty() && !once.emplace(text).second) copied_.emplace(text);
    return true;
  });
}

Result<Done> RegisterImport::Work::run(TableFile* file) {
  report_.sheet = file->sheet();
  if (!is_for_this_register(*file)) return Done{};
  columns_.emplace(room_.loaded.plan, definition(), *file, &report_);
  const bool lacks_key =
      std::any_of(report_.errors.begin(), report_.errors.end(),
                  [](const CellError& each) { return each.error.code == "SVC-I002"; });
  if (lacks_key) return Done{};
  reader_.emplace(room_.loaded.plan, definition(), *columns_, cells_, &report_);
  const Result<Done> begun = writing_ != nullptr ? begin_to_write() : Result<Done>(Done{});
  if (!begun) return begun;
  RowQuery any;
  any.count = 1;
  any.scope.all = true;
  const Result<std::vector<StoredRow>> rows = sight_.reader().page(room_.table, any);
  if (!rows) return rows.errors();
  has_rows_ = !rows.value().empty();
  const Result<Done> copies = find_copies(file);
  if (!copies) return copies;
  Diagnostics errors;
  const Result<Done> read = file->read([&](const TableRow& row) {
    const bool goes_on = ++count_ % rows_between_looks != 1 || progress_(row.permille);
    if (!goes_on) errors = {refused("SVC-I010")};
    if (!errors.empty()) return false;
    const Result<Done> taken = take(row);
    if (!taken) errors = taken.errors();
    return errors.empty();
  });
  if (puts_) end_of_puts();
  if (!read) return read;
  if (!errors.empty()) return errors;
  if (!sight_.errors().empty()) return sight_.errors();
  if (count_ == 0) report_.add_error({0, std::nullopt, "", "", refused("SVC-I009")});
  const bool fits = writing_ != nullptr && report_.error_count == 0;
  const Result<Done> looked = fits ? look_at_written() : Result<Done>(Done{});
  if (!looked) return looked;
  const Result<Done> closed = fits ? writer_->close() : Result<Done>(Done{});
  if (!closed) return closed;
  report_.sort();
  return Done{};
}

Result<Done> RegisterImport::Work::begin_to_write() {
  writer_.emplace(writing_->database, writing_->tables, writing_->author(), "import");
  const bool is_apart = &room_.database != &writing_->database;
  Result<std::unique_ptr<ChangePreparer>> preparer = writer_->preparer(writing_->table);
  if (!preparer) return preparer.errors();
  puts_.emplace(*writer_, writing_->table, std::move(preparer).value(),
                is_apart ? RowPuts::Side::beside : RowPuts::Side::here);
  return Done{};
}

void RegisterImport::Work::end_of_puts() {
  puts_->finish();
  for (const RowPuts::Refused& refused : puts_->refused()) {
    ImportRow row;
    row.number = refused.number;
    tell_all(&row, for_actor(room_, refused.id, refused.errors));
  }
}

/// What its cells make the id; empty where a part of the key is blank.
std::string RegisterImport::Work::key_of(const ImportRow& row) const {
  const Value blank;
  return row_id(room_.loaded.plan, definition(), row.period ? *row.period : blank,
                [&](size_t place) -> const Value& {
                  return row.fields[place] ? *row.fields[place] : blank;
                });
}

/// Of rows with one hidden number the one with its key is meant; a register without keys has but
/// the order.
bool RegisterImport::Work::is_copy(const ImportRow& row) const {
  const std::string mark = row.mark->id + "#" + std::to_string(row.mark->version);
  if (copied_.count(mark) == 0) return false;
  if (definition().key.empty()) return seen_.has(mark);
  return row.key != row.mark->id;
}

/// What the actor may not see is not there.
Result<std::optional<StoredRow>> RegisterImport::Work::find_named(ImportRow* row,
                                                                  const std::string& id,
                                                                  Kind column) {
  Result<std::optional<StoredRow>> found = sight_.reader().row(room_.table, id);
  if (!found) return found;
  if (found.value() && room_.access.shows(*found.value())) return found;
  const std::optional<uint32_t> at = columns_->of(column);
  reader_->tell(row, at, at ? columns_->all()[*at].title : "", id,
                refused("SVC-I003", {{"row", id}}));
  return std::optional<StoredRow>();
}

Result<std::optional<StoredRow>> RegisterImport::Work::find_by_key(ImportRow* row) {
  const std::string& id = row->key;
  if (id.empty()) {
    if (row->is_faulty) return std::optional<StoredRow>();
    for (const Name& key : definition().key) {
      const size_t place = static_cast<size_t>(definition().field(key.text) -
                                               definition().fields.data());
      if (row->fields[place] && !row->fields[place]->is_null()) continue;
      reader_->tell(row, key.text, refused("STORE-R005", {{"field", key.text}}));
    }
    if (definition().period != Period::none && !row->period) {
      const std::string period(row_words(room_.loaded.plan.header.language).period);
      reader_->tell(row, columns_->of(Kind::period), period, "",
                    refused("STORE-R005", {{"field", period}}));
    }
    return std::optional<StoredRow>();
  }
  if (!has_rows_) return std::optional<StoredRow>();
  Result<std::optional<StoredRow>> found = sight_.reader().row(room_.table, id);
  if (!found || !found.value() || room_.access.shows(*found.value())) return found;
  const std::string& key = definition().key.front().text;
  reader_->tell(row, columns_->of_name(key), key, id,
                refused("STORE-R004", {{"register", definition().name.text}, {"id", id}}));
  return std::optional<StoredRow>();
}

Result<std::optional<StoredRow>> RegisterImport::Work::find(ImportRow* row) {
  if (row->mark && !is_copy(*row)) {
    Result<std::optional<StoredRow>> found = find_named(row, row->mark->id, Kind::row);
    if (!found || found.value()) return found;
    return std::optional<StoredRow>();
  }
  if (row->mark) {
    row->mark.reset();
    row->id.clear();
  }
  if (!row->id.empty()) return find_named(row, row->id, Kind::id);
  if (definition().key.empty()) return std::optional<StoredRow>();
  return find_by_key(row);
}

void RegisterImport::Work::refuse_second(ImportRow* row, const std::optional<StoredRow>& before) {
  if (row->mark) {
    seen_.see(row->mark->id + "#" + std::to_string(row->mark->version), row->number);
  }
  std::string id = before ? before->state.id : "";
  if (!before) {
    for (const Name& key : definition().key) {
      const size_t place = static_cast<size_t>(definition().field(key.text) -
                                               definition().fields.data());
      if (begins_without_code(row->fields[place].value_or(Value()))) return;
    }
    id = row->key;
  }
  if (id.empty()) return;
  const auto [first, is_first] = seen_.see(id, row->number);
  if (is_first) return;
  const std::string key = definition().key.empty() ? "" : definition().key.front().text;
  reader_->tell(row, columns_->of_name(key), key, id,
                refused("SVC-I004", {{"row", std::to_string(first)}, {"id", id}}));
}

/// A state comes about by steps; the office may say in which one a new row begins.
void RegisterImport::Work::check_state(ImportRow* row, const std::optional<StoredRow>& before,
                                       RowChange* change) {
  const Flow* flow = room_.loaded.plan.find_flow(definition().flow.text);
  if (row->state.empty() || flow == nullptr || flow->states.empty()) return;
  const std::string& first = flow->states.front().name.text;
  const bool is_new = !before;
  const std::string now = is_new || before->state.state.empty() ? first : before->state.state;
  if (row->state == now) return;
  const bool is_known = std::any_of(
      flow->states.begin(), flow->states.end(),
      [row](const FlowState& each) { return each.name.text == row->state; });
  if (is_new && is_known && room_.actor.has("office")) {
    change->state = row->state;
    return;
  }
  const std::optional<uint32_t> column = columns_->of(Kind::state);
  reader_->tell(row, column, column ? columns_->all()[*column].title : "", row->state,
                refused("SVC-I006", {{"value", row->state}, {"state", now}}));
}

/// What a row has besides its fields.
void RegisterImport::Work::read_words(ImportRow* row, const std::optional<StoredRow>& before,
                                      RowChange* change) {
  check_state(row, before, change);
  if (row->period && !before) change->period = row->period;
  const bool moves = row->period && before && !merge_.is_same(*row->period, before->state.period);
  if (moves) {
    const std::optional<uint32_t> column = columns_->of(Kind::period);
    reader_->tell(row, column, columns_->all()[*column].title, *print_plain(*row->period, 100),
                  refused("SVC-I007", {{"row", before->state.id}}));
  }
  if (!row->source.empty() && (!before || before->source != row->source)) {
    change->source = row->source;
  }
  if (!row->nature.empty() && (!before || before->nature != row->nature)) {
    change->nature = row->nature;
  }
  change->holds_from = room_.today;
  if (!row->since) return;
  const Result<Date> day = read_holds_from(row->since->print(), room_.today);
  if (day) {
    change->holds_from = day.value();
  } else {
    reader_->tell(row, columns_->of(Kind::since), std::string(since_title), row->since->print(),
                  day.error());
  }
}

void RegisterImport::Work::tell_all(ImportRow* row, const Diagnostics& errors) {
  for (const Diagnostic& error : errors) {
    std::string field;
    for (const Fact& fact : error.facts) {
      if (fact.name == "field") field = fact.value.substr(0, fact.value.find("、"));
    }
    reader_->tell(row, field, error);
  }
}

/// Whose row it becomes.
void RegisterImport::Work::check_scope(ImportRow* row, const std::optional<StoredRow>& before,
                                       const StoredRow& after) {
  const Fact register_name{"register", definition().name.text};
  if (!room_.access.write.takes(after)) {
    const RowOrigin& origin = room_.access.write.regions.empty() ? room_.table.subject
                                                                 : room_.table.region;
    const std::string field =
        origin.kind == RowOrigin::Kind::none || &origin == &room_.table.subject
            ? ""
            : room_.table.columns[origin.column].name;
    reader_->tell(row, field, refused("SVC-G004", {register_name, {"row", after.state.id}}));
  }
  const std::string& state = after.state.state;
  if (before && !may_edit_in(room_.actor, room_.loaded.plan, definition(), state)) {
    reader_->tell(row, "", refused("SVC-G003", {{"state", state}, {"row", after.state.id}}));
  }
}

/// A corrected key that another row has; the writer finds that out by itself.
Result<Done> RegisterImport::Work::check_key(ImportRow* row, const StoredRow& before,
                                             const StoredRow& after) {
  const std::string id = row_id(room_.loaded.plan, definition(), after.state);
  if (writing_ != nullptr || id.empty() || id == before.state.id) return Done{};
  const Result<std::optional<StoredRow>> other = sight_.reader().row(room_.table, id);
  if (!other) return other.errors();
  if (!other.value() || other.value()->row == before.row) return Done{};
  const std::string& key = definition().key.front().text;
  reader_->tell(row, columns_->of_name(key), key, id,
                refused("STORE-R004", {{"register", definition().name.text}, {"id", id}}));
  return Done{};
}

void RegisterImport::Work::preview(const std::optional<StoredRow>& before, const StoredRow& after,
                                   const RowChange& change) {
  if (report_.preview.items().size() >= ImportReport::preview_max) return;
  Json fields = Json::object();
  for (const auto& [place, value] : change.fields) {
    const Field& field = definition().fields[place];
    const bool is_shown = before && room_.access.shows(*before, place);
    fields.set(field.name.text,
               Json::object({{"before", is_shown ? sight_.value_json(field,
                                                                     before->state.fields[place])
                                                 : Json()},
                             {"after", sight_.value_json(field, value)}}));
  }
  report_.preview.push(Json::object({{"row", before ? Json(before->state.id) : Json()},
                                     {"id", after.state.id},
                                     {"change", before ? "changed" : "new"},
                                     {"fields", std::move(fields)}}));
}

Result<Done> RegisterImport::Work::change_row(ImportRow* row,
                                              const std::optional<StoredRow>& before,
                                              RowChange* change) {
  const Result<Done> day =
      before ? check_day(room_, *before, change->holds_from) : Result<Done>(Done{});
  if (!day) {
    reader_->tell(row, columns_->of(Kind::since), std::string(since_title),
                  change->holds_from.print(), day.error());
    return Done{};
  }
  const StoredRow& after = merge_.applied(before, *change, row->key);
  check_scope(row, before, after);
  if (before) {
    const Result<Done> key = check_key(row, *before, after);
    if (!key) return key;
  }
  if (writing_ == nullptr) tell_all(row, merge_.unfit_numbers(*change));
  if (row->is_faulty) return Done{};
  const RowRules::Found found = rules_.check(after, before ? RowRules::Row::changed
                                                           : RowRules::Row::added);
  tell_all(row, found.errors);
  if (row->is_faulty) return Done{};
  for (const Diagnostic& warning : found.warnings) {
    report_.add_warning({row->number, std::nullopt, "", "", warning});
  }
  ++(before ? report_.changed : report_.added);
  preview(before, after, *change);
  if (before) places_.insert({before->region, before->subject});
  places_.insert({after.region, after.subject});
  if (puts_) puts_->add(change, row->id, row->number);
  return Done{};
}

Result<Done> RegisterImport::Work::take(const TableRow& cells) {
  ImportRow& row = row_;
  reader_->read(cells, &row);
  row.key = key_of(row);
  const Result<std::optional<StoredRow>> found = find(&row);
  if (!found) return found.errors();
  const std::optional<StoredRow>& before = found.value();
  const bool is_lost = row.mark && !before;
  if (is_lost) return Done{};
  if (before && !room_.access.write.takes(*before)) {  // Not even compared: that would tell of it.
    reader_->tell(&row, "", refused("SVC-G004", {{"register", definition().name.text},
                                                 {"row", before->state.id}}));
    return Done{};
  }
  refuse_second(&row, before);
  row.id = before ? before->state.id : row.key;
  RowChange& change = change_;
  change.clear();
  change.step = "import";
  if (before) {
    change.row = before->row;
    change.expected_version = before->version;
  }
  const Result<std::vector<RowMerge::Conflict>> conflicts = merge_.changes(&row, before, &change);
  if (!conflicts) return conflicts.errors();
  for (const RowMerge::Conflict& conflict : conflicts.value()) {
    reader_->tell(&row, conflict.field, conflict.error);
  }
  read_words(&row, before, &change);
  const bool changes = !change.fields.empty() || change.source || change.nature || !before;
  if (!changes) {
    report_.unchanged += row.is_faulty ? 0 : 1;
    return Done{};
  }
  return change_row(&row, before, &change);
}

/// Rules that name other rows are held against all of them, as they have become.
Result<Done> RegisterImport::Work::look_at_written() {
  if (!rules_.look_again()) return Done{};
  std::vector<RowPuts::Written>& written = puts_->written();
  for (RowPuts::Written& each : written) each.day = std::max(each.day, room_.today);
  std::stable_sort(written.begin(), written.end(),
                   [](const RowPuts::Written& left, const RowPuts::Written& right) {
                     return left.day < right.day;
                   });
  uint32_t looked = 0;
  for (const RowPuts::Written& each : written) {
    const bool goes_on = ++looked % rows_between_looks != 1 || progress_(1000);
    if (!goes_on) return refused("SVC-I010");
    Diagnostics broken;
    const Result<Done> done = rules_.look(each.row, each.day, &broken);
    if (!done) return done;
    ImportRow row;
    row.number = each.number;
    tell_all(&row, broken);
  }
  return Done{};
}

}  // namespace fangan
