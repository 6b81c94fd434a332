// Recursive type: an item definition that contains itself, as a tree does: the place where it
// begins again. Internal to decision/.
//
// A FEEL type is a finite tree, so there it is a context or list of anything that has to fit the
// whole type, which is looked at value by value.
#pragma once

#include <memory>
#include <string>

#include "value/type.h"

namespace fangan::dmn {

class RecursiveType final : public Constraint {
 public:
  /// `whole` is filled when the type is known, and kept by the engine: the type holds this.
  RecursiveType(std::string name, std::weak_ptr<const Type> whole)
      : name_(std::move(name)), whole_(std::move(whole)) {}

  bool allows(const Value& value) const override {
    const std::shared_ptr<const Type> whole = whole_.lock();
    return whole == nullptr || value.is_null() || !conform(value, *whole).is_null();
  }
  const std::string& text() const override { return name_; }

 private:
  std::string name_;
  std::weak_ptr<const Type> whole_;
};

}  // namespace fangan::dmn
