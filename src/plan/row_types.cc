#include "plan/row_types.h"

#include <algorithm>

#include "feel/names.h"
#include "plan/formula_words.h"
#include "plan/lexicon.h"
#include "plan/light_table.h"
#include "plan/one_of.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

Type with_unit(const Name& unit) {
  if (unit.empty()) return TypeKind::number;
  const Result<Unit> read = Lexicon::standard().units().parse(unit.text);
  return read ? Type::number(read.value()) : Type(TypeKind::number);
}

/// Any number, not even said to be pure: each target has a unit of its own.
Type of_figure(const Target* target) {
  if (target == nullptr || target->unit.empty()) return Type();
  return with_unit(Name{target->unit, {}});
}

bool has_grades(const Register& definition) {
  return !definition.flow.empty() || !definition.grades.empty();
}

/// What the decision 亮灯 gives.
Type light_type() {
  return one_of({light_colours.begin(), light_colours.end()});
}

}  // namespace

RowTypes::RowTypes(const Plan& plan, ComputedTypes* computed) : plan_(plan), computed_(computed) {
  // A region is called by the name of its agency, whatever its code.
  std::vector<std::string> regions;
  for (const Agency& agency : plan.agencies) {
    if (agency.kind == county_agency_kind) regions.push_back(agency.name);
  }
  region_ = regions.empty() ? Type(TypeKind::string) : one_of(std::move(regions));
  // All names first: a type may be referred to before its fields are known.
  declare(std::string(agency_register_name));
  for (const Register& one : plan.registers) declare(one.name.text);
  for (const Target& one : plan.targets) declare(one.name);
  for (const Policy& one : plan.policies) declare(one.name.text);
  for (const Ranking& one : plan.rankings) declare(one.name.text);
  for (const Notice& one : plan.notices) declare(one.name.text);
  for (const std::string_view name : built_in_register_names) declare(std::string(name));
  declare(std::string(calendar_register_name));
  add_agencies();
  for (size_t i = 0; i < plan.registers.size(); ++i) add_fields(i);
  add_decisions();
  add_back_lists();
  add_built_in();
  for (size_t i = 0; i < plan.targets.size(); ++i) add_target(i);
  for (size_t i = 0; i < plan.policies.size(); ++i) add_policy(i);
  for (size_t i = 0; i < plan.rankings.size(); ++i) add_ranking(i);
  for (size_t i = 0; i < plan.notices.size(); ++i) add_notice(i);
  const Type* enterprise = row("企业");
  user_ = Type::context({{"名称", TypeKind::string},
                         {"单位", row(agency_register_name)->or_null()},
                         {"企业", enterprise == nullptr ? Type() : enterprise->or_null()},
                         {"县区", region_.or_null()}});
  node_ = Type::context({{"year", TypeKind::number},
                         {"from", TypeKind::date},
                         {"to", TypeKind::date},
                         {"due", TypeKind::date}});
}

const Type& RowTypes::declare(const std::string& name) {
  all_.push_back(types_.declare(name));
  return rows_.emplace(name, all_.back()).first->second;
}

const Type* RowTypes::row(std::string_view name) const {
  const auto found = rows_.find(name);
  return found == rows_.end() ? nullptr : &found->second;
}

std::vector<std::string> RowTypes::names() const {
  std::vector<std::string> names;
  for (const auto& [name, type] : rows_) names.push_back(name);
  return names;
}

/// What is there first bears the name; a field is never hidden by what reads through it.
void RowTypes::add(const Type& row, std::string_view name, Type type, Sources sources) {
  if (row.field(name) != nullptr) return;
  types_.add_field(row, {std::string(name), std::move(type)});
  if (!sources.empty()) sources_[{row.identity(), std::string(name)}] = std::move(sources);
}

Type RowTypes::later(const Computed& computed) {
  return Type::later([this, computed] { return computed_->type_of(computed); });
}

Type RowTypes::of_domain(const FieldDomain& domain) const {
  std::vector<std::string> words;
  for (const Name& word : domain.words) words.push_back(word.text);
  const Type* target = nullptr;
  switch (domain.kind) {
    case FieldKind::text:
    case FieldKind::file:
      return TypeKind::string;
    case FieldKind::number:
      return with_unit(domain.unit);
    case FieldKind::date:
      return TypeKind::date;
    case FieldKind::boolean:
      return TypeKind::boolean;
    case FieldKind::one_of:
      return words.empty() ? Type() : one_of(std::move(words));  // Told where they are listed.
    case FieldKind::several_of:
      return Type::list(words.empty() ? Type() : one_of(std::move(words)));
    case FieldKind::region:
      return region_;
    case FieldKind::agency:
      return *row(agency_register_name);
    case FieldKind::files:
      return Type::list(TypeKind::string);
    case FieldKind::reference:
      target = row(domain.target.text);
      break;
  }
  return target == nullptr ? Type() : *target;
}

/// Required only from a state on: blank before.
Type RowTypes::of_field(const Field& field) const {
  const Type type = of_domain(field.domain);
  return field.required && field.required_from.empty() ? type : type.or_null();
}

Type RowTypes::of_parameter(const Parameter& parameter) const {
  const Type type = of_domain(parameter.domain);
  return parameter.is_list ? Type::list(type) : type;
}

Type RowTypes::period_type(Period period) const {
  return period == Period::year ? TypeKind::number : TypeKind::string;
}

/// What a built-in row leaves blank nobody could have required, so no rule need ask for it.
void RowTypes::add_agencies() {
  const Type& agency = *row(agency_register_name);
  const RowWords& words = row_words(plan_.header.language);
  add(agency, words.agency_name, TypeKind::string);
  add(agency, words.id, TypeKind::string);
  add(agency, "kind", TypeKind::string);
  add(agency, "region", region_);
  add(agency, "superior", agency.or_null());
  add(agency, "aliases", Type::list(TypeKind::string));
  add(agency, "members", Type::list(TypeKind::string));
}

void RowTypes::add_row_words(const Type& row, const Register& definition, size_t index) {
  const RowWords& words = row_words(plan_.header.language);
  add(row, words.id, TypeKind::string);
  if (definition.period != Period::none) {
    const Type period = period_type(definition.period);
    add(row, words.period, period);
    add(row, "at", Type::function({period}, row.or_null()));
  }
  if (!has_grades(definition)) return;
  const Sources grades = {{Computed::Kind::grades, static_cast<uint32_t>(index), 0}};
  const Sources source = definition.grades.empty() ? Sources() : grades;
  for (const std::string_view grade : {words.reported, words.accepted, words.published}) {
    add(row, grade, TypeKind::boolean, source);
  }
  if (definition.flow.empty()) return;
  std::vector<std::string> states;
  const Flow* flow = plan_.find_flow(definition.flow.text);
  if (flow != nullptr) {
    for (const FlowState& state : flow->states) states.push_back(state.name.text);
  }
  // Of a flow that nobody knows any state will do: that is told where it is named.
  const Type state = states.empty() ? Type(TypeKind::string) : one_of(std::move(states));
  add(row, words.state, state);
  add(row, "entered", Type::function({state}, Type(TypeKind::date).or_null()));
}

void RowTypes::add_fields(size_t index) {
  const Register& definition = plan_.registers[index];
  const Type& row = *this->row(definition.name.text);
  for (const Field& field : definition.fields) {
    // Without its key there is no row.
    const bool is_key = std::any_of(definition.key.begin(), definition.key.end(),
                                    [&](const Name& key) { return key.text == field.name.text; });
    add(row, field.name.text, is_key ? of_domain(field.domain) : of_field(field));
  }
  for (size_t i = 0; i < definition.derived.size(); ++i) {
    const Computed computed{Computed::Kind::derived, static_cast<uint32_t>(index),
                            static_cast<uint32_t>(i)};
    add(row, definition.derived[i].name.text, later(computed), {computed});
  }
  add_row_words(row, definition, index);
}

void RowTypes::add_decisions() {
  for (size_t i = 0; i < plan_.decisions.size(); ++i) {
    const Decision& decision = plan_.decisions[i];
    const Computed computed{Computed::Kind::decision, static_cast<uint32_t>(i), 0};
    for (const Name& on : decision.on) {
      if (const Type* row = this->row(on.text)) {
        add(*row, decision.name.text, later(computed), {computed});
      }
    }
  }
}

void RowTypes::add_back_lists() {
  for (const Register& from : plan_.registers) {
    const Type& pointing = *row(from.name.text);
    for (const Field& field : from.fields) {
      const bool agency = field.domain.kind == FieldKind::agency;
      if (!agency && field.domain.kind != FieldKind::reference) continue;
      const std::string_view name =
          agency ? agency_register_name : std::string_view(field.domain.target.text);
      if (const Type* target = row(name)) add(*target, from.name.text, Type::list(pointing));
    }
  }
}

void RowTypes::add_built_in() {
  const Type& agency = *row(agency_register_name);
  const Type target = Type(TypeKind::string);
  const Type& share = *row("分解");
  add(share, "目标", target);
  add(share, "节点", Type());
  add(share, "单位", agency);
  add(share, "份额", TypeKind::number);
  const Type& report = *row("进展");
  add(report, "目标", target);
  add(report, "节点", Type());
  add(report, "单位", agency);
  add(report, "数值", Type());
  add(report, "说明", Type(TypeKind::string).or_null());
  add(report, "附件", Type::list(TypeKind::string));
  add(report, "状态", TypeKind::string);
  const Type& duty = *row("责任");
  add(duty, "行", TypeKind::number);
  add(duty, "单位", agency);
  add(duty, "牵头", TypeKind::boolean);
  add(duty, "开放", TypeKind::boolean);
  add(duty, "部分", TypeKind::string);
  const Type& step = *row("办理记录");
  for (const char* name : {"登记", "行", "步骤", "从", "到"}) add(step, name, TypeKind::string);
  add(step, "日期", TypeKind::date);
  add(step, "单位", agency);
  add(step, "人", TypeKind::string);
  add(step, "说明", TypeKind::string);
  const Type& day = *row(calendar_register_name);
  add(day, "日期", TypeKind::date);
  add(day, "工作日", TypeKind::boolean);
  const Type& figures = *row("目标");
  add(figures, "目标", target);
  const Sources computed = {{Computed::Kind::figures, 0, 0}};
  for (const char* name : {"份额", "目标值"}) add(figures, name, Type());
  for (const char* name : {"完成值", "完成率", "差额"}) add(figures, name, Type(), computed);
  add(figures, "节点", Type());
  add(figures, "单位", agency);
  add(figures, "灯", light_type(), computed);
  add(figures, "期限", TypeKind::date);
}

void RowTypes::add_target(size_t index) {
  const Target& target = plan_.targets[index];
  const Type& row = *this->row(target.name);
  const bool by_period = target.form == TargetForm::each || target.form == TargetForm::every;
  constexpr size_t year_size = 4;
  const bool by_year = std::all_of(
      target.nodes.begin(), target.nodes.end(),
      [](const TargetNode& node) { return node.name.size() == year_size; });
  const TypeKind period = by_year ? TypeKind::number : TypeKind::string;
  const Sources computed = {{Computed::Kind::target, static_cast<uint32_t>(index), 0}};
  // All nodes together are "total".
  const bool has_total = target.total && !target.nodes.empty();
  add(row, "目标", TypeKind::string);
  add(row, "节点", has_total ? Type() : by_period ? period : TypeKind::date);
  add(row, "单位", *this->row(agency_register_name));
  for (const char* name : {"份额", "目标值"}) add(row, name, of_figure(&target));
  for (const char* name : {"完成值", "差额"}) add(row, name, of_figure(&target), computed);
  const Result<Unit> percent = Lexicon::standard().units().parse("%");
  const Type rate = percent ? Type::number(percent.value()) : Type(TypeKind::number);
  add(row, "完成率", rate, computed);
  add(row, "灯", light_type(), computed);
  add(row, "期限", TypeKind::date);
  add(row, "剩余天数", TypeKind::number);
  add(row, "迟", TypeKind::boolean, computed);
  if (!target.split_by.empty()) add(row, "分类", TypeKind::string);
  const RowWords& words = row_words(plan_.header.language);
  for (const std::string_view grade : {words.reported, words.accepted, words.published}) {
    add(row, grade, of_figure(&target), computed);
  }
}

/// A row of a policy's ledger knows the row it came from.
void RowTypes::add_policy(size_t index) {
  const Policy& policy = plan_.policies[index];
  const Type& row = *this->row(policy.name.text);
  const Sources computed = {{Computed::Kind::policy, static_cast<uint32_t>(index), 0}};
  for (const Name& of : policy.of) {
    const Type* record = this->row(of.text);
    if (record == nullptr) continue;
    const bool only = policy.of.size() == 1;
    add(row, of.text, only ? *record : record->or_null());
    if (!policy.subject.empty()) copy(*record, policy.subject.text, row);
    for (const std::vector<Name>* fields : {&policy.per, &policy.once_per}) {
      for (const Name& field : *fields) copy(*record, field.text, row);
    }
  }
  const Type amount = with_unit(policy.unit);
  if (policy.restrictions.empty()) {
    add(row, "金额", amount, computed);
    for (const char* name : {"批准额", "支付额", "追回额"}) add(row, name, amount.or_null());
  } else {
    add(row, "限制措施", Type::list(TypeKind::string));
  }
  add(row, row_words(plan_.header.language).period, Type());
  add(row, "申请日", Type(TypeKind::date).or_null());
}

void RowTypes::copy(const Type& from, std::string_view name, const Type& to) {
  const Type* type = from.field(name);
  if (type != nullptr) add(to, name, *type, computed_by(from, name));
}

void RowTypes::add_ranking(size_t index) {
  const Ranking& ranking = plan_.rankings[index];
  const Type& row = *this->row(ranking.name.text);
  const Sources computed = {{Computed::Kind::ranking, static_cast<uint32_t>(index), 0}};
  if (const Type* ranked = this->row(register_in(ranking.of.text.text()))) {
    add(row, register_in(ranking.of.text.text()), *ranked);
    for (const Type::Field& field : std::vector<Type::Field>(ranked->fields())) {
      copy(*ranked, field.name, row);
    }
  }
  for (const Score& score : ranking.scores) add(row, score.name.text, TypeKind::number, computed);
  add(row, "得分", TypeKind::number, computed);
  add(row, "名次", TypeKind::number, computed);
  if (ranking.every != Period::none) {
    add(row, row_words(plan_.header.language).period, period_type(ranking.every));
  }
  circulars_.push_back(row);
}

void RowTypes::add_notice(size_t index) {
  const Notice& notice = plan_.notices[index];
  const Type& row = *this->row(notice.name.text);
  const Type* shown = this->row(register_in(notice.of.text.text()));
  if (shown == nullptr) return;
  add(row, register_in(notice.of.text.text()), *shown);
  for (const Name& field : notice.fields) copy(*shown, field.text, row);
}

Type RowTypes::common(const std::vector<Name>& names) {
  std::vector<const Type*> rows;
  std::string print;
  for (const Name& name : names) {
    const Type* row = this->row(name.text);
    if (row == nullptr) continue;
    rows.push_back(row);
    print += (print.empty() ? "" : "、") + name.text;
  }
  if (rows.empty()) return {};
  if (rows.size() == 1) return *rows.front();
  const Type common = types_.declare(print);
  all_.push_back(common);
  for (const Type::Field& field : rows.front()->fields()) {
    Sources sources;
    const bool everywhere = std::all_of(rows.begin(), rows.end(), [&](const Type* row) {
      return row->field(field.name) != nullptr;
    });
    if (!everywhere) continue;
    std::vector<Type> types;
    for (const Type* row : rows) {
      const Sources& own = computed_by(*row, field.name);
      sources.insert(sources.end(), own.begin(), own.end());
      types.push_back(*row->field(field.name));
    }
    // Asked for only when a formula uses the name.
    add(common, field.name, Type::later([types] {
          bool may_be_null = false;
          for (const Type& type : types) {
            may_be_null = may_be_null || type.may_be_null();
            if (!type.conforms_to(types.front())) return Type();
          }
          return may_be_null ? types.front().or_null() : types.front();
        }),
        sources);
  }
  return common;
}

Type RowTypes::form_row(const Form& form) {
  const Type row = types_.declare(form.name.text);
  all_.push_back(row);
  for (const Field& field : form.fields) add(row, field.name.text, of_field(field));
  return row;
}

const std::vector<Computed>& RowTypes::computed_by(const Type& row, std::string_view name) const {
  static const Sources none;
  const auto found = sources_.find({row.identity(), std::string(name)});
  return found == sources_.end() ? none : found->second;
}

std::string RowTypes::register_in(std::string_view formula) const {
  for (const std::string& word : formula_words(formula)) {
    if (rows_.count(word) != 0) return word;
  }
  return {};
}

const std::vector<std::string>& RowTypes::rests_on(const Computed& computed) const {
  static const std::vector<std::string> none;
  const auto found = rests_on_.find(computed);
  return found == rests_on_.end() ? none : found->second;
}

void RowTypes::settle() {
  for (const Type& row : all_) {
    for (const Type::Field& field : row.fields()) field.type.kind();
  }
  computed_ = nullptr;
}

}  // namespace fangan
