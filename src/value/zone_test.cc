// Zones: offsets, names that must not be followed, and the clocks of real places.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "value/date_time.h"
#include "value/zone.h"
#include "value/zone_rules.h"

namespace fangan {
namespace {

std::string shown(const Result<Zone>& zone) {
  return zone ? zone.value().print() : zone.error().code;
}

Zone named(std::string_view name) { return Zone::named(name).value(); }

/// Seconds of a date and time as if it were UTC.
int64_t seconds(std::string_view text) { return DateTime::parse(text).value().local_s(); }

struct Row {
  const char* text;
  const char* expected;
};

TEST(Zone, IsReadAndPrinted) {
  constexpr Row rows[] = {{"", ""},
                          {"Z", "Z"},
                          {"+00:00", "Z"},
                          {"-00:00:00", "Z"},
                          {"+08:00", "+08:00"},
                          {"-02:45:55", "-02:45:55"},
                          {"+18:00:00", "+18:00"},
                          {"@Asia/Shanghai", "@Asia/Shanghai"},
                          {"@America/Argentina/Buenos_Aires", "@America/Argentina/Buenos_Aires"},
                          {"@Etc/GMT+5", "@Etc/GMT+5"},
                          {"@UTC", "@UTC"},
                          {"+18:00:01", "VAL-Z001"},
                          {"-99:59", "VAL-Z001"},
                          {"+8:00", "VAL-Z005"},
                          {"+0800", "VAL-Z005"},
                          {"08:00", "VAL-Z005"},
                          {"+08:60", "VAL-Z005"},
                          {"+08:00Z", "VAL-Z005"},
                          {"Asia/Shanghai", "VAL-Z005"},
                          {" ", "VAL-Z005"}};
  for (const Row& row : rows) EXPECT_EQ(shown(Zone::parse(row.text)), row.expected) << row.text;
  EXPECT_EQ(shown(Zone::fixed(INT64_MIN)), "VAL-Z001");
}

TEST(Zone, FollowsNoNameOutOfItsFolder) {
  const std::string with_zero("Asia/Shanghai\0", 14);
  const std::string endless(100'000, 'A');
  for (const std::string& name :
       {std::string("../../../etc/passwd"), std::string("/etc/localtime"),
        std::string("Asia/../Asia/Shanghai"), std::string("./Asia/Shanghai"),
        std::string("Asia//Shanghai"), std::string("Asia/Shanghai/"), std::string("Asia"),
        std::string("asia/shanghai"), std::string("zone.tab"), std::string("leapseconds"),
        std::string("right/Asia/Shanghai"), std::string("posix/Asia/Shanghai"),
        std::string("localtime"), std::string("Asia/Shang\nhai"), std::string("上海"),
        std::string(), with_zero, endless}) {
    EXPECT_EQ(shown(Zone::named(name)), "VAL-Z002") << name.substr(0, 40);
  }
}

TEST(Zone, SaysWhenThereIsNoData) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("fangan-zones-" + std::to_string(::getpid()));
  ASSERT_EQ(setenv("TZDIR", (folder / "nowhere").c_str(), 1), 0);
  EXPECT_EQ(shown(Zone::named("Indian/Mauritius")), "VAL-Z004");
  std::filesystem::create_directories(folder);
  ASSERT_EQ(setenv("TZDIR", folder.c_str(), 1), 0);
  std::ofstream(folder / "Damaged") << "TZif2";
  std::ofstream(folder / "Text") << "not a zone";
  EXPECT_EQ(shown(Zone::named("Damaged")), "VAL-Z003");
  EXPECT_EQ(shown(Zone::named("Text")), "VAL-Z002");
  EXPECT_EQ(shown(Zone::named("Indian/Mauritius")), "VAL-Z002");
  ASSERT_EQ(unsetenv("TZDIR"), 0);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(shown(Zone::named("Indian/Mauritius")), "@Indian/Mauritius");
}

TEST(Zone, IsTheSameByKindAndName) {
  EXPECT_EQ(Zone::parse("Z").value(), Zone::fixed(0).value());
  EXPECT_EQ(named("Europe/Paris"), named("Europe/Paris"));
  EXPECT_NE(named("Etc/UTC"), Zone::utc());
  EXPECT_NE(Zone(), Zone::utc());
  EXPECT_NE(named("Australia/Melbourne"), named("Australia/Sydney"));
}

TEST(Zone, KnowsTheOffsetsOfPlaces) {
  struct Place {
    const char* zone;
    const char* utc;
    int32_t offset_s;
  };
  constexpr Place places[] = {
      {"Asia/Shanghai", "2021-07-01T00:00:00", 28'800},
      {"Asia/Shanghai", "1988-07-01T00:00:00", 32'400},  // Summer time of 1986 to 1991.
      {"Asia/Shanghai", "1800-01-01T00:00:00", 29'143},  // Mean solar time.
      {"Europe/Paris", "2021-03-28T00:59:59", 3'600},
      {"Europe/Paris", "2021-03-28T01:00:00", 7'200},
      {"Europe/Paris", "2021-10-31T00:59:59", 7'200},
      {"Europe/Paris", "2021-10-31T01:00:00", 3'600},
      // Past 2037 by rule: the last Sundays of March and October.
      {"Europe/Paris", "2100-03-28T00:59:59", 3'600},
      {"Europe/Paris", "2100-03-28T01:00:00", 7'200},
      {"Europe/Paris", "999999999-07-01T00:00:00", 7'200},
      {"America/New_York", "2500-03-14T06:59:59", -18'000},
      {"America/New_York", "2500-03-14T07:00:00", -14'400},
      // The south: summer over the new year.
      {"Australia/Melbourne", "2100-01-01T00:00:00", 39'600},
      {"Australia/Melbourne", "2100-07-01T00:00:00", 36'000},
      {"Australia/Melbourne", "2100-12-31T23:59:59", 39'600},
      {"Europe/Dublin", "2100-07-01T00:00:00", 3'600},  // Its winter is the exception.
      {"Europe/Dublin", "2100-01-01T00:00:00", 0},
      {"Australia/Lord_Howe", "2100-01-01T00:00:00", 39'600},  // Half an hour of summer time.
      {"Australia/Lord_Howe", "2100-07-01T00:00:00", 37'800},
      {"Asia/Kathmandu", "2021-01-01T00:00:00", 20'700},
      {"Etc/GMT+5", "2021-01-01T00:00:00", -18'000},
      {"Pacific/Apia", "2011-12-30T09:59:59", -36'000},
      {"Pacific/Apia", "2011-12-30T10:00:00", 50'400}};
  for (const Place& place : places) {
    EXPECT_EQ(named(place.zone).offset_at(seconds(place.utc)), place.offset_s)
        << place.zone << " " << place.utc;
  }
}

TEST(Zone, ResolvesReadingsOfTheClock) {
  struct Reading {
    const char* zone;
    const char* local;
    const char* shown;
    int32_t offset_s;
  };
  constexpr Reading readings[] = {
      {"Europe/Paris", "2021-03-28T01:59:59", "2021-03-28T01:59:59", 3'600},
      {"Europe/Paris", "2021-03-28T02:00:00", "2021-03-28T03:00:00", 7'200},
      {"Europe/Paris", "2021-03-28T02:59:59", "2021-03-28T03:59:59", 7'200},
      {"Europe/Paris", "2021-03-28T03:00:00", "2021-03-28T03:00:00", 7'200},
      {"Europe/Paris", "2021-10-31T01:59:59", "2021-10-31T01:59:59", 7'200},
      {"Europe/Paris", "2021-10-31T02:00:00", "2021-10-31T02:00:00", 7'200},
      {"Europe/Paris", "2021-10-31T02:59:59", "2021-10-31T02:59:59", 7'200},
      {"Europe/Paris", "2021-10-31T03:00:00", "2021-10-31T03:00:00", 3'600},
      {"Europe/Paris", "2100-03-28T02:30:00", "2100-03-28T03:30:00", 7'200},
      {"Europe/Paris", "2100-10-31T02:30:00", "2100-10-31T02:30:00", 7'200},
      {"America/New_York", "2021-03-14T02:30:00", "2021-03-14T03:30:00", -14'400},
      {"America/New_York", "2021-11-07T01:30:00", "2021-11-07T01:30:00", -14'400},
      {"Australia/Lord_Howe", "2100-10-03T02:10:00", "2100-10-03T02:40:00", 39'600},
      {"Pacific/Apia", "2011-12-30T12:00:00", "2011-12-31T12:00:00", 50'400},  // A day left out.
      {"Asia/Shanghai", "2021-01-01T00:00:00", "2021-01-01T00:00:00", 28'800}};
  for (const Reading& reading : readings) {
    const Zone::Resolved resolved = named(reading.zone).resolve(seconds(reading.local));
    EXPECT_EQ(resolved.local_s, seconds(reading.shown)) << reading.zone << " " << reading.local;
    EXPECT_EQ(resolved.offset_s, reading.offset_s) << reading.zone << " " << reading.local;
  }
  EXPECT_EQ(Zone().resolve(5), (Zone::Resolved{5, 0}));
  EXPECT_EQ(Zone::fixed(3'600).value().resolve(5), (Zone::Resolved{5, 3'600}));
}

TEST(YearlyRules, AreReadStrictly) {
  for (const char* text :
       {"CST-8", "<+0330>-3:30", "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "XXX3EDT4,0/0,J365/23", "IST-1GMT0,M10.5.0,M3.5.0/1"}) {
    EXPECT_TRUE(parse_yearly_rules(text)) << text;
  }
  for (const char* text :
       {"", "CS", "CST", "CST-25", "CST-8X", "CET-1CEST", "CET-1CEST,M3.5.0", "<+03-3",
        "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,J0,J365", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0,"}) {
    EXPECT_FALSE(parse_yearly_rules(text)) << text;
  }
}

TEST(ZoneRules, RefuseDamagedFiles) {
  std::ifstream file("/usr/share/zoneinfo/Europe/Paris", std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSERT_TRUE(ZoneRules::parse(whole));
  for (size_t size = 0; size + 1 < whole.size(); ++size) {
    EXPECT_FALSE(ZoneRules::parse(whole.substr(0, size))) << size;
  }
  std::string version_one = whole;
  version_one[4] = '\0';
  EXPECT_FALSE(ZoneRules::parse(version_one));
}

TEST(Zone, IsLoadedByManyThreadsAtOnce) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/share/zoneinfo/Africa")) {
    names.push_back("Africa/" + entry.path().filename().string());
  }
  ASSERT_GT(names.size(), 40U);
  std::vector<std::vector<Zone>> seen(4);
  std::vector<std::thread> threads;
  for (std::vector<Zone>& zones : seen) {
    threads.emplace_back([&] {
      for (const std::string& name : names) zones.push_back(named(name));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(seen[0][i].name(), names[i]);
    for (const std::vector<Zone>& zones : seen) EXPECT_EQ(zones[i], seen[0][i]);
  }
}

}  // namespace
}  // namespace fangan
