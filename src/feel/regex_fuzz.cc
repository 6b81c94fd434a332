// Fuzzes regular expressions: flags, pattern and text in one input, parted by line feeds. Nothing
// may crash or take for ever; a text split and joined again is the text less its matches.
#include <algorithm>
#include <cstdlib>

#include "feel/regex.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t size_max = 2'000;
  if (size > size_max) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t flags_end = std::min(input.find('\n'), input.size());
  const std::string_view rest = input.substr(std::min(flags_end + 1, input.size()));
  const size_t pattern_end = std::min(rest.find('\n'), rest.size());
  const std::string_view text = rest.substr(std::min(pattern_end + 1, rest.size()));
  const fangan::Result<fangan::Regex> compiled =
      fangan::Regex::compile(rest.substr(0, pattern_end), input.substr(0, flags_end));
  if (!compiled) return 0;
  const fangan::Regex& regex = compiled.value();
  const fangan::Result<bool> found = regex.matches(text);
  const fangan::Result<std::string> removed = regex.replace(text, "");
  const fangan::Result<std::vector<std::string>> parts = regex.split(text);
  if (!found || !removed || !parts) return 0;
  std::string joined;
  for (const std::string& part : parts.value()) joined += part;
  if (joined != removed.value()) std::abort();
  if ((parts.value().size() > 1) != found.value()) std::abort();
  return 0;
}
