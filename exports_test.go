package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// forOthers are the packages whose names are for programs that are not here: the SDK with
// what its calls take and give, and the messages of the wire.
var forOthers = []string{"liveroom", "beauty", "signaling"}

// unusedExports are the exported functions, methods and variables that no other package
// uses. "(tests)": tests of others do. The list only becomes shorter.
var unusedExports = []string{
	"app/devices.Devices.CameraRuns (tests)",
	"app/devices.Devices.Idle (tests)",
	"app/failure.Narrowed (tests)",
	"app/model.BlockReasons (tests)",
	"app/model.ChatBlocks (tests)",
	"app/model.ChatRefusals (tests)",
	"app/model.FailureCodes (tests)",
	"app/model.HealthCauses (tests)",
	"app/model.NoticeCodes (tests)",
	"app/settings.Default (tests)",
	"assets/backgrounds.LabelKey (tests)",
	"assets/luts.LabelKey (tests)",
	"assets/stickers.LabelKey (tests)",
	"beauty/face.NoseWings",
	"beauty/makeup.Look.LabelKey (tests)",
	"internal/pulsetest.Start",
	"liveroom/internal/device.Speaker.SetQuick (tests)",
	"liveroom/internal/device.Voice.Cleaned (tests)",
	"media/capture.FlashDetected (tests)",
	"server/store.Bucket.DeleteAt",
	"server/usersig.MapKey (tests)",
	"views.Screens (tests)",
	"views/kit.Meter.Lit",
	"views/panel.AskMute (tests)",
	"views/panel.AskRemove (tests)",
	"views/panel.ChatLineKey (tests)",
	"views/panel.Emojis (tests)",
	"views/panel.LineActions (tests)",
	"views/panel.LinesOf (tests)",
	"views/panel.MuteLength (tests)",
	"views/panel.PageBeside (tests)",
	"views/panel.PowersOver (tests)",
	"views/panel.SaidAt (tests)",
	"views/panel.ShowWords (tests)",
	"views/panel/beauty.NewHoldButton (tests)",
	"views/panel/beauty.PickColour (tests)",
	"views/screen/device.PickFile (tests)",
	"views/stage.GrandY (tests)",
}

// name is an exported name of a package, or of a method: Type.Method.
type name struct{ folder, ident string }

// uses says who uses a name outside its package: programs, or tests alone.
type uses struct{ code, tests bool }

type exportsReader struct {
	found    map[name]bool
	named    map[name]uses   // by package and name
	selected map[string]uses // .Name in another folder than the one declaring it, by folder and name
	promised map[string]bool // methods of interfaces
}

// TestNoExportIsUnused: what is exported is used by another package; what only tests of
// others use is in a package for tests, or listed. Types and constants are not looked at:
// they are used by whoever is given their values, too, without being named; nor at errors, which
// need not be told apart by anybody today.
func TestNoExportIsUnused(t *testing.T) {
	r := exportsReader{map[name]bool{}, map[name]uses{}, map[string]uses{}, map[string]bool{}}
	for _, m := range []string{"Error", "Unwrap", "String", "Is", "As", "Read", "Write", "Close", "Len", "Less", "Swap", "Push", "Pop", "ServeHTTP",
		"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "Format", "RoundTrip", "Enabled", "Handle", "WithAttrs", "WithGroup",
		"CreateRenderer", "MouseIn", "MouseMoved", "MouseDown", "MouseUp", "DoubleTapped", "TappedSecondary", "FocusGained", "TypedShortcut", "Font",
		"ListenPacket"} {
		r.promised[m] = true // interfaces of libraries
	}
	for _, file := range goFiles(t) {
		if _, err := os.Stat(file); err == nil {
			r.read(t, file)
		}
	}
	if len(r.found) < 500 {
		t.Fatalf("only %d exported names found", len(r.found))
	}
	var bad []string
	for n := range r.found {
		u := r.usesOf(n)
		if !u.code && !(u.tests && forTests(n.folder)) {
			what := n.folder + "." + n.ident
			if u.tests {
				what += " (tests)"
			}
			bad = append(bad, what)
		}
	}
	slices.Sort(bad)
	for _, b := range bad {
		if !slices.Contains(unusedExports, b) {
			t.Errorf("%s: no other package uses it", b)
		}
	}
	for _, b := range unusedExports {
		if !slices.Contains(bad, b) {
			t.Errorf("%s is used, or gone: take it out of the list", b)
		}
	}
}

func (r *exportsReader) read(t *testing.T, file string) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	folder, test := path.Dir(file), strings.HasSuffix(file, "_test.go")
	if !test && f.Name.Name != "main" && !slices.Contains(forOthers, folder) {
		r.declared(folder, f)
	}
	imports := map[string]string{}
	for _, s := range f.Imports {
		to, _ := strconv.Unquote(s.Path.Value)
		if !strings.HasPrefix(to, "onair/") {
			continue
		}
		as := path.Base(to)
		if s.Name != nil {
			as = s.Name.Name
		}
		imports[as] = folderOf(to)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && imports[x.Name] != "" && imports[x.Name] != folder {
				r.named[name{imports[x.Name], n.Sel.Name}] = r.named[name{imports[x.Name], n.Sel.Name}].with(test)
			}
			r.selected[folder+" "+n.Sel.Name] = r.selected[folder+" "+n.Sel.Name].with(test)
		case *ast.InterfaceType:
			for _, m := range n.Methods.List {
				for _, id := range m.Names {
					r.promised[id.Name] = true
				}
			}
		}
		return true
	})
}

func (u uses) with(test bool) uses { return uses{u.code || !test, u.tests || test} }

// declared notes what a file exports.
func (r *exportsReader) declared(folder string, f *ast.File) {
	add := func(id *ast.Ident) {
		if id.IsExported() && !strings.HasPrefix(id.Name, "Err") {
			r.found[name{folder, id.Name}] = true
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				add(d.Name)
				continue
			}
			of := d.Recv.List[0].Type
			if star, ok := of.(*ast.StarExpr); ok {
				of = star.X
			}
			if id, ok := of.(*ast.Ident); ok && id.IsExported() && d.Name.IsExported() {
				r.found[name{folder, id.Name + "." + d.Name.Name}] = true
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if v, ok := s.(*ast.ValueSpec); ok && d.Tok == token.VAR {
					for _, id := range v.Names {
						add(id)
					}
				}
			}
		}
	}
}

// usesOf is exact for names of packages. A method counts as used where any other folder
// selects its name, or an interface has it.
func (r *exportsReader) usesOf(n name) uses {
	_, method, ok := strings.Cut(n.ident, ".")
	if !ok {
		return r.named[n]
	}
	if r.promised[method] {
		return uses{code: true}
	}
	var u uses
	for where, w := range r.selected {
		if folder, sel, _ := strings.Cut(where, " "); sel == method && folder != n.folder {
			u.code, u.tests = u.code || w.code, u.tests || w.tests
		}
	}
	return u
}
