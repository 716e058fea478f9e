# bash completion of switchyard: put it where bash-completion looks, or source <(switchyard completion bash)
_switchyard() {
  local IFS=$'\n' program="${COMP_WORDS[0]/#\~/$HOME}" typed="${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($("$program" __complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
  if [[ "${COMPREPLY[0]}" == ":files" ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$typed"))
  fi
}
complete -F _switchyard switchyard
