// catalogue: turns the data files of the source tree into C++ tables at build time.
//
//   catalogue messages OUT.cc A.yaml B.yaml ...    sentences of diagnostics, checked and sorted
//   catalogue lexicons OUT.cc A.tsv B.tsv ...      word tables, embedded as they are
//   catalogue builtins OUT.cc builtins.yaml        the builtins of FEEL (catalogue_builtins.cc)
//   catalogue builtins-zh|builtins-en OUT.md builtins.yaml      the same as a page for readers
//   catalogue kinds OUT.cc kinds.yaml              kinds of blocks and keys (catalogue_kinds.cc)
//   catalogue kinds-zh|kinds-en OUT.md kinds.yaml  the same as a page for readers
//
// The YAML it reads is the part we use: `CODE:` with four indented keys, or `CODE: { zh: .., en: ..
// }`. A malformed entry, a code written twice, a missing language or unequal holes stop the build
// with the file and the line.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "catalogue.h"

namespace catalogue {

void stop(const std::string& place, const std::string& why) {
  std::cerr << place << ": " << why << "\n";
  std::exit(1);
}

std::string trim(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string literal(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n\"\n\"";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c != '\r') {
      out += c;
    }
  }
  return out + "\"";
}

std::string wrapped(const std::string& text, const std::string& indent) {
  constexpr size_t width = 96;
  std::string lines;
  std::string rest = text;
  while (rest.size() > width && rest.rfind(' ', width) != std::string::npos) {
    const size_t blank = rest.rfind(' ', width);
    lines += rest.substr(0, blank) + "\n" + indent;
    rest = rest.substr(blank + 1);
  }
  return lines + rest;
}

}  // namespace catalogue

namespace {

using catalogue::literal;
using catalogue::stop;
using catalogue::trim;

struct Entry {
  std::map<std::string, std::string> texts;
  std::string place;
};

std::string unquote(const std::string& text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return text;
  std::string plain;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    plain += text[i];
  }
  return plain;
}

void set_text(Entry* entry, const std::string& key, const std::string& value,
              const std::string& place) {
  static const std::set<std::string> keys = {"zh", "en", "hint_zh", "hint_en"};
  if (!keys.count(key)) stop(place, "unknown key '" + key + "' (zh, en, hint_zh, hint_en)");
  if (!entry->texts.emplace(key, unquote(trim(value))).second) stop(place, "'" + key + "' twice");
}

/// `{ zh: .., en: .. }`: a comma separates only where a known key follows it.
void read_flow(const std::string& flow, Entry* entry, const std::string& place) {
  if (flow.back() != '}') stop(place, "a '}' is missing");
  const std::string inside = flow.substr(1, flow.size() - 2);
  std::vector<size_t> starts;
  for (const char* key : {"zh:", "en:", "hint_zh:", "hint_en:"}) {
    for (size_t at = inside.find(key); at != std::string::npos; at = inside.find(key, at + 1)) {
      const std::string before = trim(inside.substr(0, at));
      if (before.empty() || before.back() == ',') starts.push_back(at);
    }
  }
  std::sort(starts.begin(), starts.end());
  for (size_t i = 0; i < starts.size(); ++i) {
    const size_t end = i + 1 < starts.size() ? starts[i + 1] : inside.size();
    std::string part = trim(inside.substr(starts[i], end - starts[i]));
    if (!part.empty() && part.back() == ',') part = trim(part.substr(0, part.size() - 1));
    const size_t colon = part.find(':');
    set_text(entry, part.substr(0, colon), part.substr(colon + 1), place);
  }
}

std::set<std::string> holes(const std::string& sentence) {
  std::set<std::string> names;
  for (size_t open = sentence.find('{'); open != std::string::npos;
       open = sentence.find('{', open + 1)) {
    const size_t close = sentence.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", open + 1);
    const bool is_name = close != std::string::npos && close > open + 1 && sentence[close] == '}';
    if (is_name) names.insert(sentence.substr(open, close - open + 1));
  }
  return names;
}

void check(const std::string& code, const Entry& entry) {
  for (const char* key : {"zh", "en"}) {
    if (!entry.texts.count(key)) stop(entry.place, code + " has no sentence in " + key);
  }
  if (entry.texts.count("hint_zh") != entry.texts.count("hint_en")) {
    stop(entry.place, code + " has a hint in one language only");
  }
  if (holes(entry.texts.at("zh")) != holes(entry.texts.at("en"))) {
    stop(entry.place, code + " has different holes in zh and en");
  }
  if (entry.texts.count("hint_zh") &&
      holes(entry.texts.at("hint_zh")) != holes(entry.texts.at("hint_en"))) {
    stop(entry.place, code + " has different holes in hint_zh and hint_en");
  }
}

void read_messages(const std::string& path, std::map<std::string, Entry>* entries) {
  std::ifstream file(path);
  if (!file) stop(path, "cannot be read");
  std::string line;
  Entry* current = nullptr;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::string place = path + ":" + std::to_string(number);
    const std::string text = trim(line);
    if (text.empty() || text.front() == '#') continue;
    const size_t colon = text.find(':');
    if (colon == std::string::npos) stop(place, "a ':' is missing");
    if (line.front() == ' ') {
      if (current == nullptr) stop(place, "a sentence before any code");
      set_text(current, text.substr(0, colon), text.substr(colon + 1), place);
      continue;
    }
    const auto [entry, is_new] = entries->emplace(text.substr(0, colon), Entry{{}, place});
    if (!is_new) stop(place, text.substr(0, colon) + " stands at " + entry->second.place + " too");
    current = &entry->second;
    const std::string rest = trim(text.substr(colon + 1));
    if (!rest.empty()) read_flow(rest, current, place);
  }
}

std::string messages_table(const std::vector<std::string>& paths) {
  std::map<std::string, Entry> entries;
  for (const std::string& path : paths) read_messages(path, &entries);
  std::ostringstream out;
  out << "// Made by tools/catalogue.cc; do not edit.\n#include \"text/messages.h\"\n\n"
      << "namespace fangan {\n\nstd::span<const Message> all_messages() {\n"
      << "  static constexpr Message table[] = {\n";
  for (const auto& [code, entry] : entries) {
    check(code, entry);
    const auto text = [&entry = entry](const char* key) {
      const auto found = entry.texts.find(key);
      return literal(found == entry.texts.end() ? "" : found->second);
    };
    out << "      {" << literal(code) << ", " << text("zh") << ", " << text("en") << ", "
        << text("hint_zh") << ", " << text("hint_en") << "},\n";
  }
  out << "  };\n  return table;\n}\n\n}  // namespace fangan\n";
  return out.str();
}

std::string lexicon_table(const std::vector<std::string>& paths) {
  std::ostringstream out;
  out << "// Made by tools/catalogue.cc; do not edit.\n#include \"plan/lexicon.h\"\n\n"
      << "namespace fangan {\n\nstd::span<const LexiconFile> embedded_lexicons() {\n"
      << "  static constexpr LexiconFile table[] = {\n";
  for (const std::string& path : paths) {
    std::ifstream file(path);
    if (!file) stop(path, "cannot be read");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    out << "      {" << literal(path.substr(path.rfind('/') + 1)) << ",\n"
        << literal(text) << "},\n";
  }
  out << "  };\n  return table;\n}\n\n}  // namespace fangan\n";
  return out.str();
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) {
    std::cerr << "usage: catalogue messages|lexicons|builtins|builtins-zh|builtins-en|kinds|"
                 "kinds-zh|kinds-en OUT FILE...\n";
    return 2;
  }
  const std::string what = words[1];
  std::vector<std::string> paths(words + 3, words + count);
  std::sort(paths.begin(), paths.end());
  std::string made;
  if (what == "messages") made = messages_table(paths);
  if (what == "lexicons") made = lexicon_table(paths);
  if (what == "builtins") made = catalogue::builtins_table(paths.front());
  if (what == "builtins-zh") made = catalogue::builtins_page(paths.front(), "zh");
  if (what == "builtins-en") made = catalogue::builtins_page(paths.front(), "en");
  if (what == "kinds") made = catalogue::kinds_table(paths.front());
  if (what == "kinds-zh") made = catalogue::kinds_page(paths.front(), "zh");
  if (what == "kinds-en") made = catalogue::kinds_page(paths.front(), "en");
  if (made.empty()) stop(what, "no such table");
  std::ofstream(words[2]) << made;
  return 0;
}
