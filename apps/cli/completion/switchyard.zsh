#compdef switchyard
# zsh completion of switchyard: put it as _switchyard into a directory of $fpath, or source <(switchyard completion zsh)
_switchyard() {
  local -a found
  found=("${(@f)$("${words[1]}" __complete zsh "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ "${found[1]}" == ":files" ]]; then
    _files
  elif [[ -n "${found[1]}" ]]; then
    _describe -t switchyard switchyard found
  fi
}
if [[ "${funcstack[1]}" == "_switchyard" ]]; then
  _switchyard "$@"
else
  compdef _switchyard switchyard
fi
