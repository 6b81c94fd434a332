// Drives a fuzzer (src/*/*_fuzz.cc) without libFuzzer: the inputs it is given, then a fixed number
// of new ones made from them. The same seed makes the same inputs on every machine.
//
//   blocks_fuzz [--runs N] [--seed N] [--keep FILE] [INPUT...]
//
// An input that ends the program is in FILE (default broken_input), whatever ended it: a failed
// assertion, a signal, more than 10 s, more than 2 GB.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr int seconds_max = 10;
constexpr rlim_t memory_bytes_max = rlim_t{2} << 30;
constexpr size_t input_bytes_max = 4096;
constexpr size_t pool_max = 512;

// What the handler of signals reads: nothing that allocates.
const char* keep_path = "broken_input";
std::string current;

[[noreturn]] void give_up(std::string_view why) {
  const int file = open(keep_path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  bool kept = file >= 0;
  if (kept) kept = write(file, current.data(), current.size()) == ssize_t(current.size());
  for (const std::string_view part :
       {why, std::string_view(kept ? "; the input is " : "; the input could not be kept in "),
        std::string_view(keep_path), std::string_view("\n")}) {
    if (write(STDERR_FILENO, part.data(), part.size()) < 0) break;
  }
  _exit(1);
}

void on_signal(int signal) {
  give_up(signal == SIGALRM ? "an input took too long" : "an input ended the program");
}

void guard() {
  // A stack of its own: one that overflowed cannot carry the handler.
  static char stack[64 << 10];
  stack_t other = {};
  other.ss_sp = stack;
  other.ss_size = sizeof stack;
  sigaltstack(&other, nullptr);
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  for (const int each : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM}) {
    sigaction(each, &action, nullptr);
  }
  const rlimit memory = {memory_bytes_max, memory_bytes_max};
  setrlimit(RLIMIT_AS, &memory);
  std::set_new_handler([] { give_up("an input took too much memory"); });
}

void try_input(std::string input) {
  current = std::move(input);
  alarm(seconds_max);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(current.data()), current.size());
  alarm(0);
}

/// Makes inputs from inputs: bytes turned, put in, taken out; pieces doubled or taken from another.
class Maker {
 public:
  Maker(uint64_t seed, std::vector<std::string> pool) : random_(seed), pool_(std::move(pool)) {
    if (pool_.empty()) pool_.emplace_back();
  }

  std::string next() {
    std::string made = pool_[below(pool_.size())];
    for (size_t left = 1 + below(6); left > 0; --left) change(&made);
    if (made.size() > input_bytes_max) made.resize(input_bytes_max);
    // Some go on to be changed further; the given ones stay.
    if (below(8) == 0 && pool_.size() < pool_max) pool_.push_back(made);
    return made;
  }

 private:
  // Not a distribution of the library: those differ from one library to the next.
  size_t below(size_t count) { return random_() % count; }

  std::string_view piece(std::string_view text) {
    if (text.empty()) return text;
    const size_t at = below(text.size());
    return text.substr(at, 1 + below(32));
  }

  void change(std::string* made) {
    const size_t at = below(made->size() + 1);
    const std::string_view other = pool_[below(pool_.size())];
    switch (below(7)) {
      case 0:
        if (at < made->size()) (*made)[at] = char((*made)[at] ^ 1 << below(8));
        break;
      case 1:
        if (at < made->size()) (*made)[at] = char(random_());
        break;
      case 2:
        made->insert(at, 1, char(random_()));
        break;
      case 3:
        made->erase(at, 1 + below(16));
        break;
      case 4:
        made->insert(at, std::string(piece(*made)));
        break;
      case 5:
        made->insert(at, piece(other));
        break;
      default:
        made->replace(at, made->size() - at, other.substr(below(other.size() + 1)));
    }
  }

  std::mt19937_64 random_;
  std::vector<std::string> pool_;
};

std::string read_whole(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path);
    std::exit(2);
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

int main(int count, char** words) {
  uint64_t runs = 0;
  uint64_t seed = 1;
  std::vector<std::string> inputs;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const bool takes_value = word == "--runs" || word == "--seed" || word == "--keep";
    if (takes_value && i + 1 == count) {
      std::fprintf(stderr, "%s needs a value\n", words[i]);
      return 2;
    }
    if (word == "--runs") {
      runs = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--seed") {
      seed = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--keep") {
      keep_path = words[++i];
    } else {
      inputs.push_back(read_whole(words[i]));
    }
  }
  guard();
  for (const std::string& input : inputs) try_input(input);
  Maker maker(seed, inputs);
  for (uint64_t run = 0; run < runs; ++run) try_input(maker.next());
  std::printf("%zu inputs given, %llu made\n", inputs.size(), (unsigned long long)runs);
}
