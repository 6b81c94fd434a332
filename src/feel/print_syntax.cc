#include "feel/print_syntax.h"

#include <algorithm>

#include "feel/builtins.h"
#include "feel/operators.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

/// How tightly a construct binds: an operand that binds looser than its place needs brackets.
enum Level : uint8_t {
  open,  ///< if, for, some, every, function: they take everything that follows.
  disjunction,
  conjunction,
  comparison,
  sum,
  product,
  power,
  negation,
  instance,
  postfix,
  primary,
};

Level level_of(const Node& node) {
  switch (node.op) {
    case Op::if_then:
    case Op::choose:
    case Op::for_in:
    case Op::some:
    case Op::every:
    case Op::series:
    case Op::lambda:
    case Op::external:
    case Op::tests:
      return open;
    case Op::disjunction:
      return disjunction;
    case Op::conjunction:
      return conjunction;
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
    case Op::between:
    case Op::in:
      return comparison;
    case Op::add:
    case Op::subtract:
      return sum;
    case Op::multiply:
    case Op::divide:
      return product;
    case Op::power:
      return power;
    case Op::negate:
      return negation;
    case Op::instance_of:
      return instance;
    case Op::member:
    case Op::filter:
    case Op::call:
      return postfix;
    case Op::literal:
      return node.value.is(ValueKind::number) && node.value.number() < Decimal(0) ? negation
                                                                                  : primary;
    default:
      return primary;
  }
}

std::string_view symbol_of(Range::Form form) {
  switch (form) {
    case Range::Form::equal:
      return "= ";
    case Range::Form::not_equal:
      return "!= ";
    case Range::Form::less:
      return "< ";
    case Range::Form::at_most:
      return "<= ";
    case Range::Form::more:
      return "> ";
    default:
      return ">= ";
  }
}

/// Words with one blank between them: such a key needs no quotes.
bool is_plain_key(std::string_view key) {
  for (size_t offset = 0;; ++offset) {
    const size_t end = word_end(key, offset);
    if (end == offset) return false;
    if (end == key.size()) return true;
    if (key[end] != ' ') return false;
    offset = end;
  }
}

class SyntaxPrinter {
 public:
  SyntaxPrinter(const Syntax& syntax, const Scope* scope) : syntax_(syntax), scope_(scope) {
    for (const Node& node : syntax.nodes) {
      for (const std::string& name : node.names) names_.add(name);
    }
    for (const Type& type : syntax.types) add_fields(type);
  }

  std::string take(NodeId root) {
    print(root, open);
    keep_names_apart();
    return std::move(text_);
  }

 private:
  /// A name in the text that must not be read as the beginning of a longer one.
  struct Place {
    size_t bracket = 0;  ///< Where the bracket has to open that ends the name.
    size_t begin = 0;
    size_t end = 0;
    bool is_member = false;
  };

  void add_fields(const Type& type) {
    const Type& owner = type.is(TypeKind::list) ? type.element() : type;
    for (const Type::Field& field : owner.fields()) {
      names_.add(field.name);
      members_.add(field.name);
    }
  }

  bool grows(const Place& place) const {
    const auto beyond = [&](const NameTable& table) {
      const std::optional<NameTable::Match> match = table.longest_at(text_, place.begin);
      return match && match->end > place.end;
    };
    if (place.is_member) {
      return beyond(members_) || (scope_ != nullptr && beyond(scope_->member_names()));
    }
    return beyond(names_) || beyond(builtin_names()) ||
           (scope_ != nullptr && beyond(scope_->names()));
  }

  void keep_names_apart() {
    std::vector<size_t> opened;
    std::vector<size_t> closed;
    for (const Place& place : places_) {
      if (!grows(place)) continue;
      opened.push_back(place.bracket);
      closed.push_back(place.end);
    }
    if (opened.empty()) return;
    std::string text;
    for (size_t offset = 0; offset <= text_.size(); ++offset) {
      text.append(static_cast<size_t>(std::count(closed.begin(), closed.end(), offset)), ')');
      text.append(static_cast<size_t>(std::count(opened.begin(), opened.end(), offset)), '(');
      if (offset < text_.size()) text += text_[offset];
    }
    text_ = std::move(text);
  }

  void print(NodeId id, Level wanted) {
    const Node& node = syntax_.at(id);
    if (node.op == Op::conform) return print(node.children[0], wanted);
    const bool brackets = level_of(node) < wanted;
    if (brackets) text_ += '(';
    construct(id, node);
    if (brackets) text_ += ')';
  }

  void construct(NodeId id, const Node& node) {
    switch (node.op) {
      case Op::literal:
        return literal(id, node);
      case Op::name:
      case Op::unknown:
        return name(text_.size(), node.name, false);
      case Op::member:
        return member(node);
      case Op::filter:
        print(node.children[0], postfix);
        return bracketed("[", node.children[1], "]");
      case Op::call:
        return call(node);
      case Op::negate:
        text_ += '-';
        return print(node.children[0], negation);
      case Op::between:
        return between(node);
      case Op::in:
        return in(node);
      case Op::instance_of:
        print(node.children[0], instance);
        text_ += " instance of " + node.written_types[0];
        return;
      case Op::list:
        return list(node);
      case Op::context:
        return context(node);
      case Op::range:
        return range(node);
      case Op::tests:
        return tests(node);
      case Op::extension:
        text_ += "…";
        return;
      default:
        return level_of(node) == open ? open_construct(node) : binary(node);
    }
  }

  void open_construct(const Node& node) {
    switch (node.op) {
      case Op::for_in:
        return iteration("for ", node, " return ");
      case Op::some:
        return iteration("some ", node, " satisfies ");
      case Op::every:
        return iteration("every ", node, " satisfies ");
      case Op::series:
        return series(node);
      case Op::lambda:
      case Op::external:
        return lambda(node);
      default:
        text_ += "if ";
        print(node.children[0], open);
        text_ += " then ";
        print(node.children[1], open);
        text_ += " else ";
        return print(node.children[2], open);
    }
  }

  void bracketed(std::string_view begin, NodeId inside, std::string_view end) {
    text_ += begin;
    print(inside, open);
    text_ += end;
  }

  /// A @"..." that is nothing has no value to print: it stands as it was written.
  void literal(NodeId id, const Node& node) {
    if (const Unit* unit = syntax_.types[id].unit(); unit != nullptr) {
      text_ += "@" + print_quoted(node.value.number().print() + " " + unit->name);
      return;
    }
    const Span span = syntax_.spans[id];
    if (node.value.reason() != nullptr && span.source < syntax_.texts.size()) {
      const std::string& written = syntax_.texts[span.source];
      if (written.compare(span.begin, 1, "@") == 0) {
        text_ += written.substr(span.begin, span.end - span.begin);
        return;
      }
    }
    text_ += fangan::print(node.value);
  }

  void name(size_t bracket, const std::string& name, bool is_member) {
    const size_t begin = text_.size();
    text_ += name;
    places_.push_back({bracket, begin, text_.size(), is_member});
  }

  void member(const Node& node) {
    const size_t begin = text_.size();
    print(node.children[0], postfix);
    text_ += '.';
    name(begin, node.name, true);
  }

  void call(const Node& node) {
    print(node.children[0], postfix);
    text_ += '(';
    for (size_t i = 1; i < node.children.size(); ++i) {
      if (i > 1) text_ += ", ";
      if (!node.names.empty()) text_ += node.names[i - 1] + ": ";
      print(node.children[i], open);
    }
    text_ += ')';
  }

  /// Operators of one level group from the left.
  void binary(const Node& node) {
    const Level level = level_of(node);
    print(node.children[0], level);
    text_ += " " + std::string(symbol_of(node.op)) + " ";
    print(node.children[1], static_cast<Level>(level + 1));
  }

  void between(const Node& node) {
    print(node.children[0], comparison);
    text_ += " between ";
    print(node.children[1], sum);
    text_ += " and ";
    print(node.children[2], sum);
  }

  /// A single value needs no brackets where it begins with none; `?` without them asks nothing.
  void in(const Node& node) {
    print(node.children[0], comparison);
    text_ += " in ";
    const Node& first = syntax_.at(node.children[1]);
    const bool stands_alone = first.op != Op::range || first.form == Range::Form::interval;
    const bool single = node.children.size() == 2 && !first.asks_input;
    if (single && stands_alone && level_of(first) >= postfix) return print(node.children[1], sum);
    text_ += '(';
    test_list(node, 1);
    text_ += ')';
  }

  void tests(const Node& node) {
    if (node.children.empty()) {
      text_ += '-';
      return;
    }
    // `not(...)` alone negates tests; in brackets it is the function.
    const bool brackets = node.negated || (node.children.size() == 1 && is_not(node.children[0]));
    if (node.negated) text_ += "not";
    if (brackets) text_ += '(';
    test_list(node, 0);
    if (brackets) text_ += ')';
  }

  bool is_not(NodeId id) const {
    const Node& node = syntax_.at(id);
    return node.op == Op::call && syntax_.at(node.children[0]).name == "not";
  }

  void test_list(const Node& node, size_t from) {
    for (size_t i = from; i < node.children.size(); ++i) {
      if (i > from) text_ += ", ";
      const Node& test = syntax_.at(node.children[i]);
      if (test.op == Op::range && test.form != Range::Form::interval) {
        comparison_range(test);
      } else {
        print(node.children[i], open);
      }
    }
  }

  void comparison_range(const Node& node) {
    text_ += symbol_of(node.form);
    print(node.children[0], sum);
  }

  void range(const Node& node) {
    if (node.form != Range::Form::interval) {
      text_ += '(';
      comparison_range(node);
      text_ += ')';
      return;
    }
    text_ += node.start_included ? '[' : '(';
    print(node.children[0], open);
    text_ += "..";
    // A `[` after the upper end could close the range.
    print(node.children[1], has_filter(node.children[1]) ? primary : sum);
    text_ += node.end_included ? ']' : ')';
  }

  bool has_filter(NodeId id) const {
    const Node& node = syntax_.at(id);
    return node.op == Op::filter || std::any_of(node.children.begin(), node.children.end(),
                                                [this](NodeId child) { return has_filter(child); });
  }

  void list(const Node& node) {
    text_ += '[';
    for (size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) text_ += ", ";
      print(node.children[i], open);
    }
    text_ += ']';
  }

  void context(const Node& node) {
    text_ += '{';
    for (size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) text_ += ", ";
      text_ += is_plain_key(node.names[i]) ? node.names[i] : print_quoted(node.names[i]);
      text_ += ": ";
      print(node.children[i], open);
    }
    text_ += '}';
  }

  void iteration(std::string_view word, const Node& node, std::string_view before_body) {
    text_ += word;
    for (size_t i = 0; i < node.names.size(); ++i) {
      if (i > 0) text_ += ", ";
      text_ += node.names[i] + " in ";
      print(node.children[i], open);
    }
    text_ += before_body;
    print(node.children.back(), open);
  }

  void series(const Node& node) {
    print(node.children[0], open);
    text_ += "..";
    print(node.children[1], open);
  }

  void lambda(const Node& node) {
    text_ += "function(";
    for (size_t i = 0; i < node.names.size(); ++i) {
      if (i > 0) text_ += ", ";
      text_ += node.names[i];
      const bool is_written = i < node.written_types.size() && !node.written_types[i].empty();
      if (is_written) text_ += ": " + node.written_types[i];
    }
    text_ += node.op == Op::external ? ") external " : ") ";
    if (node.children.empty()) {
      text_ += "null";  // A body that no text describes, as of a model's Java function.
    } else {
      print(node.children[0], open);
    }
  }

  const Syntax& syntax_;
  const Scope* scope_;
  NameTable names_;
  NameTable members_;
  std::string text_;
  std::vector<Place> places_;
};

}  // namespace

std::string print(const Syntax& syntax, const Scope* scope) {
  return print(syntax, syntax.root, scope);
}

std::string print(const Syntax& syntax, NodeId node, const Scope* scope) {
  return SyntaxPrinter(syntax, scope).take(node);
}

}  // namespace fangan::feel
