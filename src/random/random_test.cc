#include "random/seed.h"
#include <gtest/gtest.h>
