package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"strings"
	"testing"
)

type listedPackage struct {
	ImportPath, Name string

	Imports, TestImports, XTestImports []string
}

func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Name,Imports,TestImports,XTestImports", "./...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []listedPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
		look(t, path.Join(".", folderOf(p.ImportPath)))
	}
	if len(list) < 5 {
		t.Fatalf("only %d packages listed", len(list))
	}
	return list
}

// goFiles are the Go files of the project, by path.
func goFiles(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard", "*.go").Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	files := strings.Fields(string(out))
	for _, f := range files {
		look(t, path.Dir(f))
	}
	return files
}

// look has go test know that the result depends on a folder: what commands read it does
// not see, and it would give the result of before the change.
func look(t *testing.T, folder string) {
	t.Helper()
	if _, err := os.ReadDir(folder); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

func folderOf(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, "onair"), "/")
}

func matches(patterns []string, folder string) bool {
	for _, p := range patterns {
		if base, deep := strings.CutSuffix(p, "/..."); deep {
			if folder == base || strings.HasPrefix(folder, base+"/") {
				return true
			}
		} else if p == folder {
			return true
		}
	}
	return false
}
