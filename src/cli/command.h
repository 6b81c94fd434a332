// Commands: what each word after `fangan` does. Options come read; main.cc reads them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.h"
#include "text/source.h"

namespace fangan {

/// What a command tells the shell.
enum class ExitCode : int {
  done = 0,     ///< All is well.
  faulty = 1,   ///< The plan has errors, or a case failed.
  refused = 2,  ///< Wrong arguments, or a file that cannot be read or written.
};

struct DraftCommandOptions {
  std::string file;
  std::string folder;  ///< Empty: only tell what was found.
  bool json = false;
};
/// `fangan draft FILE [-o DIR] [--json]`
ExitCode draft_command(const DraftCommandOptions& options);

struct CheckOptions {
  std::string folder;
  std::string against;  ///< Empty: not compared.
  bool choices = false;
  bool json = false;
};
/// `fangan check DIR [--against FILE] [--choices] [--json]`
ExitCode check_command(const CheckOptions& options);

struct StatusOptions {
  std::string folder;
  std::string store;     ///< Empty: no records.
  std::string as_of;     ///< Empty: today.
  std::string known_at;  ///< Empty: now.
  bool json = false;
};
/// `fangan status DIR [--store PATH] [--as-of DATE] [--known-at TIME] [--json]`
ExitCode status_command(const StatusOptions& options);

struct DecideOptions {
  std::string folder;
  std::string decision;
  std::string in;
  std::string out;
  std::vector<std::string> with;  ///< Further sheets, each called as its register.
  std::string register_name;      ///< Empty: the one whose columns they are.
  std::string as_of;              ///< Empty: today.
  bool explain = false;           ///< Draws the values of every row.
};
/// `fangan decide DIR DECISION --in X.csv --out Y.csv [--with REGISTER.csv]... [--register NAME]
/// [--as-of DATE] [--explain]`. Faulty when a row has errors; all rows are written all the same.
ExitCode decide_command(const DecideOptions& options);

struct TestOptions {
  std::vector<std::string> paths;
};
/// `fangan test DIR|FILE...`
ExitCode test_command(const TestOptions& options);

struct FeelOptions {
  std::string expression;  ///< Empty: only with cases.
  std::string context;     ///< A JSON object with the variables; empty: none.
  std::string cases;       ///< A file of cases, one JSON object a line: service/feel_cases.h.
  bool json = false;
  bool explain = false;  ///< Draws the values under the expression.
};
/// `fangan feel EXPRESSION [--context JSON] [--json|--explain]`, `fangan feel --cases FILE.jsonl`.
/// Faulty when the expression is wrong or its value is null because of an error.
ExitCode feel_command(const FeelOptions& options);

struct DmnTestOptions {
  std::string folder;
};
/// `fangan dmn test DIR`
ExitCode dmn_test_command(const DmnTestOptions& options);

struct DmnEvalOptions {
  std::string model;
  std::string decision;
  std::string context;
  bool json = false;
  bool explain = false;  ///< Shows what the decision rests on.
};
/// `fangan dmn eval MODEL DECISION [--context JSON] [--json|--explain]`; MODEL may be a package or
/// a Markdown file with a decision table of that name.
ExitCode dmn_eval_command(const DmnEvalOptions& options);

struct DmnConvertOptions {
  std::string from;
  std::string to;
  std::string version = "1.5";  ///< Or 1.3.
};
/// `fangan dmn convert FROM TO`: a model of any version, or a decision table of a package
/// (`DIR#NAME`) or of a Markdown file (`x.md#NAME`), as DMN of that version; where TO ends with
/// .md, a decision table as a block. TO must not exist.
ExitCode dmn_convert_command(const DmnConvertOptions& options);

struct ServeOptions {
  std::vector<std::string> folders;
  std::string store = "data/fangan.db";
  std::string listen = "127.0.0.1:8017";
  std::string today;  ///< Empty: the real clock.
  std::string assets = "web/dist";
};
/// `fangan serve DIR... [--store PATH] [--listen HOST:PORT] [--today DATE] [--assets DIR]`
ExitCode serve_command(const ServeOptions& options);

struct ImportOptions {
  std::string folder;
  std::string register_name;
  std::string file;
  std::string store = "data/fangan.db";
  bool dry_run = false;  ///< Checks and reports; writes nothing.
};
/// `fangan import DIR REGISTER FILE [--store PATH] [--dry-run]`: a table, .xlsx or .csv, in one
/// transaction. Faulty when something in the table is wrong; nothing is written then.
ExitCode import_command(const ImportOptions& options);

struct ExportRowsOptions {
  std::string folder;
  std::string register_name;
  std::string file;  ///< .xlsx or .csv; must not exist.
  std::string store = "data/fangan.db";
  std::string as_of;  ///< Empty: today.
};
/// `fangan export DIR REGISTER FILE [--store PATH] [--as-of DATE]`
ExitCode export_command(const ExportRowsOptions& options);

struct VerifyOptions {
  std::string store;
  std::string head;  ///< Hash kept elsewhere; empty: only the chain itself.
};
/// `fangan verify --store PATH [--head HASH]`
ExitCode verify_command(const VerifyOptions& options);

struct BackupOptions {
  std::string store;
  std::string file;
};
/// `fangan backup FILE --store PATH`, `fangan restore FILE --store PATH`; neither overwrites.
ExitCode backup_command(const BackupOptions& options);
ExitCode restore_command(const BackupOptions& options);

struct ExportOptions {
  std::string folder;  ///< Its last part is the plan's id.
  std::string store;
};
/// `fangan export-plan DIR --store PATH`
ExitCode export_plan_command(const ExportOptions& options);

/// Says what went wrong, in both languages, on standard error.
ExitCode refuse(const Diagnostics& diagnostics, const Sources& sources = {});

}  // namespace fangan
