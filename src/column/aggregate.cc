#include "column/aggregate.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <variant>

#include "column/kernels.h"
#include "value/print.h"

namespace fangan::column {
namespace {

/// Of each row of a block: its group. Rows that do not count have no_place.
using Places = std::array<uint32_t, block_rows>;
constexpr uint32_t no_place = UINT32_MAX;

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
      if (output.width == Width::w128) return {};
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
    const bool is_code = key.kind == Kind::truth || key.kind == Kind::text;
    const auto place = static_cast<size_t>(key.width);
    const Kernels::Number kernel =
        is_code ? kernels().number_codes[place] : kernels().number_cells[place];
    const auto* const valid =
        key.valid == no_register ? nullptr
                                 : reinterpret_cast<const uint8_t*>(block.at[key.valid]);
    const auto before = static_cast<int64_t>(key.kind == Kind::truth ? 0 : range.low - 1);
    kernel(block.at[key.data], valid, before, static_cast<uint32_t>(range.count),
           places->data());
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

/// By group, and one before the first for the rows that do not count.
template <typename T>
class ByGroup {
 public:
  explicit ByGroup(T initial = T()) : initial_(initial), items_(1, initial) {}
  void grow(size_t groups) {
    if (groups >= items_.size()) items_.resize(groups + 1, initial_);
  }
  size_t size() const { return items_.size() - 1; }
  T& operator[](uint32_t group) { return items_[group + 1U]; }
  const T& operator[](uint32_t group) const { return items_[group + 1U]; }

 private:
  T initial_;
  std::vector<T> items_;
};

/// One measure, by group.
class Totals {
 public:
  Totals(const Measure& measure, const Output& output, size_t rows)
      : kind_(measure.kind), output_(output) {
    const bool is_linear = output.kind == Kind::number || output.kind == Kind::date ||
                           output.kind == Kind::duration;
    assert(is_linear || output.kind == Kind::decimal || output.kind == Kind::none);
    const Int128 largest = std::max(output.high, -output.low);
    const Int128 reach = kind_ == Measure::Kind::sum ? largest * 2 : largest;
    const auto count = static_cast<Int128>(kind_ == Measure::Kind::sum ? rows + 1 : 1);
    if (!is_linear || reach >= magnitude_end / count) {
      totals_ = ByGroup<Decimal>();
    } else if (reach < INT64_MAX / count) {
      totals_ = ByGroup<int64_t>(first_of<int64_t>(INT64_MIN, INT64_MAX));
    } else {
      totals_ = ByGroup<Int128>(first_of<Int128>(-magnitude_end, magnitude_end));
    }
  }

  /// Decimals may round, so the order in which they are added counts.
  bool is_ordered() const {
    return kind_ == Measure::Kind::sum && output_.kind != Kind::none && is_decimal();
  }

  void grow(size_t groups) {
    nulls_.grow(groups);
    states_.grow(is_decimal() ? groups : 0);
    std::visit([groups](auto& totals) { totals.grow(groups); }, totals_);
  }

  void add(const Block& block, const Places& places) {
    if (output_.kind == Kind::none) {
      for (size_t row = 0; row < block.rows; ++row) ++nulls_[places[row]];
      return;
    }
    if (auto* narrow = std::get_if<ByGroup<int64_t>>(&totals_)) {
      add_integers(block, places, narrow);
    } else if (auto* wide = std::get_if<ByGroup<Int128>>(&totals_)) {
      add_integers(block, places, wide);
    } else {
      add_decimals(block, places);
    }
  }

  void take(const Totals& other, uint32_t from, uint32_t to) {
    nulls_[to] += other.nulls_[from];
    if (is_decimal()) {
      if (other.states_[from] == State::lost) states_[to] = State::lost;
      if (other.states_[from] != State::none) {
        join_decimal(to, std::get<ByGroup<Decimal>>(other.totals_)[from]);
      }
    } else if (auto* narrow = std::get_if<ByGroup<int64_t>>(&totals_)) {
      join(std::get<ByGroup<int64_t>>(other.totals_)[from], &(*narrow)[to]);
    } else {
      join(std::get<ByGroup<Int128>>(other.totals_)[from],
           &std::get<ByGroup<Int128>>(totals_)[to]);
    }
  }

  Group::Measured found(uint32_t group, uint64_t rows) const {
    Group::Measured measured;
    measured.nulls = nulls_[group];
    if (rows == measured.nulls) return measured;
    if (is_decimal()) {
      if (states_[group] == State::lost) return measured;
      measured.value = std::get<ByGroup<Decimal>>(totals_)[group];
    } else {
      const auto* const narrow = std::get_if<ByGroup<int64_t>>(&totals_);
      const Int128 cell = narrow != nullptr ? static_cast<Int128>((*narrow)[group])
                                            : std::get<ByGroup<Int128>>(totals_)[group];
      measured.value = value_of_cell(output_.kind, cell, output_.scale, nullptr);
    }
    return measured;
  }

 private:
  enum class State : uint8_t { none, known, lost };  ///< lost: beyond the range of numbers

  bool is_decimal() const { return std::holds_alternative<ByGroup<Decimal>>(totals_); }

  /// What changes nothing where the first value comes.
  template <typename T>
  T first_of(T least, T greatest) const {
    if (kind_ == Measure::Kind::sum) return 0;
    return kind_ == Measure::Kind::least ? greatest : least;
  }

  template <typename T>
  void join(T value, T* total) const {
    if constexpr (!std::is_same_v<T, Decimal>) {
      if (kind_ == Measure::Kind::sum) {
        *total += value;
        return;
      }
    }
    if (kind_ == Measure::Kind::least ? value < *total : value > *total) *total = value;
  }

  void join_decimal(uint32_t group, const Decimal& value) {
    Decimal& total = std::get<ByGroup<Decimal>>(totals_)[group];
    if (states_[group] == State::none) {
      total = value;
      states_[group] = State::known;
    } else if (kind_ != Measure::Kind::sum) {
      join(value, &total);
    } else if (!try_add(total, value, &total)) {
      states_[group] = State::lost;
    }
  }

  template <typename Total>
  void add_integers(const Block& block, const Places& places, ByGroup<Total>* totals) {
    with_cells(output_, [&](auto type) {
      using T = decltype(type);
      const T* const cells = reinterpret_cast<const T*>(block.at[output_.data]);
      const bool is_sum = kind_ == Measure::Kind::sum;
      for (size_t row = 0; row < block.rows; ++row) {
        const uint8_t valid = is_valid(block, output_, row) ? 1 : 0;
        nulls_[places[row]] += valid ^ 1U;
        if (is_sum) {
          (*totals)[places[row]] += static_cast<Total>(cells[row]) & -static_cast<Total>(valid);
        } else if (valid != 0) {
          join(static_cast<Total>(cells[row]), &(*totals)[places[row]]);
        }
      }
    });
  }

  void add_decimals(const Block& block, const Places& places) {
    const std::byte* const cells = block.at[output_.data];
    for (size_t row = 0; row < block.rows; ++row) {
      if (!is_valid(block, output_, row)) {
        ++nulls_[places[row]];
      } else if (places[row] != no_place) {
        join_decimal(places[row],
                     output_.kind == Kind::decimal
                         ? reinterpret_cast<const Decimal*>(cells)[row]
                         : decimal_of(read_cell(output_.kind, output_.width, cells, row),
                                      output_.scale));
      }
    }
  }

  Measure::Kind kind_;
  const Output& output_;
  std::variant<ByGroup<int64_t>, ByGroup<Int128>, ByGroup<Decimal>> totals_;
  ByGroup<uint32_t> nulls_;
  ByGroup<State> states_{State::none};  ///< Of decimals.
};

/// One grouping, as far as one worker has come.
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
    if (grouping_.condition) skip(block, outputs_[*grouping_.condition], &places);
    for (size_t row = 0; row < block.rows; ++row) ++rows_[places[row]];
    for (Totals& each : totals_) each.add(block, places);
  }

  void take(const Tally& other) {
    undecided_ += other.undecided_;
    for (uint32_t group = 0; group < other.rows_.size(); ++group) {
      if (other.rows_[group] == 0) continue;
      const auto place = static_cast<uint32_t>(finder_.take(other.finder_, group));
      grow();
      rows_[place] += other.rows_[group];
      for (size_t i = 0; i < totals_.size(); ++i) totals_[i].take(other.totals_[i], group, place);
    }
  }

  Groups found() const {
    Groups groups;
    groups.undecided = undecided_;
    for (uint32_t group = 0; group < rows_.size(); ++group) {
      if (rows_[group] == 0 && !grouping_.keys.empty()) continue;
      Group found;
      found.keys = finder_.keys_of(group);
      found.rows = rows_[group];
      for (const Totals& each : totals_) found.measured.push_back(each.found(group, found.rows));
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
    rows_.grow(finder_.count());
    for (Totals& each : totals_) each.grow(finder_.count());
  }

  void skip(const Block& block, const Output& condition, Places* places) {
    if (condition.kind != Kind::truth) {
      undecided_ += block.rows;
      std::fill_n(places->begin(), block.rows, no_place);
      return;
    }
    const auto* const truths = reinterpret_cast<const uint8_t*>(block.at[condition.data]);
    for (size_t row = 0; row < block.rows; ++row) {
      undecided_ += truths[row] == truth_unknown ? 1 : 0;
      (*places)[row] = truths[row] == truth_yes ? (*places)[row] : no_place;
    }
  }

  const Grouping& grouping_;
  const std::vector<Output>& outputs_;
  GroupFinder finder_;
  ByGroup<uint32_t> rows_;
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
