// Bytes as people save them come in as one clean text, or are refused by code.
#include "document/text_file.h"

#include <gtest/gtest.h>

#include <string>

namespace fangan {
namespace {

using namespace std::string_literals;

struct Saved {
  const char* how;
  std::string bytes;
  Encoding encoding;
};

TEST(TextFile, ReadsEveryEncodingAndLineEnd) {
  const Saved saved[] = {
      {"UTF-8, LF", "公文\n第一\n", Encoding::utf8},
      {"UTF-8, CR LF", "公文\r\n第一\r\n", Encoding::utf8},
      {"UTF-8, CR", "公文\r第一\r", Encoding::utf8},
      {"UTF-8 with BOM", "\xef\xbb\xbf公文\n第一\n", Encoding::utf8_bom},
      {"GB18030", "\xb9\xab\xce\xc4\n\xb5\xda\xd2\xbb\n", Encoding::gb18030},
      {"UTF-16 LE", "\xff\xfe\x6c\x51\x87\x65\x0a\x00\x2c\x7b\x00\x4e\x0a\x00"s, Encoding::utf16le},
      {"UTF-16 BE", "\xfe\xff\x51\x6c\x65\x87\x00\x0a\x7b\x2c\x4e\x00\x00\x0a"s, Encoding::utf16be},
  };
  for (const Saved& one : saved) {
    const Result<TextFile> read = read_text_file(one.bytes);
    ASSERT_TRUE(read) << one.how;
    EXPECT_EQ(read.value().text, "公文\n第一\n") << one.how;
    EXPECT_EQ(read.value().encoding, one.encoding) << one.how;
  }
}

TEST(TextFile, RefusesWhatIsNoText) {
  const auto code_of = [](const std::string& bytes, size_t bytes_max) {
    const Result<TextFile> read = read_text_file(bytes, bytes_max);
    return read ? std::string("read") : std::string(read.error().code);
  };
  EXPECT_EQ(code_of("公文公文", 11), "DOC-T001");
  EXPECT_EQ(code_of("公文公文", 12), "read");
  EXPECT_EQ(code_of("\xff\xff\xff\xff\x80\x80", 100), "DOC-T002");
  EXPECT_EQ(code_of("%PDF-1.4\n\x01\x02\x00\x03"s, 100), "DOC-T003");
  EXPECT_EQ(code_of("", 100), "DOC-T004");
  EXPECT_EQ(code_of(" \r\n　\n", 100), "DOC-T004");
}

}  // namespace
}  // namespace fangan
