package cli

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// Shells are the names that Completion takes.
func Shells() []string { return []string{"bash", "zsh", "fish"} }

// Completion writes the completions for a shell.
func (p *Program) Completion(out io.Writer, shell string) error {
	switch shell {
	case "bash":
		p.bash(out)
	case "zsh":
		p.zsh(out)
	case "fish":
		p.fish(out)
	default:
		return fmt.Errorf("completion: %q is not one of %s", shell, strings.Join(Shells(), ", "))
	}
	return nil
}

// optionsOf are all options that may stand with a command.
func (p *Program) optionsOf(c Command) []*flag.Flag {
	return append(p.own(c), all(p.Common)...)
}

// takesPath says that an option's value is a file or folder, by the name it has.
func takesPath(f *flag.Flag) bool {
	arg, _ := argument(f)
	return arg == "FILE" || arg == "FOLDER" || arg == "SPEC"
}

// words are the commands by name.
func (p *Program) words() (list []string) {
	for _, c := range p.Commands {
		if c.Name != "" {
			list = append(list, c.Name)
		}
	}
	return list
}

func names(list []*flag.Flag, want func(*flag.Flag) bool) string {
	var out []string
	for _, f := range list {
		if want(f) {
			out = append(out, "--"+f.Name)
		}
	}
	return strings.Join(out, " ")
}

func whichever(*flag.Flag) bool { return true }

// every are the options of all commands, each once.
func (p *Program) every() []*flag.Flag {
	list, seen := all(p.Common), map[string]bool{}
	for _, c := range p.Commands {
		for _, f := range p.own(c) {
			if !seen[f.Name] {
				seen[f.Name] = true
				list = append(list, f)
			}
		}
	}
	return list
}

func (p *Program) bash(out io.Writer) {
	every := p.every()
	valued := names(every, func(f *flag.Flag) bool { return !isBool(f) && !takesPath(f) })
	paths := names(every, takesPath)
	fmt.Fprintf(out, `# bash completion for %[1]s
_%[1]s() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command="" skip="" word
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [ -n "$skip" ]; then skip=""; continue; fi
        case " %[2]s %[3]s " in *" $word "*) skip=1; continue ;; esac
        case $word in -*) ;; *) command=$word; break ;; esac
    done
    case " %[3]s " in *" $prev "*) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;; esac
    case " %[2]s " in *" $prev "*) return ;; esac
    case $cur in
        -*)
            case $command in
`, p.Name, valued, paths)
	for _, c := range p.Commands {
		if c.Name != "" && len(p.own(c)) > 0 {
			fmt.Fprintf(out, "                %s) mapfile -t COMPREPLY < <(compgen -W \"%s --help\" -- \"$cur\") ;;\n", c.Name, names(p.optionsOf(c), whichever))
		}
	}
	fmt.Fprintf(out, "                *) mapfile -t COMPREPLY < <(compgen -W \"%s --help --version\" -- \"$cur\") ;;\n            esac ;;\n        *)\n            case $command in\n",
		names(all(p.Common), whichever))
	fmt.Fprintf(out, "                \"\") mapfile -t COMPREPLY < <(compgen -W \"%s\" -- \"$cur\") ;;\n", strings.Join(p.words(), " "))
	for _, c := range p.Commands {
		if len(c.Words) > 0 {
			fmt.Fprintf(out, "                %s) mapfile -t COMPREPLY < <(compgen -W \"%s\" -- \"$cur\") ;;\n", c.Name, strings.Join(c.Words, " "))
		}
	}
	fmt.Fprintf(out, "            esac ;;\n    esac\n}\ncomplete -F _%[1]s %[1]s\n", p.Name)
}

func (p *Program) zsh(out io.Writer) {
	fmt.Fprintf(out, "#compdef %[1]s\n\n_%[1]s() {\n    local curcontext=$curcontext state line\n    local -a common commands\n    common=(\n", p.Name)
	zshOptions(out, "        ", all(p.Common))
	fmt.Fprintf(out, "        '--help[show the help]'\n    )\n    commands=(\n")
	for _, c := range p.Commands {
		if c.Name != "" {
			fmt.Fprintf(out, "        %s\n", quote(c.Name+":"+strings.ReplaceAll(c.Summary, ":", `\:`)))
		}
	}
	fmt.Fprint(out, "    )\n    _arguments -C $common '--version[print the version]' '1: :->command' '*:: :->rest'\n"+
		"    case $state in\n        command) _describe command commands ;;\n        rest)\n            case $words[1] in\n")
	for _, c := range p.Commands {
		if c.Name == "" {
			continue
		}
		fmt.Fprintf(out, "                %s)\n                    _arguments $common", c.Name)
		var own strings.Builder
		zshOptions(&own, "", p.own(c))
		for line := range strings.Lines(own.String()) {
			fmt.Fprintf(out, " \\\n                        %s", strings.TrimSuffix(line, "\n"))
		}
		if len(c.Words) > 0 {
			fmt.Fprintf(out, " \\\n                        '1: :(%s)'", strings.Join(c.Words, " "))
		}
		fmt.Fprint(out, " ;;\n")
	}
	fmt.Fprintf(out, "            esac ;;\n    esac\n}\n\n_%[1]s \"$@\"\n", p.Name)
}

func zshOptions(out io.Writer, indent string, list []*flag.Flag) {
	clean := strings.NewReplacer("[", "(", "]", ")", ":", `\:`)
	for _, f := range list {
		arg, text := argument(f)
		switch spec := "--" + f.Name + "[" + clean.Replace(text) + "]"; {
		case arg == "":
			fmt.Fprintln(out, indent+quote(spec))
		case takesPath(f):
			fmt.Fprintln(out, indent+quote(spec+":"+strings.ToLower(arg)+":_files"))
		default:
			fmt.Fprintln(out, indent+quote(spec+":"+clean.Replace(strings.ToLower(arg))+": "))
		}
	}
}

func (p *Program) fish(out io.Writer) {
	words := strings.Join(p.words(), " ")
	fmt.Fprintf(out, "# fish completion for %s\ncomplete -c %[1]s -f\n", p.Name)
	line := func(condition string, f *flag.Flag) {
		arg, text := argument(f)
		mode := ""
		switch {
		case takesPath(f):
			mode = " -r -F"
		case arg != "":
			mode = " -x"
		}
		fmt.Fprintf(out, "complete -c %s%s -l %s%s -d %s\n", p.Name, condition, f.Name, mode, quote(text))
	}
	for _, c := range p.Commands {
		if c.Name == "" {
			continue
		}
		fmt.Fprintf(out, "complete -c %s -n %s -a %s -d %s\n", p.Name, quote("not __fish_seen_subcommand_from "+words), c.Name, quote(c.Summary))
		with := quote("__fish_seen_subcommand_from " + c.Name)
		if len(c.Words) > 0 {
			fmt.Fprintf(out, "complete -c %s -n %s -a %s\n", p.Name, with, quote(strings.Join(c.Words, " ")))
		}
		for _, f := range p.own(c) {
			line(" -n "+with, f)
		}
	}
	for _, f := range all(p.Common) {
		line("", f)
	}
	fmt.Fprintf(out, "complete -c %[1]s -l help -s h -d 'show the help'\ncomplete -c %[1]s -l version -d 'print the version'\n", p.Name)
}

// quote is text in single quotes, for any of the shells.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
