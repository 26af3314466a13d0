package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
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
	}
	if len(list) < 5 {
		t.Fatalf("only %d packages listed", len(list))
	}
	return list
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
