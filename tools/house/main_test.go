package main

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

var title = regexp.MustCompile(`<title>([^<]*)</title>`)

// TestTheHouseIsDrawnAsItIs compares packages and arrows, not lines, so that the picture
// need not be drawn anew after each change.
func TestTheHouseIsDrawnAsItIs(t *testing.T) {
	t.Chdir("../..")
	rooms, err := read()
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if want, got := titles(draw(rooms)), titles(string(drawn)); !slices.Equal(want, got) {
		for _, s := range want {
			if !slices.Contains(got, s) {
				t.Logf("not drawn: %s", s)
			}
		}
		for _, s := range got {
			if !slices.Contains(want, s) {
				t.Logf("drawn, but gone: %s", s)
			}
		}
		t.Errorf("%s is not the house as it is: make house", out)
	}
}

func titles(svg string) (all []string) {
	for _, m := range title.FindAllStringSubmatch(svg, -1) {
		all = append(all, m[1])
	}
	slices.Sort(all)
	return all
}

func TestArrowsByWayOfOthersAreNotDrawn(t *testing.T) {
	a, b, c := &room{name: "a", imports: []string{"b", "c"}}, &room{name: "b", imports: []string{"c"}}, &room{name: "c"}
	thin([]*room{a, b, c})
	if len(a.imports) != 1 || a.imports[0] != "b" || len(b.imports) != 1 {
		t.Errorf("a needs %v, b needs %v", a.imports, b.imports)
	}
}
