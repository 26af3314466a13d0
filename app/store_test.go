package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// TestNoChangeOfStateAsksTheStore looks for what would wait for itself for ever:
// a function given to Store.Update that reads or changes the Store, by itself or in
// a method of App that it calls.
func TestNoChangeOfStateAsksTheStore(t *testing.T) {
	fset := token.NewFileSet()
	methods := map[string]ast.Node{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Body != nil {
				methods[f.Name.Name] = f.Body
			}
		}
	}
	asks := map[string]bool{}
	for grew := true; grew; {
		grew = false
		for name, body := range methods {
			if !asks[name] && asksStore(body, asks) != "" {
				asks[name], grew = true, true
			}
		}
	}
	updates := 0
	for _, body := range methods {
		ast.Inspect(body, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || calledOn(call, "Store") != "Update" {
				return true
			}
			updates++
			if what := asksStore(call.Args[0], asks); what != "" {
				t.Errorf("%s: %s within Store.Update", fset.Position(call.Pos()), what)
			}
			return true
		})
	}
	if updates < 50 {
		t.Errorf("only %d calls of Store.Update found", updates)
	}
}

// asksStore names the first call in n that comes to the Store; what runs later, or
// elsewhere, does not count.
func asksStore(n ast.Node, asks map[string]bool) (what string) {
	later := map[ast.Node]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if what != "" || later[n] {
			return false
		}
		switch n := n.(type) {
		case *ast.GoStmt:
			return false
		case *ast.CallExpr:
			if name := calledOn(n, "Store"); name != "" {
				what = "Store." + name
				return false
			}
			name := calledOn(n, "a")
			if name == "do" || name == "choose" || name == "aside" || calledOn(n, "wg") == "Go" || name == "startTask" {
				for _, arg := range n.Args {
					later[arg] = true
				}
			} else if asks[name] {
				what = name
			}
		}
		return true
	})
	return what
}

// calledOn is the method that a call calls on something of that name, or "".
func calledOn(call *ast.CallExpr, receiver string) string {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	switch on := method.X.(type) {
	case *ast.Ident:
		if on.Name == receiver {
			return method.Sel.Name
		}
	case *ast.SelectorExpr:
		if on.Sel.Name == receiver {
			return method.Sel.Name
		}
	}
	return ""
}
