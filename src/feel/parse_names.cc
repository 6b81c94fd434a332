// Names and types: what a name in the text stands for.
#include <algorithm>
#include <array>

#include "feel/builtins.h"
#include "feel/parser.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan::feel {
namespace {

struct FullWidth {
  std::string_view written;
  std::string_view ascii;
};

/// Punctuation of Chinese input that FEEL takes for letters of a name.
constexpr std::array<FullWidth, 22> full_width = {
    {{"（", "("}, {"）", ")"}, {"，", ","}, {"、", ","}, {"；", ","}, {"：", ":"},
     {"＞", ">"}, {"＜", "<"}, {"＝", "="}, {"≥", ">="}, {"≤", "<="}, {"≠", "!="},
     {"＋", "+"}, {"－", "-"}, {"＊", "*"}, {"／", "/"}, {"×", "*"},  {"÷", "/"},
     {"“", "\""}, {"”", "\""}, {"【", "["}, {"】", "]"}}};

struct ChineseWord {
  std::string_view written;
  std::string_view feel;
  std::string_view in_plans = {};  ///< Where plans have a better one.
};

/// What people who think in Chinese write for operators and functions.
constexpr std::array<ChineseWord, 34> chinese_words = {
    {{"且", "and"},          {"并且", "and"},       {"而且", "and"},      {"以及", "and"},
     {"或", "or"},           {"或者", "or"},        {"如果", "if"},       {"若", "if"},
     {"那么", "then"},       {"则", "then"},        {"否则", "else"},     {"非", "not(...)"},
     {"不是", "not(...)"},   {"等于", "="},         {"不等于", "!="},     {"大于", ">"},
     {"小于", "<"},          {"大于等于", ">="},    {"小于等于", "<="},   {"不小于", ">="},
     {"不大于", "<="},       {"合计", "sum", "total"}, {"求和", "sum", "total"},
     {"求总和", "sum", "total"}, {"总和", "sum", "total"}, {"计数", "count"}, {"个数", "count"},
     {"平均", "mean"},       {"平均值", "mean"},    {"最大值", "max"},    {"最小值", "min"},
     {"今天", "today()"},    {"真", "true"},        {"假", "false"}}};

/// The built-in type names, and those that take types in angle brackets.
const NameTable& builtin_type_names() {
  static const NameTable table = [] {
    NameTable names;
    for (const char* name :
         {"Any", "Null", "boolean", "number", "string", "date", "time", "date and time", "dateTime",
          "days and time duration", "years and months duration", "dayTimeDuration",
          "yearMonthDuration", "list", "range", "context", "function"}) {
      names.add(name);
    }
    return names;
  }();
  return table;
}

/// Keeps the longer of two.
void keep_longer(std::optional<NameTable::Match>* best, std::optional<NameTable::Match> other) {
  if (other && (!*best || other->end > (*best)->end)) *best = std::move(other);
}

/// Of a context whose fields no type names, `context`, every field is possible.
bool may_have_any_field(const Layer& layer) {
  if (!layer.item) return false;
  const Type& type = layer.item->type;
  return type.is_any() || (type.is(TypeKind::context) && type.fields().empty());
}

}  // namespace

std::string_view ascii_for(std::string_view text, size_t offset) {
  for (const FullWidth& entry : full_width) {
    if (text.substr(offset, entry.written.size()) == entry.written) return entry.ascii;
  }
  return {};
}

std::string_view feel_for(std::string_view word, Dialect dialect) {
  const auto* found = std::find_if(chinese_words.begin(), chinese_words.end(),
                                   [word](const ChineseWord& one) { return one.written == word; });
  if (found == chinese_words.end()) return {};
  const bool in_plan = dialect == Dialect::plan && !found->in_plans.empty();
  return in_plan ? found->in_plans : found->feel;
}

void Parser::add_variable(const std::string& name, uint32_t slot, Type type) {
  Layer& layer = frame().layers.back();
  layer.variables[layer.names.add(name)] = {slot, std::move(type)};
}

std::optional<NameTable::Match> Parser::longest_name() const {
  std::optional<NameTable::Match> best;
  bool any_field = false;
  for (const Frame& frame : frames_) {
    for (const Layer& layer : frame.layers) {
      keep_longer(&best, layer.names.longest_at(text_, position_));
      any_field = any_field || may_have_any_field(layer);
    }
  }
  keep_longer(&best, scope_.names().longest_at(text_, position_));
  keep_longer(&best, builtin_names().longest_at(text_, position_));
  if (any_field) keep_longer(&best, scope_.member_names().longest_at(text_, position_));
  return best;
}

NodeId Parser::name() {
  const size_t begin = position_;
  const std::optional<NameTable::Match> match = longest_name();
  position_ = match->end;
  return resolve(frames_.size() - 1, match->name, span_from(begin));
}

/// What is to be said of a name that nothing bears.
Diagnostic Parser::unknown(const std::string& name) const {
  const std::string_view first = std::string_view(name).substr(0, word_end(name, 0));
  if (const std::string_view feel = feel_for(first, scope_.dialect()); !feel.empty()) {
    return problem("FEEL-N005", {{"name", std::string(first)}, {"feel", std::string(feel)}});
  }
  const std::string near = did_you_mean(name, names_in_scope());
  return near.empty() ? problem("FEEL-N001", {{"name", name}})
                      : problem("FEEL-N004", {{"name", name}, {"near", near}});
}

/// A name that nothing in scope bears. In a filter over items of unknown type it may be a field.
NodeId Parser::unknown_name(size_t begin) {
  if (text_[begin] == '?') return fail("FEEL-P012", begin, begin + 1);
  size_t end = begin;
  for (size_t next = begin; word_end(text_, next) > next; next = skip_blanks(text_, end)) {
    if (is_keyword(text_.substr(next, word_end(text_, next) - next))) break;
    end = word_end(text_, next);
  }
  position_ = end;
  const std::string name = normal_name(text_.substr(begin, end - begin));
  if (is_visible(frames_.size() - 1, frame().layers.size(), name)) {
    return resolve(frames_.size() - 1, name, span_from(begin));
  }
  for (size_t offset = begin; offset < end; next_code_point(text_, &offset)) {
    const std::string_view ascii = ascii_for(text_, offset);
    if (ascii.empty()) continue;
    size_t after = offset;
    next_code_point(text_, &after);
    return fail("FEEL-P007", offset, after,
                {{"written", std::string(text_.substr(offset, after - offset))},
                 {"ascii", std::string(ascii)}});
  }
  Diagnostic warning = unknown(name);
  warning.marks = {Mark{span_from(begin), {}}};
  if (scope_.dialect() == Dialect::plan) failed_ = true;
  Node node;
  node.op = Op::unknown;
  node.name = name;
  node.value = Value::null(warning);
  if (!failed_) warning.severity = Severity::warning;
  diagnostics_.push_back(std::move(warning));
  if (const std::optional<size_t> layer = layer_of_contexts(); layer && !failed_) {
    return field_node(frames_.size() - 1, *layer, name, span_from(begin));
  }
  return make(std::move(node), begin);
}

/// The innermost filter over contexts: they may have more fields than their type names.
std::optional<size_t> Parser::layer_of_contexts() {
  const std::vector<Layer>& layers = frame().layers;
  for (size_t layer = layers.size(); layer-- > 0;) {
    if (layers[layer].item && layers[layer].item->type.is(TypeKind::context)) return layer;
  }
  return std::nullopt;
}

std::vector<std::string> Parser::names_in_scope() const {
  std::vector<std::string> names = scope_.all_names();
  for (const Frame& frame : frames_) {
    for (const Layer& layer : frame.layers) {
      for (const auto& [name, variable] : layer.variables) names.push_back(name);
      if (!layer.item) continue;
      for (const Type::Field& field : layer.item->type.fields()) names.push_back(field.name);
    }
  }
  for (const std::string& name : builtin_name_list()) names.push_back(name);
  return names;
}

/// Whether resolve_from() finds something: a variable, or a field that may be there.
bool Parser::is_visible(size_t frame, size_t layer, const std::string& name) const {
  const Frame& here = frames_[frame];
  while (layer-- > 0) {
    const Layer& at = here.layers[layer];
    if (at.variables.count(name) != 0 || may_have_any_field(at)) return true;
    if (at.item && at.item->type.field(name) != nullptr) return true;
  }
  if (frame > 0) return is_visible(frame - 1, frames_[frame - 1].layers.size(), name);
  return scope_.slot_of(name) >= 0 || scope_.constant(name) != nullptr ||
         find_builtin(name) != nullptr;
}

NodeId Parser::resolve(size_t frame, const std::string& name, Span span) {
  return resolve_from(frame, frames_[frame].layers.size(), name, span);
}

/// The name as seen from below `layer` of `frame`, looking outwards; `as_variable`: not as a field
/// of the innermost item.
NodeId Parser::resolve_from(size_t frame, size_t layer, const std::string& name, Span span,
                            bool as_variable) {
  const auto variable_node = [&](const Layer::Variable& variable) {
    Node node;
    node.op = Op::name;
    node.name = name;
    node.symbol.slot = variable.slot;
    const NodeId id = make(std::move(node), span);
    if (id != no_node) syntax_.types[id] = variable.type;
    return id;
  };
  Frame& here = frames_[frame];
  while (layer-- > 0) {
    const Layer& at = here.layers[layer];
    if (at.item && !as_variable) {
      const bool has_field = at.item->type.field(name) != nullptr;
      const bool may_have = may_have_any_field(at) && find_builtin(name) == nullptr;
      if (has_field || may_have) return field_node(frame, layer, name, span);
    }
    as_variable = false;
    const auto variable = at.variables.find(name);
    if (variable != at.variables.end()) return variable_node(variable->second);
  }
  if (frame == 0) return resolve_in_scope(name, span);
  const auto captured = here.captured.find(name);
  if (captured != here.captured.end()) return variable_node(captured->second);
  return capture(frame, name, span);
}

/// The item's field, or what the name means outside where an item lacks it.
NodeId Parser::field_node(size_t frame, size_t layer, const std::string& name, Span span) {
  const Layer::Variable item = *frames_[frame].layers[layer].item;
  Node node;
  node.op = Op::name;
  node.name = name;
  node.symbol.kind = Symbol::Kind::field;
  node.symbol.slot = item.slot;
  // `item` itself is the last meaning of its name: an item may have a field of that name.
  const bool is_item = frames_[frame].layers[layer].variables.count(name) != 0;
  const bool is_certain = item.type.is_declared() && item.type.field(name) != nullptr;
  if (!is_certain && (is_item || is_visible(frame, layer, name))) {
    node.symbol.otherwise = resolve_from(frame, layer + (is_item ? 1 : 0), name, span, is_item);
  }
  const Type* type = item.type.field(name);
  const NodeId id = make(std::move(node), span);
  if (id != no_node && type != nullptr) syntax_.types[id] = *type;
  return id;
}

/// A variable of an outer frame, kept in a slot of this one. Constants need no slot.
NodeId Parser::capture(size_t frame, const std::string& name, Span span) {
  const NodeId outer = resolve(frame - 1, name, span);
  if (outer == no_node || syntax_.at(outer).symbol.kind == Symbol::Kind::constant) return outer;
  const uint32_t slot = frames_[frame].slot_count++;
  frames_[frame].captures.push_back({outer, slot});
  frames_[frame].captured[name] = {slot, type_at(outer)};
  return resolve_from(frame, 0, name, span);
}

NodeId Parser::resolve_in_scope(const std::string& name, Span span) {
  Node node;
  node.op = Op::name;
  node.name = name;
  Type type;
  const int64_t slot = scope_.slot_of(name);
  if (slot >= 0) {
    node.symbol.slot = static_cast<uint32_t>(slot);
    type = scope_.variables()[node.symbol.slot].type;
  } else {
    node.symbol.kind = Symbol::Kind::constant;
    const Scope::Constant* constant = scope_.constant(name);
    node.value = constant != nullptr ? constant->value : find_builtin(name)->value();
    type = constant != nullptr ? constant->type : type_of(node.value);
  }
  const NodeId id = make(std::move(node), span);
  if (id != no_node) syntax_.types[id] = type;
  return id;
}

/// A name that is introduced here: everything up to one of `ends`.
std::optional<std::string> Parser::new_name(std::string_view ends) {
  const size_t begin = start();
  size_t end = begin;
  while (end < text_.size() && ends.find(text_[end]) == std::string_view::npos) {
    size_t next = end;
    const bool part = is_name_part(next_code_point(text_, &next)) || is_name_symbol(text_[end]);
    if (!part) break;
    end = skip_blanks(text_, next);
  }
  if (word_end(text_, begin) == begin) {
    fail_missing("FEEL-P014");
    return std::nullopt;
  }
  position_ = end;
  if (end >= text_.size()) {
    fail_expecting(std::string(1, ends.back()));
    return std::nullopt;
  }
  return normal_name(text_.substr(begin, end - begin));
}

/// A name that is introduced here: everything up to a word.
std::optional<std::string> Parser::new_name_before_word(std::string_view word) {
  const size_t begin = start();
  size_t end = word_end(text_, begin) == begin ? text_.size() : begin;
  while (end < text_.size()) {
    const size_t next = word_end(text_, end);
    if (end > begin && text_.substr(end, next - end) == word) {
      position_ = next;
      return normal_name(text_.substr(begin, end - begin));
    }
    size_t after = next;
    if (next == end) {
      const bool part = is_name_part(next_code_point(text_, &after)) || is_name_symbol(text_[end]);
      if (!part) break;
    }
    end = skip_blanks(text_, after);
  }
  position_ = word_end(text_, begin);
  if (position_ == begin) {
    fail_missing("FEEL-P014");
  } else {
    fail_expecting(std::string(word));
  }
  return std::nullopt;
}

/// Reads a type; on an error none, and failed().
std::optional<Type> Parser::type() {
  const Nesting nesting(this);
  if (!nesting) return std::nullopt;
  const size_t begin = start();
  std::optional<NameTable::Match> match = scope_.type_names().longest_at(text_, begin);
  const bool of_scope = match.has_value();
  const std::optional<NameTable::Match> builtin = builtin_type_names().longest_at(text_, begin);
  if (!match || (builtin && builtin->end > match->end)) match = builtin;
  if (!match) {
    const size_t end = word_end(text_, begin);
    if (end == begin) fail_missing("FEEL-P016");
    fail("FEEL-P009", begin, end, {{"name", std::string(text_.substr(begin, end - begin))}});
    return std::nullopt;
  }
  position_ = match->end;
  if (of_scope && scope_.type(match->name) != nullptr) return *scope_.type(match->name);
  if (std::optional<Type> generic = generic_type(match->name)) return generic;
  return failed() ? std::nullopt : builtin_type(match->name);
}

/// The same, and how it is written, without remarks.
std::optional<Type> Parser::type(std::string* written) {
  const size_t begin = start();
  std::optional<Type> read = type();
  for (size_t offset = begin; offset < position_;) {
    const size_t after = skip_blanks(text_, offset);
    *written += after > offset ? ' ' : text_[offset];
    offset = std::max(after, offset + 1);
  }
  return read;
}

/// list<T>, range<T>, context<name: T, ...>, function<T, ...> -> T. None for the other names, and
/// with failed() where the brackets are wrong.
std::optional<Type> Parser::generic_type(std::string_view name) {
  const bool generic = name == "list" || name == "range" || name == "context" || name == "function";
  if (!generic || !peek_symbol("<")) return std::nullopt;
  take_symbol("<");
  std::vector<Type> types;
  std::vector<Type::Field> fields;
  while (!failed() && !peek_symbol(">")) {
    std::optional<std::string> field;
    if (name == "context" && !(field = new_name(":"))) return std::nullopt;
    if (field && !expect_symbol(":")) return std::nullopt;
    const std::optional<Type> part = type();
    if (!part) return std::nullopt;
    if (field) fields.push_back({*field, *part});
    types.push_back(*part);
    if (!take_symbol(",")) break;
  }
  if (!expect_symbol(">")) return std::nullopt;
  if (name == "context") return Type::context(std::move(fields));
  if (name == "function") {
    if (!expect_symbol("->")) return std::nullopt;
    const std::optional<Type> result = type();
    if (!result) return std::nullopt;
    return Type::function(std::move(types), *result);
  }
  if (types.size() != 1) {
    fail("FEEL-P009", position_, position_, {{"name", std::string(name)}});
    return std::nullopt;
  }
  return name == "list" ? Type::list(types.front()) : Type::range(types.front());
}

}  // namespace fangan::feel
