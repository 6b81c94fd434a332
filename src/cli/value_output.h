// Value output: a computed value with what is to be said about it, for terminals and for programs.
#pragma once

#include "cli/command.h"
#include "text/result.h"
#include "value/json.h"
#include "value/value.h"

namespace fangan {

enum class OutputForm : uint8_t { feel, json };

/// A JSON object from the command line. Errors  CLI-V003 no JSON, with the reader's error;
/// CLI-V004 no object.
Result<Json> read_json_argument(const std::string& option, const std::string& text);

/// Prints the value on standard output, the diagnostics in words on standard error; as JSON
/// {"value","type","diagnostics"} on standard output. Faulty with errors. Errors  CLI-V001.
ExitCode print_value(const Value& value, const Diagnostics& diagnostics, const Sources& sources,
                     OutputForm form);

}  // namespace fangan
