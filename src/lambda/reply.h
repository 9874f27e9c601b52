// Replies: a response in the format that the event's sender expects.

#pragma once

#include "base/output.h"
#include "base/result.h"
#include "lambda/event.h"

namespace phoney::lambda {

// What a function can return at most in one piece; a load balancer takes less than Lambda.
constexpr std::size_t max_reply_bytes(Sender sender) {
  return (sender == Sender::load_balancer ? std::size_t{1} : std::size_t{6}) << 20;
}

// Whether the response's body is compressed, and so is no text.
bool is_coded(const Response& response);

// Appends the JSON reply with the whole of the response's body, in base64 if it is not text. False, with `out` as it
// was, if that takes more than `max_reply_bytes`.
bool append_reply(const HttpEvent& event, const Response& response, Output& out);

// Appends what precedes the body of a streamed reply: status and headers as JSON, and eight zero bytes.
void append_prelude(const Response& response, Output& out);

}  // namespace phoney::lambda
