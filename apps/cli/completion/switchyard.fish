# fish completion of switchyard: put it into ~/.config/fish/completions, or switchyard completion fish | source
function __switchyard_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l found ($words[1] __complete fish $words[2..] "$typed" 2>/dev/null)
    if test "$found[1]" = ":files"
        __fish_complete_path "$typed"
    else
        printf '%s\n' $found
    end
end
complete -c switchyard -f -a '(__switchyard_complete)'
