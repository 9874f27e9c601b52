#include "pack_locales/dataset.h"

#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "base/json_reader.h"

namespace phoney::pack {
namespace {

Result<Value> read_json_file(const std::filesystem::path& path) {
  auto text = read_file(path);
  if (!text) return text.error();
  auto value = read_json(*text);
  if (!value) return make_error(ErrorCode::invalid_json, fmt::format("{}: {}", path.string(), value.error().message));
  return value;
}

std::map<std::string, std::string> text_map(const Value* object) {
  std::map<std::string, std::string> result;
  if (object == nullptr) return result;
  for (const auto& [key, value] : object->as_object()) result[key] = value.as_text();
  return result;
}

ProviderClass read_class(const Value& file) {
  ProviderClass result;
  result.provider = file.find("provider")->as_text();
  result.lang = file.find("lang")->as_text();
  result.methods = text_map(file.find("methods"));
  if (const Value* attributes = file.find("attributes")) result.attributes = attributes->as_object();
  if (const Value* module = file.find("module")) result.module = module->as_object();
  if (const Value* derived = file.find("derived")) {
    for (const auto& [function, variables] : derived->as_object()) {
      result.derived.insert(result.derived.end(), variables.as_object().begin(), variables.as_object().end());
    }
  }
  if (const Value* absent = file.find("absent")) {
    if (const Value* methods = absent->find("methods")) {
      for (const Value& name : methods->as_list()) result.absent_methods[name.as_text()] = true;
    }
  }
  return result;
}

const Value* member(const Value::Object& object, std::string_view name) {
  for (const auto& [key, value] : object) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return make_error(ErrorCode::io_error, fmt::format("cannot read {}", path.string()));
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

Result<Dataset> Dataset::read(const std::filesystem::path& directory) {
  Dataset dataset;
  auto locales = read_json_file(directory / "locales.json");
  if (!locales) return locales.error();
  dataset.faker_version_ = locales->find("faker")->as_text();
  for (const Value& provider : locales->find("providers")->as_list()) dataset.providers_.push_back(provider.as_text());
  for (const auto& [locale, classes] : locales->find("locales")->as_object()) {
    dataset.locales_[locale] = text_map(&classes);
    dataset.locales_[locale]["base"] = "default";
  }
  dataset.aliases_ = text_map(locales->find("aliases"));
  for (const std::string& provider : dataset.providers_) {
    for (const auto& entry : std::filesystem::directory_iterator(directory / provider)) {
      auto file = read_json_file(entry.path());
      if (!file) return file.error();
      dataset.classes_[provider + "/" + entry.path().stem().string()] = read_class(*file);
    }
  }
  auto unidecode = read_json_file(directory / "text" / "unidecode.json");
  if (!unidecode) return unidecode.error();
  dataset.unidecode_ = *unidecode->find("codes");
  return dataset;
}

const ProviderClass* Dataset::find(const std::string& provider, const std::string& lang) const {
  const auto found = classes_.find(provider + "/" + lang);
  return found == classes_.end() ? nullptr : &found->second;
}

std::map<std::string, std::string> Dataset::methods(const std::string& provider, const std::string& lang) const {
  const ProviderClass* own = find(provider, lang);
  std::map<std::string, std::string> result = own != nullptr ? own->methods : std::map<std::string, std::string>{};
  if (const ProviderClass* base = find(provider, "default")) {
    for (const auto& [name, function] : base->methods) {
      if (own == nullptr || !own->absent_methods.contains(name)) result.try_emplace(name, function);
    }
  }
  return result;
}

const Value* Dataset::attribute(const std::string& provider, const std::string& lang, std::string_view name) const {
  for (const std::string& candidate : {lang, std::string("default")}) {
    if (const ProviderClass* own = find(provider, candidate)) {
      if (const Value* value = member(own->attributes, name)) return value;
      if (const Value* value = member(own->module, name)) return value;
    }
  }
  const ProviderClass* own = find(provider, lang);
  return own != nullptr ? member(own->derived, name) : nullptr;
}

}  // namespace phoney::pack
