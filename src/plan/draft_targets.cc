// Targets of a draft: numbers with a meaning in common become one block.
//
// Within a section, numbers of the same metric, unit and comparator are one target: dated ones are
// its `due` values; an undated one that equals their sum makes them parts (`each`) of a `total`;
// yearly ones are `every`. A number that an already known target states is a restatement, not a
// target.
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "plan/comparators.h"
#include "plan/draft_blocks.h"
#include "plan/lint_rules.h"
#include "plan/package_text.h"

namespace fangan {
namespace {

struct Group {
  std::vector<const Quantity*> members;  ///< In order of the text.
};

struct KnownTarget {
  std::string name;
  std::vector<const Quantity*> members;
  uint32_t plan;
};

/// 达到5家 and 5家 ask the same; 左右 and 不超过 do not.
Comparator comparator_class(Comparator comparator) {
  return comparator == Comparator::equal ? Comparator::at_least : comparator;
}

bool is_yearly(const Quantity& quantity) { return quantity.due.rfind("annual", 0) == 0; }

std::string value_text(const Quantity& quantity) {
  if (!quantity.high) return quantity.low->print_normal();
  return quantity.low->print_normal() + ".." + quantity.high->print_normal();
}

class TargetWriter {
 public:
  TargetWriter(const Draft& draft, DraftBlocks* blocks) : draft_(draft), blocks_(*blocks) {}

  void write() {
    // Sections with owners speak of the work; goals before them mostly say the same in advance.
    for (const bool owned : {true, false}) {
      for (const Group& group : groups(owned)) {
        if (owned) {
          write_group(group);
        } else {
          write_or_restate(group);
        }
      }
    }
  }

 private:
  bool has_owner(uint32_t section) const {
    return std::any_of(draft_.owners.begin(), draft_.owners.end(),
                       [section](const OwnerStatement& o) {
                         return o.heading == section && o.form != OwnerForm::sentence;
                       });
  }

  /// An item belongs to the owner line that ends its section.
  bool is_owned(uint32_t heading) const {
    for (uint32_t at = section_of(draft_, heading); at != no_heading;
         at = draft_.headings[at].parent) {
      if (has_owner(at)) return true;
      // The owner line at the end of a section stands under its last item.
      if (at + 1 < draft_.headings.size() && draft_.headings[at].type == HeadingType::item) {
        for (uint32_t next = at + 1; next < draft_.headings.size(); ++next) {
          if (draft_.headings[next].parent != draft_.headings[at].parent &&
              draft_.headings[next].type != HeadingType::label) {
            break;
          }
          if (has_owner(next)) return true;
        }
      }
    }
    return false;
  }

  std::vector<Group> groups(bool owned) const {
    using Key = std::tuple<uint32_t, std::string, std::string, int, bool>;
    std::map<Key, size_t> index;
    std::vector<Group> found;
    for (const Quantity& quantity : draft_.quantities) {
      const bool target = quantity.low && quantity.type == QuantityType::target;
      if (!target || is_owned(quantity.heading) != owned) continue;
      const Key key{section_of(draft_, quantity.heading), quantity.metric, quantity.unit,
                    static_cast<int>(comparator_class(quantity.comparator)), is_yearly(quantity)};
      const auto [place, is_new] = index.emplace(key, found.size());
      if (!is_new) {
        const auto& members = found[place->second].members;
        const bool same_day =
            std::any_of(members.begin(), members.end(),
                        [&](const Quantity* other) { return other->due == quantity.due; });
        if (!same_day) {
          found[place->second].members.push_back(&quantity);
          continue;
        }
        place->second = found.size();
      }
      found.push_back({{&quantity}});
    }
    return found;
  }

  void write_or_restate(const Group& group) {
    Group rest;
    for (const Quantity* quantity : group.members) {
      const KnownTarget* known = stated_already(*quantity);
      if (known == nullptr) {
        rest.members.push_back(quantity);
        continue;
      }
      restate(*quantity, known->name);
    }
    if (!rest.members.empty()) write_group(rest);
  }

  const KnownTarget* stated_already(const Quantity& quantity) const {
    const KnownTarget* best = nullptr;
    int best_likeness = 0;
    for (const KnownTarget& known : known_) {
      if (known.plan != quantity.plan) continue;
      for (const Quantity* member : known.members) {
        const bool same = member->unit == quantity.unit && *member->low == *quantity.low;
        const bool days = member->due == quantity.due || member->due.empty() ||
                          quantity.due.empty() || *quantity.low >= Decimal(100);
        if (!same || !days) continue;
        const int how =
            std::max(likeness(member->metric, quantity.metric),
                     likeness(clause_around(draft_, *member), clause_around(draft_, quantity)));
        // The same day asks for less likeness than a number alone.
        const int alike = member->due == quantity.due && !quantity.due.empty() ? 35 : 45;
        if (how >= alike && how > best_likeness) {
          best = &known;
          best_likeness = how;
        }
      }
    }
    return best;
  }

  void restate(const Quantity& quantity, const std::string& name) {
    const std::string words = unique_words(draft_, quantity.place);
    if (words.empty()) return;
    blocks_.clauses[quantity.place.line].restates.emplace(name, words);
    blocks_.dated.insert({quantity.place.line, quantity.due});
  }

  /// The number without a date that equals the sum of the dated ones.
  const Quantity* total_of(const Group& group) const {
    const Quantity* undated = nullptr;
    Decimal sum = 0;
    size_t parts = 0;
    for (const Quantity* quantity : group.members) {
      if (quantity->due.empty()) {
        undated = quantity;
        continue;
      }
      const bool year_end = quantity->due.size() == 10 && quantity->due.substr(5) == "12-31";
      const Result<Decimal> next = add(sum, *quantity->low);
      if (!next || quantity->high || !year_end) return nullptr;
      sum = next.value();
      ++parts;
    }
    const bool adds_up = undated != nullptr && parts >= 2 && *undated->low == sum;
    return adds_up ? undated : nullptr;
  }

  void write_group(const Group& group) {
    const Quantity* total = total_of(group);
    std::vector<const Quantity*> parts;
    for (const Quantity* quantity : group.members) {
      if (quantity != total) parts.push_back(quantity);
    }
    // An undated number beside dated ones is a target of its own.
    std::vector<const Quantity*> dated;
    std::vector<const Quantity*> undated;
    for (const Quantity* part : parts) (part->due.empty() ? undated : dated).push_back(part);
    if (!dated.empty()) write_target(dated, total);
    for (const Quantity* alone : undated) write_target({alone}, nullptr);
  }

  void write_target(const std::vector<const Quantity*>& members, const Quantity* total) {
    const Quantity& first = *members.front();
    const Place place = place_of(members);
    const std::string words = unique_words(draft_, place);
    if (words.empty()) return;
    const uint32_t section = section_of(draft_, first.heading);
    const std::string fallback = section == no_heading ? "目标" : draft_.headings[section].title;
    const std::string name =
        unique_name(block_name(first.metric, block_name(fallback, "目标")), &blocks_.names);
    std::string body = "clause: \"" + words + "\"\nunit: " + first.unit + "\n";
    const Comparator comparator = comparator_class(first.comparator);
    if (comparator != Comparator::at_least)
      body += "compare: " + std::string(sign(comparator)) + "\n";
    body += values(members, total);
    if (total != nullptr) body += "total: " + value_text(*total) + "\n";
    if (first.unit == "%" || first.unit == "个百分点") body += "shares: none\n";
    if (first.aim) body += "aim: true\n";
    blocks_.by_line[place.line].push_back("```target " + name + "\n" + body + "```\n");
    ++blocks_.targets;
    for (const Quantity* member : members) blocks_.dated.insert({member->place.line, member->due});
    known_.push_back({name, members, first.plan});
    if (total != nullptr) {
      known_.back().members.push_back(total);
      if (total->place.line != place.line) restate(*total, name);
    }
    for (const Quantity* member : members) {
      if (member->place.line != place.line) restate(*member, name);
    }
  }

  /// From the first to the last number of the line the target begins in.
  static Place place_of(const std::vector<const Quantity*>& members) {
    Place place = members.front()->place;
    for (const Quantity* member : members) {
      if (member->place.line != place.line) continue;
      place.begin = std::min(place.begin, member->place.begin);
      place.end = std::max(place.end, member->place.end);
    }
    return place;
  }

  static std::string values(const std::vector<const Quantity*>& members, const Quantity* total) {
    const Quantity& first = *members.front();
    if (first.due.empty()) return {};
    if (is_yearly(first)) {
      const size_t from = first.due.find("from ");
      const std::string year = from == std::string::npos ? "" : first.due.substr(from + 5);
      return "every: " + value_text(first) + "\n" + (year.empty() ? "" : "from: " + year + "\n");
    }
    std::string text = total != nullptr ? "each: {" : "due: {";
    for (const Quantity* member : members) {
      if (member != members.front()) text += ", ";
      text +=
          (total != nullptr ? member->due.substr(0, 4) : member->due) + ": " + value_text(*member);
    }
    return text + "}\n";
  }

  const Draft& draft_;
  DraftBlocks& blocks_;
  std::vector<KnownTarget> known_;
};

}  // namespace

uint32_t section_of(const Draft& draft, uint32_t heading) {
  while (heading != no_heading && draft.headings[heading].type == HeadingType::label) {
    heading = draft.headings[heading].parent;
  }
  return heading;
}

void add_targets(const Draft& draft, DraftBlocks* blocks) { TargetWriter(draft, blocks).write(); }

}  // namespace fangan
