// Model: one DMN file as it is written; expressions and types are still texts.
//
// Reading XML and understanding FEEL are two steps: read_dmn.h makes this tree and refuses what is
// no DMN, the compiler of this folder gives the texts their meaning. So convert keeps models whose
// expressions are wrong, and an error of FEEL finds its place in the file through MappedText.
//
// Two models are equal (==) when they say the same; where it stands in which file does not count.
// The table of a decision table is the same in every orientation: `preferredOrientation` only says
// how to draw it, rules are always rules here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "text/mapped_text.h"

namespace fangan::dmn {

/// XML that has no meaning for decisions, kept so that nothing is lost: diagrams, extensions of
/// vendors, remarks. It brings its namespace declarations along unless those of Definitions do.
struct OpaqueXml {
  std::string text;

  bool operator==(const OpaqueXml&) const = default;
};

/// A prefix and what it stands for. Its meaning is the pair.
struct XmlNamespace {
  std::string prefix;
  std::string uri;

  bool operator==(const XmlNamespace&) const = default;
};

/// An attribute of a vendor, with the prefix it is written with.
struct VendorAttribute {
  std::string name;  ///< With its prefix.
  std::string uri;   ///< What the prefix stands for; empty without a prefix.
  std::string value;

  bool operator==(const VendorAttribute&) const = default;
};

/// What every element may carry besides its own content.
struct About {
  MappedText id;  ///< Empty where none was given.
  MappedText label;
  MappedText description;
  std::vector<OpaqueXml> extensions;  ///< The children of <extensionElements>.
  std::vector<VendorAttribute> vendor_attributes;
  Span place;  ///< Its start tag, up to the end of the name.

  bool operator==(const About& other) const;
};

/// A variable, parameter or column.
struct InformationItem {
  About about;
  MappedText name;
  MappedText type_ref;  ///< Empty: Any.

  bool operator==(const InformationItem&) const = default;
};

/// FEEL in one cell or clause: an expression or unary tests, as the field that holds it says.
struct FeelText {
  About about;
  MappedText type_ref;
  MappedText text;

  bool operator==(const FeelText&) const = default;
};

struct Expression;

/// One expression or none, owned.
class ExpressionBox {
 public:
  ExpressionBox();
  explicit ExpressionBox(Expression expression);
  ExpressionBox(ExpressionBox&&) noexcept;
  ExpressionBox& operator=(ExpressionBox&&) noexcept;
  ExpressionBox(const ExpressionBox& other);
  ExpressionBox& operator=(const ExpressionBox& other);
  ~ExpressionBox();

  explicit operator bool() const { return held_ != nullptr; }
  Expression& operator*() { return *held_; }
  const Expression& operator*() const { return *held_; }
  Expression* operator->() { return held_.get(); }
  const Expression* operator->() const { return held_.get(); }
  bool operator==(const ExpressionBox& other) const;

 private:
  std::unique_ptr<Expression> held_;
};

// --- boxed expressions --------------------------------------------------------------------------

struct LiteralExpression {
  MappedText text;  ///< Empty where <text> is missing or empty.

  bool operator==(const LiteralExpression&) const = default;
};

enum class HitPolicy : uint8_t { unique, first, priority, any, collect, rule_order, output_order };
enum class Aggregation : uint8_t { none, sum, count, min, max };
enum class Orientation : uint8_t { rule_as_row, rule_as_column, cross_table };
enum class FunctionKind : uint8_t { feel, java, pmml };

struct InputClause {
  About about;
  FeelText expression;
  std::optional<FeelText> values;  ///< inputValues: unary tests.

  bool operator==(const InputClause&) const = default;
};

struct OutputClause {
  About about;
  MappedText name;  ///< May be empty where the table has one output.
  MappedText type_ref;
  std::optional<FeelText> values;         ///< outputValues: unary tests.
  std::optional<FeelText> default_entry;  ///< defaultOutputEntry.

  bool operator==(const OutputClause&) const = default;
};

struct Rule {
  About about;
  std::vector<FeelText> inputs;         ///< Unary tests, one for each input clause.
  std::vector<FeelText> outputs;        ///< Expressions, one for each output clause.
  std::vector<MappedText> annotations;  ///< At most one for each annotation clause.

  bool operator==(const Rule&) const = default;
};

struct DecisionTable {
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;  ///< Only with `collect`.
  Orientation orientation = Orientation::rule_as_row;
  MappedText output_label;
  std::vector<InputClause> inputs;
  std::vector<OutputClause> outputs;    ///< At least one.
  std::vector<MappedText> annotations;  ///< Names of the annotation clauses.
  std::vector<Rule> rules;

  bool operator==(const DecisionTable&) const = default;
};

struct ContextEntry {
  About about;
  std::optional<InformationItem> variable;  ///< None: this is the result; only the last may be it.
  ExpressionBox value;

  bool operator==(const ContextEntry&) const = default;
};

struct Context {
  std::vector<ContextEntry> entries;

  bool operator==(const Context&) const = default;
};

struct List {
  std::vector<Expression> elements;

  bool operator==(const List&) const;
};

struct RelationRow {
  About about;
  MappedText type_ref;
  std::vector<Expression> cells;  ///< One for each column.

  bool operator==(const RelationRow&) const;
};

struct Relation {
  std::vector<InformationItem> columns;
  std::vector<RelationRow> rows;

  bool operator==(const Relation&) const;
};

struct Binding {
  InformationItem parameter;
  ExpressionBox value;  ///< None: null.

  bool operator==(const Binding&) const = default;
};

struct Invocation {
  ExpressionBox function;
  std::vector<Binding> bindings;

  bool operator==(const Invocation&) const = default;
};

/// Java and PMML are kept as written; a model that calls one is refused when it is evaluated.
struct FunctionDefinition {
  FunctionKind kind = FunctionKind::feel;
  std::vector<InformationItem> parameters;
  ExpressionBox body;

  bool operator==(const FunctionDefinition&) const = default;
};

/// A named part of a boxed expression: <if>, <in>, <return> and so on.
struct ChildExpression {
  About about;
  MappedText type_ref;  ///< Only in the <in> of for, some and every.
  ExpressionBox value;  ///< Never empty.

  bool operator==(const ChildExpression&) const = default;
};

struct Conditional {
  ChildExpression condition;
  ChildExpression then_value;
  ChildExpression else_value;

  bool operator==(const Conditional&) const = default;
};

struct Filter {
  ChildExpression in;
  ChildExpression match;

  bool operator==(const Filter&) const = default;
};

enum class IterationKind : uint8_t { for_return, some_satisfies, every_satisfies };

/// for, some and every: one variable over one domain.
struct Iteration {
  IterationKind kind = IterationKind::for_return;
  MappedText variable;
  ChildExpression in;
  ChildExpression result;  ///< <return> or <satisfies>.

  bool operator==(const Iteration&) const = default;
};

struct Expression {
  About about;
  MappedText type_ref;
  std::variant<LiteralExpression, DecisionTable, Context, Relation, List, Invocation,
               FunctionDefinition, Conditional, Filter, Iteration>
      body;

  bool operator==(const Expression&) const;
};

// --- the elements of a model --------------------------------------------------------------------

struct FunctionItem {
  About about;
  std::vector<InformationItem> parameters;
  MappedText output_type_ref;

  bool operator==(const FunctionItem&) const = default;
};

/// A type. It is a name for `type_ref` (with what it allows), or a structure of `components`, or a
/// function; of the three at most one is given, and with none it is Any.
struct ItemDefinition {
  About about;
  MappedText name;
  MappedText type_ref;
  std::optional<FeelText> allowed_values;   ///< Unary tests on a value, or on each of a collection.
  std::optional<FeelText> type_constraint;  ///< Unary tests on the whole value (1.5).
  bool is_collection = false;
  std::vector<ItemDefinition> components;
  std::optional<FunctionItem> function;

  bool operator==(const ItemDefinition&) const;
};

/// A reference: "#id" in this model, or "namespace#id".
struct Href {
  MappedText written;
  std::string model_namespace;  ///< Always filled in, also where the text names no namespace.
  std::string id;

  bool operator==(const Href& other) const {
    return model_namespace == other.model_namespace && id == other.id;
  }
};

enum class Requires : uint8_t { decision, input, knowledge, authority };

struct Requirement {
  About about;
  Requires kind = Requires::input;
  Href target;

  bool operator==(const Requirement&) const = default;
};

struct InputData {
  About about;
  MappedText name;
  std::optional<InformationItem> variable;

  bool operator==(const InputData&) const = default;
};

struct Decision {
  About about;
  MappedText name;
  MappedText question;
  MappedText allowed_answers;
  std::optional<InformationItem> variable;
  std::vector<Requirement> information_requirements;  ///< Kind decision or input, in order.
  std::vector<Requirement> knowledge_requirements;
  std::vector<Requirement> authority_requirements;
  std::vector<OpaqueXml> business_context;  ///< Objectives, indicators, makers, owners, processes.
  ExpressionBox expression;                 ///< None: a decision without logic; it is null.

  bool operator==(const Decision&) const = default;
};

struct BusinessKnowledgeModel {
  About about;
  MappedText name;
  std::optional<InformationItem> variable;
  ExpressionBox logic;  ///< A FunctionDefinition, or none.
  std::vector<Requirement> knowledge_requirements;
  std::vector<Requirement> authority_requirements;

  bool operator==(const BusinessKnowledgeModel&) const = default;
};

struct DecisionService {
  About about;
  MappedText name;
  std::optional<InformationItem> variable;
  std::vector<Href> output_decisions;
  std::vector<Href> encapsulated_decisions;
  std::vector<Href> input_decisions;  ///< Parameters of a call: input_data, then these.
  std::vector<Href> input_data;

  bool operator==(const DecisionService&) const = default;
};

struct KnowledgeSource {
  About about;
  MappedText name;
  OpaqueXml xml;

  bool operator==(const KnowledgeSource&) const = default;
};

struct Import {
  About about;
  MappedText name;  ///< The prefix of its names in expressions; empty: no prefix.
  MappedText model_namespace;
  MappedText import_type;
  MappedText location_uri;

  bool operator==(const Import&) const = default;
};

enum class DmnVersion : uint8_t { v1_1, v1_2, v1_3, v1_4, v1_5 };

/// Expressions and types are FEEL; models in other languages are refused by the reader.
struct Definitions {
  uint32_t source = 0;                    ///< The file in its Sources.
  DmnVersion version = DmnVersion::v1_5;  ///< As read; writing makes 1.5 of every version.
  About about;
  MappedText name;
  MappedText model_namespace;
  MappedText exporter;
  MappedText exporter_version;
  std::vector<XmlNamespace> xml_namespaces;  ///< Of the root, for the opaque parts.
  std::vector<Import> imports;
  std::vector<ItemDefinition> item_definitions;
  std::vector<InputData> input_data;
  std::vector<Decision> decisions;
  std::vector<BusinessKnowledgeModel> knowledge_models;
  std::vector<DecisionService> decision_services;
  std::vector<KnowledgeSource> knowledge_sources;
  std::vector<OpaqueXml> remarks;   ///< Text annotations, associations, groups and the like.
  std::vector<OpaqueXml> diagrams;  ///< DMNDI.

  /// Without source and version.
  bool operator==(const Definitions&) const;
};

}  // namespace fangan::dmn
