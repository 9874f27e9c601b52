// What a program can write.

#pragma once

#include <functional>
#include <string_view>

#include "pack_locales/blob_builder.h"

namespace phoney::pack {

// Whether the instruction may write a text that is `sought`: yes, if it is only known at run time what it writes.
bool may_write(const BlobBuilder& builder, const std::uint32_t* instruction,
               const std::function<bool(std::string_view)>& sought);

// The same of any instruction of a program, up to its `end`.
bool any_may_write(const BlobBuilder& builder, const std::uint32_t* program,
                   const std::function<bool(std::string_view)>& sought);

}  // namespace phoney::pack
