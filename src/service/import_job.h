// Import job: a table that somebody sent, checked and then applied behind the pages.
#pragma once

#include <functional>

#include "service/jobs.h"
#include "service/register_import.h"

namespace fangan {

enum class Pause : uint8_t {
  none,
  cancel,  ///< Somebody gave the job up.
  stop,    ///< The program ends; the job begins again with the next one.
};
/// Told how much is done.
using JobProgress = std::function<Pause(uint32_t permille)>;

/// Brings a job that waits for work one state further.
/// Errors  those of the store, where the job stays as it is.
Result<Done> run_import_job(ServiceState* state, Job job, const JobProgress& progress);

/// A file held against its register without a job.
struct ImportedFile {
  ImportReport report;
  bool is_written = false;
};
/// Errors  those of TableFile::open() and RegisterImport::run().
Result<ImportedFile> check_file(ServiceState* state, const Job& job, const std::string& path,
                                const RegisterImport::Progress& progress);
/// `also`: what belongs into the same transaction. Nothing is written where the report has errors.
Result<ImportedFile> apply_file(
    ServiceState* state, const Job& job, const std::string& path,
    const RegisterImport::Progress& progress,
    const std::function<Result<Done>(const Database&, const ImportReport&)>& also);

/// The file with what is wrong at its cells. Errors  those of write_returned().
Result<std::string> returned_workbook(const LoadedPlan& loaded, const Job& job,
                                      const std::string& path, Moment created);

}  // namespace fangan
