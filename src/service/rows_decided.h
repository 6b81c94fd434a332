// Rows decided: one decision for every row of a register that its reader may read.
//
// What the decision takes of the rows is read in columns, and answered by a program over them as
// far as one can say it (campaign/row_answers.h). A whole row is read where somebody shows it, or
// where the decision takes all of it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "campaign/row_answers.h"
#include "service/rule_operation.h"
#include "store/register_columns.h"

namespace fangan {

/// A decision and the register whose rows are meant.
struct DecisionOn {
  const Decision* decision = nullptr;
  const RegisterTable* table = nullptr;  ///< None of a decision that rests on no record.
};

/// `register_name` empty: the first that the actor may read. Errors  SVC-N001.
Result<DecisionOn> find_decision(RegisterSight& sight, const std::string& name,
                                 const std::string& register_name);

/// The fields whose values a decision takes from its row, those of masked ones left out.
std::vector<size_t> fields_read(const Plan& plan, const Register& definition,
                                const Formula& formula);

/// The rows of a query that are the actor's, with what one decision takes of them.
class RowsRead {
 public:
  /// `sight` and `on` outlive them. Errors  those of the store.
  static Result<RowsRead> read(RegisterSight& sight, const DecisionOn& on, const RowQuery& query);

  size_t size() const { return read_.numbers.size(); }
  /// Errors  those of the store.
  Result<StoredRow> row(size_t number) const;

  /// What the decision says of a row by `rows`, whose parameters may be others than those of the
  /// sight.
  class Answers {
   public:
    Answers(const RowsRead& read, Rows* rows);
    Outcome at(size_t number);

   private:
    const RowsRead& read_;
    Rows& rows_;
    std::optional<RowAnswers> answers_;
  };

 private:
  RowsRead(RegisterSight& sight, const DecisionOn& on) : sight_(&sight), on_(&on) {}

  RegisterSight* sight_;
  const DecisionOn* on_;
  RegisterColumns read_;
  bool is_whole_ = false;  ///< The decision takes whole rows.
};

/// DECISION of docs/api.md.
Json decision_json(RegisterSight& sight, const Decision& decision);

}  // namespace fangan
