// Parts of workbooks as XML: well formed in every way programs write it, or refused by code.
#include "papers/xml_scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace fangan {
namespace {

using Event = XmlScanner::Event;

/// Hands a text out in pieces.
XmlScanner::Fill pieces_of(std::string text, size_t size) {
  return [text = std::move(text), size, at = size_t{0}](char* to, size_t room) mutable {
    const size_t count = std::min({size, room, text.size() - at});
    std::memcpy(to, text.data() + at, count);
    at += count;
    return Result<size_t>(count);
  };
}

/// <a x> for an opening with its attribute x, </a>, texts joined; at the end the code of an error.
std::string events(const std::string& text, size_t size = 1 << 20) {
  XmlScanner xml(pieces_of(text, size), "part.xml");
  std::string seen;
  while (true) {
    const Event event = xml.next();
    if (event == Event::end) return seen;
    if (event == Event::failed) return seen + " " + xml.errors().front().code;
    if (event == Event::close) seen += "</" + std::string(xml.name()) + ">";
    if (event == Event::text && !xml.append_text(&seen)) xml.malformed();
    if (event != Event::open) continue;
    const Result<std::string> value = xml.attribute_text("x");
    if (!value) return seen + " " + value.error().code;
    seen +=
        "<" + std::string(xml.name()) + (value.value().empty() ? "" : " " + value.value()) + ">";
  }
}

TEST(XmlScanner, ReadsWhatProgramsWrite) {
  EXPECT_EQ(events("<?xml version=\"1.0\"?>\n<a/>"), "<a></a>");
  EXPECT_EQ(events("\xEF\xBB\xBF<a>甲</a>\n"), "<a>甲</a>");
  EXPECT_EQ(events("<x:a xmlns:x='x'><x:b/></x:a >"), "<a><b></b></a>");
  EXPECT_EQ(events("<a y='1' n:x = \"&lt;甲>&#x7532;\" ></a>"), "<a <甲>甲></a>");
  EXPECT_EQ(events("<a>&amp;&gt;&quot;&apos;&#30002;</a>"), "<a>&>\"'甲</a>");
  EXPECT_EQ(events("<a><!-- <b> -->1<![CDATA[<&>]]>2</a>"), "<a>1<&>2</a>");
}

TEST(XmlScanner, ReadsPiecesAsTheWhole) {
  const std::string text = "<?xml?><a x='&amp;1'>一&lt;二<![CDATA[三]]]>四<!-- - -- -->五</a>";
  const std::string whole = events(text);
  EXPECT_EQ(whole, "<a &1>一<二三]四五</a>");
  for (size_t size = 1; size < text.size(); ++size) EXPECT_EQ(events(text, size), whole) << size;
}

TEST(XmlScanner, RefusesWhatIsMalformed) {
  for (const char* text : {"",
                           "甲",
                           "<a>",
                           "<a></b>",
                           "</a>",
                           "<a/><b/>",
                           "<a/>x",
                           "<>",
                           "<a",
                           "<a x='",
                           "<a>&b;</a>",
                           "<a>&#0;</a>",
                           "<a>&#xD800;</a>",
                           "<a>&lt</a>",
                           "<a><![CDATA[x</a>",
                           "<a><!-- </a>",
                           "<!x><a/>",
                           "<a>& </a>",
                           "<![CDATA[x]]><a/>",
                           "<?x"}) {
    const std::string seen = events(text);
    EXPECT_EQ(seen.substr(std::max<size_t>(seen.size(), 10) - 10), "PAPER-X010") << text;
  }
  EXPECT_EQ(events("<a x='&b;'/>"), " PAPER-X010");
  EXPECT_EQ(events("<a " + std::string(400'000, ' ') + "/>"), " PAPER-X010");
}

TEST(XmlScanner, RefusesDocumentTypesAndDepth) {
  EXPECT_EQ(events("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
            " PAPER-X011");
  std::string deep;
  for (int i = 0; i < 65; ++i) deep += "<a>";
  const std::string seen = events(deep);
  EXPECT_EQ(seen.substr(seen.size() - 10), "PAPER-X012");
}

TEST(XmlScanner, SaysWhere) {
  XmlScanner xml(pieces_of("<a><b></c>", 3), "xl/part.xml");
  while (xml.next() != Event::failed) continue;
  EXPECT_EQ(xml.errors().front().facts,
            (std::vector<Fact>{{"part", "xl/part.xml"}, {"offset", "6"}}));
}

}  // namespace
}  // namespace fangan
