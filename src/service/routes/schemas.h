// Descriptions of parameters that several routes share.

#pragma once

#include "service/route.h"

namespace phoney::service {

inline constexpr RouteParameter kGeneratorParameter{
    "generator", R"({"type":"string","examples":["name","email","phone_number"]})",
    "Faker's name of a generator, or a common word for one, such as phone."};
inline constexpr RouteParameter kLocaleParameter{"locale", R"({"type":"string","default":"en_US"})",
                                                 "A locale of GET /locales; fr-FR and fr mean fr_FR."};
inline constexpr RouteParameter kCountParameter{"count", R"({"type":"integer","minimum":1,"maximum":100,"default":1})",
                                                "How many values."};
inline constexpr RouteParameter kSeedParameter{
    "seed", R"({"anyOf":[{"type":"integer"},{"type":"string"}],"examples":[42]})",
    "Repeats the values. Any integer or text, as Python's random.seed takes it; drawn if it is not given."};
inline constexpr RouteParameter kNowParameter{
    "now", R"({"type":"string","examples":["2024-02-29T12:34:56Z"]})",
    "The date and time, in ISO 8601, that values relative to today start from."};

inline constexpr int kInvalid[] = {422};
inline constexpr int kUnknownOrInvalid[] = {404, 422};
inline constexpr int kInvalidBody[] = {413, 415, 422};

}  // namespace phoney::service
