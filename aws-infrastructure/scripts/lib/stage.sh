# shellcheck shell=bash
# Sourced by the scripts that work on a stage: what all of them need.

# shellcheck source=aws-infrastructure/scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=aws-infrastructure/scripts/lib/arguments.sh
. "$(dirname "${BASH_SOURCE[0]}")/arguments.sh"
# shellcheck source=aws-infrastructure/scripts/lib/aws.sh
. "$(dirname "${BASH_SOURCE[0]}")/aws.sh"
