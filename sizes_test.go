package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"strings"
	"testing"
)

// How large things may be, in lines: a file, a function outside tests, and a package's
// files without its tests.
const (
	fileLines     = 300
	functionLines = 60
	packageLines  = 4000
)

// larger are those that are larger, by "file", "file function" and "folder/", with the
// most they may have. A figure here only ever becomes smaller; what fits is taken out.
var larger = map[string]int{
	"media/audio/mixer_test.go":                320,
	"media/av/waysin_test.go":                  370,
	"media/clean/clean_test.go":                310,
	"media/rtc/internal/jitter/jitter_test.go": 350,
	"media/voice/voice_test.go":                310,
	"server/sfu/lifecycle_test.go":             370,
	"signaling/client_test.go":                 340,
	"test/e2e/desktop_test.go":                 330,
}

// TestSizes: what has become too large is to be divided, not to be added here.
func TestSizes(t *testing.T) {
	seen, folders := map[string]bool{}, map[string]int{}
	check := func(what string, lines, limit int) {
		most, listed := larger[what]
		seen[what] = true
		switch {
		case listed && lines <= limit:
			t.Errorf("%s has %d lines, which is no longer too many: take it out of the list", what, lines)
		case listed && lines > most:
			t.Errorf("%s has %d lines, and may have %d until it is divided", what, lines, most)
		case !listed && lines > limit:
			t.Errorf("%s has %d lines; %d is the most", what, lines, limit)
		}
	}
	files := goFiles(t)
	if len(files) < 500 {
		t.Fatalf("only %d files found", len(files))
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if os.IsNotExist(err) {
			continue // deleted, and not yet told to git
		} else if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Count(src, []byte("\n"))
		check(file, lines, fileLines)
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		folders[path.Dir(file)] += lines
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, file, src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				check(file+" "+fn.Name.Name, files.Position(fn.End()).Line-files.Position(fn.Pos()).Line+1, functionLines)
			}
		}
	}
	for folder, lines := range folders {
		check(folder+"/", lines, packageLines)
	}
	for what := range larger {
		if !seen[what] {
			t.Errorf("%s is gone: take it out of the list", what)
		}
	}
}
