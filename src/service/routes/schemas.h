// Descriptions of parameters that several routes share.

#pragma once

#include "service/route.h"

namespace phoney::service {

inline constexpr RouteParameter kGeneratorParameter{
    "generator", R"({"type":"string","examples":["name","email","phone_number"]})",
    "Faker's name of a generator, or a common word for one, such as phone.", R"("name")"};
inline constexpr RouteParameter kLocaleParameter{
    "locale", R"({"$ref":"#/components/schemas/Locale","default":"en_US"})", "What the values are like."};
inline constexpr RouteParameter kCountParameter{"count", R"({"type":"integer","minimum":1,"maximum":100,"default":1})",
                                                "How many values."};
inline constexpr RouteParameter kSeedParameter{"seed",
                                               R"({"anyOf":[{"type":"integer"},{"type":"string"}],"examples":[42]})",
                                               "Repeats the values. Any integer of up to 4,300 digits, or any text, as "
                                               "Python's random.seed takes it; drawn if it is "
                                               "not given."};
inline constexpr RouteParameter kNowParameter{"now", R"({"$ref":"#/components/schemas/Instant"})",
                                              "The date and time that values relative to today start from."};

inline constexpr RouteParameter kFormatParameter{
    "format", R"({"$ref":"#/components/schemas/RecordFormat"})",
    "What the answer is written in, whatever the header Accept says; by default that decides."};

// Each member is a parameter of the query by itself: an object of OpenAPI's style `form`, which explodes.
inline constexpr RouteParameter kOwnParameters{
    "parameters", R"({"type":"object","additionalProperties":{"type":["string","integer","number","boolean"]}})",
    "The generator's own parameters, each by its name, as GET /generators lists them: min=1&max=6.", "{}"};

inline constexpr int kInvalid[] = {422};
inline constexpr int kValueFailures[] = {404, 406, 422};
inline constexpr int kInvalidBody[] = {413, 415, 422};

}  // namespace phoney::service
