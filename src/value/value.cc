#include "value/value.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "text/utf8.h"

namespace fangan {
namespace {

/// A shared object around a value of any type.
template <typename T>
struct Holder : SharedObject {
  explicit Holder(T value) : held(std::move(value)) {}
  T held;
};

/// One that holds values, and what they amount to.
template <typename T>
struct Collection : SharedObject {
  explicit Collection(T value) : held(std::move(value)) {}
  void measure(const std::vector<Value>& values) {
    for (const Value& value : values) {
      if (__builtin_add_overflow(weight, value.weight(), &weight)) weight = UINT64_MAX;
      depth = std::max(depth, value.depth() + 1);
    }
  }
  T held;
  uint64_t weight = 1;
  uint32_t depth = 1;
};
using ListHolder = Collection<std::vector<Value>>;
using ContextHolder = Collection<Context>;
using RangeHolder = Collection<Range>;

uint32_t hash_of(std::string_view name) {
  return static_cast<uint32_t>(std::hash<std::string_view>()(name));
}

std::shared_ptr<const Shape> empty_shape() {
  static const auto shape = std::make_shared<const Shape>(std::vector<std::string>());
  return shape;
}

}  // namespace

Value::Value(ValueKind kind, SharedObject* object) : kind_(kind) {
  words_[0] = reinterpret_cast<uint64_t>(object);
}

Value::Value(std::string text) : Value(ValueKind::string, new Holder(std::move(text))) {}
Value::Value(std::vector<Value> items) {
  auto* list = new ListHolder(std::move(items));
  list->measure(list->held);
  *this = Value(ValueKind::list, list);
}
Value::Value(Context context) {
  auto* holder = new ContextHolder(std::move(context));
  holder->measure(holder->held.values());
  *this = Value(ValueKind::context, holder);
}
Value::Value(Range range) {
  auto* holder = new RangeHolder(std::move(range));
  holder->measure({holder->held.start, holder->held.end});
  *this = Value(ValueKind::range, holder);
}
Value::Value(std::shared_ptr<const Function> function)
    : Value(ValueKind::function, new Holder(std::move(function))) {}

Value Value::null(Diagnostic reason) {
  return Value(ValueKind::null, new Holder(std::move(reason)));
}

void Value::destroy() noexcept {
  switch (kind_) {
    case ValueKind::null:
      delete static_cast<Holder<Diagnostic>*>(object());
      break;
    case ValueKind::string:
      delete static_cast<Holder<std::string>*>(object());
      break;
    case ValueKind::list:
      delete static_cast<ListHolder*>(object());
      break;
    case ValueKind::context:
      delete static_cast<ContextHolder*>(object());
      break;
    case ValueKind::range:
      delete static_cast<RangeHolder*>(object());
      break;
    case ValueKind::function:
      delete static_cast<Holder<std::shared_ptr<const Function>>*>(object());
      break;
    default:
      assert(false);
  }
}

const std::string& Value::text() const {
  assert(kind_ == ValueKind::string);
  return static_cast<const Holder<std::string>*>(object())->held;
}

const std::vector<Value>& Value::items() const {
  assert(kind_ == ValueKind::list);
  return static_cast<const ListHolder*>(object())->held;
}

const Context& Value::context() const {
  assert(kind_ == ValueKind::context);
  return static_cast<const ContextHolder*>(object())->held;
}

const Range& Value::range() const {
  assert(kind_ == ValueKind::range);
  return static_cast<const RangeHolder*>(object())->held;
}

const std::shared_ptr<const Function>& Value::function() const {
  assert(kind_ == ValueKind::function);
  return static_cast<const Holder<std::shared_ptr<const Function>>*>(object())->held;
}

uint64_t Value::weight() const {
  if (kind_ == ValueKind::list) return static_cast<const ListHolder*>(object())->weight;
  if (kind_ == ValueKind::context) return static_cast<const ContextHolder*>(object())->weight;
  if (kind_ == ValueKind::range) return static_cast<const RangeHolder*>(object())->weight;
  return 1;
}

uint32_t Value::depth() const {
  if (kind_ == ValueKind::list) return static_cast<const ListHolder*>(object())->depth;
  if (kind_ == ValueKind::context) return static_cast<const ContextHolder*>(object())->depth;
  if (kind_ == ValueKind::range) return static_cast<const RangeHolder*>(object())->depth;
  return 0;
}

uint64_t Value::own_bytes() const {
  constexpr uint64_t reason_bytes = 512;    // A diagnostic with its facts and place.
  constexpr uint64_t function_bytes = 192;  // A closure.
  switch (kind_) {
    case ValueKind::null:
      return reason() == nullptr ? sizeof(Value) : reason_bytes;
    case ValueKind::range:
      return sizeof(RangeHolder);
    case ValueKind::function:
      return function_bytes;
    case ValueKind::string:
      return sizeof(Holder<std::string>) + text().size();
    case ValueKind::list:
      return sizeof(ListHolder) + items().size() * sizeof(Value);
    case ValueKind::context:
      return sizeof(ContextHolder) + context().size() * sizeof(Value);
    default:
      return sizeof(Value);
  }
}

int64_t Value::length() const {
  return static_cast<int64_t>(code_point_count(text()));
}

const Diagnostic* Value::reason() const {
  if (kind_ != ValueKind::null || words_[0] == 0) return nullptr;
  return &static_cast<const Holder<Diagnostic>*>(object())->held;
}

Shape::Shape(std::vector<std::string> names) : names_(std::move(names)) {
  hashes_.reserve(names_.size());
  for (const std::string& name : names_) hashes_.push_back(hash_of(name));
}

size_t Shape::find(std::string_view name) const {
  const uint32_t hash = hash_of(name);
  for (size_t i = 0; i < hashes_.size(); ++i) {
    if (hashes_[i] == hash && names_[i] == name) return i;
  }
  return npos;
}

Context::Context() : shape_(empty_shape()) {}

Context::Context(const ContextSource* source) : shape_(empty_shape()), source_(source) {}

Context::Context(std::shared_ptr<const Shape> shape, std::vector<Value> values)
    : shape_(std::move(shape)), values_(std::move(values)) {
  assert(shape_->names().size() == values_.size());
}

Context::Context(std::vector<std::pair<std::string, Value>> entries) {
  std::unordered_map<std::string_view, size_t> places;
  std::vector<std::string> names;
  names.reserve(entries.size());
  for (auto& [name, value] : entries) {
    const auto [place, is_new] = places.try_emplace(name, values_.size());
    if (is_new) {
      names.push_back(name);
      values_.push_back(std::move(value));
    } else {
      values_[place->second] = std::move(value);
    }
  }
  shape_ = std::make_shared<const Shape>(std::move(names));
}

const Value* Context::find_entry(std::string_view name) const {
  const size_t index = shape_->find(name);
  return index == Shape::npos ? nullptr : &values_[index];
}

Context Context::laid_out() const {
  if (source_ == nullptr) return *this;
  std::vector<std::string> names = source_->names();
  std::vector<Value> values;
  values.reserve(names.size());
  for (const std::string& name : names) {
    const Value* value = source_->find(name);
    values.push_back(value == nullptr ? Value() : *value);
  }
  return Context(std::make_shared<const Shape>(std::move(names)), std::move(values));
}

Context Context::with(std::string_view name, Value value) const {
  if (source_ != nullptr) return laid_out().with(name, std::move(value));
  const size_t index = shape_->find(name);
  std::vector<Value> values = values_;
  if (index != Shape::npos) {
    values[index] = std::move(value);
    return Context(shape_, std::move(values));
  }
  std::vector<std::string> names = shape_->names();
  names.emplace_back(name);
  values.push_back(std::move(value));
  return Context(std::make_shared<const Shape>(std::move(names)), std::move(values));
}

std::string_view name_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::null:
      return "Null";
    case ValueKind::boolean:
      return "boolean";
    case ValueKind::number:
      return "number";
    case ValueKind::date:
      return "date";
    case ValueKind::time:
      return "time";
    case ValueKind::date_time:
      return "date and time";
    case ValueKind::months_duration:
      return "years and months duration";
    case ValueKind::time_duration:
      return "days and time duration";
    case ValueKind::string:
      return "string";
    case ValueKind::list:
      return "list";
    case ValueKind::context:
      return "context";
    case ValueKind::range:
      return "range";
    case ValueKind::function:
      return "function";
  }
  return "";
}

}  // namespace fangan
