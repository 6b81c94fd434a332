#include "service/import_job.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "papers/register_sheet.h"
#include "papers/returned_workbook.h"
#include "service/diagnostic_json.h"
#include "service/import_columns.h"
#include "service/wall_clock.h"
#include "store/hash.h"

namespace fangan {
namespace {

Result<TableFile> open_table(const Plan& plan, const Register& definition, const Job& job,
                             const std::string& path) {
  Result<ByteSource> source = ByteSource::open(path);
  if (!source) return source.errors();
  return TableFile::open(std::move(source).value(), job.file_name,
                         ImportColumns::titles(plan, definition));
}

std::string error_result(const Diagnostic& error) {
  return Json::object({{"error", diagnostic_json(error, Sources())}}).print();
}

std::string report_result(const ImportReport& report) {
  return Json::object({{"report", report_json(report)}}).print();
}

Result<Done> keep(ServiceState* state, const Job& job) {
  return state->store->write([&](const Database& database) -> Result<Done> {
    // Given up while it was under way: that holds.
    const Result<std::optional<Job>> now = find_job(database, job.id);
    if (!now) return now.errors();
    if (!now.value() || now.value()->state == JobState::cancelled) return Done{};
    return keep_job(database, job, state->next_moment());
  });
}

/// Who fills a disk or breaks a store has not sent a wrong file.
bool is_of_system(const Diagnostic& error) { return error.fault == Fault::system; }

Language language_of(const LoadedPlan& loaded) {
  return loaded.plan.header.language == "en" ? Language::en : Language::zh;
}

std::string said(const Diagnostic& error, Language language) {
  const std::string remedy = hint(error, language);
  return sentence(error, language) + (remedy.empty() ? "" : "\n" + remedy);
}

class JobRun {
 public:
  JobRun(ServiceState* state, Job job, const JobProgress& progress)
      : state_(state), job_(std::move(job)), progress_(progress) {
    path_ = job_file_path(state->store->path(), job_.id);
  }

  Result<Done> run() {
    const Result<Done> there = hold_file();
    if (!there) return finish(JobState::failed, error_result(there.error()));
    return job_.state == JobState::applying ? apply() : check();
  }

 private:
  RegisterImport::Progress watched() {
    return [this](uint32_t permille) {
      pause_ = progress_(permille);
      return pause_ == Pause::none;
    };
  }

  /// The very file that was sent, after a restart too.
  Result<Done> hold_file() const {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path_, failed);
    std::string bytes(failed ? 0 : size, '\0');
    std::ifstream file(path_, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!failed && file.good() && sm3(bytes) == job_.file_hash) return Done{};
    return refused("SVC-I013", {{"name", job_.file_name}});
  }

  Result<Done> finish(JobState state, std::string result) {
    job_.state = state;
    job_.result = std::move(result);
    const Result<Done> kept = keep(state_, job_);
    const bool needs_file = state == JobState::checked || state == JobState::refused;
    if (kept && !needs_file) remove_job_file(path_);
    return kept;
  }

  Result<Done> give_up(const Diagnostics& errors) {
    if (pause_ == Pause::stop) return Done{};
    if (pause_ == Pause::cancel) {
      return finish(JobState::cancelled, error_result(refused("SVC-I010")));
    }
    const bool failed = is_of_system(errors.front());
    return finish(failed ? JobState::failed : JobState::refused, error_result(errors.front()));
  }

  Result<Done> check() {
    job_.state = JobState::checking;
    const Result<Done> begun = keep(state_, job_);
    if (!begun) return begun;
    const Result<ImportedFile> checked = check_file(state_, job_, path_, watched());
    if (!checked) return give_up(checked.errors());
    const bool fits = checked.value().report.error_count == 0;
    return finish(fits ? JobState::checked : JobState::refused,
                  report_result(checked.value().report));
  }

  Result<Done> apply() {
    const auto in_one = [this](const Database& database, const ImportReport& report) {
      Job done = job_;
      done.state = JobState::done;
      done.result = report_result(report);
      return keep_job(database, done, state_->next_moment());
    };
    const Result<ImportedFile> applied = apply_file(state_, job_, path_, watched(), in_one);
    if (!applied) return give_up(applied.errors());
    const bool is_ended = !applied.value().is_written && pause_ != Pause::none;
    if (is_ended) return give_up({refused("SVC-I010")});
    if (!applied.value().is_written) {
      return finish(JobState::refused, report_result(applied.value().report));
    }
    remove_job_file(path_);
    return Done{};
  }

  ServiceState* state_;
  Job job_;
  const JobProgress& progress_;
  std::string path_;
  Pause pause_ = Pause::none;
};

}  // namespace

Result<Done> run_import_job(ServiceState* state, Job job, const JobProgress& progress) {
  return JobRun(state, std::move(job), progress).run();
}

namespace {

/// Rows may name rows further up in their table.
bool refers_to_itself(const Register& definition) {
  return std::any_of(definition.fields.begin(), definition.fields.end(), [&](const Field& field) {
    return field.domain.kind == FieldKind::reference &&
           field.domain.target.text == definition.name.text;
  });
}

/// Against a snapshot, while others write.
Result<ImportedFile> check_apart(ServiceState* state, const Job& job,
                                 const std::shared_ptr<const LoadedPlan>& loaded,
                                 const std::string& path,
                                 const RegisterImport::Progress& progress) {
  const Result<Done> begun = state->begin_day();
  if (!begun) return begun.errors();
  ImportedFile imported;
  const Result<Done> read = state->store->read([&](const Database& database) -> Result<Done> {
    const auto kept = loaded->tables_in(database);
    if (!kept) return kept.errors();
    const RegisterTables& tables = *kept.value();
    const RegisterTable* table = tables.find(job.register_name);
    if (table == nullptr) return not_found();
    const RegisterAccess access = register_access(job.actor, *loaded, *table->definition);
    if (!access.may_write()) return access.may_read() ? forbidden() : not_found();
    Result<TableFile> file = open_table(loaded->plan, *table->definition, job, path);
    if (!file) return file.errors();
    EditRoom room{*state,    *loaded, database, tables,        *table,
                  job.actor, access,  Moment{}, state->today()};
    RegisterImport import(room, nullptr, progress);
    const Result<Done> run = import.run(&file.value());
    imported.report = import.report();
    return run;
  });
  if (!read) return read.errors();
  return imported;
}

/// Written and taken back: only so does a row find those that come before it in its table.
Result<ImportedFile> rehearse(ServiceState* state, const Job& job, const std::string& path,
                              const RegisterImport::Progress& progress) {
  std::optional<ImportedFile> done;
  const auto take_back = [&done](const Database&, const ImportReport& report) -> Result<Done> {
    done.emplace().report = report;
    return refused("SVC-I010");
  };
  const Result<ImportedFile> run = apply_file(state, job, path, progress, take_back);
  return done ? Result<ImportedFile>(*done) : run;
}

}  // namespace

Result<ImportedFile> check_file(ServiceState* state, const Job& job, const std::string& path,
                                const RegisterImport::Progress& progress) {
  const auto loaded = state->find_plan(job.plan);
  if (!loaded) return loaded.errors();
  const Register* definition = loaded.value()->plan.find_register(job.register_name);
  if (definition == nullptr) return not_found();
  return refers_to_itself(*definition) ? rehearse(state, job, path, progress)
                                       : check_apart(state, job, loaded.value(), path, progress);
}

Result<ImportedFile> apply_file(
    ServiceState* state, const Job& job, const std::string& path,
    const RegisterImport::Progress& progress,
    const std::function<Result<Done>(const Database&, const ImportReport&)>& also) {
  const Result<Done> begun = state->begin_day();
  if (!begun) return begun.errors();
  ImportedFile imported;
  PendingEvent event{job.plan, job.register_name, "", "", "import"};
  const Result<Done> written = with_edit(
      state, job.actor, job.plan, job.register_name, [&](EditRoom& room) -> Result<Done> {
        Result<TableFile> file = open_table(room.loaded.plan, room.definition(), job, path);
        if (!file) return file.errors();
        const auto import_from = [&](EditRoom& reading) -> Result<Done> {
          RegisterImport import(reading, &room, progress);
          const Result<Done> run = import.run(&file.value());
          imported.report = import.report();
          event.places = import.places();
          return run;
        };
        const Result<Done> run = refers_to_itself(room.definition())
                                     ? import_from(room)
                                     : state->store->read([&](const Database& snapshot) {
                                         EditRoom reading{room.state, room.loaded, snapshot,
                                                          room.tables, room.table, room.actor,
                                                          room.access, room.at, room.today};
                                         return import_from(reading);
                                       });
        if (!run) return run;
        // What does not hold is rolled back.
        if (imported.report.error_count > 0) return imported.report.errors.front().error;
        return also(room.database, imported.report);
      });
  if (!written && imported.report.error_count == 0) return written.errors();
  imported.is_written = bool(written);
  if (imported.is_written && !event.places.empty()) state->tell({event});
  return imported;
}

Result<std::string> returned_workbook(const LoadedPlan& loaded, const Job& job,
                                      const std::string& path, Moment created) {
  const Register* definition = loaded.plan.find_register(job.register_name);
  if (definition == nullptr) return not_found();
  Result<TableFile> file = open_table(loaded.plan, *definition, job, path);
  if (!file) return file.errors();
  const Result<Json> result = parse_json(job.result);
  if (!result) return result.errors();
  const Language language = language_of(loaded);
  ReturnedWorkbook returned;
  returned.rows = ReturnedWorkbook::Rows::all;
  returned.columns = register_sheet(loaded.plan, *definition, language).sheet.columns;
  returned.facts = {{"plan", loaded.id}, {"register", job.register_name}};
  returned.created = created;
  for (const CellError& each : errors_of(result.value()["report"])) {
    returned.faults.push_back({each.row, each.column, said(each.error, language)});
  }
  const std::string beside = path + ".returned";
  const Result<Done> written = write_returned(&file.value(), std::move(returned), beside);
  std::ifstream made(beside, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(made), {}};
  remove_job_file(beside);
  if (!written) return written.errors();
  return bytes;
}

}  // namespace fangan
