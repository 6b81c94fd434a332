#include "papers/xlsx_reader.h"

#include <algorithm>

#include "papers/sheet_rows.h"
#include "papers/xlsx_workbook.h"
#include "text/suggest.h"

namespace fangan {

struct XlsxReader::Workbook {
  Workbook(XlsxLimits own_limits, ByteSource* own_source)
      : limits(own_limits), source(own_source) {}

  XlsxLimits limits;
  ByteSource* source;
  std::unique_ptr<XlsxParts> parts;
  WorkbookParts found;
  std::vector<CellStyle> styles;
  std::optional<SharedStrings> strings;  ///< Read with the first sheet.
  std::map<size_t, std::vector<CellRange>> merged;

  Result<Done> read_strings();
  Result<Done> find_merged(size_t sheet);
};

XlsxReader::XlsxReader(std::unique_ptr<Workbook> workbook) : workbook_(std::move(workbook)) {}
XlsxReader::~XlsxReader() = default;
XlsxReader::XlsxReader(XlsxReader&&) noexcept = default;

Result<XlsxReader> XlsxReader::open(ByteSource* source, const XlsxLimits& limits) {
  auto workbook = std::make_unique<Workbook>(limits, source);
  Result<XlsxParts> parts = XlsxParts::open(source, &workbook->limits);
  if (!parts) return parts.errors();
  workbook->parts = std::make_unique<XlsxParts>(std::move(parts).value());
  Result<WorkbookParts> found = read_workbook(*workbook->parts);
  if (!found) return found.errors();
  workbook->found = std::move(found).value();
  const std::string& name = workbook->found.styles;
  if (!name.empty()) {
    Result<XlsxPart> part = workbook->parts->stream(name, XlsxParts::Size::small);
    if (!part) return part.errors();
    XmlScanner xml = scan_part(&part.value(), name);
    Result<std::vector<CellStyle>> styles = read_styles(&xml, workbook->limits);
    if (!styles) return styles.errors();
    workbook->styles = std::move(styles).value();
  }
  return XlsxReader(std::move(workbook));
}

const std::vector<XlsxReader::Sheet>& XlsxReader::sheets() const {
  return workbook_->found.sheets;
}

Result<size_t> XlsxReader::find(std::string_view sheet_name) const {
  std::vector<std::string> names;
  for (size_t i = 0; i < sheets().size(); ++i) {
    if (sheets()[i].name == sheet_name) return i;
    names.push_back(sheets()[i].name);
  }
  Diagnostic unknown = problem("PAPER-X013", {{"sheet", std::string(sheet_name)},
                                              {"near", did_you_mean(sheet_name, names)}});
  unknown.fault = Fault::data;
  return unknown;
}

Result<Done> XlsxReader::Workbook::read_strings() {
  if (strings) return Done{};
  if (found.shared_strings.empty()) {
    strings.emplace();
    return Done{};
  }
  Result<XlsxPart> part = parts->stream(found.shared_strings, XlsxParts::Size::large);
  if (!part) return part.errors();
  XmlScanner xml = scan_part(&part.value(), found.shared_strings);
  Result<SharedStrings> read = SharedStrings::read(&xml, limits);
  if (!read) return read.errors();
  strings = std::move(read).value();
  return Done{};
}

Result<Done> XlsxReader::Workbook::find_merged(size_t sheet) {
  if (merged.count(sheet) > 0) return Done{};
  Result<XlsxPart> part = parts->stream(found.sheets[sheet].part, XlsxParts::Size::large);
  if (!part) return part.errors();
  Result<std::vector<CellRange>> ranges = find_merged_ranges(&part.value(), limits);
  if (!ranges) return ranges.errors();
  merged[sheet] = std::move(ranges).value();
  return Done{};
}

Result<Done> XlsxReader::read(size_t sheet, const TakeSheetRow& take) {
  Workbook& workbook = *workbook_;
  const Result<Done> strings = workbook.read_strings();
  if (!strings) return strings.errors();
  const Result<Done> merged = workbook.find_merged(sheet);
  if (!merged) return merged.errors();
  const std::string& name = sheets()[sheet].part;
  Result<XlsxPart> part = workbook.parts->stream(name, XlsxParts::Size::large);
  if (!part) return part.errors();
  XlsxPart* stream = &part.value();
  XmlScanner xml = scan_part(stream, name);
  const auto permille = [stream] {
    const uint64_t all = std::max<uint64_t>(1, stream->claimed_bytes());
    return static_cast<uint32_t>(std::min(stream->offset(), all) * 1000 / all);
  };
  SheetRows rows(&xml,
                 {*workbook.strings, workbook.styles, workbook.merged[sheet],
                  workbook.found.day_count, workbook.limits},
                 permille, take);
  return rows.read();
}

}  // namespace fangan
