// Descriptions of parameters that several routes share.

#pragma once

#include "service/route.h"

namespace phoney::service {

inline constexpr RouteParameter kGeneratorParameter{
    "generator", R"({"type":"string","examples":["name","email","phone_number"]})",
    "Name of a Faker generator, or a common alias such as phone.", R"("name")"};
inline constexpr RouteParameter kLocaleParameter{
    "locale", R"({"$ref":"#/components/schemas/Locale","default":"en_US"})", "Locale of the values."};
inline constexpr RouteParameter kCountParameter{"count", R"({"type":"integer","minimum":1,"maximum":100,"default":1})",
                                                "Number of values."};
inline constexpr RouteParameter kSeedParameter{
    "seed", R"({"anyOf":[{"type":"integer"},{"type":"string","minLength":1}],"examples":[42]})",
    "Makes the values reproducible. An integer of up to 4,300 digits or a string, as in "
    "Python's random.seed. Default: a new random seed, which the response "
    "reports."};
inline constexpr RouteParameter kNowParameter{
    "now", R"({"$ref":"#/components/schemas/Instant"})",
    "The time to use as the present for relative dates. Default: the current time."};

inline constexpr RouteParameter kFormatParameter{
    "format", R"({"$ref":"#/components/schemas/RecordFormat"})",
    "Format of the response. Overrides the header Accept. Default: the format that Accept selects."};

// Each member is a parameter of the query by itself: an object of OpenAPI's style `form`, which explodes.
inline constexpr RouteParameter kOwnParameters{
    "parameters", R"({"type":"object","additionalProperties":{"type":["string","integer","number","boolean"]}})",
    "The generator's own parameters by name, as GET /generators lists them: min=1&max=6.", "{}"};

inline constexpr int kInvalid[] = {422};
inline constexpr int kValueFailures[] = {404, 406, 422};
inline constexpr int kInvalidBody[] = {413, 415, 422};

}  // namespace phoney::service
