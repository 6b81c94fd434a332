#include "papers/title_row.h"

#include <algorithm>

#include "papers/xlsx_cells.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// What is longer is no title, and there may be thousands of them.
constexpr size_t title_bytes_max = 600;

/// Without blanks and line ends anywhere, and without the mark of what is required.
std::string plain_title(std::string_view written) {
  std::string plain;
  written = first_bytes(written, title_bytes_max);
  for (size_t offset = 0; offset < written.size();) {
    const size_t begin = offset;
    const char32_t c = next_code_point(written, &offset);
    const bool is_space =
        c == U' ' || c == U'\n' || c == U'\t' || c == 0x3000 || c == 0xA0 || c == 0xFEFF;
    if (!is_space && c != U'*') plain += written.substr(begin, offset - begin);
  }
  return plain;
}

/// 产能（万吨） is 产能.
std::string without_unit(std::string_view title) {
  for (const std::string_view bracket : {"（", "("}) {
    const size_t at = title.find(bracket);
    if (at != title.npos && at > 0) return std::string(title.substr(0, at));
  }
  return std::string(title);
}

}  // namespace

std::string TitleRow::expected_name(std::string_view written) const {
  const std::string title = plain_title(written);
  if (title.empty()) return {};
  const std::string bare = without_unit(title);
  std::string near;
  for (const std::string& each : expected_) {
    const std::string plain = plain_title(each);
    if (plain == title) return each;
    if (near.empty() && plain == bare) near = each;
  }
  return near;
}

bool TitleRow::look_at(uint32_t row, const std::vector<std::string_view>& cells) {
  std::vector<std::string> titles;
  std::vector<std::string> found;
  size_t filled = 0;
  for (const std::string_view cell : cells) {
    const std::string name = expected_name(cell);
    titles.push_back(name.empty() ? plain_title(cell) : name);
    filled += titles.back().empty() ? 0 : 1;
    // A title that goes on to the right is one.
    const bool goes_on = titles.size() > 1 && titles.back() == titles[titles.size() - 2];
    if (goes_on) titles.back().clear();
    if (!name.empty() && !goes_on) found.push_back(name);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  // A table of one column has one title.
  const size_t least = filled == 1 ? 1 : std::min<size_t>(2, expected_.size());
  const bool is_half =
      found.size() * 2 >= expected_.size() || (found.size() >= least && found.size() * 2 >= filled);
  const bool is_better = !is_found() || found.size() > matches_;
  ++rows_;
  if (filled > 0 && is_half && is_better) {
    row_ = row;
    matches_ = found.size();
    titles_ = std::move(titles);
    while (!titles_.empty() && titles_.back().empty()) titles_.pop_back();
    return !expected_.empty();
  }
  return !is_found() && rows_ < rows_looked_at;
}

Result<Done> TitleRow::check() const {
  Diagnostics errors;
  for (size_t i = 0; i < titles_.size(); ++i) {
    const auto first = std::find(titles_.begin(), titles_.end(), titles_[i]);
    const auto at = static_cast<size_t>(first - titles_.begin());
    if (titles_[i].empty() || at == i) continue;
    errors.push_back(problem("PAPER-T002", {{"title", titles_[i]},
                                            {"first", column_letters(static_cast<uint32_t>(at))},
                                            {"second", column_letters(static_cast<uint32_t>(i))}}));
    errors.back().fault = Fault::data;
  }
  if (!errors.empty()) return errors;
  return Done{};
}

}  // namespace fangan
