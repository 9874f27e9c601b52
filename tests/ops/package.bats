#!/usr/bin/env bats
# What scripts/package refuses to pack.

setup() {
  repository_root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  folder=$repository_root/build/package/x86_64
  before=$(stat -c %Y "$folder/phoney" 2>/dev/null || true)
}

@test "a binary of 24,000,000 bytes is too large for the package" {
  truncate -s 24000000 "$BATS_TEST_TMPDIR/phoney"
  run "$repository_root/scripts/package" --arch x86_64 --binary "$BATS_TEST_TMPDIR/phoney"
  [ "$status" -eq 1 ]
  [[ $output == *"/phoney has 24000000 bytes; it must have less than 24000000"* ]]
  # Nothing of it was put where the package is looked for.
  [ "$(stat -c %Y "$folder/phoney" 2>/dev/null || true)" = "$before" ]
}
