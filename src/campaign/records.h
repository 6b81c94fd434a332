// Records: what has been entered, as campaign/ sees it. store/ implements it.
//
// Everything entered is a record of a register. A change is a set of fields that hold from a day
// and were recorded at a moment. A view is (as of D, known at T): for each field the change with
// holds-from <= D and recorded <= T that is last by (holds-from, recorded).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "value/date.h"
#include "value/decimal.h"
#include "value/moment.h"

namespace fangan {

struct View {
  Date as_of;
  Moment known_at;
};

using FieldValue = std::variant<std::monostate, Decimal, std::string, Date, bool>;

/// A record as a view shows it.
struct Record {
  std::string id;  ///< Within its register; see built_in_registers().
  std::map<std::string, FieldValue> fields;
  Date since;                                       ///< Of the first change the view shows.
  Date holds_from;                                  ///< Of the last change the view shows.
  Moment recorded;
  std::string actor;                                ///< Agency that made that change.
  uint64_t version = 0;                             ///< Changes of this record up to the view.

  const FieldValue& field(std::string_view name) const;
  std::string text(std::string_view name) const;               ///< Empty unless text.
  std::optional<Decimal> number(std::string_view name) const;
};

enum class FieldType : uint8_t { text, number, date, boolean, files };

struct FieldDefinition {
  std::string_view name;
  FieldType type;
  int places = 4;  ///< Of numbers: digits after the point; more are refused at entry.
};

/// A register the program brings along.
struct RegisterDefinition {
  std::string_view name;                 ///< "进展"
  std::string_view english;              ///< "progress": also the name of its table.
  std::vector<FieldDefinition> fields;
};

/// 分解 (share): 目标 节点 单位 份额; id = 目标/节点/单位. The reserve is the row of unit "".
/// 进展 (progress): 目标 节点 单位 数值 说明 附件 状态(reported|accepted|returned) 意见; id =
///   目标/节点/单位/n, n counted within that share.
/// 办理 (task_state): 任务 节点 状态(open|doing|done) 说明 附件; id = 任务/节点.
/// 参数 (parameter_value): 参数 值; id = the name.
/// 公布 (publication): 目标 节点 数值 率 截至 已知; id = 目标/节点/n.
const std::vector<RegisterDefinition>& built_in_registers();

/// Rows of one package. All answers are sorted by id.
class Records {
 public:
  virtual ~Records() = default;
  /// `prefix` narrows to ids that begin with it; empty means all.
  virtual std::vector<Record> rows(std::string_view register_name, std::string_view prefix,
                                   const View& view) const = 0;
};

}  // namespace fangan
