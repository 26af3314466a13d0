package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// guideSection is what two guides in step have in common, whatever their language.
type guideSection struct {
	level                int
	title, anchor        string
	codes, rows, entries int
	links                []string
}

var (
	guideHeading = regexp.MustCompile(`^(#+) (?:<a id="([^"]*)"></a>)?(.+)$`)
	guideEntry   = regexp.MustCompile(`^\s*(?:[-*+]|\d+\.) `)
)

// guideSections reads a guide up to each next heading.
func guideSections(text string) []guideSection {
	var list []guideSection
	inCode, fenced := false, false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		fence := strings.HasPrefix(line, "```")
		indented := strings.HasPrefix(line, "    ")
		switch heading := guideHeading.FindStringSubmatch(line); {
		case heading != nil && !fenced:
			s := guideSection{level: len(heading[1]), title: heading[3], anchor: heading[2]}
			if s.anchor == "" {
				s.anchor = anchorOf(s.title)
			}
			list, inCode = append(list, s), false
			continue
		case len(list) == 0:
			continue
		}
		s := &list[len(list)-1]
		switch {
		case fence:
			if fenced = !fenced; fenced {
				s.codes++
			}
		case fenced, line == "":
			continue
		case indented:
			if !inCode {
				s.codes++
			}
		case strings.HasPrefix(line, "|"):
			s.rows++
		case guideEntry.MatchString(line):
			s.entries++
		}
		inCode = indented
		for _, m := range link.FindAllStringSubmatch(line, -1) {
			if !strings.HasPrefix(m[1], "user-guide.") {
				s.links = append(s.links, m[1])
			}
		}
	}
	return list
}

// anchorOf is where a link to an English heading points.
func anchorOf(title string) string {
	return strings.ReplaceAll(strings.ToLower(title), " ", "-")
}

// guideDifference says in which section two guides part, "" if they are in step.
func guideDifference(a, b string) string {
	as, bs := guideSections(a), guideSections(b)
	for i := range min(len(as), len(bs)) {
		x, y := as[i], bs[i]
		in := fmt.Sprintf("section %d, %q and %q: ", i+1, x.title, y.title)
		switch {
		case x.level != y.level:
			return in + fmt.Sprintf("headings of level %d and %d", x.level, y.level)
		case x.anchor != y.anchor:
			return in + fmt.Sprintf("anchors #%s and #%s", x.anchor, y.anchor)
		case x.codes != y.codes:
			return in + fmt.Sprintf("%d and %d code blocks", x.codes, y.codes)
		case x.rows != y.rows:
			return in + fmt.Sprintf("%d and %d table rows", x.rows, y.rows)
		case x.entries != y.entries:
			return in + fmt.Sprintf("%d and %d list items", x.entries, y.entries)
		case !slices.Equal(x.links, y.links):
			return in + fmt.Sprintf("links to %q and %q", x.links, y.links)
		}
	}
	switch {
	case len(as) > len(bs):
		return fmt.Sprintf("section %q is in the first alone", as[len(bs)].title)
	case len(bs) > len(as):
		return fmt.Sprintf("section %q is in the second alone", bs[len(as)].title)
	}
	return ""
}

func TestBothGuidesAreInStep(t *testing.T) {
	english, chinese := readPaper(t, "docs/user-guide.md"), readPaper(t, "docs/user-guide.zh.md")
	if n := len(guideSections(english)); n < 20 {
		t.Fatalf("only %d sections found", n)
	}
	if d := guideDifference(english, chinese); d != "" {
		t.Errorf("docs/user-guide.md and docs/user-guide.zh.md: %s", d)
	}
}

func TestGuidesOutOfStepAreTold(t *testing.T) {
	const guide = "# A\n\ntext [x](x.md)\n\n## Two words\n\n- one\n- two\n  goes on\n\n| a |\n| --- |\n| b |\n\n    code\n    goes on\n\n## C\n"
	for name, c := range map[string]struct{ old, other, want string }{
		"same":         {"Two words", `<a id="two-words"></a>二`, ""},
		"level":        {"## C", "### C", "level 2 and 3"},
		"anchor":       {"Two words", "二", "#two-words and #二"},
		"code":         {"    code\n    goes on\n", "", "1 and 0 code blocks"},
		"row":          {"| b |\n", "", "3 and 2 table rows"},
		"item":         {"- two\n", "- two\n- three\n", "2 and 3 list items"},
		"link":         {"(x.md)", "(y.md)", `"x.md"`},
		"section less": {"## C\n", "", `"C" is in the first alone`},
		"section more": {"## C\n", "## C\n## D\n", `"D" is in the second alone`},
	} {
		d := guideDifference(guide, strings.Replace(guide, c.old, c.other, 1))
		if (d == "") != (c.want == "") || !strings.Contains(d, c.want) {
			t.Errorf("%s: %q, want %q", name, d, c.want)
		}
	}
}
