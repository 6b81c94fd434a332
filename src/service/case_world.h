// Case world: a store of its own for one case, and people who act in it by name.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/package.h"
#include "service/case_expression.h"
#include "service/case_file.h"
#include "service/case_given.h"
#include "service/case_question.h"
#include "service/service.h"

namespace fangan {

/// One thing somebody does: a row of `do`.
struct CaseAct {
  std::string who;
  std::string action;  ///< "report", "edit 压减煤炭产能"
  std::string row;     ///< "压减煤炭产能/2017/甲县"
  std::string with;    ///< "数值=66, 说明=已关闭"
};

/// A folder that goes with its holder.
class CaseFolder {
 public:
  CaseFolder() = default;
  CaseFolder(CaseFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ~CaseFolder();
  /// Errors  PLAN-F006.
  static Result<CaseFolder> make();
  std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  std::string path_;
};

/// What the cases of a package start from: a store in which its plan, checked once, is in force.
class CaseGround {
 public:
  /// `today`: of a plan that does not say from when it is in force.
  /// Errors  those of the package and of the store.
  static Result<std::unique_ptr<CaseGround>> make(const Package& package, Date today);

 private:
  friend class CaseWorld;
  CaseGround(Package package, CaseFolder folder)
      : package_(std::move(package)), folder_(std::move(folder)) {}
  Package package_;
  CaseFolder folder_;
  std::unique_ptr<Service> service_;
};

class CaseWorld {
 public:
  /// A store of its own, like the ground's, whose clock stands at the plan's first day. `files`:
  /// the folder of the tables that are imported. Errors  those of the store.
  static Result<std::unique_ptr<CaseWorld>> make(const CaseGround& ground, Date today,
                                                 std::string files);

  /// Rows that are there from the start, entered by those whose rows they are.
  Result<Done> give(const CaseStep& given);
  /// The same for a register of the plan. Errors stand at their cells.
  bool has_register(const std::string& name) const { return plan_->find_register(name) != nullptr; }
  Diagnostics give_rows(const CaseStep& given) { return given_.add(*plan_, given); }
  /// The rows as a whole, once all of them are given: CaseGiven::store().
  Diagnostics store_rows() { return given_.store(service_.get(), *plan_); }
  /// What came of it, as a case writes it: `ok`, or `ok: MESSAGE; MESSAGE` where rules mark the row
  /// that was entered or rows that were imported. What is wrong in a table has the fact `cell`: D3,
  /// or 3 for the row.
  Result<std::string> act(const CaseAct& act);
  Result<Done> move_clock(Date day);
  Date today() const { return service_->today(); }

  /// What `who` (nobody in particular where empty: all that stands there) reads on a day.
  Result<Value> read(const std::string& who, std::optional<Date> as_of,
                     std::string_view expression) const;
  /// The kind of a block that no case can ask, such as ranking; empty for any other name.
  std::string kind_not_asked(std::string_view name) const;
  /// What is asked of registers, parameters, decisions, policies and figures: `use` sees what came
  /// of it.
  bool asks_rows(std::string_view expression) const { return asks_sight(*plan_, expression); }
  Result<Done> ask(const std::string& who, std::optional<Date> as_of, std::string_view expression,
                   const std::function<void(const Outcome&)>& use) const;
  /// fangan::looked_at().
  Diagnostics looked_at(const std::string& who, std::optional<Date> as_of,
                        std::string_view expression) const;

 private:
  using Words = std::vector<std::pair<std::string, std::string>>;

  CaseWorld(Package package, std::shared_ptr<const Plan> plan, CaseFolder folder,
            std::string files)
      : package_(std::move(package)),
        plan_(std::move(plan)),
        files_(std::move(files)),
        folder_(std::move(folder)) {}
  Result<Actor> actor(const std::string& who) const;
  Result<std::optional<Actor>> reader(const std::string& who) const;
  Result<Done> report(const Actor& actor, const CaseAct& act, const Words& words);
  Result<Done> settle(const Actor& actor, const CaseAct& act, const Words& words);
  Result<Done> share(const Actor& actor, const CaseAct& act, const Words& words);
  Result<Done> set_state(const Actor& actor, const CaseAct& act, const Words& words);
  Result<Done> edit(const Actor& actor, const CaseAct& act, const Words& words);
  Result<Done> change(const Actor& actor, const CaseAct& act, const Words& words);
  Result<Done> set_parameter(const Actor& actor, const std::string& name, const Words& words);
  Result<std::string> enter(const Actor& actor, const CaseAct& act, const Register& definition,
                            const Words& words);
  Result<Json> change_row(const Actor& actor, const std::string& register_name,
                          const std::string& word, RowRequest request);
  Result<std::string> import(const Actor& actor, const std::string& register_name,
                             const Words& words);
  Result<Json> worked_off(const Actor& actor, int64_t job);
  Result<Json> typed(const Actor& actor, const Field* field, const std::string& word);
  Result<Record> last_report(std::string_view prefix) const;

  Package package_;
  std::shared_ptr<const Plan> plan_;  ///< What the package says.
  CaseGiven given_;
  std::map<std::string, uint64_t> parameter_versions_;
  std::string files_;
  CaseFolder folder_;
  std::unique_ptr<Service> service_;
};

}  // namespace fangan
