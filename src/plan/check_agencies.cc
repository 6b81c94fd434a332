// Agencies: one table of many, or a block for one.
#include <algorithm>
#include <array>

#include "plan/check_context.h"
#include "plan/lexicon.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr std::array<std::string_view, 9> columns = {
    "name", "kind", "region", "superior", "aliases", "members", "from", "until", "successor"};

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

void set_field(Agency* agency, std::string_view key, const std::string& value) {
  if (key == "name") agency->name = value;
  if (key == "kind") agency->kind = value;
  if (key == "region") agency->region = value;
  if (key == "superior") agency->superior = value;
  if (key == "aliases") agency->aliases = split_cell(value);
  if (key == "members") agency->members = split_cell(value);
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
    if (keys[column] != "members") continue;
    for (const std::string& member : agency.members) {
      context->keep_place(agency.name, member, span);
    }
  }
}

void read_table(CheckContext* context, const Grid& table) {
  if (table.rows.empty()) return;
  std::vector<std::string> keys;
  const std::vector<std::string> known(columns.begin(), columns.end());
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
    for (size_t column = 0; column < keys.size(); ++column) {
      set_field(&agency, keys[column], std::string(table.cell(row, column)));
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
  context->refuse_unknown_keys(placed, {"kind", "region", "superior", "aliases", "members", "from",
                                        "until", "successor"});
  Agency agency;
  agency.name = placed.block->name;
  agency.span = placed.block->name_span;
  agency.kind = context->text(placed.body.find("kind"));
  agency.region = context->text(placed.body.find("region"));
  agency.superior = context->text(placed.body.find("superior"));
  agency.aliases = context->words(placed.body.find("aliases"));
  agency.members = context->words(placed.body.find("members"));
  add(context, std::move(agency));
}

}  // namespace fangan
