// Store rows: the registers of a store as a source for campaign/rows.h.
#pragma once

#include <functional>

#include "campaign/row_source.h"
#include "store/register_store.h"

namespace fangan {

class StoreRows final : public RowSource {
 public:
  using Scope = std::function<RowScope(const Register&)>;
  /// `scope` narrows lists and back-lists to what an actor may have; a reference leads where it
  /// leads, because the row that holds it says so itself. `reader` and `tables` outlive it.
  StoreRows(RegisterReader* reader, const RegisterTables& tables, Scope scope)
      : reader_(*reader), tables_(tables), scope_(std::move(scope)) {}

  std::vector<RowState> all(const Register& definition) override;
  std::optional<RowState> one(const Register& definition, std::string_view id) override;
  std::vector<RowState> referring(const Register& from, size_t field, std::string_view id) override;

  /// What the parameters of the plan are in a view, those of its file and those entered.
  ParameterValues parameters(const Plan& plan, const Database& database, const View& view);

  /// What went wrong while reading; empty when nothing did.
  const Diagnostics& errors() const { return errors_; }

 private:
  template <typename T>
  bool failed(const Result<T>& result);

  RegisterReader& reader_;
  const RegisterTables& tables_;
  Scope scope_;
  Diagnostics errors_;
};

}  // namespace fangan
