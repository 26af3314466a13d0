package cli

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// width is how long a line of the help is.
const width = 80

// Help writes the help of the command of that name; of the whole program when it
// has none.
func (p *Program) Help(out io.Writer, command string) {
	c, ok := p.Command(command)
	if command == "" || !ok {
		p.help(out)
		return
	}
	fmt.Fprintf(out, "%s: %s.\n\n  %s\n", p.usage(c), c.Summary, p.usage(c)+" [options]")
	p.options(out, "Options of "+c.Name, p.own(c))
	p.options(out, "Options of every command", all(p.Common))
}

func (p *Program) help(out io.Writer) {
	fmt.Fprintf(out, "%s: %s.\n\n", p.Name, p.Title)
	for _, c := range p.Commands {
		usage := p.usage(c)
		if c.Name == "" {
			usage += " [options]"
		}
		if len(usage) > 34 {
			fmt.Fprintf(out, "  %s\n  %-34s  %s\n", usage, "", c.Summary)
			continue
		}
		fmt.Fprintf(out, "  %-34s  %s\n", usage, c.Summary)
	}
	fmt.Fprintf(out, "\nOptions stand before or after the command. \"%s help COMMAND\" lists those of a\ncommand.\n", p.Name)
	p.options(out, "Options of every command", all(p.Common))
	if p.About != "" {
		fmt.Fprintln(out)
		wrap(out, "", p.About)
	}
}

// usage is a command as it is typed, without options.
func (p *Program) usage(c Command) string {
	return strings.Join(strings.Fields(p.Name+" "+c.Name+" "+c.Args), " ")
}

func (p *Program) options(out io.Writer, title string, list []*flag.Flag) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s:\n", title)
	for _, f := range list {
		arg, text := argument(f)
		if v := initial(f); v != "" {
			text += " (default: " + v + ")"
		}
		fmt.Fprintf(out, "  %s\n", strings.TrimSpace("--"+f.Name+" "+arg))
		wrap(out, "      ", text)
	}
}

// wrap writes text in lines of at most width columns.
func wrap(out io.Writer, indent, text string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(indent)+len(line)+1+len(word) > width {
			fmt.Fprintln(out, indent+line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	fmt.Fprintln(out, indent+line)
}
