#include "text/messages.h"

#include <algorithm>

namespace fangan {
namespace {

/// Without the sentence that offers {near} when nothing is near: nobody asks “Did you mean “”?”.
std::string without_empty_offer(std::string_view text, const std::vector<Fact>& facts) {
  const size_t hole = text.find("{near}");
  const bool nothing_near = std::any_of(facts.begin(), facts.end(), [](const Fact& fact) {
    return fact.name == "near" && fact.value.empty();
  });
  if (hole == std::string_view::npos || !nothing_near) return std::string(text);
  size_t begin = 0;
  size_t end = text.size();
  for (const std::string_view stop : {"。", "？", ". ", "? "}) {
    const size_t before = text.rfind(stop, hole);
    if (before != std::string_view::npos) begin = std::max(begin, before + stop.size());
    const size_t after = text.find(stop, hole);
    if (after != std::string_view::npos) end = std::min(end, after + stop.size());
  }
  std::string rest(text.substr(0, begin));
  rest += text.substr(end);
  while (!rest.empty() && rest.back() == ' ') rest.pop_back();
  return rest;
}

std::string fill(std::string_view written, const std::vector<Fact>& facts) {
  const std::string offered = without_empty_offer(written, facts);
  const std::string_view sentence = offered;
  std::string filled;
  for (size_t i = 0; i < sentence.size();) {
    const size_t open = sentence.find('{', i);
    filled += sentence.substr(i, open - i);
    if (open == std::string_view::npos) break;
    const size_t close = sentence.find('}', open);
    if (close == std::string_view::npos) {
      filled += sentence.substr(open);
      break;
    }
    const std::string_view name = sentence.substr(open + 1, close - open - 1);
    const auto fact = std::find_if(facts.begin(), facts.end(),
                                   [name](const Fact& f) { return f.name == name; });
    filled += fact != facts.end() ? std::string_view(fact->value)
                                  : sentence.substr(open, close - open + 1);
    i = close + 1;
  }
  return filled;
}

}  // namespace

const Message* find_message(std::string_view code) {
  const std::span<const Message> messages = all_messages();
  const auto found =
      std::lower_bound(messages.begin(), messages.end(), code,
                       [](const Message& m, std::string_view value) { return m.code < value; });
  return found != messages.end() && found->code == code ? &*found : nullptr;
}

std::string sentence(const Diagnostic& diagnostic, Language language) {
  const Message* message = find_message(diagnostic.code);
  if (message == nullptr) return diagnostic.code;
  return fill(language == Language::zh ? message->zh : message->en, diagnostic.facts);
}

std::string hint(const Diagnostic& diagnostic, Language language) {
  const Message* message = find_message(diagnostic.code);
  if (message == nullptr) return {};
  return fill(language == Language::zh ? message->hint_zh : message->hint_en, diagnostic.facts);
}

}  // namespace fangan
