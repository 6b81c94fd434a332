// XML: what is refused and where, and what prefixes and references mean.
#include "decision/xml_tree.h"

#include <gtest/gtest.h>

#include "decision/decision_files_test.h"

namespace fangan::dmn {
namespace {

using Findings = std::vector<std::string>;

struct Tree {
  explicit Tree(const std::string& bytes, const XmlLimits& limits = {})
      : document(read(bytes, limits)) {}

  Result<XmlDocument> read(const std::string& bytes, const XmlLimits& limits) {
    Result<std::string> text = xml_text("甲.xml", bytes, limits);
    if (!text) return text.errors();
    return read_xml(sources, sources.add("甲.xml", std::move(text).value()), limits);
  }

  Findings refused() const {
    return document ? Findings{"it was read"} : test::findings(document.errors(), sources);
  }

  const XmlElement& root() const { return document.value().root; }

  Sources sources;
  Result<XmlDocument> document;
};

TEST(XmlTree, ResolvesPrefixes) {
  const Tree tree(
      "<p:a xmlns:p='urn:1' xmlns='urn:2' p:x='1' y='2'><b xmlns=''/><c xmlns:p='urn:3' "
      "p:z='3'><p:d/></c></p:a>");
  ASSERT_TRUE(tree.document) << tree.refused().front();
  const XmlElement& root = tree.root();
  EXPECT_EQ(root.uri, "urn:1");
  EXPECT_EQ(root.attributes[0].uri, "urn:1");
  EXPECT_EQ(root.attributes[1].uri, "");  // The default namespace is none of attributes.
  EXPECT_EQ(root.children[0].uri, "");
  EXPECT_EQ(root.children[1].uri, "urn:2");
  EXPECT_EQ(root.children[1].attributes[0].uri, "urn:3");
  EXPECT_EQ(root.children[1].children[0].uri, "urn:3");
}

TEST(XmlTree, FindsWhereElementsEnd) {
  const Tree tree(
      "<a><b x='>'/><c></c ><!-- </d> --><d>1<!-- > --></d><e/>\n<f y=\"/>\" >2<?p ?>"
      "</f><g><![CDATA[</g>]]></g></a>");
  ASSERT_TRUE(tree.document) << tree.refused().front();
  Findings wholes;
  for (const XmlElement& each : tree.root().children) {
    wholes.emplace_back(tree.sources.text(each.whole));
  }
  EXPECT_EQ(wholes, (Findings{"<b x='>'/>", "<c></c >", "<d>1<!-- > --></d>", "<e/>",
                              "<f y=\"/>\" >2<?p ?></f>", "<g><![CDATA[</g>]]></g>"}));
  EXPECT_EQ(tree.root().children[2].text.text(), "1");
  EXPECT_EQ(tree.root().children[5].text.text(), "</g>");
}

TEST(XmlTree, KeepsBlanksOfTextsAndDropsThoseBetweenElements) {
  const Tree tree("<a> <b> </b>\n<c> 1 </c></a>");
  ASSERT_TRUE(tree.document);
  EXPECT_TRUE(tree.root().text.empty());
  EXPECT_EQ(tree.root().children[0].text.text(), " ");
  EXPECT_EQ(tree.root().children[1].text.text(), " 1 ");
}

TEST(XmlTree, ReadsLineEndsInAttributesAsBlanks) {
  const Tree tree("<a x='1\r\n2\t3&#10;4'/>");
  ASSERT_TRUE(tree.document);
  EXPECT_EQ(tree.root().attributes[0].value.text(), "1 2 3\n4");
}

TEST(XmlTreeRefuses, WhatIsNotUtf8) {
  EXPECT_EQ(Tree("<a>\xb2\xb9</a>").refused(), Findings{"DMN-X002"});
  EXPECT_EQ(Tree("\xff\xfe<\0a\0").refused(), Findings{"DMN-X002"});
  EXPECT_EQ(Tree(std::string("<a>\0</a>", 8)).refused(), Findings{"DMN-X002"});
  EXPECT_EQ(Tree("<a>\x01</a>").refused(), Findings{"DMN-X002"});
}

TEST(XmlTreeRefuses, WhatIsNotWellFormed) {
  EXPECT_EQ(Tree("").refused(), Findings{"DMN-X003 "});
  EXPECT_EQ(Tree("<a").refused(), Findings{"DMN-X003 "});
  EXPECT_EQ(Tree("<a x=1/>").refused(), Findings{"DMN-X003 "});
  EXPECT_EQ(Tree("<a/>多余").refused(), Findings{"DMN-X003 多"});
  EXPECT_EQ(Tree("<a/><b/>").refused(), Findings{"DMN-X003 b"});
  EXPECT_EQ(Tree("<a>").refused(), Findings{"DMN-X012 "});
  EXPECT_EQ(Tree("<a><b></a>").refused(), Findings{"DMN-X012 "});
}

TEST(XmlTreeRefuses, DocumentTypesAndTheirEntities) {
  EXPECT_EQ(Tree("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>").refused(), Findings{"DMN-X004 a"});
  EXPECT_EQ(
      Tree("<a>&e;&#0;&#xD800;& &amp;&amp</a>").refused(),
      (Findings{"DMN-X009 &e;", "DMN-X009 &#0;", "DMN-X009 &#xD800;", "DMN-X009 &", "DMN-X009 &"}));
}

TEST(XmlTreeRefuses, PrefixesAndAttributesThatAreWrong) {
  EXPECT_EQ(Tree("<p:a/>").refused(), Findings{"DMN-X010 <p:a"});
  EXPECT_EQ(Tree("<a p:x='1'/>").refused(), Findings{"DMN-X010 p:x"});
  EXPECT_EQ(Tree("<a x='1' x='2'/>").refused(), Findings{"DMN-X011 x"});
  EXPECT_EQ(Tree("<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>").refused(),
            Findings{"DMN-X011 q:x"});
  EXPECT_EQ(Tree("<a xmlns:p='u' xmlns:p='v'/>").refused(), Findings{"DMN-X011 xmlns:p"});
}

TEST(XmlTreeRefuses, MoreThanItsLimits) {
  EXPECT_EQ(Tree("<a><b/></a>", {.bytes_max = 10}).refused(), Findings{"DMN-X001"});
  EXPECT_EQ(Tree("<a><b/></a>", {.bytes_max = 11}).refused(), Findings{"it was read"});
  EXPECT_EQ(Tree("<a><b><c/></b></a>", {.depth_max = 2}).refused(), Findings{"DMN-X005 c"});
  EXPECT_EQ(Tree("<a><b>1</b></a>", {.depth_max = 2}).refused(), Findings{"it was read"});
  EXPECT_EQ(Tree("<a><b/></a>", {.marks_max = 2}).refused(), Findings{"DMN-X006"});
  EXPECT_EQ(Tree("<a x='' y=''/>", {.attributes_max = 1}).refused(), Findings{"DMN-X006"});
  EXPECT_EQ(Tree("<a xmlns:x='u' xmlns:y='u'/>", {.attributes_max = 2}).refused(),
            Findings{"DMN-X006"});
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) deep += "</a>";
  EXPECT_EQ(Tree(deep).refused(), Findings{"DMN-X005 a"});
}

}  // namespace
}  // namespace fangan::dmn
