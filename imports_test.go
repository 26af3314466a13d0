package main

import (
	"os/exec"
	"path"
	"strings"
	"testing"
)

// TestImportsPointOneWay: what is not in a folder's row it does not import, be it a
// parent, a child or a sibling. What only tests may import, nothing else imports.
func TestImportsPointOneWay(t *testing.T) {
	folders := map[string]bool{}
	for _, p := range listPackages(t) {
		folder := folderOf(p.ImportPath)
		folders[folder] = true
		if strings.HasPrefix(folder, "test/") {
			continue
		}
		rule, ok := ours[folder]
		if !ok {
			t.Errorf("%s has no row in the list of imports", folder)
		}
		for _, to := range oursOf(p.Imports) {
			if !matches(rule, to) {
				t.Errorf("%s imports %s, which docs/architecture.md does not allow", folder, to)
			} else if forTests(to) && !forTests(folder) && !strings.HasPrefix(folder, "tools/") {
				t.Errorf("%s imports %s, which is for tests", folder, to)
			}
		}
		for _, to := range oursOf(append(p.TestImports, p.XTestImports...)) {
			if to != folder && !forTests(to) && !matches(rule, to) && !matches(oursInTests[folder], to) {
				t.Errorf("the tests of %s import %s, which is not in the list", folder, to)
			}
		}
	}
	for _, list := range []map[string][]string{ours, oursInTests} {
		for folder := range list {
			if !folders[folder] {
				t.Errorf("%s is gone: take its row out of the list", folder)
			}
		}
	}
}

// forTests reports whether a folder is there for tests only.
func forTests(folder string) bool {
	return strings.HasSuffix(folder, "test") || matches([]string{"internal/await", "internal/forgery", "internal/pulsetest/...", "media/rtc/lossy", "views/internal/scenes", "views/internal/gallery"}, folder)
}

func oursOf(imports []string) (folders []string) {
	for _, imp := range imports {
		if imp == "onair" || strings.HasPrefix(imp, "onair/") {
			folders = append(folders, folderOf(imp))
		}
	}
	return folders
}

// TestArchitectureHasARowForEveryFolder: examples, tools and
// assets have one for all; what is internal or for tests may be described above.
func TestArchitectureHasARowForEveryFolder(t *testing.T) {
	table, _, _ := strings.Cut(readPaper(t, "docs/architecture.md"), "## The way of a picture")
	for folder := range ours {
		above, _, _ := strings.Cut(folder, "/")
		has := strings.Contains(table, "\n| `"+folder+"` | ")
		switch {
		case folder == "":
			folder = "main.go"
		case above == "examples" || above == "tools" || above == "assets":
			folder = above
		case !has && strings.Contains(folder, "/internal/"):
			folder, _, _ = strings.Cut(folder, "/internal/") // described there
		case !has && forTests(folder):
			folder = path.Dir(folder)
		}
		if !strings.Contains(table, "\n| `"+folder+"` | ") {
			t.Errorf("the table of docs/architecture.md has no row for %s", folder)
		}
	}
}

func TestTheServerNeedsNoC(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-json=ImportPath", "./cmd/onaird").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for _, bad := range []string{"onair/media", "onair/beauty", "fyne.io/"} {
		if strings.Contains(string(out), `"`+bad) {
			t.Errorf("cmd/onaird depends on %s", bad)
		}
	}
}
