#include "papers/xlsx_parts.h"

#include <zip.h>

#include <algorithm>
#include <utility>

namespace fangan {
namespace {

Diagnostic faulty(const char* code, std::vector<Fact> facts = {}) {
  Diagnostic found = problem(code, std::move(facts));
  found.fault = Fault::data;
  return found;
}

/// Names as they are compared: small letters, / between folders.
std::string plain_name(std::string_view name) {
  std::string plain(name);
  for (char& c : plain) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\\') c = '/';
  }
  const size_t begin = std::min(plain.find_first_not_of('/'), plain.size());
  return plain.substr(begin);
}

constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Of the two kinds of compound files the encrypted workbook names its content in UTF-16.
Result<bool> names_encrypted_package(ByteSource* source) {
  std::string name;
  for (const char c : std::string_view("EncryptedPackage")) {
    name += c;
    name += '\0';
  }
  source->rewind();
  std::string window;
  std::string piece(256u << 10, '\0');
  while (true) {
    const Result<size_t> count = source->read(piece.data(), piece.size());
    if (!count) return count.errors();
    if (count.value() == 0) return false;
    window.append(piece, 0, count.value());
    if (window.find(name) != window.npos) return true;
    window.erase(0, window.size() - std::min(window.size(), name.size() - 1));
  }
}

/// What a file is that is no zip archive.
Diagnostic other_kind(ByteSource* source, std::string_view begin) {
  if (begin.substr(0, compound_file.size()) == compound_file) {
    const Result<bool> is_encrypted = names_encrypted_package(source);
    if (!is_encrypted) return is_encrypted.error();
    return faulty(is_encrypted.value() ? "PAPER-X004" : "PAPER-X003");
  }
  const bool is_text = !begin.empty() && std::none_of(begin.begin(), begin.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r';
  });
  const bool is_wide_text = begin.substr(0, 2) == "\xFF\xFE" || begin.substr(0, 2) == "\xFE\xFF";
  return faulty(is_text || is_wide_text ? "PAPER-X005" : "PAPER-X001");
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  // The last is an archive without any file.
  return bytes.substr(0, 4) == "PK\x03\x04" || bytes.substr(0, 4) == "PK\x05\x06";
}

Result<XlsxParts> XlsxParts::open(ByteSource* source, const XlsxLimits* limits) {
  std::string begin(4096, '\0');
  source->rewind();
  const Result<size_t> count = source->read(begin.data(), begin.size());
  if (!count) return count.errors();
  begin.resize(count.value());
  if (!looks_like_zip(begin)) return other_kind(source, begin);
  zip_error_t error;
  zip_error_init(&error);
  const std::string_view bytes = source->bytes();
  zip_source_t* opened = source->path().empty()
                             ? zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error)
                             : zip_source_file_create(source->path().c_str(), 0, -1, &error);
  XlsxParts parts;
  parts.limits_ = limits;
  if (opened != nullptr) parts.archive_ = zip_open_from_source(opened, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (parts.archive_ == nullptr) {
    if (opened != nullptr) zip_source_free(opened);
    return faulty("PAPER-X001");
  }
  const Result<Done> listed = parts.list_names();
  if (!listed) return listed.errors();
  return parts;
}

Result<Done> XlsxParts::list_names() {
  const auto count = static_cast<uint64_t>(zip_get_num_entries(archive_, 0));
  if (count > limits_->entries_max) {
    return faulty("PAPER-X008", {{"limit", std::to_string(limits_->entries_max)}});
  }
  for (uint64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive_, i, 0);
    if (name == nullptr) return faulty("PAPER-X001");
    if (index_.emplace(plain_name(name), i).second) continue;
    return faulty("PAPER-X009", {{"name", name}});
  }
  return Done{};
}

XlsxParts::~XlsxParts() {
  if (archive_ != nullptr) zip_discard(archive_);
}

XlsxParts::XlsxParts(XlsxParts&& other) noexcept
    : archive_(std::exchange(other.archive_, nullptr)),
      limits_(other.limits_),
      index_(std::move(other.index_)) {}

bool XlsxParts::has(std::string_view name) const {
  return index_.count(plain_name(name)) > 0;
}

Result<XlsxPart> XlsxParts::stream(std::string_view name, Size size) const {
  const auto found = index_.find(plain_name(name));
  if (found == index_.end()) return faulty("PAPER-X001");
  zip_stat_t stat;
  if (zip_stat_index(archive_, found->second, 0, &stat) != 0) return faulty("PAPER-X001");
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return faulty("PAPER-X004");
  }
  XlsxPart part;
  part.limits_ = limits_;
  part.bytes_max_ = size == Size::small ? limits_->small_bytes_max : limits_->part_bytes_max;
  part.claimed_bytes_ = (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0;
  part.packed_bytes_ = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
  part.file_ = zip_fopen_index(archive_, found->second, 0);
  if (part.file_ == nullptr) return faulty("PAPER-X001");
  return part;
}

XlsxPart::~XlsxPart() {
  if (file_ != nullptr) zip_fclose(file_);
}

XlsxPart::XlsxPart(XlsxPart&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      limits_(other.limits_),
      bytes_max_(other.bytes_max_),
      offset_(other.offset_),
      claimed_bytes_(other.claimed_bytes_),
      packed_bytes_(other.packed_bytes_) {}

Result<size_t> XlsxPart::read(char* to, size_t room) {
  const zip_int64_t count = zip_fread(file_, to, room);
  if (count < 0) return faulty("PAPER-X001");
  offset_ += static_cast<uint64_t>(count);
  if (offset_ > bytes_max_) {
    return faulty("PAPER-X006", {{"limit", std::to_string(bytes_max_ >> 20)}});
  }
  if (offset_ > limits_->ratio_from_bytes && offset_ / limits_->ratio_max > packed_bytes_) {
    return faulty("PAPER-X007", {{"limit", std::to_string(limits_->ratio_max)}});
  }
  return static_cast<size_t>(count);
}

}  // namespace fangan
