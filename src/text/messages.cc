#include "text/messages.h"

#include <algorithm>

namespace fangan {
namespace {

std::string fill(std::string_view sentence, const std::vector<Fact>& facts) {
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
