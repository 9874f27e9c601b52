# shellcheck shell=bash
# shellcheck disable=SC2034  # what one file sets, another uses
# Sourced after common.sh: the command line of a script that works on a stage.

# read_arguments OPTIONS WORDS...: sets `stage`, and for each of OPTIONS a variable of its name. `--a-b` sets a_b to yes; `--a-b=WHAT` takes
# a value, which sets a_b, or is given to the function take_a_b if the script has one. WHAT names the value in the message if it is missing.
# The order is free. A mistake ends the script with its usage.
read_arguments() {
  local options=" $1 " what name
  shift
  stage=''
  while [ $# -gt 0 ]; do
    name=${1#--}
    name=${name//-/_}
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      --*[!a-z-]* | --) usage_error "there is no option \"$1\"" ;;
      -*)
        case $options in
          *" $1 "*) printf -v "$name" yes ;;
          *" $1="*)
            what=${options#*" $1="}
            [ $# -gt 1 ] || usage_error "$1 needs a ${what%% *}"
            if declare -F "take_$name" >/dev/null; then "take_$name" "$2"; else printf -v "$name" %s "$2"; fi
            shift
            ;;
          *) usage_error "there is no option \"$1\"" ;;
        esac
        ;;
      *)
        [ -z "$stage" ] || usage_error "one stage at a time, not \"$stage\" and \"$1\""
        stage=$1
        ;;
    esac
    shift
  done
  case $stage in
    dev | staging | prod) ;;
    '') usage_error "which stage? dev, staging or prod" ;;
    *) usage_error "there is no stage \"$stage\"; there are dev, staging and prod" ;;
  esac
}
