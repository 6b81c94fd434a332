#include "service/load_shares.h"

#include <algorithm>
#include <array>

#include "text/suggest.h"
#include "text/words.h"

namespace fangan {
namespace {

constexpr std::array<std::string_view, 4> columns = {"目标", "节点", "单位", "份额"};

}  // namespace

std::vector<std::pair<uint32_t, Diagnostic>> LoadedShares::read(const std::vector<CsvRow>& csv) {
  std::vector<std::pair<uint32_t, Diagnostic>> wrong;
  const std::vector<std::string>& titles = csv.front().cells;
  if (!std::equal(titles.begin(), titles.end(), columns.begin(), columns.end())) {
    wrong.emplace_back(1, refused("SVC-G019", {{"columns", joined(columns, "、")}}));
    return wrong;
  }
  for (size_t i = 1; i < csv.size(); ++i) {
    const std::vector<std::string>& cells = csv[i].cells;
    const Target* target = plan_.find_target(cells[0]);
    if (target == nullptr) {
      std::vector<std::string> known;
      for (const Target& each : plan_.targets) known.push_back(each.name);
      const std::string near = did_you_mean(cells[0], known);
      wrong.emplace_back(csv[i].line,
                         refused("SVC-G020", {{"target", cells[0]}, {"near", near}}));
      continue;
    }
    ShareSheetRequest& request = sheet_of(*target, cells[1], csv[i].line).request;
    if (cells[2].empty()) {
      request.reserve = cells[3];
    } else {
      request.rows.push_back({cells[2], cells[3], 0});
    }
  }
  for (Sheet& sheet : sheets_) {
    sheet.request = with_declared_reserve(std::move(sheet.request), *sheet.target);
    const Result<ShareSheet> read = read_share_sheet(sheet.request);
    const Diagnostics found =
        read ? check_shares(plan_, *sheet.target, read.value()) : read.errors();
    for (const Diagnostic& error : found) wrong.emplace_back(sheet.line, error);
  }
  return wrong;
}

Result<int64_t> LoadedShares::write(const Database& database, const ShareWriter& writer,
                                    const std::string& package) const {
  int64_t count = 0;
  std::vector<PendingEvent> nobody_listens;
  for (const Sheet& sheet : sheets_) {
    const Result<Done> done = write_share_sheet(database, writer, package, *sheet.target,
                                                sheet.request, &nobody_listens);
    if (!done) return done.errors();
    count += static_cast<int64_t>(sheet.request.rows.size());
    if (!sheet.request.reserve.empty()) ++count;
  }
  return count;
}

LoadedShares::Sheet& LoadedShares::sheet_of(const Target& target, const std::string& node,
                                            uint32_t line) {
  const auto found = std::find_if(sheets_.begin(), sheets_.end(), [&](const Sheet& sheet) {
    return sheet.target == &target && sheet.request.node == node;
  });
  if (found != sheets_.end()) return *found;
  sheets_.emplace_back();
  sheets_.back().target = &target;
  sheets_.back().request.node = node;
  sheets_.back().line = line;
  return sheets_.back();
}

}  // namespace fangan
