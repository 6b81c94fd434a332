// Read parts: the readers that the elements of a model share. Internal to decision/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decision/read_context.h"

namespace fangan::dmn {

/// literalExpression, decisionTable and so on.
bool is_expression_name(std::string_view name);
std::vector<std::string> expression_names();

Expression read_expression(ReadContext* context, const XmlElement& element);
/// `name` is that of the element: encapsulatedLogic is a function definition, too.
Expression read_function_definition(ReadContext* context, const XmlElement& element);
DecisionTable read_decision_table(ReadContext* context, const XmlElement& element,
                                  Expression* expression);

InformationItem read_information_item(ReadContext* context, const XmlElement& element);
/// An expression or unary tests with a <text>.
FeelText read_feel_text(ReadContext* context, const XmlElement& element);
ItemDefinition read_item_definition(ReadContext* context, const XmlElement& element);
/// The attribute href. Errors  DMN-X042 where it names no id.
Href read_href(ReadContext* context, const XmlElement& element);

/// A child that is read into a place of its own, at most once.
ChildRule expression_rule(ReadContext* context, ExpressionBox* into, Times times);
ChildRule variable_rule(ReadContext* context, std::optional<InformationItem>* into);

}  // namespace fangan::dmn
