package cli

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// Man writes the manual page of that section of the manual, in man(7)'s macros.
func (p *Program) Man(out io.Writer, section int) {
	fmt.Fprintf(out, ".TH %s %d \"\" \"OnAir %s\" \"OnAir\"\n", strings.ToUpper(p.Name), section, p.Version)
	fmt.Fprintf(out, ".SH NAME\n%s \\- %s\n.SH SYNOPSIS\n", p.Name, roff(p.Title))
	for i, c := range p.Commands {
		if i > 0 {
			fmt.Fprintln(out, ".br")
		}
		fmt.Fprintf(out, "\\fB%s\\fR", p.Name)
		if c.Name != "" {
			fmt.Fprintf(out, " \\fB%s\\fR", roff(c.Name))
		}
		if c.Args != "" {
			fmt.Fprintf(out, " \\fI%s\\fR", roff(c.Args))
		}
		fmt.Fprintln(out, " [\\fIoptions\\fR]")
	}
	if p.About != "" {
		fmt.Fprintf(out, ".SH DESCRIPTION\n%s\n", roff(p.About))
	}
	fmt.Fprintln(out, ".SH COMMANDS")
	for _, c := range p.Commands {
		fmt.Fprintf(out, ".TP\n\\fB%s\\fR\n%s.\n", roff(p.usage(c)), roff(c.Summary))
	}
	manOptions(out, "OPTIONS", all(p.Common))
	for _, c := range p.Commands {
		manOptions(out, "OPTIONS OF "+strings.ToUpper(c.Name), p.own(c))
	}
	for _, s := range p.Sections {
		fmt.Fprintf(out, ".SH %s\n", roff(strings.ToUpper(s.Title)))
		manText(out, s.Text)
	}
}

func manOptions(out io.Writer, title string, list []*flag.Flag) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(out, ".SH %s\n", title)
	for _, f := range list {
		arg, text := argument(f)
		if arg != "" {
			arg = " \\fI" + roff(arg) + "\\fR"
		}
		if v := initial(f); v != "" {
			text += " (default: " + v + ")"
		}
		fmt.Fprintf(out, ".TP\n\\fB%s\\fR%s\n%s.\n", roff("--"+f.Name), arg, roff(strings.TrimSuffix(text, ".")))
	}
}

// manText writes paragraphs and, between .nf and .fi, indented lines.
func manText(out io.Writer, text string) {
	kept := false
	for line := range strings.Lines(strings.Trim(text, "\n")) {
		line = strings.TrimRight(line, "\n")
		switch example := strings.HasPrefix(line, " "); {
		case example && !kept:
			fmt.Fprintln(out, ".PP\n.RS 4\n.nf")
			kept = true
		case !example && kept && line != "":
			fmt.Fprintln(out, ".fi\n.RE\n.PP")
			kept = false
		case line == "" && !kept:
			fmt.Fprintln(out, ".PP")
			continue
		}
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintln(out, roff(line))
		}
	}
	if kept {
		fmt.Fprintln(out, ".fi\n.RE")
	}
}

// roff escapes what groff takes for its own: backslashes, hyphens (which it would
// print as dashes) and points and quotes at the beginning of a line.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}
