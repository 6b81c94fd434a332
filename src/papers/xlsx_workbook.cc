#include "papers/xlsx_workbook.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace fangan {
namespace {

using Event = XmlScanner::Event;

/// Gives every opening element to `take`. Errors  those of the scanner.
template <typename Take>
Result<Done> for_each_element(XmlScanner* xml, Take take) {
  while (true) {
    const Event event = xml->next();
    if (event == Event::end) return Done{};
    if (event == Event::failed) return xml->errors();
    if (event == Event::open) take();
  }
}

/// The name of a part that another refers to: absolute, or from the folder of the other.
std::string part_name(std::string_view from, std::string_view target) {
  std::vector<std::string_view> folders;
  const auto enter = [&folders](std::string_view path) {
    while (!path.empty()) {
      const size_t end = std::min(path.find('/'), path.size());
      const std::string_view step = path.substr(0, end);
      path.remove_prefix(std::min(end + 1, path.size()));
      if (step == "..") {
        if (!folders.empty()) folders.pop_back();
      } else if (!step.empty() && step != ".") {
        folders.push_back(step);
      }
    }
  };
  const bool is_absolute = !target.empty() && target.front() == '/';
  if (!is_absolute) {
    enter(from);
    if (!folders.empty()) folders.pop_back();
  }
  enter(target);
  std::string name;
  for (const std::string_view folder : folders) {
    if (!name.empty()) name += '/';
    name += folder;
  }
  return name;
}

std::string relations_of(std::string_view part) {
  const size_t folder = part.rfind('/') + 1;  // 0 where there is none.
  return std::string(part.substr(0, folder)) + "_rels/" + std::string(part.substr(folder)) +
         ".rels";
}

struct Relation {
  std::string type;
  std::string part;
};

/// By id. None where the part has no relations.
Result<std::map<std::string, Relation>> read_relations(const XlsxParts& parts,
                                                       std::string_view of) {
  std::map<std::string, Relation> relations;
  const std::string name = relations_of(of);
  if (!parts.has(name)) return relations;
  Result<XlsxPart> part = parts.stream(name, XlsxParts::Size::small);
  if (!part) return part.errors();
  XmlScanner xml = scan_part(&part.value(), name);
  const Result<Done> read = for_each_element(&xml, [&] {
    if (xml.name() != "Relationship" || xml.attribute("TargetMode") == "External") return;
    const Result<std::string> target = xml.attribute_text("Target");
    if (!target) {
      xml.malformed();
      return;
    }
    relations[std::string(xml.attribute("Id"))] = {std::string(xml.attribute("Type")),
                                                   part_name(of, target.value())};
  });
  if (!read) return read.errors();
  return relations;
}

Diagnostic no_workbook() {
  Diagnostic found = problem("PAPER-X002");
  found.fault = Fault::data;
  return found;
}

uint32_t number_of(std::string_view written) {
  uint32_t number = 0;
  std::from_chars(written.data(), written.data() + written.size(), number);
  return number;
}

/// The attribute ref of an element that begins at `at`; empty where it has none.
std::string_view reference_at(std::string_view text, size_t at) {
  const std::string_view element = text.substr(at, text.find('>', at) - at);
  const size_t begin = element.find(" ref=");
  if (begin == element.npos || begin + 6 > element.size()) return {};
  const char quote = element[begin + 5];
  const size_t end = element.find(quote, begin + 6);
  if (end == element.npos) return {};
  return element.substr(begin + 6, end - begin - 6);
}

/// Whether an element's name that was found at `at` begins there: < or <prefix: before it.
bool begins_element(std::string_view text, size_t at) {
  if (at > 0 && text[at - 1] == '<') return true;
  if (at == 0 || text[at - 1] != ':') return false;
  const size_t begin = text.find_last_of("<> \"'=&;", at - 1);
  return begin != text.npos && text[begin] == '<';
}

/// Nobody writes a merged range in more bytes.
constexpr size_t element_bytes_max = 512;

class MergedRanges {
 public:
  explicit MergedRanges(const XlsxLimits& limits)
      : cells_max_(limits.merged_cells_max), columns_max_(limits.columns_max) {}

  /// Finds those that begin within [begin, end).
  void look_through(std::string_view text, size_t begin, size_t end) {
    constexpr std::string_view name = "mergeCell ";
    for (size_t at = text.find(name, begin); at < end; at = text.find(name, at + 1)) {
      if (begins_element(text, at)) add(reference_at(text, at + name.size() - 1));
    }
  }
  bool is_over() const { return cells_ > cells_max_; }
  std::vector<CellRange> take() {
    std::stable_sort(ranges_.begin(), ranges_.end(), [](const CellRange& a, const CellRange& b) {
      return a.first.row < b.first.row;
    });
    return std::move(ranges_);
  }

 private:
  void add(std::string_view reference) {
    const size_t colon = reference.find(':');
    if (colon == reference.npos || is_over()) return;
    const std::optional<CellAddress> first = read_cell_address(reference.substr(0, colon));
    const std::optional<CellAddress> last = read_cell_address(reference.substr(colon + 1));
    if (!first || !last || last->row < first->row || last->column < first->column) return;
    if (last->column >= columns_max_) return;
    cells_ += uint64_t{last->row - first->row + 1} * (last->column - first->column + 1);
    ranges_.push_back({*first, *last});
  }

  uint64_t cells_max_;
  uint32_t columns_max_;
  uint64_t cells_ = 0;
  std::vector<CellRange> ranges_;
};

}  // namespace

XmlScanner scan_part(XlsxPart* part, std::string_view name) {
  return XmlScanner([part](char* to, size_t room) { return part->read(to, room); },
                    std::string(name));
}

Result<WorkbookParts> read_workbook(const XlsxParts& parts) {
  const Result<std::map<std::string, Relation>> root = read_relations(parts, "");
  if (!root) return root.errors();
  std::string workbook = "xl/workbook.xml";
  for (const auto& [id, relation] : root.value()) {
    if (relation.type.ends_with("/officeDocument")) workbook = relation.part;
  }
  if (!parts.has(workbook) || !workbook.ends_with(".xml")) return no_workbook();
  const Result<std::map<std::string, Relation>> relations = read_relations(parts, workbook);
  if (!relations) return relations.errors();
  WorkbookParts found;
  for (const auto& [id, relation] : relations.value()) {
    if (!parts.has(relation.part)) continue;
    if (relation.type.ends_with("/styles")) found.styles = relation.part;
    if (relation.type.ends_with("/sharedStrings")) found.shared_strings = relation.part;
  }
  Result<XlsxPart> part = parts.stream(workbook, XlsxParts::Size::small);
  if (!part) return part.errors();
  XmlScanner xml = scan_part(&part.value(), workbook);
  bool is_workbook = false;
  std::set<std::string> sheet_parts;
  const Result<Done> read = for_each_element(&xml, [&] {
    if (xml.name() == "workbook") is_workbook = true;
    const std::string_view date1904 = xml.attribute("date1904");
    if (xml.name() == "workbookPr" && (date1904 == "1" || date1904 == "true")) {
      found.day_count = DayEpoch::from_1904;
    }
    if (xml.name() != "sheet") return;
    const Result<std::string> name = xml.attribute_text("name");
    const auto relation = relations.value().find(std::string(xml.attribute("id")));
    const bool is_sheet = relation != relations.value().end() && parts.has(relation->second.part) &&
                          relation->second.type.ends_with("/worksheet");
    if (!name) xml.malformed();
    if (!name || !is_sheet) return;
    // One part that is many sheets would be read as often.
    if (!sheet_parts.insert(relation->second.part).second) {
      xml.malformed();
      return;
    }
    const std::string_view state = xml.attribute("state");
    const bool is_hidden = !state.empty() && state != "visible";
    found.sheets.push_back({name.value(), is_hidden, relation->second.part});
  });
  if (!read) return read.errors();
  if (!is_workbook || found.sheets.empty()) return no_workbook();
  return found;
}

Result<std::vector<CellStyle>> read_styles(XmlScanner* xml, const XlsxLimits& limits) {
  std::map<uint32_t, CellStyle> formats;
  std::vector<CellStyle> styles;
  bool in_cell_styles = false;
  while (true) {
    const Event event = xml->next();
    if (event == Event::end) return styles;
    if (event == Event::failed) return xml->errors();
    if (event == Event::text) continue;
    const std::string_view name = xml->name();
    if (name == "cellXfs") in_cell_styles = event == Event::open;
    if (event == Event::close) continue;
    if (name == "numFmt") {
      const Result<std::string> code = xml->attribute_text("formatCode");
      if (code) {
        formats[number_of(xml->attribute("numFmtId"))] = {kind_of_format(code.value()),
                                                          zeros_of_format(code.value())};
      }
      if (!code) xml->malformed();
    } else if (name == "xf" && in_cell_styles) {
      const uint32_t number = number_of(xml->attribute("numFmtId"));
      const auto own = formats.find(number);
      styles.push_back(own != formats.end() ? own->second
                                            : CellStyle{kind_of_builtin_format(number)});
    }
    if (styles.size() <= limits.styles_max && formats.size() <= limits.styles_max) continue;
    return problem("PAPER-X018", {{"limit", std::to_string(limits.styles_max)}});
  }
}

Result<std::vector<CellRange>> find_merged_ranges(XlsxPart* part, const XlsxLimits& limits) {
  MergedRanges ranges(limits);
  std::string window;
  std::vector<char> piece(256u << 10);
  size_t begin = 0;
  while (true) {
    const Result<size_t> count = part->read(piece.data(), piece.size());
    if (!count) return count.errors();
    window.append(piece.data(), count.value());
    const bool is_last = count.value() == 0;
    // An element at the end of the window may not be complete.
    const size_t end = window.size() - (is_last ? 0 : std::min(window.size(), element_bytes_max));
    ranges.look_through(window, begin, end);
    if (ranges.is_over()) {
      return problem("PAPER-X017", {{"limit", std::to_string(limits.merged_cells_max)}});
    }
    if (is_last) return ranges.take();
    // What comes before an element tells that it is one: twice as much stays.
    const size_t gone = window.size() - std::min(window.size(), 2 * element_bytes_max);
    window.erase(0, gone);
    begin = end - gone;
  }
}

}  // namespace fangan
