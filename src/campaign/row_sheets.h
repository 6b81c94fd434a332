// Row sheets: rows of registers as somebody wrote them into tables, the sheets of a spreadsheet or
// the tables of a case.
//
// A column is a field of the register; `企业.规模` is a field of the row that 企业 refers to; 状态,
// 期, 自 (from which day) and, where a register has no key, 编号 are columns of every sheet; 来源
// and 性质 are for the reader. A reference is written as the key or the name (名称) of the other
// row, and where that row stands in no sheet it is made, with the written words as its key and
// name.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "campaign/rows.h"

namespace fangan {

class RowSheets {
 public:
  /// What another row of the same key is.
  enum class SameKey : uint8_t {
    wrong,
    later,  ///< The row as it is from another day on.
  };

  /// `since`: from which day rows are there that do not say so.
  RowSheets(const Plan& plan, Date since, SameKey same_key = SameKey::wrong)
      : plan_(plan), since_(since), same_key_(same_key) {}
  RowSheets(const RowSheets&) = delete;
  RowSheets& operator=(const RowSheets&) = delete;

  /// Which row of which register was written.
  struct Place {
    const Register* definition = nullptr;
    size_t index = 0;
  };
  struct Added {
    Place place;
    Diagnostics errors;  ///< With the facts field and value. A cell with an error is a blank.
  };

  /// Begins a sheet. With errors none of its rows can be read.
  /// Errors  CAMP-F008 no such column; CAMP-F009 a column twice; CAMP-F010 a field that is
  /// computed.
  Diagnostics open(const Register& definition, const std::vector<std::string>& columns);
  /// A row of the sheet begun last; `cells` as many as it has columns.
  /// Errors  those of read_field_text(); CAMP-F012 no such state; CAMP-F013 the row referred to has
  /// another value already.
  Added add(const std::vector<std::string_view>& cells);

  /// Finds what references name and gives every row its id. The errors belong to their place.
  /// Errors  CAMP-F014 a name that several rows bear; CAMP-R005 two rows of one key.
  std::vector<std::pair<Place, Diagnostic>> finish();
  /// After finish(): its id in that register.
  const std::string& id(const Place& place);
  /// After finish(): cells that name a row which stands in no sheet and was made, as
  /// CAMP-F018; one for each such row. For whoever does not want rows made.
  const std::vector<std::pair<Place, Diagnostic>>& made() const { return made_; }
  /// A row that was written.
  const RowState& written(const Place& place) { return row(place); }
  /// The rows of every register, those that references made among them; of two rows with one key
  /// the first, or both where one is the other from another day on.
  std::map<std::string, std::vector<RowState>> take();

 private:
  struct Column {
    enum class Kind : uint8_t { field, state, period, since, id, remark };
    Kind kind = Kind::remark;
    std::string name;
    std::vector<size_t> path;      ///< Fields; all but the last are references.
    const Field* field = nullptr;  ///< The last of the path.
  };
  struct Written {
    RowState state;
    bool is_second = false;  ///< Another row has its key.
    bool is_later = false;   ///< That row, from another day on.
    bool is_made = false;    ///< Only a reference names it.
  };
  struct Sheet {
    const Register* definition = nullptr;
    std::vector<Written> rows;
    bool has_ids = false;
    std::unordered_map<std::string, size_t> by_id;
    std::unordered_map<std::string, std::vector<size_t>> by_name;
    std::set<std::pair<std::string, Date>> days;  ///< From which a row is as it is written.
  };
  /// A cell of a column with a path, kept until the rows it leads to are known.
  struct Beyond {
    Place place;
    Column column;
    Value value;
  };
  using Errors = std::vector<std::pair<Place, Diagnostic>>;

  Result<Column> read_column(const Register& definition, const std::string& name) const;
  Diagnostic unknown_column(const Register& definition, const std::string& name) const;
  Diagnostics read_cell(const Column& column, std::string_view cell, RowState* state);
  Sheet& sheet(std::string_view register_name);
  void give_ids(Sheet* sheet, Errors* errors);
  void index_row(Sheet* sheet, size_t index);
  /// `cell`: the row and column where it is written.
  void find_reference(const Place& place, size_t field, const Place& cell,
                      const std::string& column, Errors* errors);
  size_t made_row(Sheet* sheet, const std::string& word);
  void fill_beyond(const Beyond& beyond, Errors* errors);
  RowState& row(const Place& place);

  const Plan& plan_;
  Date since_;
  SameKey same_key_;
  Sheet* current_ = nullptr;
  std::vector<Column> columns_;
  std::map<std::string, Sheet, std::less<>> sheets_;
  std::vector<Beyond> beyond_;
  Errors made_;
};

}  // namespace fangan
