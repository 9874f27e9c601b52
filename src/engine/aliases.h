// Beginners' words for generators.

#pragma once

#include <string_view>

namespace phoney {

struct GeneratorAlias {
  std::string_view alias;
  std::string_view generator;
};

inline constexpr GeneratorAlias kGeneratorAliases[] = {
    {"person", "name"},
    {"full_name", "name"},
    {"username", "user_name"},
    {"user", "user_name"},
    {"mail", "email"},
    {"phone", "phone_number"},
    {"telephone", "phone_number"},
    {"mobile", "phone_number"},
    {"street", "street_address"},
    {"postal", "postcode"},
    {"website", "url"},
    {"domain", "domain_name"},
    {"ip", "ipv4"},
    {"datetime", "date_time"},
    {"timestamp", "unix_time"},
    {"number", "random_int"},
    {"integer", "random_int"},
    {"float", "pyfloat"},
    {"decimal", "pydecimal"},
    {"profession", "job"},
    {"business", "company"},
    {"uuid", "uuid4"},
    {"guid", "uuid4"},
    {"bool", "pybool"},
};

}  // namespace phoney
