package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// method names a method or function by its package's folder.
type method struct{ pkg, name string }

// takers run what they are given within Store.Update.
var takers = map[method]bool{
	{"model", "Update"}: true, {"desk", "Update"}: true, {"desk", "UpdateInside"}: true, {"desk", "End"}: true, {"desk", "Leave"}: true,
	{"desk", "LeaveIf"}: true, {"desk", "Begin"}: true, {"desk", "SignedIn"}: true, {"desk", "SignedOut"}: true, {"stage", "Join"}: true,
	{"stage", "Open"}: true, {"Rooms", "Join"}: true, {"Rooms", "Open"}: true, {"journey", "postOf"}: true,
}

// later are those that run what they are given when the change is over.
var later = map[method]bool{
	{"desk", "Do"}: true, {"desk", "Choose"}: true, {"desk", "Go"}: true, {"desk", "Within"}: true, {"desk", "After"}: true, {"desk", "Finish"}: true,
	{"desk", "StartTask"}: true, {"desk", "StartNext"}: true, {"desk", "Remember"}: true,
}

// within may be called while the state is changed, by what their comments say.
var within = map[method]bool{{"desk", "WithNotice"}: true, {"desk", "Still"}: true, {"desk", "Lasts"}: true}

// doors are the fields behind which the live room, a device or a server is.
var doors = map[string]bool{"room": true, "calls": true, "filters": true, "engine": true, "mixer": true, "quality": true, "place": true, "preview": true, "embedded": true, "Calls": true, "House": true, "List": true, "Computer": true, "Rooms": true}

// body is what a method does.
type body struct {
	method
	receiver string
	node     ast.Node
}

// TestNoChangeOfStateAsksTheStore looks for what would wait for itself for ever, or
// hold everybody up: a function given to Store.Update that reads or changes the Store,
// asks the live room or goes to the network, by itself or in a method that it calls.
func TestNoChangeOfStateAsksTheStore(t *testing.T) {
	bodies := readBodies(t)
	asks := map[method]string{}
	for grew := true; grew; {
		grew = false
		for _, b := range bodies {
			if asks[b.method] == "" && !within[b.method] {
				if what := b.asks(b.node, asks); what != "" {
					asks[b.method], grew = what, true
				}
			}
		}
	}
	updates := 0
	for _, b := range bodies {
		ast.Inspect(b.node, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !takers[b.called(call)] {
				return true
			}
			updates++
			for _, arg := range call.Args {
				if what := b.asks(arg, asks); what != "" {
					t.Errorf("%s.%s: %s within Store.Update", b.pkg, b.name, what)
				}
			}
			return true
		})
	}
	if updates < 80 {
		t.Errorf("only %d changes of the state found", updates)
	}
}

func readBodies(t *testing.T) (out []body) {
	t.Helper()
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		pkg := path.Base(filepath.ToSlash(filepath.Dir(file)))
		if pkg == "." {
			pkg = "app"
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				b := body{method: method{pkg, f.Name.Name}, node: f.Body}
				if f.Recv != nil && len(f.Recv.List[0].Names) > 0 {
					b.receiver = f.Recv.List[0].Names[0].Name
				}
				out = append(out, b)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// asks names the first call in n that comes to the Store, the live room or the
// network; what runs later, or elsewhere, does not count.
func (b body) asks(n ast.Node, asks map[method]string) (what string) {
	skip := map[ast.Node]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if what != "" || skip[n] {
			return false
		}
		switch n := n.(type) {
		case *ast.GoStmt:
			return false
		case *ast.SelectorExpr:
			if on := lastName(n.X); doors[on] && b.fieldOf(n.X) || on == "http" {
				what = on + "." + n.Sel.Name
			}
		case *ast.CallExpr:
			m := b.called(n)
			switch {
			case m == method{"model", "Update"} || m == method{"model", "State"} || m == method{"model", "Subscribe"}:
				what = "Store." + m.name
			case later[m]:
				for _, arg := range n.Args {
					skip[arg] = true
				}
			case asks[m] != "":
				what = m.name + " (" + asks[m] + ")"
			}
		}
		return what == ""
	})
	return what
}

// fieldOf reports whether an expression is a field of something, as a.room.
func (b body) fieldOf(e ast.Expr) bool {
	_, ok := e.(*ast.SelectorExpr)
	return ok
}

// called is the method that a call calls, as far as names tell: on the receiver and
// plainly it is the package's own, on a field it is of the package that the field is
// named after, and v is a visit.
func (b body) called(call *ast.CallExpr) method {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return method{b.pkg, f.Name}
	case *ast.SelectorExpr:
		switch on := lastName(f.X); on {
		case b.receiver, "a", "c", "j":
			return method{b.pkg, f.Sel.Name}
		case "v", "Visit":
			return method{"desk", f.Sel.Name}
		case "Store":
			return method{"model", f.Sel.Name}
		default:
			return method{on, f.Sel.Name}
		}
	}
	return method{}
}

// lastName is the name at the end of an expression: the field or the method called.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.CallExpr:
		return lastName(e.Fun)
	}
	return ""
}
