#include "plan/block_extension.h"

#include <algorithm>

#include "decision/xml_tree.h"
#include "decision/xml_writer.h"

namespace fangan {
namespace {

constexpr std::string_view block_uri = "urn:fangan:block";
constexpr std::string_view block_element = "fangan:block";

/// The table with its last annotation column as the descriptions of its rules.
dmn::DecisionTable with_described_rules(dmn::DecisionTable table) {
  table.annotations.pop_back();
  for (dmn::Rule& rule : table.rules) {
    rule.about.description = rule.annotations.back();
    rule.annotations.pop_back();
  }
  return table;
}

}  // namespace

dmn::XmlNamespace block_namespace() {
  return {"fangan", std::string(block_uri)};
}

dmn::OpaqueXml block_extension(const std::string& entries) {
  dmn::XmlWriter writer;
  writer.text_element(block_element, entries);
  std::string written = writer.take();
  return {written.substr(written.find('<' + std::string(block_element)))};
}

std::optional<std::string> block_entries(const dmn::OpaqueXml& extension) {
  const std::string around = "<x xmlns:fangan=\"" + std::string(block_uri) + "\">";
  Sources sources;
  const uint32_t source = sources.add("extension", around + extension.text + "</x>");
  const Result<dmn::XmlDocument> read = dmn::read_xml(sources, source, {});
  if (!read || read.value().root.children.size() != 1) return std::nullopt;
  const dmn::XmlElement& element = read.value().root.children.front();
  const bool is_ours = element.uri == block_uri && element.name == "block" &&
                       element.attributes.empty() && element.children.empty();
  return is_ours ? std::optional<std::string>(element.text.text()) : std::nullopt;
}

std::string shown_annotations(const dmn::Rule& rule) {
  std::string shown;
  for (const MappedText& note : rule.annotations) {
    if (!note.empty()) shown += (shown.empty() ? "" : "\n") + note.text();
  }
  return shown;
}

void show_annotations(dmn::DecisionTable* table) {
  if (!table->annotations.empty() && table->annotations.back().empty()) {
    dmn::DecisionTable described = with_described_rules(*table);
    dmn::DecisionTable again = described;
    read_annotations(&again);
    if (again == *table) {
      *table = std::move(described);
      return;
    }
  }
  for (dmn::Rule& rule : table->rules) {
    rule.about.description = MappedText(shown_annotations(rule));
  }
}

void read_annotations(dmn::DecisionTable* table) {
  for (dmn::Rule& rule : table->rules) rule.annotations.resize(table->annotations.size());
  const bool all_shown =
      std::all_of(table->rules.begin(), table->rules.end(), [](const dmn::Rule& rule) {
        const std::string& description = rule.about.description.text();
        return description.empty() || description == shown_annotations(rule);
      });
  if (!all_shown) table->annotations.emplace_back();
  for (dmn::Rule& rule : table->rules) {
    if (!all_shown) rule.annotations.push_back(rule.about.description);
    rule.about.description = {};
  }
}

}  // namespace fangan
