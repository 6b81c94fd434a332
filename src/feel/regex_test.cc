// Regular expressions of FEEL, by the rules of XPath 3.1: what matches, what is refused, and that
// nothing takes for ever.
#include "feel/regex.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "text/messages.h"
#include "text/utf8.h"

namespace fangan {
namespace {

template <typename T>
std::string code_of(const Result<T>& result) {
  return result ? "" : result.error().code;
}

std::string matched(std::string_view text, std::string_view pattern, std::string_view flags = "") {
  const Result<Regex> regex = Regex::compile(pattern, flags);
  if (!regex) return regex.error().code;
  const Result<bool> found = regex.value().matches(text);
  if (!found) return found.error().code;
  return found.value() ? "yes" : "no";
}

std::string replaced(std::string_view text, std::string_view pattern, std::string_view replacement,
                     std::string_view flags = "") {
  const Result<Regex> regex = Regex::compile(pattern, flags);
  if (!regex) return regex.error().code;
  const Result<std::string> result = regex.value().replace(text, replacement);
  return result ? result.value() : result.error().code;
}

std::string split_up(std::string_view text, std::string_view pattern,
                     std::string_view flags = "") {
  const Result<Regex> regex = Regex::compile(pattern, flags);
  if (!regex) return regex.error().code;
  const Result<std::vector<std::string>> parts = regex.value().split(text);
  if (!parts) return parts.error().code;
  std::string joined;
  for (const std::string& part : parts.value()) joined += "<" + part + ">";
  return joined;
}

struct Match {
  std::string_view text;
  std::string_view pattern;
  std::string_view flags;
  std::string_view expected;
};

void expect_all(const std::vector<Match>& table) {
  for (const auto& [text, pattern, flags, expected] : table) {
    EXPECT_EQ(matched(text, pattern, flags), expected)
        << "\"" << text << "\" by /" << pattern << "/" << flags;
  }
}

TEST(Regex, KnowsLinesAndAnyCharacter) {
  expect_all({
      {"方案", "^..$", "", "yes"},
      {"方案", "^.$", "", "no"},
      {"a\rb", "a.b", "", "no"},
      {"a\nb", "a.b", "", "no"},
      {"a\xE2\x80\xA8" "b", "a.b", "", "yes"},  // U+2028 is no line feed.
      {"a\nb", "a.b", "s", "yes"},
      {"a\rb", "a.b", "s", "yes"},
      {"a\n", "a$", "", "no"},
      {"a\n", "a$", "m", "yes"},
      {"a\nb", "^b", "", "no"},
      {"a\nb", "^b", "m", "yes"},
      {"a\rb", "^b", "m", "no"},
      {"a\n", "\\n^", "m", "no"},  // Not after the last line feed.
      {"", "", "", "yes"},
      {"", "^$", "", "yes"},
      {"ab", "a||c", "", "yes"},
      {"b", "^(|a)b$", "", "yes"},
      {"ab", "^*a", "", "yes"},
  });
}

TEST(Regex, KnowsEscapesAndCategories) {
  expect_all({
      {"٣", "^\\d$", "", "yes"},
      {"³", "\\d", "", "no"},
      {"\xC2\xA0", "\\s", "", "no"},  // A no-break space.
      {"\x0B", "\\s", "", "no"},
      {" \t\n\r", "^\\s{4}$", "", "yes"},
      {"_", "\\w", "", "no"},  // Punctuation in Unicode.
      {"+", "^\\w$", "", "yes"},  // A symbol.
      {"案9é", "^\\w+$", "", "yes"},
      {"案9é", "\\W", "", "no"},
      {"，", "^\\W$", "", "yes"},
      {"_:案", "^\\i+$", "", "yes"},
      {"9", "\\i", "", "no"},
      {"-.9·", "^\\c+$", "", "yes"},
      {" ", "^\\C\\I$", "", "no"},
      {" 9", "^\\C\\I$", "", "yes"},
      {"9", "[\\I]", "", "yes"},
      {"x", "[\\S]", "", "yes"},
      {" ", "[\\S]", "", "no"},
      {"Ä", "^\\p{Lu}$", "", "yes"},
      {"ä", "^\\p{Lu}$", "", "no"},
      {"ä", "^\\P{Lu}$", "", "yes"},
      {"ä", "\\p{Lu}", "i", "no"},  // Categories keep their case.
      {"ä", "[\\p{Lu}]", "i", "no"},
      {"ä", "[Ä\\p{Nd}]", "i", "yes"},
      {"ä", "[^Ä\\p{Nd}]", "i", "no"},
      {"5", "[^Ä\\p{Nd}]", "i", "no"},
      {"b", "[^Ä\\p{Nd}]", "i", "yes"},
      {"焦", "^\\p{IsCJKUnifiedIdeographs}$", "", "yes"},
      {"焦", "\\P{IsCJKUnifiedIdeographs}", "", "no"},
      {"é", "\\p{IsBasicLatin}", "", "no"},
      {"é", "\\p{IsLatin-1Supplement}", "", "yes"},
      {"\xE2\x84\xAA", "\\p{IsBasicLatin}", "i", "no"},
      {"α", "\\p{IsGreek}", "", "yes"},
      {"α", "\\p{IsGreekandCoptic}", "", "yes"},
      {"\xEE\x80\x80", "\\p{IsPrivateUse}", "", "yes"},
      {"\xEE\x80\x80", "\\P{IsHangulJamoExtended-B}", "", "yes"},
      {"a-b", "a\\-b", "", "yes"},
      {"$|.", "^\\$\\|\\.$", "", "yes"},
      {"\t\n\r", "^\\t\\n\\r$", "", "yes"},
      {"#/@\"'&%~`=!<>,;:", "^#/@\"'&%~`=!<>,;:$", "", "yes"},
  });
}

TEST(Regex, KnowsClasses) {
  expect_all({
      {"B", "[A-Z-[OI]]", "", "yes"},
      {"O", "[A-Z-[OI]]", "", "no"},
      {"x", "[A-Z-[OI]]", "i", "yes"},
      {"o", "[A-Z-[OI]]", "i", "no"},
      {"5", "^[^a-z-[0-4]]$", "", "yes"},
      {"3", "^[^a-z-[0-4]]$", "", "no"},
      {"e", "^[a-z-[b-y-[d-f]]]$", "", "yes"},
      {"c", "^[a-z-[b-y-[d-f]]]$", "", "no"},
      {"q", "[^Q]", "i", "no"},
      {"-", "^[-a]$", "", "yes"},
      {"-", "^[a-]$", "", "yes"},
      {"-", "^[\\d-x]$", "", "yes"},
      {"-", "^[0-9-.]$", "", "yes"},
      {"^", "^[a^]$", "", "yes"},
      {".", "^[.?*+(){}|$]$", "", "yes"},
      {"b", "[.?*+(){}|$]", "", "no"},
      {"]", "^[\\]\\[]$", "", "yes"},
      {"\\", "^[\\\\]$", "", "yes"},
      {"案", "[一-龥]", "", "yes"},
      {"a", "[[a]]", "", "FEEL-R002"},
      {"a", "[]", "", "FEEL-R009"},
      {"a", "[^]", "", "FEEL-R009"},
      {"a", "[-[a]]", "", "FEEL-R009"},
      {"a", "[a-z-[a]b]", "", "FEEL-R009"},
      {"a", "[z-a]", "", "FEEL-R009"},
      {"a", "[a-\\d]", "", "FEEL-R004"},
      {"a", "[a", "", "FEEL-R003"},
      {"a", "[\\1]", "", "FEEL-R004"},
      {"a", "(a)[\\1]", "", "FEEL-R004"},
      {"a", "[\\0]", "", "FEEL-R004"},
      {"a", "[\\b]", "", "FEEL-R004"},
  });
}

TEST(Regex, KnowsGroupsAndQuantifiers) {
  expect_all({
      {"aa", "^(a)\\1$", "", "yes"},
      {"aA", "^(a)\\1$", "i", "yes"},
      {"aaa", "^(a)\\1{2}$", "", "yes"},
      {"ab", "^(a)\\1*b\\1?$", "", "yes"},
      {"a0", "^(a)\\10$", "", "no"},  // \1, then the character 0.
      {"aa0", "^(a)\\10$", "", "yes"},
      {"abcdefghijj", "^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10$", "", "yes"},
      {"b", "^(a)?b\\1$", "", "yes"},  // A group that took no part is empty.
      {"h", "(.)\\2", "", "FEEL-R008"},
      {"h", "\\1(.)", "", "FEEL-R008"},
      {"h", "(a\\1)", "", "FEEL-R008"},
      {"h", "\\3", "", "FEEL-R008"},
      {"h", "\\0", "", "FEEL-R004"},
      {"aaa", "^a{3}$", "", "yes"},
      {"aaa", "^a{2,}$", "", "yes"},
      {"aaa", "^a{1,2}$", "", "no"},
      {"b", "^a{0}b$", "", "yes"},
      {"ab", "^(?:a|b)+?$", "", "yes"},
      {"a", "a{,2}", "", "FEEL-R006"},
      {"a", "a{2,1}", "", "FEEL-R006"},
      {"a", "a{65536}", "", "FEEL-R006"},
      {"a", "a{99999999999999999999}", "", "FEEL-R006"},
      {"a", "a{1", "", "FEEL-R006"},
      {"a", "a{x}", "", "FEEL-R006"},
      {"a", "a++", "", "FEEL-R005"},
      {"a", "a**", "", "FEEL-R005"},
      {"a", "a??+", "", "FEEL-R005"},
      {"a", "a{2}{3}", "", "FEEL-R005"},
      {"a", "*a", "", "FEEL-R002"},
      {"a", "(?:*)", "", "FEEL-R002"},
      {"a", "a|+", "", "FEEL-R002"},
      {"a", "a)", "", "FEEL-R002"},
      {"a", "a]", "", "FEEL-R002"},
      {"a", "a}", "", "FEEL-R002"},
      {"a", "(a", "", "FEEL-R003"},
      {"a", "\\p{Lu", "", "FEEL-R003"},
      {"a", "(?=a)", "", "FEEL-R005"},
      {"a", "(?!a)", "", "FEEL-R005"},
      {"a", "(?<=a)", "", "FEEL-R005"},
      {"a", "(?<n>a)", "", "FEEL-R005"},
      {"a", "(?i)a", "", "FEEL-R005"},
      {"a", "(?>a)", "", "FEEL-R005"},
      {"a", "(*ACCEPT)", "", "FEEL-R002"},
  });
}

TEST(Regex, RefusesUnknownEscapes) {
  for (const char* pattern : {"\\b", "\\A", "\\z", "\\x41", "\\u0041", "\\Q", "\\E", "\\K", "\\R",
                              "\\h", "\\e", "\\pL", "\\ ", "\\_", "\\案", "\\"}) {
    EXPECT_EQ(matched("a", pattern), "FEEL-R004") << pattern;
  }
  for (const char* name : {"Han", "L&", "^Lu", "IsNowhere", "Is", "", "Cs", "lu", " Lu", "Any"}) {
    EXPECT_EQ(matched("a", "\\p{" + std::string(name) + "}"), "FEEL-R007") << name;
  }
}

TEST(Regex, KnowsItsFlags) {
  expect_all({
      {"a", "a", "smixq", "yes"},
      {"a", "a", "ii", "yes"},
      {"a", "a", "p", "FEEL-R001"},
      {"a", "a", " ", "FEEL-R001"},
      {"a", "a", "X", "FEEL-R001"},
      {"\xE2\x84\xAA", "k", "i", "yes"},  // The sign of kelvin.
      {"\xE2\x84\xAA", "[a-z]", "i", "yes"},
      {"ſ", "S", "i", "yes"},
      {"hello world", "hello\\ sworld", "x", "yes"},
      {"hello world", " hello[ ]world", "x", "yes"},
      {"hello world", "he ll o[ ]worl d", "x", "yes"},
      {"hello world", "\\p{ I s B a s i c L a t i n }+", "x", "yes"},
      {"hello world", "\\p{ IsBasicLatin}+", "", "FEEL-R007"},
      {"[ x", "^\\ [[ ]x$", "x", "yes"},
      {"aa", "^a { 2 }$", "x", "yes"},
      {"x[y-z]", "x[y-z]", "q", "yes"},
      {"x[Y-z]", "X[y-Z]", "qi", "yes"},
      {"abracadabra", "(?:abra(?:cad)?)*", "q", "no"},
      {"a b", "a b", "qx", "yes"},
      {"a\\Eb", "\\E", "q", "yes"},
  });
}

TEST(Regex, Replaces) {
  EXPECT_EQ(replaced("abcd", "(ab)|(a)", "[1=$1][2=$2]"), "[1=ab][2=]cd");
  EXPECT_EQ(replaced("abracadabra", "a.*?a", "*"), "*c*bra");
  EXPECT_EQ(replaced("darted", "^(.*?)d(.*)$", "$1c$2"), "carted");
  EXPECT_EQ(replaced("0123456789", "(\\d{3})(\\d{3})(\\d{4})", "($1) $2-$3"), "(012) 345-6789");
  EXPECT_EQ(replaced("焦作市", "(作)", "[$0$1]"), "焦[作作]市");
  EXPECT_EQ(replaced("abc", "(b)", "$12"), "ab2c");
  EXPECT_EQ(replaced("abc", "b", "$1"), "ac");
  EXPECT_EQ(replaced("abc", "b", "$15"), "a5c");
  EXPECT_EQ(replaced("abcdefghij", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "$10$1"), "ja");
  EXPECT_EQ(replaced("abc", "b", "\\$1\\\\"), "a$1\\c");
  EXPECT_EQ(replaced("abc", "b", "$"), "FEEL-R013");
  EXPECT_EQ(replaced("abc", "b", "$x"), "FEEL-R013");
  EXPECT_EQ(replaced("abc", "b", "\\"), "FEEL-R013");
  EXPECT_EQ(replaced("abc", "b", "\\n"), "FEEL-R013");
  EXPECT_EQ(replaced("a.c", ".", "$\\", "q"), "a$\\c");
  EXPECT_EQ(replaced("abc", "x*", "-"), "FEEL-R012");
  EXPECT_EQ(replaced("abc", "^", "-"), "FEEL-R012");
  EXPECT_EQ(replaced("abc", "", "-"), "FEEL-R012");
  EXPECT_EQ(replaced("abc", "", "-", "q"), "FEEL-R012");
  EXPECT_EQ(replaced("abracadabra", "a", ""), "brcdbr");
  EXPECT_EQ(replaced(std::string(10'000, 'a'), "a", std::string(10'000, 'b')), "FEEL-R015");
}

TEST(Regex, Splits) {
  EXPECT_EQ(split_up("John Doe", "\\s"), "<John><Doe>");
  EXPECT_EQ(split_up("a;b;c;;", ";"), "<a><b><c><><>");
  EXPECT_EQ(split_up("，市，县", "，"), "<><市><县>");
  EXPECT_EQ(split_up("abc", "x"), "<abc>");
  EXPECT_EQ(split_up("", "x"), "<>");
  EXPECT_EQ(split_up("aXbxc", "x", "i"), "<a><b><c>");
  EXPECT_EQ(split_up("abc", "x?"), "FEEL-R012");
}

TEST(Regex, SaysWhere) {
  const auto position = [](std::string_view pattern, std::string_view flags = "") -> std::string {
    const Result<Regex> refused = Regex::compile(pattern, flags);
    for (const Fact& fact : refused.error().facts) {
      if (fact.name == "position") return fact.value;
    }
    return "";
  };
  EXPECT_EQ(position("案(?=a)"), "3");
  EXPECT_EQ(position("ab\\q"), "3");
  EXPECT_EQ(position("市[县"), "2");
  EXPECT_EQ(position("a  b  )", "x"), "7");
  EXPECT_EQ(position("(a)\\2"), "4");
  EXPECT_EQ(position("[b-dz-a]"), "5");
}

TEST(Regex, RefusesWhatIsTooLargeOrNoText) {
  EXPECT_EQ(matched("a", std::string(20'000, 'a')), "FEEL-R010");
  EXPECT_EQ(matched("a", std::string(1'000, '(') + std::string(1'000, ')')), "FEEL-R010");
  EXPECT_EQ(matched("a", "(((a{1000}){1000}){1000}){1000}"), "FEEL-R010");
  EXPECT_EQ(matched("a", "(\\d){26666}"), "FEEL-R010");  // Short, but written out it is not.
  EXPECT_EQ(matched("a", "(?:a|b){4,44445}"), "FEEL-R010");
  EXPECT_EQ(matched("a", "\\d{65535}"), "no");
  std::string everything;
  for (int i = 0; i < 8'000; ++i) everything += "\\I";
  EXPECT_EQ(matched("a", "[" + everything + "]"), "FEEL-R010");
  std::string classes;
  for (int i = 0; i < 1'000; ++i) classes += "[a-z-";
  EXPECT_EQ(matched("a", classes), "FEEL-R010");
  EXPECT_EQ(matched("a", "\xFF"), "FEEL-R014");
  EXPECT_EQ(matched("\xFF", "a"), "FEEL-R014");
  EXPECT_EQ(replaced("a", "a", "\xFF"), "FEEL-R014");
  EXPECT_EQ(split_up("\xFF", "a"), "FEEL-R014");
}

/// PCRE2 has limits of its own for nesting; what the translation allows stays within them.
TEST(Regex, RunsTheDeepestPatterns) {
  constexpr int depth = 99;
  std::string groups = "a";
  for (int i = 0; i < depth; ++i) groups = "(" + groups + ")";
  EXPECT_EQ(matched("a", groups), "yes");
  std::string references = "a";
  for (int i = 0; i < depth; ++i) references = "(" + references + "|)?";
  EXPECT_EQ(matched("aa", "^" + references + "\\1$"), "yes");
  EXPECT_EQ(matched("aaa", "^" + references + "\\1$"), "no");
  std::string classes = "[^A\\d]";
  for (int i = 1; i < depth; ++i) classes = "[^A\\d-" + classes + "]";
  EXPECT_EQ(matched("b", classes, "i"), "yes");
  EXPECT_EQ(matched("a", classes, "i"), "no");
}

TEST(Regex, GivesUpInTime) {
  const std::string many(50'000, 'a');
  EXPECT_EQ(matched(many + "b", "^(a+)+$"), "FEEL-R011");
  EXPECT_EQ(matched(many + "b", "(a+)+$"), "FEEL-R011");
  EXPECT_EQ(matched(many + "b", "(a|aa)+$"), "FEEL-R011");
  EXPECT_EQ(matched(many + "b", "(a*)*c"), "no");  // PCRE2 sees that no c follows.
  EXPECT_EQ(matched(many + "b", "(.*)(.*)(.*)(.*)(.*)[cd]"), "FEEL-R011");
  EXPECT_EQ(matched(many + "b", ".*.*[cd]"), "FEEL-R011");
  EXPECT_EQ(matched(many + "b", "(a?){40}a{40}[cd]"), "FEEL-R011");
  EXPECT_EQ(replaced(many + "b", "a*[cd]", "x"), "FEEL-R011");
  EXPECT_EQ(split_up(many + "b", "(a+)\\1\\1[cd]"), "FEEL-R011");
  // The same sizes, where each step leads on.
  EXPECT_EQ(matched(many, "^(a|b)*$"), "yes");
  EXPECT_EQ(matched(many + many, "^(?:a+)+$"), "yes");
  EXPECT_EQ(replaced(many, "a", "").size(), 0U);
}

TEST(Regex, ServesManyThreads) {
  const Regex regex = Regex::compile("(\\d+)-(\\d+)", "").value();
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&result, &regex] {
      for (int i = 0; i < 500; ++i) result = regex.replace("12-34 5-6", "$2-$1").value();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(results, std::vector<std::string>(4, "34-12 6-5"));
}

}  // namespace
}  // namespace fangan
