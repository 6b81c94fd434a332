// Forms: one thing to fill in that writes to several registers.
#include "plan/check_context.h"
#include "plan/read_keys.h"

namespace fangan {

void check_form(CheckContext* context, const PlacedBlock& placed) {
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Form form;
  form.name = Name{placed.block->name, placed.block->name_span};
  form.label = keys.text("label");
  form.by = keys.who("by");
  form.fields = read_fields(keys, "fields");
  form.writes = keys.openings("writes", true);
  form.account_for = keys.name("account for");
  if (const std::optional<Citation> citation = context->cite(placed)) form.citation = *citation;
  context->plan().forms.push_back(std::move(form));
}

}  // namespace fangan
