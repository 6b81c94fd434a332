// TCK file: tests of DMN models in the format of the DMN TCK, as they are written.
//
// A file says, for one model, which inputs to give and which values to expect. Values stay texts
// with the type the file gives them: what they mean is FEEL's business. Source: testCases.xsd of
// the DMN TCK (github.com/dmn-tck/tck), namespace http://www.omg.org/spec/DMN/20160719/testcase.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decision/xml_tree.h"
#include "text/mapped_text.h"
#include "text/result.h"

namespace fangan::dmn {

struct TckValue {
  /// absent: nothing is written at all, which means null.
  enum class Form : uint8_t { absent, value, components, list };
  Form form = Form::absent;
  bool is_nil = false;  ///< xsi:nil: null, whatever the form.
  MappedText name;      ///< Of a component within its value.
  std::string type;  ///< xsi:type without prefix: "decimal", "string"; empty where none is given.
  MappedText text;   ///< Form value: the characters as they stand, blanks included.
  std::vector<TckValue> members;  ///< Components, or the items of a list.
  Span place;
};

struct TckInput {
  MappedText name;  ///< Of input data, or of a decision whose value is given.
  MappedText model_namespace;
  TckValue value;
};

struct TckResult {
  MappedText name;
  MappedText model_namespace;
  MappedText type;
  bool is_error = false;  ///< errorResult: evaluation fails, the value is null.
  TckValue expected;
  Span place;
};

enum class TckKind : uint8_t { decision, knowledge_model, decision_service };

struct TckTest {
  MappedText id;
  MappedText name;
  MappedText description;
  MappedText model_namespace;
  TckKind kind = TckKind::decision;
  MappedText invocable_name;  ///< Of the service or knowledge model that is called.
  std::vector<TckInput> inputs;
  std::vector<TckResult> results;
  Span place;
};

struct TckFile {
  uint32_t source = 0;
  MappedText name;
  MappedText model_name;  ///< The file name of the model.
  MappedText model_namespace;
  std::vector<std::string> labels;
  std::vector<TckTest> tests;
  Diagnostics warnings;
};

/// Adds the text of the file to `sources` under `name` and reads it.
/// Errors  those of read_xml(); DMN-T001 no test file; DMN-T002 a value in several forms; DMN-T003
/// a call of nothing; DMN-X020 to DMN-X025 and DMN-X037 unknown, missing or repeated parts.
Result<TckFile> read_tck_file(const std::string& name, std::string_view bytes, Sources* sources,
                              const XmlLimits& limits = {});

}  // namespace fangan::dmn
