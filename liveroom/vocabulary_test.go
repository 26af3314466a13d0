package liveroom

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// constants are the strings that package signaling names with a prefix.
func constants(t *testing.T, prefix string) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../signaling/*.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, name := range spec.Names {
				if !strings.HasPrefix(name.Name, prefix) || i >= len(spec.Values) {
					continue
				}
				if lit, ok := spec.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					out[name.Name], _ = strconv.Unquote(lit.Value)
				}
			}
			return true
		})
	}
	if len(out) == 0 {
		t.Fatalf("signaling has no constant %s...", prefix)
	}
	return out
}

func TestEveryWordOfTheWireHasOneHere(t *testing.T) {
	everyWord(t, "Role", roles)
	everyWord(t, "Destroy", destroyReasons)
	everyWord(t, "Rejected", rejectReasons)
	everyWord(t, "PKEnd", pkEndReasons)
}

func everyWord[W, O ~string](t *testing.T, prefix string, w words[W, O]) {
	back := map[O]W{}
	for name, wire := range constants(t, prefix) {
		if name == "RoleUnused" { // a reason, told as OnRoleChange.Unused
			continue
		}
		own, known := w[W(wire)]
		if !known {
			t.Errorf("signaling.%s has no word in liveroom", name)
		}
		if other, taken := back[own]; taken {
			t.Errorf("%s and %s are both %q", other, wire, own)
		}
		back[own] = W(wire)
	}
	if len(back) != len(w) {
		t.Errorf("%s...: liveroom knows %d words, signaling %d", prefix, len(w), len(back))
	}
	if got := w.of("of a newer server"); got != "of a newer server" {
		t.Errorf("%s...: an unknown word becomes %q", prefix, got)
	}
}
