#include "service/register_access.h"

#include <algorithm>

#include "plan/row_words.h"

namespace fangan {
namespace {

constexpr Relation::Kind default_readers[] = {Relation::Kind::owner, Relation::Kind::office,
                                              Relation::Kind::county, Relation::Kind::subject};
constexpr Relation::Kind default_writers[] = {Relation::Kind::office, Relation::Kind::county};

template <typename Kinds>
std::vector<Relation> relations_of(const Kinds& kinds) {
  std::vector<Relation> relations;
  for (const Relation::Kind kind : kinds) relations.push_back({kind, {}, {}});
  return relations;
}

bool is_none(const RowScope& scope) {
  return !scope.all && scope.regions.empty() && scope.subject == 0;
}

class Relations {
 public:
  Relations(const Actor& actor, const LoadedPlan& loaded, const Register& definition)
      : actor_(actor), loaded_(loaded), definition_(definition) {}

  RowScope scope(const std::vector<Relation>& relations) const {
    RowScope scope;
    for (const Relation& relation : relations) add(relation, &scope);
    return scope;
  }

 private:
  void add(const Relation& relation, RowScope* scope) const {
    switch (relation.kind) {
      case Relation::Kind::office:
        scope->all = scope->all || actor_.has("office");
        return;
      case Relation::Kind::owner:
        scope->all = scope->all || is_owner();
        return;
      case Relation::Kind::agency:
        scope->all = scope->all || is_agency(relation.agency.text);
        return;
      case Relation::Kind::county:
        if (actor_.has("county") && !actor_.agency.empty()) {
          scope->regions = {region_of(actor_.agency)};
        }
        return;
      case Relation::Kind::subject:
        if (actor_.has("enterprise")) scope->subject = actor_.subject;
        return;
      case Relation::Kind::everyone:  // By fields, not by rows.
      case Relation::Kind::lead:      // Nobody is one yet: the office assigns none.
      case Relation::Kind::system:
        return;
    }
  }

  bool is_owner() const {
    const auto owners = loaded_.register_owners.find(definition_.name.text);
    return !actor_.agency.empty() && !actor_.is_holder() &&
           owners != loaded_.register_owners.end() &&
           std::find(owners->second.begin(), owners->second.end(), actor_.agency) !=
               owners->second.end();
  }

  /// The code its rows are kept by; a region without one goes by its name.
  std::string region_of(const std::string& name) const {
    const Agency* agency = loaded_.plan.find_agency(name);
    return agency == nullptr || agency->region.empty() ? name : agency->region;
  }

  bool is_agency(const std::string& name) const {
    const Agency* agency = loaded_.plan.find_agency(name);
    return agency != nullptr && !actor_.agency.empty() && agency->name == actor_.agency;
  }

  const Actor& actor_;
  const LoadedPlan& loaded_;
  const Register& definition_;
};

/// What a name stands for, as far as formulas say it.
struct NamedTerms {
  std::string name;
  std::vector<const Formula*> formulas;
};

std::vector<NamedTerms> computed_terms(const Plan& plan) {
  std::vector<NamedTerms> all;
  for (const Register& definition : plan.registers) {
    for (const NamedFormula& derived : definition.derived) {
      all.push_back({derived.name.text, {&derived.formula}});
    }
    for (const NamedFormula& grade : definition.grades) all.push_back({"done", {&grade.formula}});
  }
  for (const Decision& one : plan.decisions) all.push_back({one.name.text, {&one.value}});
  for (const Target& one : plan.targets) {
    all.push_back({one.name, {&one.measure, &one.all_of, &one.counts_on}});
  }
  for (const Policy& one : plan.policies) {
    all.push_back(
        {one.name.text, {&one.eligible, &one.amount, &one.cap, &one.until, &one.rates_on}});
  }
  for (const Ranking& one : plan.rankings) {
    all.push_back({one.name.text, {&one.of}});
    for (const Score& score : one.scores) all.back().formulas.push_back(&score.value);
  }
  for (const Notice& one : plan.notices) all.push_back({one.name.text, {&one.of}});
  return all;
}

/// Words that a query may name of every row, whoever asks. Where a row comes from is not among
/// them: it does not show of the rows of others.
bool is_row_word(const std::string& name) {
  constexpr std::string_view words[] = {"编号", "状态",  "期",     "性质",
                                        "id",   "state", "period"};
  return std::find(std::begin(words), std::end(words), name) != std::end(words);
}

}  // namespace

bool RegisterAccess::may_read() const {
  return is_public || !is_none(read);
}
bool RegisterAccess::may_write() const {
  return !is_none(write);
}

RowScope RegisterAccess::scope_of(const Register& definition, const RowQuery& query) const {
  if (!is_public || read.all) return read;
  const auto is_shown = [&](const std::string& name) {
    const Field* field = definition.field(name);
    if (field == nullptr) return is_row_word(name);
    return bool(shown_to_all[static_cast<size_t>(field - definition.fields.data())]);
  };
  bool public_only = query.words.empty();
  for (const RowFilter& filter : query.where) public_only = public_only && is_shown(filter.field);
  for (const auto& [name, descending] : query.order) public_only = public_only && is_shown(name);
  RowScope everyone;
  everyone.all = true;
  return public_only ? everyone : read;
}

RegisterAccess register_access(const Actor& actor, const LoadedPlan& loaded,
                               const Register& definition) {
  const Relations relations(actor, loaded, definition);
  const std::vector<Relation> readers =
      definition.read.empty() ? relations_of(default_readers) : definition.read;
  RegisterAccess access;
  access.read = relations.scope(readers);
  access.write =
      relations.scope(definition.write.empty() ? relations_of(default_writers) : definition.write);
  // An office or administrator that runs the store reads what it answers for.
  access.read.all = access.read.all || actor.has("office") || actor.has("admin");
  access.is_public = std::any_of(readers.begin(), readers.end(), [](const Relation& relation) {
    return relation.kind == Relation::Kind::everyone;
  });
  for (const Field& field : definition.fields) {
    const bool is_named =
        std::any_of(definition.public_fields.begin(), definition.public_fields.end(),
                    [&field](const Name& name) { return name.text == field.name.text; });
    access.shown_to_all.push_back(!field.sensitive &&
                                  (is_named || definition.public_fields.empty()));
  }
  return access;
}

bool may_edit_in(const Actor& actor, const Plan& plan, const Register& definition,
                 const std::string& state) {
  const Flow* flow = plan.find_flow(definition.flow.text);
  if (flow == nullptr || flow->edit_in.empty() || actor.has("office")) return true;
  const std::string& now =
      state.empty() && !flow->states.empty() ? flow->states.front().name.text : state;
  return std::any_of(flow->edit_in.begin(), flow->edit_in.end(),
                     [&now](const Name& name) { return name.text == now; });
}

bool tells_of(const Formula& formula, const std::set<std::string>& names) {
  if (!formula.expression) return false;
  const std::vector<feel::Node>& nodes = formula.expression->syntax().nodes;
  return std::any_of(nodes.begin(), nodes.end(), [&names](const feel::Node& node) {
    const bool is_text = node.op == feel::Op::literal && node.value.is(ValueKind::string);
    return names.count(node.name) > 0 || (is_text && names.count(node.value.text()) > 0);
  });
}

std::set<std::string> masked_names(const Plan& plan) {
  std::set<std::string> names;
  for (const Register& definition : plan.registers) {
    for (const Field& field : definition.fields) {
      if (field.sensitive) names.insert(field.name.text);
    }
  }
  if (names.empty()) return names;
  std::vector<NamedTerms> open = computed_terms(plan);
  for (bool has_grown = true; has_grown;) {
    has_grown = false;
    for (NamedTerms& each : open) {
      const bool is_masked =
          names.count(each.name) == 0 &&
          std::any_of(each.formulas.begin(), each.formulas.end(),
                      [&names](const Formula* formula) { return tells_of(*formula, names); });
      if (is_masked) names.insert(each.name);
      has_grown = has_grown || is_masked;
    }
  }
  return names;
}

}  // namespace fangan
