// Agencies: one table of many, or a block for one.
#include <algorithm>

#include "plan/check_context.h"
#include "plan/read_keys.h"
#include "plan/lexicon.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// `name` and the keys of the kind.
std::vector<std::string> table_columns() {
  std::vector<std::string> columns = {"name"};
  for (const KeyEntry& key : find_kind("agency")->keys) columns.emplace_back(key.name);
  return columns;
}

std::vector<std::string> texts_of(const std::vector<Name>& names) {
  std::vector<std::string> texts;
  for (const Name& name : names) texts.push_back(name.text);
  return texts;
}

/// 甲、乙 or 甲, 乙 or [甲, 乙] in a cell.
std::vector<std::string> split_cell(std::string_view cell) {
  std::vector<std::string> parts;
  std::string part;
  const auto flush = [&] {
    const size_t begin = part.find_first_not_of(" []");
    const size_t end = part.find_last_not_of(" []");
    if (begin != std::string::npos) parts.push_back(part.substr(begin, end - begin + 1));
    part.clear();
  };
  for (size_t offset = 0; offset < cell.size();) {
    const size_t begin = offset;
    const char32_t c = next_code_point(cell, &offset);
    if (c == U'、' || c == U',' || c == U'，' || c == U';') {
      flush();
    } else {
      part += cell.substr(begin, offset - begin);
    }
  }
  flush();
  return parts;
}

void set_field(CheckContext* context, std::string_view key, const Cell& cell, Agency* agency) {
  const std::string& value = cell.text;
  if (key == "name") agency->name = value;
  if (key == "kind") agency->kind = value;
  if (key == "region") agency->region = value;
  if (key == "superior") agency->superior = value;
  if (key == "aliases") agency->aliases = split_cell(value);
  if (key == "members") agency->members = split_cell(value);
  if (key == "successor") agency->successor = value;
  if (value.empty()) return;
  if (key == "from") agency->from = context->date(value, cell.span);
  if (key == "until") agency->until = context->date(value, cell.span);
}

/// Kinds are open words, but one letter off 县区 would quietly be no county.
void warn_of_kind(CheckContext* context, const Agency& agency) {
  std::vector<std::string> known;
  for (const std::vector<std::string>& row : Lexicon::standard().table("agency_suffixes.tsv")) {
    known.push_back(row.at(1));
  }
  if (std::find(known.begin(), known.end(), agency.kind) != known.end()) return;
  const std::string near = did_you_mean(agency.kind, known);
  if (near.empty()) return;
  context->warning("PLAN-A007", context->place_of(agency.name, agency.kind, agency.span),
                   {{"kind", agency.kind}, {"near", near}});
}

void add(CheckContext* context, Agency agency) {
  if (agency.name.empty()) {
    context->error("PLAN-A003", agency.span);
    return;
  }
  std::vector<std::string> names = agency.aliases;
  names.push_back(agency.name);
  for (const std::string& name : names) {
    const Agency* known = context->plan().find_agency(name);
    if (known == nullptr) continue;
    context->error("PLAN-A002", agency.span, {{"name", name}});
    context->also_at(known->span, "PLAN-N003.a");
    return;
  }
  warn_of_kind(context, agency);
  context->plan().agencies.push_back(std::move(agency));
}

/// Where the names in a row stand, for errors that show once all agencies are known.
void keep_places(CheckContext* context, const Agency& agency, const std::vector<std::string>& keys,
                 const std::vector<Cell>& row) {
  for (size_t column = 0; column < std::min(keys.size(), row.size()); ++column) {
    const Span span = row[column].span;
    if (keys[column] == "kind") context->keep_place(agency.name, agency.kind, span);
    if (keys[column] == "superior") context->keep_place(agency.name, agency.superior, span);
    if (keys[column] == "successor") context->keep_place(agency.name, agency.successor, span);
    if (keys[column] != "members") continue;
    for (const std::string& member : agency.members) {
      context->keep_place(agency.name, member, span);
    }
  }
}

void read_table(CheckContext* context, const Grid& table) {
  if (table.rows.empty()) return;
  std::vector<std::string> keys;
  const std::vector<std::string> known = table_columns();
  for (const Cell& cell : table.rows.front()) {
    if (std::find(known.begin(), known.end(), cell.text) == known.end()) {
      context->error("PLAN-A001", cell.span,
                     {{"column", cell.text}, {"near", did_you_mean(cell.text, known)}});
    }
    keys.push_back(cell.text);
  }
  for (size_t row = 1; row < table.rows.size(); ++row) {
    Agency agency;
    agency.span = table.rows[row].empty() ? table.span : table.rows[row].front().span;
    for (size_t column = 0; column < std::min(keys.size(), table.rows[row].size()); ++column) {
      set_field(context, keys[column], table.rows[row][column], &agency);
    }
    keep_places(context, agency, keys, table.rows[row]);
    if (table.rows[row].size() > keys.size()) {
      context->error("PLAN-A006", table.rows[row][keys.size()].span,
                     {{"cells", std::to_string(table.rows[row].size())},
                      {"columns", std::to_string(keys.size())}});
    }
    add(context, std::move(agency));
  }
}

}  // namespace

void check_agencies(CheckContext* context, const PlacedBlock& placed) {
  if (placed.block->name.empty()) {
    if (placed.body.table) {
      read_table(context, *placed.body.table);
    } else {
      context->error("PLAN-A004", placed.block->kind_span);
    }
    return;
  }
  const KeyReader keys(context, placed);
  Agency agency;
  agency.name = placed.block->name;
  agency.span = placed.block->name_span;
  agency.kind = keys.text("kind");
  agency.region = keys.text("region");
  for (const Name& superior : keys.names("superior")) agency.superior = superior.text;
  agency.aliases = texts_of(keys.names("aliases"));
  agency.members = texts_of(keys.names("members"));
  agency.from = keys.date("from");
  agency.until = keys.date("until");
  for (const Name& successor : keys.names("successor")) agency.successor = successor.text;
  add(context, std::move(agency));
}

}  // namespace fangan
