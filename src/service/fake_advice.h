// What a request for values that fails was meant to be: /fake/person.firstName, /fake/sku, ?limit=3, ?lang=de.

#pragma once

#include "service/fake.h"

namespace phoney::service {

// The error of GET /fake/{generator} with what to send instead, if that can be known.
Error with_advice(const Engine& engine, const FakeRequest& request, Error error);

}  // namespace phoney::service
