#include "plan/formula_words.h"

#include <algorithm>
#include <set>

#include "feel/names.h"

namespace fangan {
namespace {

/// Names of the language with two words.
constexpr std::pair<std::string_view, std::string_view> pairs[] = {
    {"is", "set"}, {"working", "days"}, {"days", "left"}, {"no", "figure"}};

class WordScan {
 public:
  explicit WordScan(std::string_view text) : text_(text) {}

  std::vector<std::string> run() {
    while (position_ < text_.size()) step();
    return std::move(words_);
  }

 private:
  void step() {
    const size_t next = feel::skip_blanks(text_, position_);
    if (next > position_) {
      position_ = next;
      return;
    }
    if (text_[position_] == '"') return skip_text();
    const size_t end = feel::word_end(text_, position_);
    if (end == position_) {
      after_dot_ = text_[position_] == '.' && !(position_ > 0 && text_[position_ - 1] == '.');
      ++position_;
      return;
    }
    if (!after_dot_) add(end);
    position_ = std::max(position_, end);
    after_dot_ = false;
  }

  void skip_text() {
    for (++position_; position_ < text_.size() && text_[position_] != '"'; ++position_) {
      if (text_[position_] == '\\') ++position_;
    }
    position_ = std::min(position_ + 1, text_.size());
    after_dot_ = false;
  }

  void add(size_t end) {
    std::string word(text_.substr(position_, end - position_));
    const size_t next = feel::skip_blanks(text_, end);
    const size_t next_end = feel::word_end(text_, next);
    for (const auto& [first, second] : pairs) {
      if (word != first || text_.substr(next, next_end - next) != second) continue;
      word += " " + std::string(second);
      position_ = next_end;
    }
    if (seen_.insert(word).second) words_.push_back(std::move(word));
  }

  std::string_view text_;
  size_t position_ = 0;
  bool after_dot_ = false;
  std::vector<std::string> words_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<std::string> formula_words(std::string_view formula) {
  return WordScan(formula).run();
}

}  // namespace fangan
