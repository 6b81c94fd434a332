// Store figures: rows of a store on any day, and the figures of targets over them, from one
// snapshot.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "campaign/figures.h"
#include "service/store_rows.h"

namespace fangan {

class StoreFigures {
 public:
  /// All of it outlives them.
  struct From {
    const Plan& plan;
    const Database& database;
    const RegisterTables& tables;
    const Records& records;
    Moment known_at;
    StoreRows::Scope scope;             ///< Whose rows the lists of formulas hold.
    std::optional<std::string> holder;  ///< A county's own shares only.
  };
  explicit StoreFigures(From from) : from_(std::move(from)) {}

  /// The rows as they were on a day, with policies and targets as registers.
  Rows& rows(Date day);
  std::shared_ptr<FigureMaker> figures(Date day);
  /// What went wrong while reading.
  Diagnostics errors() const;

 private:
  struct OneDay {
    OneDay(const From& from, Date day);
    RegisterReader reader;
    StoreRows source;
    Rows rows;
  };

  From from_;
  std::map<Date, std::shared_ptr<FigureMaker>> figures_;
  std::map<Date, std::unique_ptr<OneDay>> days_;
};

/// Of all rows, whoever asks: what figures are counted from.
StoreRows::Scope every_row();

}  // namespace fangan
