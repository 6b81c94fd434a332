// Reads src/plan/kinds.yaml; what an entry may look like stands at its head.
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "catalogue.h"

namespace catalogue {
namespace {

struct Description {
  std::string name;
  std::string place;
  std::string term;  ///< What Chinese pages call it; empty for forms.
  std::string zh;
  std::string en;
};

struct Key : Description {
  std::string outer;
  std::string form;
  bool required = false;
  std::vector<std::string> words;
};

struct Kind : Description {
  std::string block_name;
  std::string block_place;
  std::vector<Key> keys;
  std::string example;
};

struct Kinds {
  std::vector<Description> forms;
  std::vector<Kind> kinds;  ///< The first is `common`.
};

/// A scalar of YAML: plain, or in quotes of either sort.
std::string unquote(const std::string& text, const std::string& place) {
  if (text.empty() || (text.front() != '"' && text.front() != '\'')) return text;
  if (text.size() < 2 || text.back() != text.front()) stop(place, "a quote is not closed");
  return text.substr(1, text.size() - 2);
}

/// Reads the file line by line. Indents: 0 an entry, 2 its parts, 4 a key, 6 the parts of a key; a
/// line deeper than a part goes on with it. `example: |` takes the deeper lines as they are.
class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  Kinds read() {
    std::ifstream file(path_);
    if (!file) stop(path_, "cannot be read");
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      place_ = path_ + ":" + std::to_string(number);
      const size_t indent = line.find_first_not_of(' ');
      if (in_example_ && (indent == std::string::npos || indent >= 4)) {
        kind().example += (indent == std::string::npos ? "" : line.substr(4)) + "\n";
        continue;
      }
      if (indent == std::string::npos || line.front() == '#') continue;
      in_example_ = false;
      read_line(indent, line.substr(indent));
    }
    end_value();
    check();
    return std::move(read_);
  }

 private:
  Kind& kind() { return read_.kinds.back(); }

  void read_line(size_t indent, const std::string& text) {
    if (value_ != nullptr && indent > value_indent_) {
      // Chinese text goes on without a blank.
      *value_ += (value_is_chinese_ ? "" : " ") + text;
      return;
    }
    end_value();
    const size_t colon = text.find(':');
    if (colon == std::string::npos) stop(place_, "a ':' is missing");
    const std::string name = text.substr(0, colon);
    const std::string rest = trim(text.substr(colon + 1));
    if (indent == 0) return begin(name);
    if (indent == 2) return set_part(name, rest);
    if (indent == 4) return begin_key(name);
    if (indent == 6) return set_key_part(name, rest);
    stop(place_, "indent by 0, 2, 4 or 6 blanks");
  }

  void begin(const std::string& name) {
    in_keys_ = false;
    is_form_ = name.compare(0, 5, "form ") == 0;
    if (!names_.insert(name).second) stop(place_, name + " stands here twice");
    Description description;
    description.name = is_form_ ? name.substr(5) : name;
    description.place = place_;
    if (is_form_) {
      read_.forms.push_back(description);
    } else {
      Kind added;
      static_cast<Description&>(added) = description;
      read_.kinds.push_back(added);
    }
  }

  void set_part(const std::string& name, const std::string& rest) {
    if (read_.forms.empty()) stop(place_, "the forms come first");
    if (name == "zh" || name == "en") {
      Description& about = is_form_ ? read_.forms.back() : kind();
      return begin_value(name == "zh" ? &about.zh : &about.en, rest, 2, name == "zh");
    }
    if (is_form_) stop(place_, "unknown part '" + name + "' of a form");
    in_keys_ = name == "keys";
    if (name == "term") {
      kind().term = rest;
    } else if (name == "name") {
      kind().block_name = rest;
    } else if (name == "place") {
      kind().block_place = rest;
    } else if (name == "example") {
      if (rest != "|") stop(place_, "an example begins with |");
      in_example_ = true;
    } else if (!in_keys_) {
      stop(place_, "unknown part '" + name + "'");
    }
  }

  void begin_key(const std::string& path) {
    if (!in_keys_) stop(place_, "a key outside 'keys:'");
    Key key;
    key.place = place_;
    const size_t dot = path.rfind('.');
    key.outer = dot == std::string::npos ? "" : path.substr(0, dot);
    key.name = dot == std::string::npos ? path : path.substr(dot + 1);
    kind().keys.push_back(key);
  }

  void set_key_part(const std::string& name, const std::string& rest) {
    if (!in_keys_ || kind().keys.empty()) stop(place_, "this belongs to no key");
    Key& key = kind().keys.back();
    if (name == "zh" || name == "en") {
      return begin_value(name == "zh" ? &key.zh : &key.en, rest, 6, name == "zh");
    }
    if (name == "term") {
      key.term = rest;
    } else if (name == "form") {
      key.form = rest;
    } else if (name == "required") {
      if (rest != "yes") stop(place_, "'required' is yes, or left out");
      key.required = true;
    } else if (name == "words") {
      read_words(rest, &key.words);
    } else {
      stop(place_, "unknown part '" + name + "' of a key");
    }
  }

  void read_words(const std::string& text, std::vector<std::string>* words) const {
    const bool is_list = text.size() > 2 && text.front() == '[' && text.back() == ']';
    if (!is_list) stop(place_, "[a, b] is missing");
    std::stringstream inside(text.substr(1, text.size() - 2));
    for (std::string word; std::getline(inside, word, ',');) {
      words->push_back(unquote(trim(word), place_));
    }
  }

  void begin_value(std::string* value, const std::string& rest, size_t indent, bool is_chinese) {
    if (!value->empty()) stop(place_, "written twice");
    value_ = value;
    value_indent_ = indent;
    value_is_chinese_ = is_chinese;
    *value = rest;
  }

  void end_value() {
    if (value_ != nullptr) *value_ = unquote(*value_, place_);
    value_ = nullptr;
  }

  static void check_described(const Description& one) {
    if (one.zh.empty() || one.en.empty()) {
      stop(one.place, one.name + " is not described in both languages");
    }
  }

  void check() const {
    if (read_.kinds.empty() || read_.kinds.front().name != "common") {
      stop(path_, "'common' is the first of the kinds");
    }
    for (const Description& form : read_.forms) check_described(form);
    for (const Kind& one : read_.kinds) check_kind(one);
  }

  static void check_term(const Description& one) {
    if (one.term.empty()) stop(one.place, one.name + " has no 'term'");
  }

  void check_kind(const Kind& one) const {
    static const std::set<std::string> block_names = {"none", "optional", "required"};
    static const std::set<std::string> places = {"text", "any", "header"};
    check_described(one);
    const bool is_common = &one == &read_.kinds.front();
    if (!is_common && (!block_names.count(one.block_name) || !places.count(one.block_place))) {
      stop(one.place, "'name' or 'place' of " + one.name + " is missing or unknown");
    }
    if (!is_common) check_term(one);
    if (!is_common && one.example.empty()) stop(one.place, one.name + " has no example");
    if (one.keys.empty()) stop(one.place, one.name + " has no keys");
    std::set<std::string> known;
    for (const Key& key : one.keys) {
      check_described(key);
      check_term(key);
      const bool is_form =
          std::any_of(read_.forms.begin(), read_.forms.end(),
                      [&key](const Description& form) { return form.name == key.form; });
      if (!is_form) stop(key.place, "no form '" + key.form + "'");
      if ((key.form == "word") == key.words.empty()) {
        stop(key.place, "'words' belong to the form word, and to no other");
      }
      if (!key.outer.empty() && !known.count(key.outer)) {
        stop(key.place, "there is no key '" + key.outer + "' above");
      }
      if (!known.insert((key.outer.empty() ? "" : key.outer + ".") + key.name).second) {
        stop(key.place, "the key stands here twice");
      }
    }
  }

  std::string path_;
  std::string place_;
  Kinds read_;
  std::set<std::string> names_;
  bool is_form_ = false;
  bool in_keys_ = false;
  bool in_example_ = false;
  std::string* value_ = nullptr;  ///< The sentence that the last line gave, which may go on.
  size_t value_indent_ = 0;
  bool value_is_chinese_ = false;
};

std::string identifier(std::string form) {
  std::replace(form.begin(), form.end(), ' ', '_');
  return form;
}

void write_keys(const Kind& kind, const std::string& id, std::ostringstream* out) {
  for (size_t i = 0; i < kind.keys.size(); ++i) {
    if (kind.keys[i].words.empty()) continue;
    *out << "constexpr std::string_view words_" << id << "_" << i << "[] = {";
    for (const std::string& word : kind.keys[i].words) *out << literal(word) << ", ";
    *out << "};\n";
  }
  *out << "constexpr KeyEntry keys_" << id << "[] = {\n";
  for (size_t i = 0; i < kind.keys.size(); ++i) {
    const Key& key = kind.keys[i];
    const std::string words = "words_" + id + "_" + std::to_string(i);
    *out << "    {" << literal(key.outer) << ", " << literal(key.name) << ", KeyForm::"
         << identifier(key.form) << ", " << (key.required ? "true" : "false") << ", "
         << (key.words.empty() ? "{}" : words) << ",\n     " << literal(key.term) << ",\n     "
         << literal(key.zh) << ",\n     "
         << literal(key.en) << "},\n";
  }
  *out << "};\n";
}

/// The same for Chinese, where a line may end after a mark of punctuation. Han take two columns.
std::string wrapped_chinese(const std::string& text, const std::string& indent) {
  constexpr size_t width = 96;
  static const std::set<std::string> ends = {" ", "、", "，", "；", "。"};
  std::string lines;
  size_t begin = 0;
  size_t last_end = 0;
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    columns += size < 3 ? 1 : 2;
    if (columns > width && last_end > begin) {
      lines += trim(text.substr(begin, last_end - begin)) + "\n" + indent;
      begin = last_end;
      columns = 0;
      at = begin;
      continue;
    }
    if (ends.count(text.substr(at, size))) last_end = at + size;
    at += size;
  }
  return lines + text.substr(begin);
}

/// The term, where the sentence does not begin with it.
std::string called(const Key& key) {
  return key.zh.compare(0, key.term.size(), key.term) == 0 ? "" : key.term + "：";
}

/// One key as an item of a list, indented by how deep it stands.
void write_key(const Key& key, bool zh, std::ostringstream* out) {
  const auto depth = key.outer.empty()
                         ? 0
                         : 1 + std::count(key.outer.begin(), key.outer.end(), '.');
  const std::string indent(static_cast<size_t>(2 * depth), ' ');
  const char* required = zh ? "，必须写" : ", required";
  std::string form = key.form;
  if (!key.words.empty()) {
    form.clear();
    for (const std::string& word : key.words) form += (form.empty() ? "`" : " `") + word + "`";
  } else {
    form = "*" + form + "*";
  }
  const std::string head = indent + "- **" + key.name + "** " + (zh ? "（" : "(") + form +
                           (key.required ? required : "") +
                           (zh ? "）" + called(key) : ")");
  *out << (zh ? wrapped_chinese(head + key.zh, indent + "  ")
              : wrapped(head + " " + key.en, indent + "  ")) << "\n";
}

void write_kind(const Kind& kind, bool zh, std::ostringstream* out) {
  *out << "\n## " << kind.name << (zh ? " " + kind.term : "") << "\n\n"
       << (zh ? kind.zh : wrapped(kind.en, "")) << "\n";
  if (kind.block_place == "text") {
    *out << (zh ? "\n只能写在正文下面。\n" : "\nIt stands below official text only.\n");
  }
  if (!kind.example.empty()) *out << "\n````markdown\n" << kind.example << "````\n";
  *out << "\n";
  for (const Key& key : kind.keys) write_key(key, zh, out);
}

constexpr const char* heading_zh =
    "# 块的种类和键\n\n[English](plan-kinds.md)\n\n"
    "检查方案包时用的就是这张表。键后面括号里是值的写法，各种写法见最后一节。\n"
    "所有例子合起来是一个能通过检查的小方案。\n";
constexpr const char* heading_en =
    "# Kinds of blocks and their keys\n\n[中文](plan-kinds.zh-CN.md)\n\n"
    "This is the table that packages are checked by. In brackets stands how a value is written;\n"
    "the last section describes the forms. All examples together are a small plan that checks.\n";

}  // namespace

std::string kinds_table(const std::string& path) {
  const Kinds kinds = Reader(path).read();
  std::ostringstream out;
  out << "// Made by tools/catalogue_kinds.cc; do not edit.\n#include \"plan/kinds.h\"\n\n"
      << "namespace fangan {\nnamespace {\n\n";
  for (size_t i = 0; i < kinds.kinds.size(); ++i) {
    write_keys(kinds.kinds[i], std::to_string(i), &out);
  }
  out << "constexpr KindEntry entries[] = {\n";
  for (size_t i = 1; i < kinds.kinds.size(); ++i) {
    const Kind& kind = kinds.kinds[i];
    out << "    {" << literal(kind.name) << ", BlockName::" << kind.block_name
        << ", BlockPlace::" << kind.block_place << ", keys_" << i << ",\n     "
        << literal(kind.term) << ",\n     " << literal(kind.zh) << ",\n     "
        << literal(kind.en) << ",\n     "
        << literal(kind.example) << "},\n";
  }
  out << "};\n\n}  // namespace\n\n"
      << "std::span<const KindEntry> kind_entries() { return entries; }\n"
      << "std::span<const KeyEntry> common_keys() { return keys_0; }\n\n"
      << "std::string_view form_name(KeyForm form) {\n  switch (form) {\n";
  for (const Description& form : kinds.forms) {
    out << "    case KeyForm::" << identifier(form.name) << ": return " << literal(form.name)
        << ";\n";
  }
  out << "  }\n  return {};\n}\n\n"
      << "}  // namespace fangan\n";
  return out.str();
}

std::string kinds_page(const std::string& path, const std::string& language) {
  const Kinds kinds = Reader(path).read();
  const bool zh = language == "zh";
  std::ostringstream out;
  out << "<!-- Made from src/plan/kinds.yaml by tools/catalogue_kinds.cc; do not edit. -->\n"
      << (zh ? heading_zh : heading_en);
  for (size_t i = 1; i < kinds.kinds.size(); ++i) write_kind(kinds.kinds[i], zh, &out);
  const Kind& common = kinds.kinds.front();
  out << "\n## " << (zh ? "所有的块" : "Every block") << "\n\n" << (zh ? common.zh : common.en)
      << "\n\n";
  for (const Key& key : common.keys) write_key(key, zh, &out);
  out << "\n## " << (zh ? "值的写法" : "Forms of values") << "\n\n";
  for (const Description& form : kinds.forms) {
    const std::string line = "- *" + form.name + "*" + (zh ? "：" + form.zh : " " + form.en);
    out << (zh ? wrapped_chinese(line, "  ") : wrapped(line, "  ")) << "\n";
  }
  return out.str();
}

}  // namespace catalogue
