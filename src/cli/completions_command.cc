// `phoney completions`: prints shell scripts that call `phoney __complete` (cli/complete.h) for every word.

#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/report.h"
#include "cli/sink.h"

namespace phoney::cli {
namespace {

constexpr std::string_view kBash =
    R"script(# Completions of phoney for bash. Load them with: source <(phoney completions bash)

_phoney() {
  local i word line candidate prefix= tail
  local -a words=()
  # Bash splits words at = and :, which can be part of phoney's words; join them again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i > 2)) && [[ $word =~ ^[=:]+$ || ${COMP_WORDS[i-1]} =~ ^[=:]+$ ]]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
  done
  word=${words[${#words[@]}-1]}
  tail=${word##*[=:]}
  prefix=${word%"$tail"}
  COMPREPLY=()
  while IFS= read -r line; do
    candidate=${line%%$'\t'*}
    if [[ $candidate == :file ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$tail")
    else
      COMPREPLY+=("${candidate#"$prefix"}")
    fi
  done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace 2>/dev/null
  fi
}

complete -F _phoney phoney
)script";

constexpr std::string_view kZsh = R"script(#compdef phoney
# Completions of phoney for zsh. Load them with: source <(phoney completions zsh)
# or save them as _phoney in a directory of $fpath.

_phoney() {
  local line name
  local -a finished open
  for line in "${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -z $line ]] && continue
    if [[ $line == :file ]]; then
      _files
      return
    fi
    name=${${line%%$'\t'*}//:/\\:}
    [[ $line == *$'\t'* ]] && line="$name:${line#*$'\t'}" || line=$name
    [[ $name == *= ]] && open+=("$line") || finished+=("$line")
  done
  (( $#finished )) && _describe phoney finished
  (( $#open )) && _describe parameter open -S ''
}

if [[ $funcstack[1] == _phoney ]]; then
  _phoney "$@"
else
  compdef _phoney phoney
fi
)script";

constexpr std::string_view kFish =
    R"script(# Completions of phoney for fish. Load them with: phoney completions fish | source

function __phoney_complete
  set -l before (commandline -opc)
  set -l program $before[1]
  set -e before[1]
  set -l current (commandline -ct)
  for line in ($program __complete $before "$current" 2>/dev/null)
    if test "$line" = :file
      __fish_complete_path "$current"
    else
      echo $line
    end
  end
end

complete -c phoney -f -a '(__phoney_complete)'
)script";

struct Script {
  std::string_view shell;
  std::string_view text;
};

constexpr Script kScripts[] = {{"bash", kBash}, {"zsh", kZsh}, {"fish", kFish}};

int run_completions(const Engine&, const Invocation& invocation) {
  const std::string& shell = invocation.arguments[0];
  const auto* script = std::ranges::find(kScripts, shell, &Script::shell);
  if (script != std::end(kScripts)) return print(script->text);
  return report(make_error(ErrorCode::usage, fmt::format("SHELL must be bash, zsh or fish, not `{}`", shell)));
}

constexpr ArgumentSpec kArguments[] = {{"SHELL", "bash, zsh or fish.", true, false, Completes::shell}};

constexpr Example kExamples[] = {
    {"source <(phoney completions bash)",
     "Add this line to ~/.bashrc. For zsh, add it to ~/.zshrc with `zsh` instead of `bash`."},
    {"phoney completions fish > ~/.config/fish/completions/phoney.fish", "Install the completions for fish."},
};

}  // namespace

constinit const Command completions_command{
    "completions",
    "Print a completion script for a shell",
    "The script completes commands, options, generators, parameters, locales and formats.\n",
    kArguments,
    {},
    kExamples,
    run_completions,
};

}  // namespace phoney::cli
