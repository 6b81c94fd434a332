#include "plan/block_links.h"

#include <algorithm>
#include <array>
#include <map>

#include "document/body.h"
#include "feel/names.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr std::array<std::string_view, 4> keys_for_people = {"clause", "label", "choice", "source"};

void add_words(std::string_view text, std::set<std::string>* words) {
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      const size_t close = text.find('"', at + 1);
      at = close == text.npos ? at + 1 : close + 1;
      continue;
    }
    const size_t end = feel::word_end(text, at);
    if (end > at) {
      words->emplace(text.substr(at, end - at));
      at = end;
    } else {
      next_code_point(text, &at);
    }
  }
}

}  // namespace

std::set<std::string> words_of(const Plan& plan, const BlockSource& source) {
  std::set<std::string> words;
  Diagnostics reported;  // By check().
  const Body body = read_body(plan.sources, source.block.body, &reported);
  for (const Entry& entry : body.entries) {
    const bool for_people =
        std::find(keys_for_people.begin(), keys_for_people.end(), entry.key) !=
        keys_for_people.end();
    if (for_people) continue;
    add_words(entry.value, &words);
    add_words(plan.sources.text(entry.below_span), &words);
  }
  if (body.table) add_words(plan.sources.text(body.table->span), &words);
  return words;
}

std::vector<std::vector<size_t>> block_links(const Plan& plan,
                                             const std::vector<BlockSource>& blocks) {
  std::map<std::string, size_t> index_of;
  for (size_t i = 0; i < blocks.size(); ++i) index_of.emplace(blocks[i].id, i);
  std::vector<std::vector<size_t>> links;
  for (size_t i = 0; i < blocks.size(); ++i) {
    std::vector<size_t> named;
    for (const std::string& word : words_of(plan, blocks[i])) {
      const auto found = index_of.find(word);
      if (found != index_of.end() && found->second != i) named.push_back(found->second);
    }
    std::sort(named.begin(), named.end());
    links.push_back(std::move(named));
  }
  return links;
}

}  // namespace fangan
