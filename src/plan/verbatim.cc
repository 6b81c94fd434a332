// Verbatim: the official text of a package against the original.
#include <algorithm>

#include "document/text_file.h"
#include "plan/check.h"

namespace fangan {
namespace {

/// How far a line is looked for before it counts as changed.
constexpr size_t lines_ahead_max = 200;
constexpr size_t quoted_bytes_max = 120;

struct OriginalLine {
  std::string text;
  size_t number = 0;  ///< 1-based in the original, empty lines counted.
};

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Bytes two texts share at the beginning, not cutting a character in two.
size_t common_bytes(std::string_view a, std::string_view b) {
  size_t common = 0;
  while (common < std::min(a.size(), b.size()) && a[common] == b[common]) ++common;
  const auto cuts = [common](std::string_view text, size_t at) {
    return at < text.size() && continues_character(text[at]) && common > 0;
  };
  while (common > 0 && (cuts(a, common) || cuts(b, common))) --common;
  return common;
}

/// The beginning of a text, as much as a message shows.
std::string quoted(std::string_view text) {
  if (text.size() <= quoted_bytes_max) return std::string(text);
  size_t end = quoted_bytes_max;
  while (end > 0 && continues_character(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

class Comparison {
 public:
  Comparison(const Plan& plan, std::string_view original) {
    size_t number = 0;
    for (std::string& line : official_lines(original)) {
      ++number;
      if (!line.empty()) wanted_.push_back({std::move(line), number});
    }
    for (const PlanFile& file : plan.files) {
      if (file.notes) continue;
      for (const TextLine& line : file.lines) found_.push_back(&line);
    }
  }

  Diagnostics run() {
    while (wanted_at_ < wanted_.size() && found_at_ < found_.size()) {
      if (same(wanted_at_, found_at_)) {
        ++wanted_at_;
        ++found_at_;
      } else {
        settle_difference();
      }
    }
    while (wanted_at_ < wanted_.size()) report_missing();
    while (found_at_ < found_.size()) report_extra();
    return std::move(diagnostics_);
  }

 private:
  bool same(size_t wanted, size_t found) const {
    return wanted < wanted_.size() && found < found_.size() &&
           wanted_[wanted].text == found_[found]->text;
  }

  /// One changed line, or lines that are missing or too many: whichever lets the texts meet first.
  void settle_difference() {
    for (size_t ahead = 1; ahead <= lines_ahead_max; ++ahead) {
      if (same(wanted_at_ + ahead, found_at_ + ahead)) break;
      if (same(wanted_at_ + ahead, found_at_)) {
        for (size_t i = 0; i < ahead; ++i) report_missing();
        return;
      }
      if (same(wanted_at_, found_at_ + ahead)) {
        for (size_t i = 0; i < ahead; ++i) report_extra();
        return;
      }
    }
    report_changed();
  }

  void report(const char* code, Span span, std::string_view original) {
    const size_t line = wanted_at_ < wanted_.size()
                            ? wanted_[wanted_at_].number
                            : (wanted_.empty() ? 1 : wanted_.back().number + 1);
    diagnostics_.push_back(problem_at(
        code, span, {{"line", std::to_string(line)}, {"original", quoted(original)}}));
  }

  void report_changed() {
    const TextLine& line = *found_[found_at_];
    const std::string& original = wanted_[wanted_at_].text;
    const size_t common = common_bytes(line.text, original);
    Span span = line.span;
    span.begin = std::min(span.end, span.begin + static_cast<uint32_t>(common));
    report("PLAN-V001", span, std::string_view(original).substr(common));
    ++wanted_at_;
    ++found_at_;
  }

  /// A missing line is shown at the line it should stand above, or behind the last one.
  void report_missing() {
    if (found_.empty()) {
      diagnostics_.push_back(
          problem("PLAN-V002", {{"line", std::to_string(wanted_[wanted_at_].number)},
                                {"original", quoted(wanted_[wanted_at_].text)}}));
    } else {
      const Span next = found_[std::min(found_at_, found_.size() - 1)]->span;
      report("PLAN-V002", next, wanted_[wanted_at_].text);
    }
    ++wanted_at_;
  }

  void report_extra() {
    const bool at_end = wanted_at_ >= wanted_.size();
    report("PLAN-V003", found_[found_at_]->span, at_end ? "" : wanted_[wanted_at_].text);
    ++found_at_;
  }

  std::vector<OriginalLine> wanted_;
  std::vector<const TextLine*> found_;
  size_t wanted_at_ = 0;
  size_t found_at_ = 0;
  Diagnostics diagnostics_;
};

}  // namespace

Diagnostics compare_verbatim(const Plan& plan, std::string_view original) {
  return Comparison(plan, original).run();
}

}  // namespace fangan
