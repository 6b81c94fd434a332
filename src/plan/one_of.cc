#include "plan/one_of.h"

#include <algorithm>

namespace fangan {
namespace {

class OneOf final : public Constraint {
 public:
  explicit OneOf(std::vector<std::string> words) {
    for (std::string& word : words) {
      text_ += (text_.empty() ? "" : ", ") + word;
      values_.emplace_back(std::move(word));
    }
  }
  bool allows(const Value& value) const override {
    return std::any_of(values_.begin(), values_.end(), [&value](const Value& one) {
      return value.is(ValueKind::string) && one.text() == value.text();
    });
  }
  const std::string& text() const override { return text_; }
  const std::vector<Value>* allowed_values() const override { return &values_; }

 private:
  std::vector<Value> values_;
  std::string text_;
};

}  // namespace

Type one_of(std::vector<std::string> words) {
  auto constraint = std::make_shared<const OneOf>(std::move(words));
  std::string name = "one of [" + constraint->text() + "]";
  return Type(TypeKind::string).named(std::move(name), std::move(constraint));
}

}  // namespace fangan
