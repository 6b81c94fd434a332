// Parser: the state of one parse, shared by the sources parse*.cc. Nobody else includes this.
//
// Recursive descent straight over the characters: what a name is depends on the scope at that
// place, so there is no list of tokens beforehand. After the first error every step returns
// no_node.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/parse.h"

namespace fangan::feel {

/// Variables that a construct brings along, or the item of a filter with its fields.
struct Layer {
  struct Variable {
    uint32_t slot = 0;
    Type type;
  };
  NameTable names;
  std::map<std::string, Variable> variables;
  std::optional<Variable> item;  ///< Set in a filter; its fields are names too.
};

/// The variables of one function body; the outermost frame is the expression itself.
struct Frame {
  uint32_t slot_count = 0;
  std::vector<Layer> layers;
  std::vector<Capture> captures;
  std::map<std::string, Layer::Variable> captured;
};

class Parser {
 public:
  explicit Parser(const Scope& scope);

  Parsed whole_expression(std::string_view text);
  Parsed whole_tests(std::string_view text);
  std::optional<Type> whole_type(std::string_view text);

 private:
  friend class SyntaxBuilder;
  // parse.cc: expressions, from the loosest binding to the tightest.
  NodeId expression();
  NodeId disjunction();
  NodeId conjunction();
  NodeId comparison();
  struct Comparison {
    std::string_view symbol;
    Op op;
    Range::Form form;
  };
  static const Comparison comparisons[6];
  const Comparison* comparison_at();
  NodeId between(NodeId child, size_t begin);
  NodeId membership(NodeId child, size_t begin);
  NodeId sum();
  NodeId product();
  NodeId power();
  NodeId negation();
  NodeId instance_of();
  NodeId postfix();
  NodeId member_of(NodeId child, size_t begin);
  size_t end_of_words(size_t begin) const;
  NodeId filter_of(NodeId list, size_t begin);
  NodeId call_of(NodeId function, size_t begin);
  bool arguments(Node* call);
  std::optional<std::string> argument_name();
  bool bracket_closes_range() const;

  // parse_primary.cc: what an expression begins with.
  NodeId primary();
  NodeId keyword_or_name();
  NodeId number();
  NodeId string();
  NodeId at_literal();
  Diagnostic not_temporal(const std::string& text, const Diagnostic& otherwise) const;
  NodeId in_brackets();
  NodeId test_range(size_t begin);
  NodeId list_or_range();
  NodeId rest_of_range(NodeId low, bool start_included, size_t begin);
  NodeId context();
  bool context_key(std::string* key);
  NodeId function_literal(size_t begin);
  std::string own_name_of_function(size_t begin) const;
  bool parameters(Node* lambda);
  bool parameter(Node* lambda);
  std::optional<std::string> quoted();
  bool escape(std::string* out);

  // parse_iteration.cc: if, for, some, every; and unary tests.
  NodeId if_then(size_t begin);
  NodeId iteration(Op op, size_t begin);
  bool iterators(Node* node);
  NodeId domain();
  NodeId tests();
  NodeId tests_in(uint32_t slot, const Type& type);
  bool negated_tests(Node* tests);
  bool test_list(Node* tests);
  NodeId test();

  // parse_names.cc: names and types.
  NodeId name();
  NodeId unknown_name(size_t begin);
  Diagnostic unknown(const std::string& name) const;
  std::optional<size_t> layer_of_contexts();
  NodeId resolve(size_t frame, const std::string& name, Span span);
  NodeId resolve_in_scope(const std::string& name, Span span);
  NodeId resolve_from(size_t frame, size_t layer, const std::string& name, Span span,
                      bool as_variable = false);
  NodeId field_node(size_t frame, size_t layer, const std::string& name, Span span);
  NodeId capture(size_t frame, const std::string& name, Span span);
  bool is_visible(size_t frame, size_t layer, const std::string& name) const;
  std::optional<NameTable::Match> longest_name() const;
  std::optional<std::string> new_name(std::string_view ends);
  std::optional<std::string> new_name_before_word(std::string_view word);
  std::optional<Type> type();
  std::optional<Type> type(std::string* written);
  std::optional<Type> generic_type(std::string_view name);
  std::vector<std::string> names_in_scope() const;

  // parse_text.cc: the text and the tree. All of these skip blanks first; positions are bytes.
  void skip();
  char peek();
  bool peek_symbol(std::string_view symbol);
  bool take_symbol(std::string_view symbol);
  bool peek_word(std::string_view word);
  bool take_word(std::string_view word);
  bool expect_symbol(std::string_view symbol);
  bool expect_word(std::string_view word);
  size_t start();  ///< The position after blanks.
  Span span_from(size_t begin) const;

  NodeId make(Node node, size_t begin);
  NodeId make(Node node, Span span);
  NodeId make(Op op, std::vector<NodeId> children, size_t begin);
  NodeId literal(Value value, size_t begin);
  NodeId fail(std::string code, size_t begin, size_t end, std::vector<Fact> facts = {});
  NodeId fail_expecting(std::string expected);
  NodeId fail_missing(const char* code);
  bool fail_foreign();
  bool fail_unit();
  bool fail_too_long(std::string_view number, size_t begin);
  bool fail_chinese_word();
  std::optional<NodeId> number_before() const;
  bool fail_near_name();
  bool failed() const { return failed_; }
  Type type_at(NodeId id) const { return id == no_node ? Type() : syntax_.types[id]; }
  Frame& frame() { return frames_.back(); }
  uint32_t new_slot() { return frame().slot_count++; }
  void open_layer() { frame().layers.emplace_back(); }
  void close_layer() { frame().layers.pop_back(); }
  void add_variable(const std::string& name, uint32_t slot, Type type);
  uint32_t open_item_layer(const Type& list_type);
  uint32_t begin_text(std::string_view text);
  Parsed finish(NodeId root);

  /// Counts how deep constructs are nested; false and an error at the limit.
  class Nesting {
   public:
    explicit Nesting(Parser* parser);
    ~Nesting() { --parser_->nesting_; }
    explicit operator bool() const { return parser_->nesting_ <= nesting_max; }

   private:
    Parser* parser_;
  };
  static constexpr int nesting_max = 400;
  static constexpr uint32_t depth_max = 2'000;

  std::string_view text_;
  uint32_t source_ = 0;  ///< The number of text_ in the syntax.
  const Scope& scope_;
  size_t position_ = 0;
  size_t blank_begin_ = 0;  ///< The blanks skipped last: no node ends with them.
  size_t blank_end_ = 0;
  Syntax syntax_;
  std::vector<uint32_t> depths_;  ///< Of the tree below each node.
  std::vector<Frame> frames_;
  Diagnostics diagnostics_;
  bool failed_ = false;
  int nesting_ = 0;
  /// A key of a context, and where its value begins.
  std::pair<size_t, std::string> function_key_;
  int range_ends_ = 0;  ///< Inside the upper end of a range, where `[` may close it.
};

/// What to write instead of the full-width punctuation at `offset`; empty where there is none.
std::string_view ascii_for(std::string_view text, size_t offset);

/// What FEEL writes for a Chinese word that people use in formulas; empty for other words.
std::string_view feel_for(std::string_view word, Dialect dialect);

/// The type of a node from those of its children (infer.cc).
Type infer(const Node& node, const Syntax& syntax);
/// That of a call (infer_call.cc).
Type infer_call(const Node& call, const Syntax& syntax);

}  // namespace fangan::feel
