// Value: what a FEEL expression computes with (DMN 1.5, chapter 10).
//
// A Value is 24 bytes. Numbers, dates, times and durations stand in it; strings, lists, contexts,
// ranges and functions are shared, immutable and counted, so copying is cheap and a value may be
// read by many threads at once. Null can carry the reason why it came about.
//
//   ┌──────┬──────────┬────────────────┬────────────────┐
//   │ kind │ zone     │ word 0         │ word 1         │
//   ├──────┼──────────┼────────────────┴────────────────┤
//   │ number          │ decimal128                      │
//   │ date            │ days since 1970                 │
//   │ time      zone  │ nanoseconds of the day          │
//   │ date time zone  │ local seconds  │ ns    │ offset │
//   │ months duration │ months         │                │
//   │ time duration   │ seconds        │ nanoseconds    │
//   │ the others      │ pointer to a shared object      │
//   └─────────────────┴─────────────────────────────────┘
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "text/diagnostic.h"
#include "value/date.h"
#include "value/date_time.h"
#include "value/decimal.h"
#include "value/duration.h"
#include "value/shared_object.h"
#include "value/time.h"

namespace fangan {

enum class ValueKind : uint8_t {
  null,
  boolean,
  number,
  date,
  time,
  date_time,
  months_duration,  ///< FEEL: years and months duration.
  time_duration,    ///< FEEL: days and time duration.
  string,           ///< From here on the value is a shared object.
  list,
  context,
  range,
  function,
};

class Context;
class ContextSource;
class Function;
class Type;
struct Range;

class Value {
 public:
  Value() = default;  ///< Null without a reason.
  Value(bool value) : kind_(ValueKind::boolean) { words_[0] = value ? 1 : 0; }
  Value(int value) : Value(Decimal(value)) {}
  Value(int64_t value) : Value(Decimal(value)) {}
  Value(const Decimal& number) : kind_(ValueKind::number) { store(number); }
  Value(Date date) : kind_(ValueKind::date) { store(date); }
  Value(const Time& time) : kind_(ValueKind::time) { store_with_zone(time); }
  Value(const DateTime& date_time) : kind_(ValueKind::date_time) { store_with_zone(date_time); }
  Value(MonthsDuration duration) : kind_(ValueKind::months_duration) { store(duration); }
  Value(TimeDuration duration) : kind_(ValueKind::time_duration) { store(duration); }
  Value(std::string text);
  Value(std::string_view text) : Value(std::string(text)) {}
  Value(const char* text) : Value(std::string(text)) {}
  Value(std::vector<Value> items);
  Value(Context context);
  Value(Range range);
  Value(std::shared_ptr<const Function> function);
  /// Null, and why.
  static Value null(Diagnostic reason);

  Value(const Value& other) noexcept : kind_(other.kind_), zone_(other.zone_) {
    std::memcpy(words_, other.words_, sizeof(words_));
    if (is_shared() && words_[0] != 0) object()->retain();
  }
  Value(Value&& other) noexcept : kind_(other.kind_), zone_(other.zone_) {
    std::memcpy(words_, other.words_, sizeof(words_));
    other.forget();
  }
  Value& operator=(const Value& other) noexcept {
    if (this != &other) {
      Value copy(other);
      swap(copy);
    }
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    if (this != &other) {
      release();
      kind_ = other.kind_;
      zone_ = other.zone_;
      std::memcpy(words_, other.words_, sizeof(words_));
      other.forget();
    }
    return *this;
  }
  ~Value() { release(); }
  void swap(Value& other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(zone_, other.zone_);
    std::swap(words_, other.words_);
  }

  ValueKind kind() const { return kind_; }
  bool is_null() const { return kind_ == ValueKind::null; }
  bool is_true() const { return kind_ == ValueKind::boolean && words_[0] != 0; }
  bool is_false() const { return kind_ == ValueKind::boolean && words_[0] == 0; }
  bool is(ValueKind kind) const { return kind_ == kind; }

  // Each asserts the kind it reads.
  bool boolean() const {
    assert(kind_ == ValueKind::boolean);
    return words_[0] != 0;
  }
  Decimal number() const { return load<Decimal>(ValueKind::number); }
  Date date() const { return load<Date>(ValueKind::date); }
  Time time() const { return load_with_zone<Time>(ValueKind::time); }
  DateTime date_time() const { return load_with_zone<DateTime>(ValueKind::date_time); }
  MonthsDuration months_duration() const {
    return load<MonthsDuration>(ValueKind::months_duration);
  }
  TimeDuration time_duration() const { return load<TimeDuration>(ValueKind::time_duration); }
  const std::string& text() const;
  const std::vector<Value>& items() const;
  const Context& context() const;
  const Range& range() const;
  const std::shared_ptr<const Function>& function() const;

  /// The string's length. Units: code points.
  int64_t length() const;

  /// How much there is in it: scalars count 1, lists and contexts 1 and all that is in them.
  uint64_t weight() const;
  /// Lists and contexts within one another: 0 for a scalar.
  uint32_t depth() const;
  /// What the value itself takes up, without what it shares. Units: bytes, about.
  uint64_t own_bytes() const;

  /// Why this is null; none where the value is no null or came without a reason.
  const Diagnostic* reason() const;

  /// True when both share one object: a cheap way to say equal, never to say different.
  bool is_same_object(const Value& other) const {
    return is_shared() && kind_ == other.kind_ && words_[0] == other.words_[0];
  }

 private:
  bool is_shared() const { return kind_ >= ValueKind::string || kind_ == ValueKind::null; }
  void forget() {
    kind_ = ValueKind::null;
    words_[0] = 0;
  }
  void release() {
    if (is_shared() && words_[0] != 0 && object()->release()) destroy();
  }
  SharedObject* object() const { return reinterpret_cast<SharedObject*>(words_[0]); }
  void destroy() noexcept;
  Value(ValueKind kind, SharedObject* object);

  template <typename T>
  void store(const T& value) {
    static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(words_));
    std::memcpy(words_, &value, sizeof(T));
  }
  template <typename T>
  T load(ValueKind kind) const {
    assert(kind_ == kind);
    (void)kind;
    T value;
    std::memcpy(&value, words_, sizeof(T));
    return value;
  }

  /// For types that end in their zone: those four bytes go to zone_, what is before to words_.
  template <typename T>
  void store_with_zone(const T& value) {
    static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 24);
    std::byte bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    std::memcpy(words_, bytes, zone_place<T>);
    std::memcpy(&zone_, bytes + zone_place<T>, sizeof(zone_));
  }
  template <typename T>
  T load_with_zone(ValueKind kind) const {
    assert(kind_ == kind);
    (void)kind;
    std::byte bytes[sizeof(T)] = {};
    std::memcpy(bytes, words_, zone_place<T>);
    std::memcpy(bytes + zone_place<T>, &zone_, sizeof(zone_));
    T value;
    std::memcpy(static_cast<void*>(&value), bytes, sizeof(T));
    return value;
  }
  template <typename T>
  static constexpr size_t zone_place = sizeof(T) == 24 ? 16 : 8;

  ValueKind kind_ = ValueKind::null;
  int32_t zone_ = 0;
  uint64_t words_[2] = {0, 0};
};

static_assert(sizeof(Value) == 24);

/// The keys of contexts of one make, shared by all of them.
class Shape {
 public:
  explicit Shape(std::vector<std::string> names);

  const std::vector<std::string>& names() const { return names_; }
  /// Where a key stands, or npos.
  size_t find(std::string_view name) const;
  static constexpr size_t npos = SIZE_MAX;

 private:
  std::vector<std::string> names_;
  std::vector<uint32_t> hashes_;
};

/// Where the values of a context come from when each is computed as it is asked for, such as a row
/// whose fields lead to other rows and back again. Such a context has no entries of its own, so
/// what walks through entries ends at it; only find() looks further.
class ContextSource {
 public:
  virtual ~ContextSource() = default;
  /// The value of a name, which stays where it is as long as the source lives; nullptr for none.
  virtual const Value* find(std::string_view name) const = 0;
  /// The names that lead to values, not to functions.
  virtual std::vector<std::string> names() const = 0;
  /// What it is told apart by, as it is printed: ordinary entries, few and flat.
  virtual Context key() const = 0;
  /// Whether both are one thing, such as the same row of the same register.
  virtual bool is_same(const ContextSource& other) const = 0;
  virtual size_t hash() const = 0;
  virtual Type type() const = 0;
};

/// A FEEL context: keys in order, each once.
class Context {
 public:
  Context();
  /// One that is computed as it is asked for. The source is not owned and outlives the context.
  explicit Context(const ContextSource* source);
  /// `values` in the order of the shape's names.
  Context(std::shared_ptr<const Shape> shape, std::vector<Value> values);
  /// From pairs; a later entry of one key replaces the earlier.
  explicit Context(std::vector<std::pair<std::string, Value>> entries);

  size_t size() const { return values_.size(); }
  const std::string& name(size_t index) const { return shape_->names()[index]; }
  const Value& value(size_t index) const { return values_[index]; }
  const std::vector<std::string>& names() const { return shape_->names(); }
  const std::vector<Value>& values() const { return values_; }
  const std::shared_ptr<const Shape>& shape() const { return shape_; }
  /// The value of a key; nullptr where there is none.
  const Value* find(std::string_view name) const {
    return source_ == nullptr ? find_entry(name) : source_->find(name);
  }
  /// Nullptr for a context that holds its values itself.
  const ContextSource* source() const { return source_; }
  /// The same with every value of its source computed and held as entries.
  Context laid_out() const;
  /// A context with that key put in, or replaced where it stands.
  Context with(std::string_view name, Value value) const;

 private:
  const Value* find_entry(std::string_view name) const;

  std::shared_ptr<const Shape> shape_;
  std::vector<Value> values_;
  const ContextSource* source_ = nullptr;
};

/// A FEEL range. `[1..5)` and what a unary test alone in brackets means: `(< 10)`, `(!= 10)`.
struct Range {
  enum class Form : uint8_t { interval, equal, not_equal, less, at_most, more, at_least };

  Form form = Form::interval;
  bool start_included = false;
  bool end_included = false;
  Value start;  ///< Null: no lower end; of an interval: one that is not known.
  Value end;    ///< Null: no upper end; of an interval: one that is not known.
};

namespace feel {
class Evaluation;
}

/// Something an expression can call: a builtin, a lambda, a business knowledge model, a service.
class Function {
 public:
  struct Parameter {
    std::string name;
    bool optional = false;
  };

  virtual ~Function() = default;
  virtual const std::string& name() const = 0;  ///< Empty for a lambda.
  /// One list of parameters for each way to call it; named arguments choose by these names.
  virtual const std::vector<std::vector<Parameter>>& signatures() const = 0;
  virtual Type type() const = 0;
  /// `arguments` in the order of signature number `signature`; a missing optional one is null.
  virtual Value call(size_t signature, std::vector<Value> arguments,
                     feel::Evaluation* evaluation) const = 0;
};

/// "number", "date and time": the FEEL name of a kind.
std::string_view name_of(ValueKind kind);

}  // namespace fangan
