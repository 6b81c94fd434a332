// Read context: how the readers of this folder take an element apart, and what they report.
//
// A reader says which attributes and children an element has and what to do with each; everything
// else is reported here, once, in the same words: what is unknown, missing or written twice.
// Attributes and elements of vendors are kept. Internal to decision/.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "decision/dmn_uris.h"
#include "decision/model.h"
#include "decision/xml_tree.h"

namespace fangan::dmn {

enum class Need : uint8_t { optional, required };
enum class Times : uint8_t { at_most_once, once, any };

struct AttributeRule {
  std::string_view name;
  MappedText* into;
  Need need = Need::optional;
};

/// `name` may be `any_expression`: a boxed expression of any kind.
struct ChildRule {
  std::string_view name;
  Times times;
  std::function<void(const XmlElement&)> read;
};

inline constexpr std::string_view any_expression = "expression";

/// A word of a file and what it means.
template <typename T>
struct Word {
  std::string_view text;
  T meaning;
};

class ReadContext {
 public:
  ReadContext(const Sources& sources, uint32_t source, const XmlDocument& document)
      : document_(document), text_(sources.at(source).text()) {}

  /// Attributes id and label, those of `rules`, and those of vendors. Errors  DMN-X021 unknown,
  /// but nearly a known one; DMN-X022 missing; DMN-X040 an id twice. Warning  DMN-W001 unknown.
  void read_attributes(const XmlElement& element, About* about,
                       const std::vector<AttributeRule>& rules);

  /// Children description and extensionElements, those of `rules`, and those of vendors. Errors
  /// DMN-X020 unknown; DMN-X023 missing; DMN-X024 twice; DMN-X037 text between them.
  void read_children(const XmlElement& element, About* about, const std::vector<ChildRule>& rules);

  /// A word of a closed list; the first is meant where there is none. Errors  DMN-X025.
  template <typename T, size_t N>
  T read_word(const MappedText& written, std::string_view attribute, const Word<T> (&words)[N]) {
    if (written.span().empty() && written.empty()) return words[0].meaning;
    std::vector<std::string> known;
    for (const Word<T>& word : words) {
      if (word.text == written.text()) return word.meaning;
      known.emplace_back(word.text);
    }
    report_word(written, attribute, known);
    return words[0].meaning;
  }

  /// An attribute expressionLanguage or typeLanguage. Errors  DMN-X033 not FEEL.
  void check_language(const MappedText& language);

  /// A type as DMN 1.5 writes it: without the prefix of FEEL or of the model's own namespace.
  MappedText type_ref(const MappedText& written, const XmlElement& element) const;

  /// The prefix the root gives a namespace, or empty.
  std::string prefix_of(std::string_view uri) const;

  OpaqueXml opaque(const XmlElement& element) const;
  /// Errors and warnings beyond the first thousand of each are not kept.
  void report(std::string code, Span place, std::vector<Fact> facts = {});
  void report_second(std::string code, Span place, Mark first, std::vector<Fact> facts);
  void warn(std::string code, Span place, std::vector<Fact> facts = {});

  DmnVersion version = DmnVersion::v1_5;
  std::string model_uri;        ///< The namespace of the elements.
  std::string model_namespace;  ///< What the model calls itself.
  Diagnostics problems;         ///< Errors and warnings.
  std::vector<OpaqueXml> diagrams;

 private:
  bool is_dmn(const XmlElement& element) const { return element.uri == model_uri; }
  void read_vendor_attribute(const XmlElement& element, const XmlAttribute& attribute, About* about,
                             const std::vector<AttributeRule>& rules);
  void report_word(const MappedText& written, std::string_view attribute,
                   const std::vector<std::string>& known);

  void keep_id(const MappedText& id, const XmlElement& element);
  void keep(Diagnostic diagnostic, size_t* count);

  const XmlDocument& document_;
  std::string_view text_;
  std::map<std::string, Span> meant_ids_;  ///< Of elements that an href may mean.
  std::map<std::string, Span> ids_;        ///< Of all others.
  size_t error_count_ = 0;
  size_t warning_count_ = 0;
};

}  // namespace fangan::dmn
