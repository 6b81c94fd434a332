#include "value/value_json.h"

#include "value/print.h"

namespace fangan {
namespace {

class JsonPrinter {
 public:
  explicit JsonPrinter(size_t bytes_max) : bytes_max_(bytes_max) {}

  void write(const Value& value) {
    switch (value.kind()) {
      case ValueKind::null:
        text_ += "null";
        return;
      case ValueKind::boolean:
        text_ += value.boolean() ? "true" : "false";
        return;
      case ValueKind::number:
        text_ += value.number().print_normal();
        return;
      case ValueKind::list:
        return list(value.items());
      case ValueKind::context:
        return context(value.context());
      default:
        return string(value);
    }
  }

  std::optional<std::string> take() {
    if (is_full()) return std::nullopt;
    return std::move(text_);
  }

 private:
  bool is_full() const { return text_.size() > bytes_max_; }

  void string(const Value& value) {
    const std::optional<std::string> plain = print_plain(value, bytes_max_);
    text_ += plain ? Json(*plain).print() : std::string(bytes_max_ + 1, ' ');
  }

  void list(const std::vector<Value>& items) {
    text_ += '[';
    for (size_t i = 0; i < items.size() && !is_full(); ++i) {
      if (i > 0) text_ += ',';
      write(items[i]);
    }
    text_ += ']';
  }

  void context(const Context& context) {
    if (context.source() != nullptr) return this->context(context.source()->key());
    text_ += '{';
    for (size_t i = 0; i < context.size() && !is_full(); ++i) {
      if (i > 0) text_ += ',';
      text_ += Json(context.name(i)).print() + ":";
      write(context.value(i));
    }
    text_ += '}';
  }

  size_t bytes_max_;
  std::string text_;
};

/// "a string": what stands in the JSON, for messages.
std::string kind_word(const Json& json) {
  switch (json.kind()) {
    case Json::Kind::null:
      return "null";
    case Json::Kind::boolean:
      return "boolean";
    case Json::Kind::number:
      return "number " + json.text();
    case Json::Kind::string:
      return "string";
    case Json::Kind::array:
      return "array";
    case Json::Kind::object:
      return "object";
  }
  return {};
}

class JsonReader {
 public:
  Value read(const Json& json, const Type& type) {
    if (json.kind() == Json::Kind::null) return {};
    switch (type.kind()) {
      case TypeKind::any:
      case TypeKind::null:
        return read_by_kind(json);
      case TypeKind::list:
        return read_list(json, type);
      case TypeKind::range:
      case TypeKind::function:
        return fail("VAL-J006", {{"wanted", type.print()}});
      default:
        break;
    }
    if (json.kind() == Json::Kind::array && json.items().size() == 1) {
      return at("[0]", [&] { return read(json.items().front(), type); });
    }
    return read_single(json, type);
  }

  Result<Value> finish(Value value) {
    if (!wrong_.empty()) return std::move(wrong_);
    return value;
  }

 private:
  Value fail(const char* code, std::vector<Fact> facts) {
    facts.insert(facts.begin(), Fact{"path", path_});
    if (wrong_.size() < errors_max) wrong_.push_back(problem(code, std::move(facts)));
    return {};
  }

  template <typename Inner>
  Value at(const std::string& step, const Inner& inner) {
    const size_t size = path_.size();
    path_ += step;
    Value value = inner();
    path_.resize(size);
    return value;
  }

  Value another_kind(const Json& json, const Type& type) {
    return fail("VAL-J004", {{"wanted", type.print()}, {"found", kind_word(json)}});
  }

  Value read_by_kind(const Json& json) {
    static const Type any;
    switch (json.kind()) {
      case Json::Kind::null:
        return {};
      case Json::Kind::boolean:
        return json.boolean();
      case Json::Kind::number:
        return read_number(json);
      case Json::Kind::string:
        return json.text();
      case Json::Kind::array:
        return read_items(json, any);
      case Json::Kind::object:
        return read_members(json, any);
    }
    return {};
  }

  static Value read_number(const Json& json) {
    // parse_json() lets no number through that this cannot read.
    return Decimal::parse(json.text()).value();
  }

  Value read_items(const Json& json, const Type& element) {
    std::vector<Value> items;
    for (size_t i = 0; i < json.items().size(); ++i) {
      items.push_back(
          at("[" + std::to_string(i) + "]", [&] { return read(json.items()[i], element); }));
    }
    return items;
  }

  Value read_list(const Json& json, const Type& type) {
    if (json.kind() == Json::Kind::array) return read_items(json, type.element());
    return std::vector<Value>{read(json, type.element())};
  }

  Value read_members(const Json& json, const Type& type) {
    static const Type any;
    std::vector<std::pair<std::string, Value>> entries;
    for (const auto& [key, member] : json.members()) {
      const Type* known = type.field(key);
      const Type& wanted = known == nullptr ? any : *known;
      entries.emplace_back(key,
                           at("." + key, [&, &given = member] { return read(given, wanted); }));
    }
    return Context(std::move(entries));
  }

  Value read_single(const Json& json, const Type& type) {
    if (type.is(TypeKind::context)) {
      return json.kind() == Json::Kind::object ? read_members(json, type)
                                               : another_kind(json, type);
    }
    if (type.is(TypeKind::boolean)) {
      return json.kind() == Json::Kind::boolean ? Value(json.boolean()) : another_kind(json, type);
    }
    if (type.is(TypeKind::number)) {
      return json.kind() == Json::Kind::number ? read_number(json) : another_kind(json, type);
    }
    if (json.kind() != Json::Kind::string) return another_kind(json, type);
    return read_text(json.text(), type);
  }

  template <typename T>
  Value value_or_fail(const Result<T>& result, const std::string& text, const Type& type) {
    if (result) return Value(result.value());
    return fail("VAL-J005", {{"wanted", type.print()}, {"text", text}});
  }

  Value read_text(const std::string& text, const Type& type) {
    switch (type.kind()) {
      case TypeKind::date:
        return value_or_fail(Date::parse(text), text, type);
      case TypeKind::time:
        return value_or_fail(Time::parse(text), text, type);
      case TypeKind::date_time:
        if (const Result<Date> day = Date::parse(text)) return day.value();
        return value_or_fail(DateTime::parse(text), text, type);
      case TypeKind::months_duration:
        return value_or_fail(parse_months_duration(text), text, type);
      case TypeKind::time_duration:
        return value_or_fail(parse_time_duration(text), text, type);
      default:
        return text;
    }
  }

  static constexpr size_t errors_max = 100;
  std::string path_ = "$";
  Diagnostics wrong_;
};

}  // namespace

std::optional<std::string> print_json(const Value& value, size_t bytes_max) {
  JsonPrinter printer(bytes_max);
  printer.write(value);
  return printer.take();
}

Value read_value(const Json& json) {
  return read_value(json, Type()).value();
}

Result<Value> read_value(const Json& json, const Type& type) {
  JsonReader reader;
  Value value = reader.read(json, type);
  return reader.finish(std::move(value));
}

}  // namespace fangan
