// Docx builder: documents written by the tests themselves, part by part.
#pragma once

#include <zip.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fangan::test {

using ZipParts = std::vector<std::pair<std::string, std::string>>;

/// A zip archive with these files; with a password, each is encrypted.
inline std::string zipped(const ZipParts& parts, const char* password = nullptr) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : parts) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (password == nullptr || index < 0) continue;
    zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password);
  }
  zip_close(archive);
  zip_stat_t stat;
  zip_source_stat(memory, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(memory);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

/// <w:document> around the content of a body.
inline std::string document_xml(std::string_view body) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
         "<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>" +
         std::string(body) + "</w:body></w:document>";
}

inline std::string docx_of(std::string_view body, std::string_view numbering = {},
                           std::string_view styles = {}) {
  ZipParts parts = {{"word/document.xml", document_xml(body)}};
  if (!numbering.empty()) {
    parts.emplace_back("word/numbering.xml",
                       "<w:numbering>" + std::string(numbering) + "</w:numbering>");
  }
  if (!styles.empty()) {
    parts.emplace_back("word/styles.xml", "<w:styles>" + std::string(styles) + "</w:styles>");
  }
  return zipped(parts);
}

/// A paragraph with properties, and one run with text.
inline std::string paragraph(std::string_view text, std::string_view properties = {}) {
  return "<w:p><w:pPr>" + std::string(properties) + "</w:pPr><w:r><w:t xml:space=\"preserve\">" +
         std::string(text) + "</w:t></w:r></w:p>";
}

inline std::string numbered(std::string_view text, int list, int level) {
  return paragraph(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
                             "\"/><w:numId w:val=\"" + std::to_string(list) + "\"/></w:numPr>");
}

inline std::string list_level(int level, std::string_view format, std::string_view text,
                              std::string_view more = {}) {
  return "<w:lvl w:ilvl=\"" + std::to_string(level) +
         "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + std::string(format) +
         "\"/><w:lvlText w:val=\"" + std::string(text) + "\"/>" + std::string(more) + "</w:lvl>";
}

inline std::string list_definition(int id, std::string_view levels) {
  return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\">" + std::string(levels) +
         "</w:abstractNum>";
}

inline std::string list(int id, int definition, std::string_view changes = {}) {
  return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" +
         std::to_string(definition) + "\"/>" + std::string(changes) + "</w:num>";
}

}  // namespace fangan::test
