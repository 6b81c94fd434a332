// Any bytes as a model: refused with places inside the file, or read, and then written so that
// reading it again gives the same. Input that begins with `T` is read as a test file behind it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "decision/model_set.h"
#include "decision/read_dmn.h"
#include "decision/tck_file.h"
#include "decision/type_refs.h"
#include "decision/write_dmn.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void require_places(const fangan::Diagnostics& diagnostics, const fangan::Sources& sources) {
  for (const fangan::Diagnostic& each : diagnostics) {
    for (const fangan::Mark& mark : each.marks) {
      require(mark.span.source < sources.count());
      require(mark.span.begin <= mark.span.end);
      require(mark.span.end <= sources.at(mark.span.source).text().size());
    }
  }
}

/// Every character of a text stands in the file as it is, or as a reference or blank.
void require_way_back(const fangan::MappedText& text, const fangan::Sources& sources) {
  for (uint32_t at = 0; at < text.text().size(); ++at) {
    const std::string_view written = sources.text(text.span(at, at + 1));
    require(!written.empty());
    const char read = text.text()[at];
    require(written.front() == read || written.front() == '&' || read == ' ');
  }
}

void read_as_model(std::string_view bytes) {
  fangan::Sources sources;
  fangan::Result<fangan::dmn::DmnFile> read = fangan::dmn::read_dmn("model.dmn", bytes, &sources);
  if (!read) return require_places(read.errors(), sources);
  const fangan::dmn::Definitions& model = read.value().definitions;
  require_places(read.value().warnings, sources);
  if (model.version != fangan::dmn::DmnVersion::v1_1) {
    for (const fangan::MappedText* each : fangan::dmn::type_refs(model)) {
      require_way_back(*each, sources);
    }
  }
  const std::string written = fangan::dmn::write_dmn(model);
  const auto again = fangan::dmn::read_dmn("again.dmn", written, &sources);
  require(static_cast<bool>(again));
  require(again.value().definitions == model);
  const fangan::Result<fangan::dmn::LinkedModels> linked = fangan::dmn::link_models({model});
  require_places(linked ? linked.value().warnings : linked.errors(), sources);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (!input.empty() && input.front() == 'T') {
    fangan::Sources sources;
    const auto read = fangan::dmn::read_tck_file("test.xml", input.substr(1), &sources);
    require_places(read ? read.value().warnings : read.errors(), sources);
  } else {
    read_as_model(input);
  }
  return 0;
}
