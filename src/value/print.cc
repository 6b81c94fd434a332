#include "value/print.h"

#include <cstdint>

#include "text/utf8.h"

namespace fangan {
namespace {

/// Letters, digits and single blanks between: as a key it needs no quotes. Other names get some.
bool is_plain_key(std::string_view key) {
  bool may_be_blank = false;
  for (size_t offset = 0; offset < key.size();) {
    const char32_t c = next_code_point(key, &offset);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                           is_han(c) || (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7);
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_letter && !(is_digit && offset > 1) && !(c == ' ' && may_be_blank)) return false;
    may_be_blank = c != ' ';
  }
  return may_be_blank;
}

class Printer {
 public:
  explicit Printer(size_t bytes_max) : bytes_max_(bytes_max) {}

  void literal(const Value& value) {
    if (is_full()) return;
    switch (value.kind()) {
      case ValueKind::string:
        quoted(value.text());
        break;
      case ValueKind::date:
      case ValueKind::time:
      case ValueKind::date_time:
      case ValueKind::months_duration:
      case ValueKind::time_duration:
        text_ += "@\"";
        plain(value);
        text_ += '"';
        break;
      default:
        plain(value);
    }
  }

  void plain(const Value& value) {
    switch (value.kind()) {
      case ValueKind::null:
        text_ += "null";
        break;
      case ValueKind::boolean:
        text_ += value.boolean() ? "true" : "false";
        break;
      case ValueKind::number:
        text_ += value.number().print();
        break;
      case ValueKind::string:
        text_ += value.text();
        break;
      case ValueKind::date:
        text_ += value.date().print();
        break;
      case ValueKind::time:
        text_ += value.time().print();
        break;
      case ValueKind::date_time:
        text_ += value.date_time().print();
        break;
      case ValueKind::months_duration:
        text_ += print(value.months_duration());
        break;
      case ValueKind::time_duration:
        text_ += print(value.time_duration());
        break;
      case ValueKind::list:
        list(value.items());
        break;
      case ValueKind::context:
        context(value.context());
        break;
      case ValueKind::range:
        range(value.range());
        break;
      case ValueKind::function:
        function(*value.function());
        break;
    }
  }

  void quoted(std::string_view text) {
    text_ += '"';
    for (const char c : text) {
      switch (c) {
        case '"':
          text_ += "\\\"";
          break;
        case '\\':
          text_ += "\\\\";
          break;
        case '\n':
          text_ += "\\n";
          break;
        case '\r':
          text_ += "\\r";
          break;
        case '\t':
          text_ += "\\t";
          break;
        default:
          text_ += c;
      }
    }
    text_ += '"';
  }

  std::optional<std::string> take() {
    if (is_full()) return std::nullopt;
    return std::move(text_);
  }

 private:
  bool is_full() const { return text_.size() > bytes_max_; }

  void list(const std::vector<Value>& items) {
    text_ += '[';
    for (size_t i = 0; i < items.size() && !is_full(); ++i) {
      if (i > 0) text_ += ", ";
      literal(items[i]);
    }
    text_ += ']';
  }

  void context(const Context& context) {
    if (context.source() != nullptr) return this->context(context.source()->key());
    text_ += '{';
    for (size_t i = 0; i < context.size() && !is_full(); ++i) {
      if (i > 0) text_ += ", ";
      if (is_plain_key(context.name(i))) {
        text_ += context.name(i);
      } else {
        quoted(context.name(i));
      }
      text_ += ": ";
      literal(context.value(i));
    }
    text_ += '}';
  }

  void range(const Range& range) {
    switch (range.form) {
      case Range::Form::interval:
        text_ += range.start_included ? '[' : '(';
        literal(range.start);
        text_ += "..";
        literal(range.end);
        text_ += range.end_included ? ']' : ')';
        return;
      case Range::Form::equal:
        return test("=", range.start);
      case Range::Form::not_equal:
        return test("!=", range.start);
      case Range::Form::less:
        return test("<", range.end);
      case Range::Form::at_most:
        return test("<=", range.end);
      case Range::Form::more:
        return test(">", range.start);
      case Range::Form::at_least:
        return test(">=", range.start);
    }
  }

  void test(std::string_view symbol, const Value& operand) {
    text_ += '(';
    text_ += symbol;
    literal(operand);
    text_ += ')';
  }

  void function(const Function& function) {
    if (!function.name().empty()) {
      text_ += function.name();
      return;
    }
    text_ += "function(";
    if (!function.signatures().empty()) {
      const std::vector<Function::Parameter>& parameters = function.signatures().front();
      for (size_t i = 0; i < parameters.size(); ++i) {
        text_ += (i > 0 ? ", " : "") + parameters[i].name;
      }
    }
    text_ += ')';
  }

  size_t bytes_max_;
  std::string text_;
};

}  // namespace

std::string print(const Value& value) {
  return *print(value, SIZE_MAX);
}

std::optional<std::string> print(const Value& value, size_t bytes_max) {
  Printer printer(bytes_max);
  printer.literal(value);
  return printer.take();
}

std::optional<std::string> print_plain(const Value& value, size_t bytes_max) {
  Printer printer(bytes_max);
  printer.plain(value);
  return printer.take();
}

std::string print_quoted(std::string_view text) {
  Printer printer(SIZE_MAX);
  printer.quoted(text);
  return *printer.take();
}

}  // namespace fangan
