// Package cli is what the command lines of OnAir's programs have in common: one
// table of commands and options, from which arguments are told apart and help,
// manual page and completions are written.
package cli

import (
	"flag"
	"fmt"
	"net"
	"strings"
)

// Program is a program's table.
type Program struct {
	// Name is what is typed, Title what it is, in a few words without a full stop.
	Name, Title string
	// Version stands in the manual page.
	Version string
	// Common are the options that every command has; nil without any.
	Common   *flag.FlagSet
	Commands []Command
	// About closes the help. Sections are for the manual page alone.
	About    string
	Sections []Section
}

// Command is one thing that a program does.
type Command struct {
	// Name is the word that asks for it; empty: no word.
	Name string
	// Args is what stands behind the word, such as "ROOM"; Words are what can be
	// chosen there.
	Args  string
	Words []string
	// Summary is one line without a full stop.
	Summary string
	// Options are all of its options, common ones included; nil: the common ones.
	Options *flag.FlagSet
}

// Section is a chapter of the manual page. Text has paragraphs between empty
// lines; lines that begin with blanks are kept as they are.
type Section struct{ Title, Text string }

// Line is a command line, told apart.
type Line struct {
	// Command is the first word that is no option, Rest everything else in order.
	Command string
	Rest    []string
	// Help and Version say that these were asked for, by word or option.
	Help, Version bool
}

// Split finds the command, before or behind options. "help X" asks for the help of
// the command X. What follows "--" is no option.
func (p *Program) Split(args []string) Line {
	var l Line
	word := func(w string) bool {
		switch {
		case l.Command == "" && !l.Help && w == "help":
			l.Help = true
		case l.Command == "":
			l.Command = w
		default:
			return false
		}
		return true
	}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		name, value := optionName(arg)
		switch {
		case arg == "--":
			l.Rest = append(l.Rest, args[i:]...)
			return l
		case name == "":
			if !word(arg) {
				l.Rest = append(l.Rest, arg)
			}
		case name == "h" || name == "help":
			l.Help = true
		case name == "version":
			l.Version = true
		default:
			l.Rest = append(l.Rest, arg)
			if f := p.option(name); f != nil && !value && !isBool(f) && i+1 < len(args) {
				i++
				l.Rest = append(l.Rest, args[i])
			}
		}
	}
	return l
}

// optionName is the name in "--name" or "-name=value", "" for what is no option.
func optionName(arg string) (name string, hasValue bool) {
	if len(arg) < 2 || arg[0] != '-' {
		return "", false
	}
	name, _, hasValue = strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
	return name, hasValue
}

// Command finds a command by its word.
func (p *Program) Command(name string) (Command, bool) {
	for _, c := range p.Commands {
		if c.Name == name {
			return c, true
		}
	}
	return Command{}, false
}

// option finds an option of any command.
func (p *Program) option(name string) *flag.Flag {
	if p.Common != nil {
		if f := p.Common.Lookup(name); f != nil {
			return f
		}
	}
	for _, c := range p.Commands {
		if c.Options == nil {
			continue
		}
		if f := c.Options.Lookup(name); f != nil {
			return f
		}
	}
	return nil
}

// own are a command's options that not every command has.
func (p *Program) own(c Command) []*flag.Flag {
	var list []*flag.Flag
	for _, f := range all(c.Options) {
		if p.Common == nil || p.Common.Lookup(f.Name) == nil {
			list = append(list, f)
		}
	}
	return list
}

func all(fs *flag.FlagSet) (list []*flag.Flag) {
	if fs != nil {
		fs.VisitAll(func(f *flag.Flag) { list = append(list, f) })
	}
	return list
}

func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// argument is the name of an option's value, "" for a switch, and its text.
func argument(f *flag.Flag) (arg, text string) {
	arg, text = flag.UnquoteUsage(f)
	if isBool(f) {
		arg = ""
	}
	return strings.ToUpper(arg), strings.ReplaceAll(text, "\n", " ")
}

// initial is an option's value when it is not given, "" when there is none to tell.
func initial(f *flag.Flag) string {
	switch f.DefValue {
	case "false", "0":
		return ""
	}
	return f.DefValue
}

// HostPort checks the value of an option that is an address to listen on; empty is
// no address and fine.
func HostPort(option, value string) error {
	if value == "" {
		return nil
	}
	_, port, err := net.SplitHostPort(value)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		return fmt.Errorf("--%s: %q is not a host:port such as :7880", option, value)
	}
	return nil
}

// OneLine is an error's text without line breaks.
func OneLine(err error) string {
	return strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
}
