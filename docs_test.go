package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// papers are the files for readers, by path from here.
func papers(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/adr/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, found...)
	}
	if len(list) < 10 {
		t.Fatalf("only %v found", list)
	}
	return list
}

func readPaper(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestLinksPointAtFilesThatExist(t *testing.T) {
	for _, path := range papers(t) {
		for _, m := range link.FindAllStringSubmatch(readPaper(t, path), -1) {
			target, _, _ := strings.Cut(m[1], "#")
			if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), target)); err != nil {
				t.Errorf("%s links to %s: %v", path, target, err)
			}
		}
	}
}

var (
	makeCommand = regexp.MustCompile("(?m)(?:^ {4}|`)make ([a-z0-9-]+)")
	makeTarget  = regexp.MustCompile(`(?m)^([a-z0-9-]+):`)
)

func TestMakeTargetsThatPapersNameExist(t *testing.T) {
	targets := map[string]bool{}
	for _, m := range makeTarget.FindAllStringSubmatch(readPaper(t, "Makefile"), -1) {
		targets[m[1]] = true
	}
	named := 0
	for _, path := range papers(t) {
		for _, m := range makeCommand.FindAllStringSubmatch(readPaper(t, path), -1) {
			if named++; !targets[m[1]] {
				t.Errorf("%s names 'make %s', which the Makefile does not have", path, m[1])
			}
		}
	}
	if named < 5 {
		t.Errorf("only %d make commands found", named)
	}
}

func TestEveryPackageHasAComment(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{if or .GoFiles .CgoFiles}}{{.ImportPath}}\t{{.Doc}}{{end}}", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		path, doc, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if path != "" && strings.TrimSpace(doc) == "" {
			t.Errorf("package %s has no comment", path)
		}
	}
}

var codeName = regexp.MustCompile("`([A-Za-z0-9_/]+(?:\\.[A-Za-z0-9_]+)+)`")

// TestGoroutinesOfTheTableExist looks up the functions in the first column of
// the last table of docs/architecture.md.
func TestGoroutinesOfTheTableExist(t *testing.T) {
	_, table, ok := strings.Cut(readPaper(t, "docs/architecture.md"), "## Goroutines that live long")
	if !ok {
		t.Fatal("the section is missing")
	}
	named := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) < 3 || !strings.HasPrefix(line, "|") {
			continue
		}
		for _, m := range codeName.FindAllStringSubmatch(cells[1], -1) {
			named++
			folder, name, _ := strings.Cut(m[1], ".")
			if !declares(t, folder, name) {
				t.Errorf("docs/architecture.md names the goroutine %s, which %s does not have", m[1], folder)
			}
		}
	}
	if named < 30 {
		t.Errorf("only %d goroutines found in the table", named)
	}
}

// declares reports whether the package in folder has the function "Func" or the
// method "Type.Method".
func declares(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	typ, method, isMethod := strings.Cut(name, ".")
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if want := name; !isMethod && !bytes.Contains(src, []byte("func "+want+"(")) || isMethod && !bytes.Contains(src, []byte(") "+method+"(")) {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, src, 0)
		if err != nil {
			continue // a build of its own will tell
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			switch {
			case !ok:
			case !isMethod && fn.Recv == nil && fn.Name.Name == name:
				return true
			case isMethod && fn.Recv != nil && fn.Name.Name == method && receiver(fn) == typ:
				return true
			}
		}
	}
	return false
}

// receiver is the name of a method's type.
func receiver(fn *ast.FuncDecl) string {
	e := fn.Recv.List[0].Type
	if p, ok := e.(*ast.StarExpr); ok {
		e = p.X
	}
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.IndexExpr:
		if id, ok := e.X.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}
