// Drawing an explanation: lines of text, under each the connectors, under them the values.
#include <algorithm>

#include "feel/explain.h"
#include "text/utf8.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

constexpr int line_width_max = 96;
constexpr int value_width_max = 40;
constexpr size_t value_bytes_max = 4'000;

/// As much of a text as fits, with … for the rest.
std::string cut(std::string_view text, int width_max) {
  if (display_width(text) <= width_max) return std::string(text);
  std::string kept;
  int width = 1;
  for (size_t offset = 0; offset < text.size();) {
    const size_t begin = offset;
    width += display_width(next_code_point(text, &offset));
    if (width > width_max) break;
    kept += text.substr(begin, offset - begin);
  }
  return kept + "…";
}

std::string text_of(const Value& value) {
  if (std::optional<std::string> text = print(value, value_bytes_max)) return *text;
  // Too long to print whole; a list still shows how it begins.
  if (value.is(ValueKind::list) && !value.items().empty()) {
    return "[" + text_of(value.items().front()) + ", …";
  }
  if (value.is(ValueKind::string)) {
    return print_quoted(first_bytes(value.text(), value_bytes_max / 2));
  }
  return value.is(ValueKind::context) ? "{…" : "…";
}

struct Label {
  int column = 0;
  std::string text;
};

/// Puts text at a column; the line is shorter than that.
void put(std::string* line, int column, std::string_view text) {
  line->append(static_cast<size_t>(std::max(0, column - display_width(*line))), ' ');
  *line += text;
}

/// One row: from the right each label that ends before the next thing to its right stands here;
/// the others are carried down by a connector.
std::vector<Label> draw_row(std::vector<Label> labels, std::string* out) {
  std::vector<Label> row;
  std::vector<Label> left;
  int next = INT32_MAX;
  for (size_t i = labels.size(); i-- > 0;) {
    Label& label = labels[i];
    const bool fits = next == INT32_MAX || label.column + display_width(label.text) < next;
    if (fits) {
      row.push_back(label);
    } else {
      if (label.column < next) row.push_back({label.column, "│"});
      left.push_back(label);
    }
    next = label.column;
  }
  std::string line;
  for (size_t i = row.size(); i-- > 0;) put(&line, row[i].column, row[i].text);
  *out += line + "\n";
  std::reverse(left.begin(), left.end());
  return left;
}

void draw_labels(std::vector<Label> labels, std::string* out) {
  std::string connectors;
  for (const Label& label : labels) {
    if (label.column >= display_width(connectors)) put(&connectors, label.column, "│");
  }
  *out += connectors + "\n";
  while (!labels.empty()) labels = draw_row(std::move(labels), out);
}

struct Line {
  size_t begin = 0;
  size_t end = 0;
};

/// Lines as they are, and long ones broken behind a blank, or anywhere where there is none.
std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  Line line;
  size_t blank = 0;
  int width = 0;
  for (size_t offset = 0; offset < text.size();) {
    const size_t begin = offset;
    const char32_t character = next_code_point(text, &offset);
    if (character == '\n') {
      lines.push_back({line.begin, begin});
      line.begin = offset;
      width = 0;
      continue;
    }
    width += display_width(character);
    if (width > line_width_max) {
      const size_t end = blank > line.begin ? blank : begin;
      lines.push_back({line.begin, end});
      line.begin = end;
      width = display_width(text.substr(end, offset - end));
    }
    if (character == ' ') blank = offset;
  }
  lines.push_back({line.begin, text.size()});
  return lines;
}

std::string label_of(const ExplainedNode& node, const Syntax& syntax, Language language) {
  if (!node.computed) return sentence(problem("FEEL-X001"), language);
  std::string text = brief(node.value, syntax.types[node.node], value_width_max);
  if (node.conversion != no_node) {
    text += " = " + brief(node.converted, syntax.types[node.conversion], value_width_max);
  }
  if (node.reason) text += " " + node.reason->code + " " + sentence(*node.reason, language);
  return text;
}

class Drawing {
 public:
  Drawing(const Syntax& syntax, Language language) : syntax_(syntax), language_(language) {}

  std::string take(const std::vector<ExplainedNode>& nodes) {
    for (size_t first = 0; first < nodes.size();) {
      size_t last = first + 1;
      const uint32_t source = nodes[first].span.source;
      while (last < nodes.size() && nodes[last].span.source == source) ++last;
      if (source < syntax_.texts.size()) {
        draw_text(syntax_.texts[source], {nodes.begin() + static_cast<ptrdiff_t>(first),
                                          nodes.begin() + static_cast<ptrdiff_t>(last)});
      } else {
        for (size_t i = first; i < last; ++i) draw_table(nodes[i]);
      }
      first = last;
    }
    return std::move(out_);
  }

 private:
  /// A node without a text of its own speaks where it is a table, or where it failed.
  void draw_table(const ExplainedNode& node) {
    if (node.is_table && node.rules.empty()) {
      out_ += sentence(problem("FEEL-X003"), language_) + "\n";
    }
    for (const ExplainedNode::Rule& rule : node.rules) {
      out_ += sentence(problem("FEEL-X002", {{"rule", std::to_string(rule.rule + 1)}}), language_);
      for (const std::string& part : rule.parts) out_ += " │ " + cut(part, value_width_max);
      for (const std::string& note : rule.notes) out_ += " │ " + note;
      out_ += "\n";
    }
    if (node.reason) out_ += label_of(node, syntax_, language_) + "\n";
  }

  void draw_text(std::string text, const std::vector<ExplainedNode>& nodes) {
    for (char& c : text) c = c == '\t' || c == '\r' ? ' ' : c;
    for (const Line& line : lines_of(text)) {
      const std::string_view words =
          std::string_view(text).substr(line.begin, line.end - line.begin);
      std::vector<Label> labels;
      for (const ExplainedNode& node : nodes) {
        const size_t begin = node.place.begin;
        const bool here = begin >= line.begin && (begin < line.end || line.end == text.size());
        if (!here) continue;
        labels.push_back({display_width(words.substr(0, begin - line.begin)),
                          label_of(node, syntax_, language_)});
      }
      out_.append(words.substr(0, words.find_last_not_of(' ') + 1));
      out_ += "\n";
      if (!labels.empty()) draw_labels(std::move(labels), &out_);
    }
  }

  const Syntax& syntax_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string brief(const Value& value, const Type& type, int width_max) {
  std::string text = cut(text_of(value), width_max);
  const bool counts = value.is(ValueKind::number) && type.unit() != nullptr;
  return counts && !type.unit()->name.empty() ? text + " " + type.unit()->name : text;
}

std::string explain(const Expression& expression, const Trace& trace, Language language) {
  return Drawing(expression.syntax(), language).take(explained_nodes(expression, trace));
}

}  // namespace fangan::feel
