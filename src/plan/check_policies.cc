// Policies: what is given or withheld.
#include "plan/check_context.h"
#include "plan/read_keys.h"

namespace fangan {
namespace {

/// 按80%, 每平方米补助40元: words with a number in them and nothing that computes.
bool is_prose(std::string_view text) {
  const bool begins = !text.empty() && static_cast<unsigned char>(text.front()) >= 0x80;
  const bool has_digit = text.find_first_of("0123456789") != text.npos;
  const bool computes = text.find_first_of(" +-*/()[]<>=\"@.\n") != text.npos;
  const bool is_name = is_plan_name(text) && !text.ends_with("元");
  return begins && has_digit && !computes && !is_name;
}

/// `gives: ƒ` is an amount, also written `gives: amount ƒ`; `gives: [a, b]` are restrictions.
void read_gives(const KeyReader& keys, Policy* policy) {
  constexpr std::string_view amount_word = "amount ";
  const Entry* entry = keys.find("gives");
  if (entry == nullptr) return;
  if (!entry->value.empty() && entry->value.front() == '[') {
    policy->restrictions = keys.context().names(entry);
    return;
  }
  policy->amount = keys.formula("gives");
  if (is_prose(policy->amount.text.text())) {
    keys.context().error("PLAN-M006", policy->amount.text.span(),
                         {{"words", policy->amount.text.text()}});
    policy->amount = {};
  }
  const MappedText& text = policy->amount.text;
  if (text.text().compare(0, amount_word.size(), amount_word) != 0) return;
  policy->amount.text = text.slice(static_cast<uint32_t>(amount_word.size()),
                                   static_cast<uint32_t>(text.text().size())).trimmed();
}

/// An amount has a unit, and only an amount.
/// Errors  PLAN-K006, PLAN-M005 a key of amounts beside restrictions; PLAN-T007.
void check_amount(CheckContext* context, const KeyReader& keys, const Policy& policy) {
  if (policy.restrictions.empty()) {
    if (!policy.amount.empty() && !keys.has("unit")) {
      context->error("PLAN-K006", keys.place(), {{"key", "unit"}, {"kind", keys.title()}});
    }
  } else {
    for (const char* key : {"unit", "cap", "budget", "rates on"}) {
      const Entry* entry = keys.find(key);
      if (entry != nullptr) context->error("PLAN-M005", entry->key_span, {{"key", key}});
    }
  }
}

}  // namespace

void check_policy(CheckContext* context, const PlacedBlock& placed) {
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Policy policy;
  policy.name = Name{placed.block->name, placed.block->name_span};
  policy.label = keys.text("label");
  policy.of = keys.names("of");
  policy.subject = keys.name("subject");
  policy.eligible = keys.formula("eligible");
  read_gives(keys, &policy);
  policy.unit = keys.unit("unit");
  policy.cap = keys.formula("cap");
  policy.per = keys.names("per");
  policy.once_per = keys.names("once per");
  policy.excludes = keys.names("excludes");
  policy.budget = context->yearly(keys.find("budget"));
  policy.applied = keys.flag("applied");
  if (keys.flag("found") && policy.applied) keys.refuse_both("found", "applied");
  policy.confirm = keys.who("confirm");
  policy.until = keys.formula("until");
  policy.rates_on = keys.formula("rates on");
  check_amount(context, keys, policy);
  if (const std::optional<Citation> citation = context->cite(placed)) policy.citation = *citation;
  context->plan().policies.push_back(std::move(policy));
}

}  // namespace fangan
