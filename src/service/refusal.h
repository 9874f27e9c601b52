// Error responses. All are JSON: {"detail": "..."} for a request as a whole, FastAPI's list of problems for its
// members.

#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/value.h"
#include "service/member_reader.h"
#include "service/message.h"

namespace phoney::service {

struct TemplateFailure;

// Each makes `response` an error response; its body must be empty.
void refuse(Response& response, int status, std::string_view detail);
// 422. `place` is "body", "query" or "path".
void refuse(Response& response, std::string_view place, const Problems& problems);
// The status follows from the error's code. Errors of the input name the member `error.field`, within the objects
// `within` of `place`, or `place` as a whole.
void refuse(Response& response, std::string_view place, const Error& error,
            const std::vector<std::string_view>& within = {});
// The same of a template that made no records.
void refuse(Response& response, const TemplateFailure& failure);

// 406: the header Accept allows no format.
void refuse_format(Response& response);

// The JSON body of at most `max_bytes`. Returns nothing if it was refused (413, 415 or 422), or if patience ended.
std::optional<Value> read_body(const Request& request, std::size_t max_bytes, Response& response);

}  // namespace phoney::service
