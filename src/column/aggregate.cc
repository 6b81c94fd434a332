#include "column/aggregate.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <variant>

#include "value/print.h"

namespace fangan::column {
namespace {

using Places = std::array<uint32_t, block_rows>;  ///< Of each row of a block: its group.

bool is_valid(const Block& block, const Output& output, size_t row) {
  return output.valid == no_register ||
         std::to_integer<int>(block.at[output.valid][row]) != 0;
}

/// Calls function(T) with the type of the cells of an output.
template <typename Function>
void with_cells(const Output& output, Function function) {
  const bool is_code = output.kind == Kind::text || output.kind == Kind::truth;
  switch (output.width) {
    case Width::w8:
      return is_code ? function(uint8_t{}) : function(int8_t{});
    case Width::w16:
      return is_code ? function(uint16_t{}) : function(int16_t{});
    case Width::w32:
      return is_code ? function(uint32_t{}) : function(int32_t{});
    case Width::w64:
      return function(int64_t{});
    case Width::w128:
      return function(Int128{});
  }
}

/// How one key divides the rows: a number for each value it can have, 0 for null.
struct KeyRange {
  Int128 low = 0;
  Int128 count = 0;  ///< None: too many to number them.
};

KeyRange range_of(const Output& output) {
  switch (output.kind) {
    case Kind::none:
      return {0, 1};
    case Kind::truth:
      return {0, 3};
    case Kind::text:
      return {1, output.high + 1};
    case Kind::number:
    case Kind::date:
    case Kind::duration:
      return {output.low, output.high - output.low + 2};
    default:
      return {};
  }
}

/// Finds the group of each row. Few enough keys are numbered; others are kept as they come.
class GroupFinder {
 public:
  GroupFinder(const std::vector<Output>& outputs, const std::vector<size_t>& keys) {
    constexpr Int128 numbered_max = 1 << 20;
    Int128 total = 1;
    for (const size_t key : keys) {
      keys_.push_back(&outputs[key]);
      ranges_.push_back(range_of(outputs[key]));
      const bool fits = ranges_.back().count > 0 && ranges_.back().count <= numbered_max;
      total = fits && total <= numbered_max ? total * ranges_.back().count : numbered_max + 1;
    }
    is_numbered_ = total <= numbered_max;
    count_ = is_numbered_ ? static_cast<size_t>(total) : 0;
  }

  bool is_numbered() const { return is_numbered_; }
  size_t count() const { return is_numbered_ ? count_ : known_.size(); }

  void find(const Block& block, Places* places) {
    places->fill(0);
    if (!is_numbered_) return find_kept(block, places);
    for (size_t i = 0; i < keys_.size(); ++i) number(block, *keys_[i], ranges_[i], places);
  }

  /// The keys of a group, as they are printed and sorted.
  std::vector<Value> keys_of(size_t group) const {
    if (!is_numbered_) return kept_[group];
    std::vector<Value> values(keys_.size());
    for (size_t i = keys_.size(); i-- > 0;) {
      const auto count = static_cast<size_t>(ranges_[i].count);
      values[i] = value_of(*keys_[i], ranges_[i], group % count);
      group /= count;
    }
    return values;
  }

  /// Equal numbers are one key, whatever zeros they end in.
  static std::string text_of(const std::vector<Value>& values) {
    std::string text;
    for (const Value& value : values) {
      text += value.is(ValueKind::number) ? value.number().print_normal() : print(value);
      text += '\n';
    }
    return text;
  }

  /// Where the group of another finder is here.
  size_t take(const GroupFinder& other, size_t group) {
    return is_numbered_ ? group : place_of(other.kept_[group]);
  }

 private:
  static Value value_of(const Output& key, const KeyRange& range, size_t number) {
    if (key.kind == Kind::truth) {
      return value_of_cell(key.kind, static_cast<Int128>(number), 0, nullptr);
    }
    if (number == 0) return {};
    return value_of_cell(key.kind, range.low + static_cast<Int128>(number) - 1, key.scale,
                         key.dictionary.get());
  }

  static void number(const Block& block, const Output& key, const KeyRange& range,
                     Places* places) {
    if (key.kind == Kind::none) return;
    const auto count = static_cast<uint32_t>(range.count);
    with_cells(key, [&](auto type) {
      using T = decltype(type);
      using Wide = std::conditional_t<sizeof(T) == sizeof(Int128), Int128, int64_t>;
      const auto before = static_cast<Wide>(key.kind == Kind::truth ? 0 : range.low - 1);
      const T* const cells = reinterpret_cast<const T*>(block.at[key.data]);
      const auto* const valid =
          key.valid == no_register ? nullptr
                                   : reinterpret_cast<const uint8_t*>(block.at[key.valid]);
      for (size_t row = 0; row < block.rows; ++row) {
        const auto cell = static_cast<uint32_t>(static_cast<Wide>(cells[row]) - before);
        const bool is_null = valid != nullptr && valid[row] == 0;
        (*places)[row] = (*places)[row] * count + (is_null ? 0 : cell);
      }
    });
  }

  void find_kept(const Block& block, Places* places) {
    std::vector<Value> values(keys_.size());
    for (size_t row = 0; row < block.rows; ++row) {
      for (size_t i = 0; i < keys_.size(); ++i) values[i] = value_in(block, *keys_[i], row);
      (*places)[row] = static_cast<uint32_t>(place_of(values));
    }
  }

  size_t place_of(const std::vector<Value>& values) {
    const auto [place, is_new] = known_.emplace(text_of(values), kept_.size());
    if (is_new) kept_.push_back(values);
    return place->second;
  }

  std::vector<const Output*> keys_;
  std::vector<KeyRange> ranges_;
  bool is_numbered_ = true;
  size_t count_ = 0;
  std::map<std::string, size_t> known_;
  std::vector<std::vector<Value>> kept_;
};

/// What is known of one measure, by group.
class Totals {
 public:
  Totals(const Measure& measure, const Output& output, size_t rows)
      : kind_(measure.kind), output_(output) {
    const bool is_linear = output.kind == Kind::number || output.kind == Kind::date ||
                           output.kind == Kind::duration;
    assert(is_linear || output.kind == Kind::decimal || output.kind == Kind::none);
    const Int128 largest = std::max(output.high, -output.low);
    const auto count = static_cast<Int128>(rows + 1);
    if (!is_linear || (kind_ == Measure::Kind::sum && largest >= magnitude_end / count)) {
      totals_ = std::vector<Decimal>();
    } else if (kind_ == Measure::Kind::sum && largest < INT64_MAX / count) {
      totals_ = std::vector<int64_t>();
    } else {
      totals_ = std::vector<Int128>();
    }
  }

  /// Decimals may round, so the order in which they are added counts.
  bool is_ordered() const {
    return kind_ == Measure::Kind::sum && output_.kind != Kind::none &&
           std::holds_alternative<std::vector<Decimal>>(totals_);
  }

  void grow(size_t groups) {
    if (groups <= seen_.size()) return;
    seen_.resize(groups);
    nulls_.resize(groups);
    is_lost_.resize(groups);
    std::visit([groups](auto& totals) { totals.resize(groups); }, totals_);
  }

  void add(const Block& block, const Places& places) {
    if (output_.kind == Kind::none) {
      for (size_t row = 0; row < block.rows; ++row) ++nulls_[places[row]];
      return;
    }
    if (auto* sums = std::get_if<std::vector<int64_t>>(&totals_)) {
      return add_integers(block, places, sums);
    }
    for (size_t row = 0; row < block.rows; ++row) {
      const size_t group = places[row];
      if (!is_valid(block, output_, row)) {
        ++nulls_[group];
        continue;
      }
      if (auto* wide = std::get_if<std::vector<Int128>>(&totals_)) {
        join(group, read_cell(output_.kind, output_.width, block.at[output_.data], row), wide);
      } else {
        join(group, decimal_in(block, row), &std::get<std::vector<Decimal>>(totals_));
      }
    }
  }

  void take(const Totals& other, size_t from, size_t to) {
    nulls_[to] += other.nulls_[from];
    if (other.seen_[from] == 0) return;
    is_lost_[to] = is_lost_[to] | other.is_lost_[from];
    const uint64_t before = seen_[to];
    std::visit([&](auto& mine) {
      using Vector = std::decay_t<decltype(mine)>;
      join(to, std::get<Vector>(other.totals_)[from], &mine);
    }, totals_);
    seen_[to] = before + other.seen_[from];
  }

  Group::Measured found(size_t group) const {
    Group::Measured measured;
    measured.nulls = nulls_[group];
    if (seen_[group] == 0 || is_lost_[group] != 0) return measured;
    if (const auto* decimals = std::get_if<std::vector<Decimal>>(&totals_)) {
      measured.value = (*decimals)[group];
    } else {
      const auto* narrow = std::get_if<std::vector<int64_t>>(&totals_);
      const Int128 cell =
          narrow != nullptr ? (*narrow)[group] : std::get<std::vector<Int128>>(totals_)[group];
      measured.value = value_of_cell(output_.kind, cell, output_.scale, nullptr);
    }
    return measured;
  }

 private:
  Decimal decimal_in(const Block& block, size_t row) const {
    const std::byte* const cells = block.at[output_.data];
    if (output_.kind == Kind::decimal) return reinterpret_cast<const Decimal*>(cells)[row];
    return decimal_of(read_cell(output_.kind, output_.width, cells, row), output_.scale);
  }

  template <typename T>
  void join(size_t group, const T& value, std::vector<T>* totals) {
    T& total = (*totals)[group];
    const bool is_first = seen_[group]++ == 0;
    if (is_first) {
      total = value;
    } else if (kind_ == Measure::Kind::least) {
      total = value < total ? value : total;
    } else if (kind_ == Measure::Kind::greatest) {
      total = total < value ? value : total;
    } else if constexpr (std::is_same_v<T, Decimal>) {
      if (!try_add(total, value, &total)) is_lost_[group] = 1;
    } else {
      total += value;
    }
  }

  void add_integers(const Block& block, const Places& places, std::vector<int64_t>* sums) {
    int64_t* const totals = sums->data();
    with_cells(output_, [&](auto type) {
      using T = decltype(type);
      const T* const cells = reinterpret_cast<const T*>(block.at[output_.data]);
      if (output_.valid == no_register) {
        for (size_t row = 0; row < block.rows; ++row) {
          totals[places[row]] += static_cast<int64_t>(cells[row]);
          ++seen_[places[row]];
        }
        return;
      }
      const auto* const valid = reinterpret_cast<const uint8_t*>(block.at[output_.valid]);
      for (size_t row = 0; row < block.rows; ++row) {
        const auto mask = -static_cast<int64_t>(valid[row] & 1);
        totals[places[row]] += static_cast<int64_t>(cells[row]) & mask;
        seen_[places[row]] += valid[row];
        nulls_[places[row]] += valid[row] ^ 1U;
      }
    });
  }

  Measure::Kind kind_;
  const Output& output_;
  std::variant<std::vector<int64_t>, std::vector<Int128>, std::vector<Decimal>> totals_;
  std::vector<uint64_t> seen_;
  std::vector<uint64_t> nulls_;
  std::vector<uint8_t> is_lost_;  ///< Beyond the range of numbers.
};

/// One grouping, as far as one worker has come. Group 0 is of the rows that do not count.
class Tally {
 public:
  Tally(const Grouping& grouping, const std::vector<Output>& outputs, size_t rows)
      : grouping_(grouping), outputs_(outputs), finder_(outputs, grouping.keys) {
    for (const Measure& measure : grouping.measures) {
      totals_.emplace_back(measure, outputs[measure.output], rows);
    }
    grow();
  }

  bool is_ordered() const {
    return std::any_of(totals_.begin(), totals_.end(),
                       [](const Totals& each) { return each.is_ordered(); });
  }

  void add(const Block& block) {
    Places places;
    finder_.find(block, &places);
    grow();
    skip(block, &places);
    for (size_t row = 0; row < block.rows; ++row) ++rows_[places[row]];
    for (Totals& each : totals_) each.add(block, places);
  }

  void take(const Tally& other) {
    undecided_ += other.undecided_;
    for (size_t group = 0; group + 1 < other.rows_.size(); ++group) {
      if (other.rows_[group + 1] == 0) continue;
      const size_t place = finder_.take(other.finder_, group);
      grow();
      rows_[place + 1] += other.rows_[group + 1];
      for (size_t i = 0; i < totals_.size(); ++i) {
        totals_[i].take(other.totals_[i], group + 1, place + 1);
      }
    }
  }

  Groups found() const {
    Groups groups;
    groups.undecided = undecided_;
    for (size_t group = 0; group + 1 < rows_.size(); ++group) {
      if (rows_[group + 1] == 0 && !grouping_.keys.empty()) continue;
      Group found;
      found.keys = finder_.keys_of(group);
      found.rows = rows_[group + 1];
      for (const Totals& each : totals_) found.measured.push_back(each.found(group + 1));
      groups.groups.push_back(std::move(found));
    }
    if (!finder_.is_numbered()) {
      std::sort(groups.groups.begin(), groups.groups.end(), [](const Group& a, const Group& b) {
        return GroupFinder::text_of(a.keys) < GroupFinder::text_of(b.keys);
      });
    }
    return groups;
  }

 private:
  void grow() {
    const size_t groups = finder_.count() + 1;
    if (groups > rows_.size()) rows_.resize(groups);
    for (Totals& each : totals_) each.grow(groups);
  }

  /// Rows that do not count go to group 0, the others one further.
  void skip(const Block& block, Places* places) {
    if (!grouping_.condition) {
      for (size_t row = 0; row < block.rows; ++row) ++(*places)[row];
      return;
    }
    const Output& output = outputs_[*grouping_.condition];
    if (output.kind != Kind::truth) {
      undecided_ += block.rows;
      std::fill_n(places->begin(), block.rows, 0U);
      return;
    }
    const auto* const truths = reinterpret_cast<const uint8_t*>(block.at[output.data]);
    for (size_t row = 0; row < block.rows; ++row) {
      undecided_ += truths[row] == truth_unknown ? 1 : 0;
      (*places)[row] = truths[row] == truth_yes ? (*places)[row] + 1 : 0;
    }
  }

  const Grouping& grouping_;
  const std::vector<Output>& outputs_;
  GroupFinder finder_;
  std::vector<uint64_t> rows_;
  std::vector<Totals> totals_;
  uint64_t undecided_ = 0;
};

class TallyTaker final : public BlockTaker {
 public:
  TallyTaker(std::span<const Grouping> groupings, const std::vector<Output>& outputs,
             size_t rows) {
    for (const Grouping& each : groupings) tallies_.emplace_back(each, outputs, rows);
  }
  void take(const Block& block) override {
    for (Tally& each : tallies_) each.add(block);
  }
  std::vector<Tally>& tallies() { return tallies_; }

 private:
  std::vector<Tally> tallies_;
};

}  // namespace

std::vector<Groups> aggregate(const Program& program, const Table& table,
                              std::span<const Grouping> groupings, size_t threads) {
  std::vector<std::unique_ptr<BlockTaker>> takers;
  std::vector<TallyTaker*> tallies;
  const auto add = [&] {
    auto taker = std::make_unique<TallyTaker>(groupings, program.outputs(), table.rows());
    tallies.push_back(taker.get());
    takers.push_back(std::move(taker));
  };
  add();
  const std::vector<Tally>& first = tallies.front()->tallies();
  const bool is_ordered = std::any_of(first.begin(), first.end(),
                                      [](const Tally& each) { return each.is_ordered(); });
  const size_t workers = is_ordered ? 1 : Program::worker_count(table, threads);
  while (takers.size() < workers) add();
  program.run(table, takers);
  std::vector<Groups> found;
  for (size_t i = 0; i < groupings.size(); ++i) {
    Tally& whole = tallies.front()->tallies()[i];
    for (size_t other = 1; other < tallies.size(); ++other) {
      whole.take(tallies[other]->tallies()[i]);
    }
    found.push_back(whole.found());
  }
  return found;
}

}  // namespace fangan::column
