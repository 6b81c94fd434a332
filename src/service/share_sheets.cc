#include "service/share_sheets.h"

#include <algorithm>
#include <map>

#include "store/changes.h"
#include "text/utf8.h"
#include "value/number_text.h"

namespace fangan {

std::string share_id(const std::string& target, const std::string& node, const std::string& unit) {
  return target + "/" + node + "/" + unit;
}

namespace {

Result<Decimal> read_number(const std::string& text) {
  if (text.empty()) return Decimal(0);
  const Result<Decimal> number = Decimal::parse(text);
  if (!number) return refused("SVC-W011", {{"value", std::string(first_bytes(text, 40))}});
  if (significant_digits(text) > Decimal::digits_max) return refused("SVC-W013");
  return number;
}

}  // namespace

ShareSheetRequest with_declared_reserve(ShareSheetRequest request, const Target& target) {
  if (request.reserve.empty() && target.reserve) request.reserve = target.reserve->print_normal();
  return request;
}

Result<ShareSheet> read_share_sheet(const ShareSheetRequest& request) {
  ShareSheet sheet;
  sheet.node = request.node;
  const Result<Decimal> reserve = read_number(request.reserve);
  if (!reserve) return reserve.errors();
  sheet.reserve = reserve.value();
  for (const ShareEntry& row : request.rows) {
    if (row.value.empty()) continue;
    const Result<Decimal> value = read_number(row.value);
    if (!value) return value.errors();
    sheet.rows.push_back({row.holder, value.value()});
  }
  return sheet;
}

Result<Done> write_share_sheet(const Database& database, const ShareWriter& writer,
                               const std::string& plan, const Target& target,
                               const ShareSheetRequest& request,
                               std::vector<PendingEvent>* events) {
  const SnapshotRecords records(database, plan);
  std::map<std::string, Record> known;
  for (Record& row :
       records.rows("分解", share_id(target.name, request.node, ""), everything_view())) {
    known[row.text("单位")] = row;
  }
  if (!records.errors().empty()) return records.errors();
  std::vector<ShareEntry> entries = request.rows;
  entries.push_back({"", request.reserve, request.reserve_version});
  for (const auto& known_row : known) {
    const std::string& holder = known_row.first;
    const bool listed =
        std::any_of(entries.begin(), entries.end(),
                    [&holder](const ShareEntry& entry) { return entry.holder == holder; });
    if (!listed) entries.push_back({holder, "", 0});  // Somebody else entered it meanwhile.
  }
  for (const ShareEntry& entry : entries) {
    const auto row = known.find(entry.holder);
    const std::optional<Decimal> before =
        row == known.end() ? std::nullopt : row->second.number("份额");
    FieldValue value;
    if (!entry.value.empty()) {
      const Result<Decimal> number = read_number(entry.value);
      if (!number) return number.errors();
      if (before && *before == number.value()) continue;
      if (!before && entry.holder.empty() && number.value().is_zero()) continue;
      value = number.value();
    } else if (!before) {
      continue;
    }
    RecordChange change;
    change.package = plan;
    change.register_name = "分解";
    change.id = share_id(target.name, request.node, entry.holder);
    change.share = entry.holder;
    change.action = "shares";
    // Never behind the last change, or nobody would see it.
    change.holds_from =
        row == known.end() ? writer.today : std::max(writer.today, row->second.holds_from);
    change.expected_version = entry.version;
    change.fields = {
        {"目标", target.name}, {"节点", request.node}, {"单位", entry.holder}, {"份额", value}};
    const Result<Done> put = put_change(database, writer.actor, writer.at, change);
    if (!put) return put;
    events->push_back({plan, target.name, request.node, entry.holder, "shares"});
  }
  return Done{};
}

}  // namespace fangan
