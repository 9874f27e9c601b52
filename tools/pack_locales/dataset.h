// The imported tables, as tools/import_faker wrote them: which class of Faker's serves a locale, and what it has.

#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace phoney::pack {

// One class of Faker's, for example address/fr_CA, its provider's base class being address/default.
struct ProviderClass {
  std::string provider;
  std::string lang;
  // Generator name -> the function behind it, "<lang>.<function>" or "<provider>/<lang>.<function>".
  std::map<std::string, std::string> methods;
  Value::Object attributes;
  Value::Object module;
  Value::Object derived;  // variables of its functions
  std::map<std::string, bool> absent_methods;
};

class Dataset {
 public:
  static Result<Dataset> read(const std::filesystem::path& directory);

  const std::string& faker_version() const { return faker_version_; }
  const std::vector<std::string>& providers() const { return providers_; }
  // Locale -> provider -> lang.
  const std::map<std::string, std::map<std::string, std::string>>& locales() const { return locales_; }
  // What Python's locale module makes of other spellings, lower case: "fr" -> "fr_FR".
  const std::map<std::string, std::string>& aliases() const { return aliases_; }
  const Value& unidecode() const { return unidecode_; }

  // The methods of a class, its base class's included.
  std::map<std::string, std::string> methods(const std::string& provider, const std::string& lang) const;
  // A class attribute, a module constant, or, if it is neither, a variable of one of the class's own functions; or
  // nullptr.
  const Value* attribute(const std::string& provider, const std::string& lang, std::string_view name) const;

 private:
  const ProviderClass* find(const std::string& provider, const std::string& lang) const;

  std::string faker_version_;
  std::vector<std::string> providers_;
  std::map<std::string, std::map<std::string, std::string>> locales_;
  std::map<std::string, std::string> aliases_;
  std::map<std::string, ProviderClass> classes_;  // by "provider/lang"
  Value unidecode_;
};

// Reads a whole file.
Result<std::string> read_file(const std::filesystem::path& path);

}  // namespace phoney::pack
