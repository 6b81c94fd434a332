// Model set: the models of one folder, with every reference between them followed.
//
// A set exists only when all of it holds together: imports are there, references lead to elements
// of the right kind, types are known, and no decision or type needs itself. Works on bytes; which
// files belong together is decided by whoever reads the folder.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/model.h"
#include "decision/read_dmn.h"
#include "text/result.h"

namespace fangan::dmn {

struct ModelBytes {
  std::string name;
  std::string_view bytes;
};

enum class ElementKind : uint8_t {
  input_data,
  decision,
  knowledge_model,
  decision_service,
  knowledge_source
};

/// An element of a set: `index` counts within its kind in models()[model].
struct ElementRef {
  uint32_t model = 0;
  ElementKind kind = ElementKind::decision;
  uint32_t index = 0;

  auto operator<=>(const ElementRef&) const = default;
};

/// What a type reference means.
struct TypeMeaning {
  enum class Kind : uint8_t { unknown, built_in, generic, item };
  Kind kind = Kind::unknown;
  std::string built_in;  ///< FEEL's name, or the generic type as written.
  uint32_t model = 0;    ///< Where `item` stands: its own references are meant from there.
  const ItemDefinition* item = nullptr;
};

class ModelSet {
 public:
  explicit ModelSet(std::vector<Definitions> models);

  const std::vector<Definitions>& models() const { return models_; }
  std::optional<uint32_t> find_model(std::string_view model_namespace) const;
  std::optional<ElementRef> find(const Href& href) const;
  /// An element by name; in another model `model_namespace` says in which.
  std::optional<ElementRef> find_by_name(uint32_t model, std::string_view name) const;
  /// An empty reference is Any. Own types come first, then those of imports without a name; the
  /// prefixes of imports lead into other models, also one after the other ("a.b.type").
  TypeMeaning find_type(uint32_t model, std::string_view type_ref) const;

  const MappedText& name_of(const ElementRef& ref) const;
  /// Where an element stands, for messages.
  Span place_of(const ElementRef& ref) const;
  /// Every element with an id in a model, for suggestions.
  std::vector<std::string> ids_of(std::string_view model_namespace) const;

 private:
  struct Names {
    std::map<std::string, ElementRef, std::less<>> elements;
    std::map<std::string, uint32_t, std::less<>> types;
  };

  void add_elements(uint32_t model);
  TypeMeaning find_item(uint32_t model, std::string_view name, uint32_t steps_left) const;

  std::vector<Definitions> models_;
  std::vector<Names> names_;
  std::map<std::string, uint32_t, std::less<>> by_namespace_;
  std::map<std::pair<std::string, std::string>, ElementRef> by_id_;
};

struct LinkedModels {
  ModelSet set;
  Diagnostics warnings;
};

/// Reads all files into one set. Errors  those of read_dmn(), of all files; then DMN-X043 a
/// reference to nothing; DMN-X044 to the wrong kind; DMN-X045 decisions in a circle; DMN-X046
/// types in a circle; DMN-X047 an import that is not there; DMN-X048 a namespace twice; DMN-X049,
/// DMN-X050 an unknown type; DMN-X051 a chain of more than 1,000.
/// Warning  DMN-W002 a type by the name a tool gives it.
Result<LinkedModels> read_model_set(const std::vector<ModelBytes>& files, Sources* sources,
                                    const XmlLimits& limits = {});

/// The same for models already read.
Result<LinkedModels> link_models(std::vector<Definitions> models);

}  // namespace fangan::dmn
