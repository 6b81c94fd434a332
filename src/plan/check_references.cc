// References: names of fields, registers, states, policies and agencies that blocks give.
#include <algorithm>
#include <set>

#include "plan/agency_problem.h"
#include "plan/meaning.h"
#include "plan/read_keys.h"
#include "plan/row_words.h"
#include "text/suggest.h"

namespace fangan {
namespace {

template <class Block>
std::vector<std::string> names_of(const std::vector<Block>& blocks) {
  std::vector<std::string> names;
  for (const Block& block : blocks) names.push_back(block.name.text);
  return names;
}

class References {
 public:
  explicit References(Meaning* meaning) : meaning_(*meaning), plan_(meaning->plan()) {
    for (const Agency& agency : plan_.agencies) {
      agencies_.push_back(agency.name);
      agencies_.insert(agencies_.end(), agency.aliases.begin(), agency.aliases.end());
    }
    readable_ = meaning->rows().names();
    flows_ = names_of(plan_.flows);
    policies_ = names_of(plan_.policies);
    for (const Parameter& parameter : plan_.parameters) parameters_.push_back(parameter.name);
  }

  void run() {
    for (const Register& one : plan_.registers) check(one);
    for (const Flow& one : plan_.flows) check(one);
    for (uint32_t i = 0; i < plan_.decisions.size(); ++i) check_decision(i);
    for (const Register& one : plan_.registers) check_back_lists(one);
    for (const Task& one : plan_.tasks) expect_flow(one.flow);
    for (const Policy& one : plan_.policies) check(one);
    for (const Watch& one : plan_.watches) check(one);
    for (const Ranking& one : plan_.rankings) check(one);
    for (const Notice& one : plan_.notices) check(one);
    for (const Form& one : plan_.forms) check(one);
  }

 private:
  void expect_registers(const std::vector<Name>& names) {
    for (const Name& name : names) meaning_.expect(name, readable_, "PLAN-X001");
  }

  /// A row has one thing of a name: what is there before hides the decision.
  void check_decision(uint32_t index) {
    const Decision& decision = plan_.decisions[index];
    expect_registers(decision.on);
    for (const Name& on : decision.on) {
      const Type* row = meaning_.rows().row(on.text);
      if (row == nullptr) continue;
      const std::vector<Computed>& computed =
          meaning_.rows().computed_by(*row, decision.name.text);
      const Computed own{Computed::Kind::decision, index, 0};
      if (std::find(computed.begin(), computed.end(), own) != computed.end()) continue;
      meaning_.error("PLAN-X018", decision.name.span,
                     {{"name", decision.name.text}, {"register", on.text}});
    }
  }

  /// The rows that refer to a register have its own name there, unless a field bears it.
  void check_back_lists(const Register& from) {
    for (const Field& field : from.fields) {
      const Register* target = plan_.find_register(field.domain.target.text);
      if (field.domain.kind != FieldKind::reference || target == nullptr) continue;
      const Name* hiding = nullptr;
      if (const Field* own = target->field(from.name.text)) hiding = &own->name;
      for (const NamedFormula& derived : target->derived) {
        if (derived.name.text == from.name.text) hiding = &derived.name;
      }
      const bool is_new = hiding != nullptr && hidden_.insert(hiding).second;
      if (!is_new) continue;
      meaning_.error("PLAN-X019", hiding->span,
                     {{"name", from.name.text}, {"register", target->name.text}});
    }
  }

  void expect_fields(const std::vector<Name>& names, const Type& row) {
    for (const Name& name : names) meaning_.expect_field(name, row);
  }

  void expect_flow(const Name& flow) {
    if (!flow.empty()) meaning_.expect(flow, flows_, "PLAN-X003");
  }

  void expect_agencies(const std::vector<Relation>& relations) {
    for (const Relation& relation : relations) {
      if (relation.kind == Relation::Kind::agency) expect_agency(relation.agency);
    }
  }

  void expect_agency(const Name& name) {
    if (std::find(agencies_.begin(), agencies_.end(), name.text) != agencies_.end()) return;
    meaning_.error(agency_problem(name.text, name.span, agencies_));
  }

  /// A name that no register has is another word for a type, or a slip.
  void expect_type(const Name& type) {
    const bool is_register =
        std::find(readable_.begin(), readable_.end(), type.text) != readable_.end();
    if (is_register) return;
    const std::string meant = type_meant(type.text);
    const std::string near = did_you_mean(type.text, readable_);
    if (!near.empty() && meant.empty()) {
      meaning_.error("PLAN-X001", type.span, {{"name", type.text}, {"near", near}});
    } else {
      meaning_.error("PLAN-G002", type.span, {{"type", type.text}, {"near", meant}});
    }
  }

  void check_domain(const Field& field) {
    if (field.domain.kind == FieldKind::reference && !field.domain.target.empty()) {
      expect_type(field.domain.target);
    }
    if (!field.log.empty()) meaning_.expect(field.log, names_of(plan_.registers), "PLAN-X001");
  }

  void check(const Register& one) {
    const Type& row = *meaning_.rows().row(one.name.text);
    for (const Name& key : one.key) check_key(one, key);
    expect_fields(one.public_fields, row);
    for (const Name* name : {&one.public_by, &one.tabs_by}) {
      if (!name->empty()) meaning_.expect_field(*name, row);
    }
    expect_flow(one.flow);
    expect_agencies(one.read);
    expect_agencies(one.write);
    const Flow* flow = plan_.find_flow(one.flow.text);
    for (const Field& field : one.fields) {
      check_domain(field);
      if (field.required_from.empty() || (flow == nullptr && !one.flow.empty())) continue;
      std::vector<std::string> states =
          flow == nullptr ? std::vector<std::string>() : names_of(flow->states);
      meaning_.expect(field.required_from, states, "PLAN-X005", one.flow.text);
    }
  }

  /// A key is entered, never derived.
  void check_key(const Register& one, const Name& key) {
    std::vector<std::string> known;
    for (const Field& field : one.fields) known.push_back(field.name.text);
    meaning_.expect_field(key, known, one.name.text);
  }

  void check(const Flow& flow) {
    const std::vector<Name> registers = meaning_.registers_of(flow.name.text);
    for (const FlowStep& step : flow.steps) {
      for (const auto* relations : {&step.by, &step.late_to, &step.late_remind}) {
        expect_agencies(*relations);
      }
      for (const Name& name : registers) check_step(step, *plan_.find_register(name.text));
    }
  }

  void check_step(const FlowStep& step, const Register& of) {
    std::vector<std::string> known;
    for (const Field& field : of.fields) known.push_back(field.name.text);
    for (const Name& need : step.needs) {
      meaning_.expect(need, known, "PLAN-X012", of.name.text);
    }
    if (step.dated_by.empty()) return;
    if (!meaning_.expect(step.dated_by, known, "PLAN-X012", of.name.text)) return;
    if (of.field(step.dated_by.text)->domain.kind == FieldKind::date) return;
    meaning_.error("PLAN-X013", step.dated_by.span,
                   {{"name", step.dated_by.text}, {"register", of.name.text}});
  }

  void check(const Policy& policy) {
    expect_registers(policy.of);
    const Type record = meaning_.record_of(policy.of);
    if (!policy.subject.empty()) meaning_.expect_field(policy.subject, record);
    expect_fields(policy.per, record);
    expect_fields(policy.once_per, record);
    for (const Name& other : policy.excludes) {
      meaning_.expect(other, policies_, "PLAN-X006");
      if (other.text != policy.name.text) continue;
      meaning_.error("PLAN-X021", other.span, {{"name", other.text}});
    }
    expect_agencies(policy.confirm);
  }

  void check(const Watch& watch) {
    expect_registers(watch.on);
    expect_fields(watch.once_per, meaning_.record_of(watch.on));
    expect_agencies(watch.to);
  }

  void check(const Ranking& ranking) {
    const size_t index = static_cast<size_t>(&ranking - plan_.rankings.data());
    for (const Score& score : ranking.scores) {
      if (!score.weight.empty()) meaning_.expect(score.weight, parameters_, "PLAN-X007");
    }
    const Type& circular = meaning_.rows().circular(index);
    expect_fields(ranking.order, circular);
    if (!ranking.ties_field.empty()) meaning_.expect_field(ranking.ties_field, circular);
  }

  void check(const Notice& notice) {
    const Type rows = meaning_.compiler().type_of(notice.of);
    const Type row = rows.is(TypeKind::list) ? rows.element() : rows;
    if (row.is(TypeKind::context)) expect_fields(notice.fields, row);
    if (!notice.to_agency.empty()) expect_agency(notice.to_agency);
    std::vector<std::string> held = policies_;
    for (const Flow& flow : plan_.flows) {
      for (const FlowStep& step : flow.steps) held.push_back(step.name.text);
    }
    for (const Name& name : notice.holds) meaning_.expect(name, held, "PLAN-X014");
  }

  void check(const Form& form) {
    expect_agencies(form.by);
    for (const Field& field : form.fields) check_domain(field);
    if (!form.account_for.empty()) {
      meaning_.expect(form.account_for, names_of(plan_.registers), "PLAN-X001");
    }
  }

  Meaning& meaning_;
  Plan& plan_;
  std::vector<std::string> agencies_;
  std::vector<std::string> readable_;
  std::vector<std::string> flows_;
  std::vector<std::string> policies_;
  std::vector<std::string> parameters_;
  std::set<const Name*> hidden_;
};

}  // namespace

void check_references(Meaning* meaning) {
  References(meaning).run();
}

}  // namespace fangan
