// Reads src/feel/builtins.yaml; what a signature and an example may look like stands at its head.
#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "catalogue.h"

namespace catalogue {
namespace {

struct Parameter {
  std::string name;
  std::string type;
  bool optional = false;
  bool nullable = false;
  bool variadic = false;
};

struct Signature {
  std::string text;
  std::string key;
  std::vector<Parameter> parameters;
  std::string result;
};

struct Example {
  std::string expression;
  std::string result;
  std::string code;
};

struct Builtin {
  std::string name;
  std::string place;
  std::string topic;
  std::string zh;
  std::string en;
  std::string units;
  std::vector<Signature> signatures;
  std::vector<Example> examples;
};

/// `units`, read: whose arguments count in one unit, and what is given back.
struct Units {
  std::vector<std::string> parameters;
  std::string gives = "nothing";
};

struct Topic {
  const char* key;
  const char* zh;
  const char* en;
};
constexpr std::array<Topic, 9> topics = {{{"conversion", "转换", "Conversion"},
                                          {"boolean", "真假", "Boolean"},
                                          {"string", "文字", "Strings"},
                                          {"list", "列表", "Lists"},
                                          {"numeric", "数", "Numbers"},
                                          {"date and time", "日期和时间", "Dates and times"},
                                          {"range", "区间", "Ranges"},
                                          {"context", "上下文", "Contexts"},
                                          {"sort", "排序", "Sorting"}}};

/// The place of `sign` outside < > and ( ), or npos.
size_t find_outside(const std::string& text, const std::string& sign) {
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (depth == 0 && text.compare(i, sign.size(), sign) == 0) return i;
    if (text[i] == '<' || text[i] == '(') ++depth;
    if (text[i] == '>' || text[i] == ')') --depth;
  }
  return std::string::npos;
}

std::vector<std::string> split_outside(const std::string& text, const std::string& sign) {
  std::vector<std::string> parts;
  std::string rest = text;
  for (size_t at = find_outside(rest, sign); at != std::string::npos;
       at = find_outside(rest, sign)) {
    parts.push_back(trim(rest.substr(0, at)));
    rest = rest.substr(at + sign.size());
  }
  parts.push_back(trim(rest));
  return parts;
}

void check_type(const std::string& type, const std::string& place);

void check_single_type(const std::string& type, const std::string& place) {
  static const std::set<std::string> plain = {
      "Any", "boolean", "number", "string", "date", "time", "date and time", "context", "range",
      "function", "years and months duration", "days and time duration"};
  if (plain.count(type)) return;
  const size_t open = type.find('<');
  if (open == std::string::npos || type.back() != '>') stop(place, "unknown type '" + type + "'");
  const std::string outer = type.substr(0, open);
  const std::string inner = type.substr(open + 1, type.size() - open - 2);
  if (outer == "list") return check_type(inner, place);
  if (outer != "context") stop(place, "unknown type '" + type + "'");
  for (const std::string& field : split_outside(inner, ",")) {
    const size_t colon = field.find(": ");
    if (colon == std::string::npos) stop(place, "a field without a type in '" + type + "'");
    check_type(field.substr(colon + 2), place);
  }
}

void check_type(const std::string& type, const std::string& place) {
  for (const std::string& part : split_outside(type, " | ")) check_single_type(part, place);
}

bool take_end(std::string* text, const std::string& end) {
  if (text->size() < end.size()) return false;
  if (text->compare(text->size() - end.size(), end.size(), end) != 0) return false;
  text->resize(text->size() - end.size());
  return true;
}

Parameter read_parameter(const std::string& text, const std::string& place) {
  const size_t colon = text.find(": ");
  if (colon == std::string::npos) stop(place, "a parameter is 'name: type', not '" + text + "'");
  Parameter parameter;
  parameter.name = text.substr(0, colon);
  parameter.type = text.substr(colon + 2);
  parameter.variadic = take_end(&parameter.name, "...");
  parameter.optional = take_end(&parameter.name, "?");
  parameter.nullable = take_end(&parameter.type, "?");
  if (parameter.name.empty()) stop(place, "a parameter without a name");
  if (parameter.variadic && parameter.optional) stop(place, "'...' and '?' do not go together");
  check_type(parameter.type, place);
  return parameter;
}

void check_order(const std::vector<Parameter>& parameters, const std::string& place) {
  std::set<std::string> names;
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (!names.insert(parameters[i].name).second) stop(place, "two parameters of one name");
    const bool is_last = i + 1 == parameters.size();
    if (parameters[i].variadic && !is_last) stop(place, "'...' stands before the last parameter");
    if (parameters[i].optional && !is_last && !parameters[i + 1].optional) {
      stop(place, "a parameter that must be given stands after one that may be left out");
    }
  }
}

Signature read_signature(const std::string& text, const Builtin& builtin,
                         const std::string& place) {
  Signature signature;
  signature.text = text;
  if (text.compare(0, builtin.name.size() + 1, builtin.name + "(") != 0) {
    stop(place, "the signature does not begin with '" + builtin.name + "('");
  }
  const size_t close = text.find("): ");
  if (close == std::string::npos) stop(place, "'): RESULT' is missing");
  const size_t open = builtin.name.size() + 1;
  const std::string inside = text.substr(open, close - open);
  signature.result = text.substr(close + 3);
  check_type(signature.result, place);
  signature.key = builtin.name + "(";
  if (!inside.empty()) {
    for (const std::string& part : split_outside(inside, ",")) {
      signature.parameters.push_back(read_parameter(part, place));
      if (signature.parameters.size() > 1) signature.key += ", ";
      signature.key += signature.parameters.back().name;
    }
  }
  signature.key += ")";
  check_order(signature.parameters, place);
  return signature;
}

Example read_example(const std::string& text, const std::string& place) {
  const size_t arrow = text.rfind(" => ");
  if (arrow == std::string::npos) stop(place, "an example is 'EXPRESSION => RESULT'");
  Example example{text.substr(0, arrow), text.substr(arrow + 4), ""};
  if (example.result.compare(0, 5, "null ") == 0) {
    example.code = example.result.substr(5);
    example.result = "null";
  }
  if (example.expression.empty() || example.result.empty()) stop(place, "half an example");
  return example;
}

/// The text of a 'quoted' item; two quotes are one.
std::string unquote(const std::string& text, const std::string& place) {
  if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') {
    stop(place, "an item stands in single quotes");
  }
  std::string plain;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    plain += text[i];
    if (text[i] == '\'' && text[++i] != '\'') stop(place, "a quote inside is written twice");
  }
  return plain;
}

/// `all -> same`, `list, newItem -> same`, `list, element`.
Units read_units(const Builtin& builtin) {
  Units units;
  if (builtin.units.empty()) return units;
  const size_t arrow = builtin.units.find(" -> ");
  const std::string names = builtin.units.substr(0, arrow);
  if (arrow != std::string::npos) units.gives = builtin.units.substr(arrow + 4);
  static const std::set<std::string> known = {"nothing", "same", "flat", "product"};
  if (!known.count(units.gives)) stop(builtin.place, "units give same, flat or product");
  std::set<std::string> all;
  for (const Signature& signature : builtin.signatures) {
    for (const Parameter& parameter : signature.parameters) all.insert(parameter.name);
  }
  if (names == "all") {
    units.parameters.assign(all.begin(), all.end());
    return units;
  }
  units.parameters = split_outside(names, ",");
  for (const std::string& name : units.parameters) {
    if (!all.count(name)) stop(builtin.place, "units name no parameter '" + name + "'");
  }
  return units;
}

void check(const Builtin& builtin) {
  const bool is_topic = std::any_of(topics.begin(), topics.end(), [&builtin](const Topic& topic) {
    return builtin.topic == topic.key;
  });
  if (!is_topic) stop(builtin.place, builtin.name + " has no topic, or one that does not exist");
  if (builtin.zh.empty() || builtin.en.empty()) {
    stop(builtin.place, builtin.name + " is not described in both languages");
  }
  if (builtin.signatures.empty()) stop(builtin.place, builtin.name + " has no signature");
  if (builtin.examples.empty()) stop(builtin.place, builtin.name + " has no example");
  read_units(builtin);
}

/// Reads the file line by line; a line that is indented deeper than its key goes on with it.
class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  std::vector<Builtin> read() {
    std::ifstream file(path_);
    if (!file) stop(path_, "cannot be read");
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      if (trim(line).empty() || line.front() == '#') continue;
      const std::string place = path_ + ":" + std::to_string(number);
      const size_t indent = line.find_first_not_of(' ');
      read_line(indent, trim(line), place);
    }
    end_item();
    for (const Builtin& builtin : builtins_) check(builtin);
    return std::move(builtins_);
  }

 private:
  void read_line(size_t indent, const std::string& text, const std::string& place) {
    const bool is_item = indent == 4 && text.compare(0, 2, "- ") == 0;
    if (indent > 2 && !is_item) {
      if (item_.empty()) stop(place, "this continues nothing");
      item_ += " " + text;
      return;
    }
    end_item();
    place_ = place;
    if (is_item) {
      item_ = text.substr(2);
    } else if (indent == 0) {
      begin(text);
    } else if (indent == 2) {
      begin_key(text);
    } else {
      stop(place, "indent by 0, 2 or 4 blanks");
    }
  }

  void begin(const std::string& text) {
    if (text.back() != ':') stop(place_, "a ':' is missing after the name");
    Builtin builtin;
    builtin.name = text.substr(0, text.size() - 1);
    builtin.place = place_;
    if (!names_.insert(builtin.name).second) stop(place_, builtin.name + " stands here twice");
    builtins_.push_back(builtin);
    key_.clear();
  }

  void begin_key(const std::string& text) {
    if (builtins_.empty()) stop(place_, "a key before any name");
    const size_t colon = text.find(':');
    if (colon == std::string::npos) stop(place_, "a ':' is missing");
    key_ = text.substr(0, colon);
    static const std::set<std::string> keys = {"topic", "zh",         "en",
                                              "units", "signatures", "examples"};
    if (!keys.count(key_)) stop(place_, "unknown key '" + key_ + "'");
    item_ = trim(text.substr(colon + 1));
    const bool is_list = key_ == "signatures" || key_ == "examples";
    if (is_list != item_.empty()) stop(place_, "'" + key_ + "' is of another form");
  }

  void end_item() {
    if (item_.empty()) return;
    const std::string item = std::move(item_);
    item_.clear();
    Builtin& builtin = builtins_.back();
    if (key_ == "topic") builtin.topic = item;
    if (key_ == "zh") builtin.zh = item;
    if (key_ == "en") builtin.en = item;
    if (key_ == "units") builtin.units = item;
    if (key_ == "signatures") {
      builtin.signatures.push_back(read_signature(unquote(item, place_), builtin, place_));
    }
    if (key_ == "examples") builtin.examples.push_back(read_example(unquote(item, place_), place_));
    if (key_.empty()) stop(place_, "an item before any key");
  }

  std::string path_;
  std::vector<Builtin> builtins_;
  std::set<std::string> names_;
  std::string key_;
  std::string item_;
  std::string place_;
};

const char* word(bool flag) { return flag ? "true" : "false"; }

void write_signature(const Signature& signature, const std::string& id, std::ostringstream* out) {
  if (signature.parameters.empty()) return;
  *out << "constexpr BuiltinParameterEntry parameters_" << id << "[] = {\n";
  for (const Parameter& parameter : signature.parameters) {
    *out << "    {" << literal(parameter.name) << ", " << literal(parameter.type) << ", "
         << word(parameter.optional) << ", " << word(parameter.nullable) << ", "
         << word(parameter.variadic) << "},\n";
  }
  *out << "};\n";
}

void write_units(const Builtin& builtin, const std::string& id, std::ostringstream* out) {
  const Units units = read_units(builtin);
  if (units.parameters.empty()) return;
  *out << "constexpr std::string_view units_" << id << "[] = {";
  for (const std::string& name : units.parameters) *out << literal(name) << ", ";
  *out << "};\n";
}

void write_lists(const Builtin& builtin, const std::string& id, std::ostringstream* out) {
  write_units(builtin, id, out);
  for (size_t i = 0; i < builtin.signatures.size(); ++i) {
    write_signature(builtin.signatures[i], id + "_" + std::to_string(i), out);
  }
  *out << "constexpr BuiltinSignatureEntry signatures_" << id << "[] = {\n";
  for (size_t i = 0; i < builtin.signatures.size(); ++i) {
    const Signature& signature = builtin.signatures[i];
    const std::string parameters = "parameters_" + id + "_" + std::to_string(i);
    *out << "    {" << literal(signature.text) << ",\n     " << literal(signature.key) << ", "
         << (signature.parameters.empty() ? "{}" : parameters) << ", "
         << literal(signature.result) << "},\n";
  }
  *out << "};\nconstexpr BuiltinExample examples_" << id << "[] = {\n";
  for (const Example& example : builtin.examples) {
    *out << "    {" << literal(example.expression) << ", " << literal(example.result) << ", "
         << literal(example.code) << "},\n";
  }
  *out << "};\n";
}

void write_section(const Builtin& builtin, bool zh, std::ostringstream* out) {
  *out << "\n### " << builtin.name << "\n\n" << (zh ? builtin.zh : wrapped(builtin.en, ""))
       << "\n\n```text\n";
  for (const Signature& signature : builtin.signatures) {
    *out << wrapped(signature.text, "    ") << "\n";
  }
  *out << "```\n\n```text\n";
  for (const Example& example : builtin.examples) {
    *out << example.expression << "\n  → " << example.result
         << (example.code.empty() ? "" : "  " + example.code) << "\n";
  }
  *out << "```\n";
}

constexpr const char* heading_zh =
    "# FEEL 内建函数\n\n[English](feel-builtins.md)\n\n"
    "参数名就是具名参数的名字。`名?` 可以不写，`类型?` 可以是空值，`名...` 可以写任意多个。\n"
    "得到空值而后面有代码的，是因为有错；代码所指的说明随空值一起给出。\n";
constexpr const char* heading_en =
    "# Builtin functions of FEEL\n\n[中文](feel-builtins.zh-CN.md)\n\n"
    "The names of parameters are those of named arguments. `name?` may be left out,\n"
    "`type?` may be null, `name...` takes any number. A null with a code comes from a\n"
    "mistake; the sentence of that code comes with the null.\n";

}  // namespace

std::string builtins_table(const std::string& path) {
  const std::vector<Builtin> builtins = Reader(path).read();
  std::ostringstream out;
  out << "// Made by tools/catalogue_builtins.cc; do not edit.\n"
      << "#include \"feel/builtin_entries.h\"\n\nnamespace fangan::feel {\nnamespace {\n\n";
  for (size_t i = 0; i < builtins.size(); ++i) write_lists(builtins[i], std::to_string(i), &out);
  out << "constexpr BuiltinEntry entries[] = {\n";
  for (size_t i = 0; i < builtins.size(); ++i) {
    const Builtin& builtin = builtins[i];
    const Units units = read_units(builtin);
    out << "    {" << literal(builtin.name) << ", " << literal(builtin.topic) << ",\n     "
        << literal(builtin.zh) << ",\n     " << literal(builtin.en) << ",\n     {"
        << (units.parameters.empty() ? "{}" : "units_" + std::to_string(i))
        << ", BuiltinUnits::Gives::" << units.gives << "},\n     signatures_" << i
        << ", examples_" << i << "},\n";
  }
  out << "};\n\n}  // namespace\n\n"
      << "std::span<const BuiltinEntry> builtin_entries() { return entries; }\n\n"
      << "}  // namespace fangan::feel\n";
  return out.str();
}

std::string builtins_page(const std::string& path, const std::string& language) {
  const std::vector<Builtin> builtins = Reader(path).read();
  const bool zh = language == "zh";
  std::ostringstream out;
  out << "<!-- Made from src/feel/builtins.yaml by tools/catalogue_builtins.cc; do not edit. -->\n"
      << (zh ? heading_zh : heading_en);
  for (const Topic& topic : topics) {
    out << "\n## " << (zh ? topic.zh : topic.en) << "\n";
    for (const Builtin& builtin : builtins) {
      if (builtin.topic != topic.key) continue;
      write_section(builtin, zh, &out);
    }
  }
  return out.str();
}

}  // namespace catalogue
