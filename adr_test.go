package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	adrHeading = regexp.MustCompile(`^# 0*(\d+)[.:]? +(.+)`)
	adrStatus  = regexp.MustCompile(`^(?:in force|(?:changed|superseded) by \[0*(\d+)\]\(([^)]+)\))$`)
)

// TestDecisionsHaveAnIndex compares docs/adr/README.md with the records beside it: one
// row each, in order, with its title and a status; a record that another one changed
// names that one.
func TestDecisionsHaveAnIndex(t *testing.T) {
	files, err := filepath.Glob("docs/adr/[0-9]*.md")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d records found, %v", len(files), err)
	}
	var rows []string
	for line := range strings.Lines(readPaper(t, "docs/adr/README.md")) {
		if strings.HasPrefix(line, "| [") {
			rows = append(rows, strings.TrimSpace(line))
		}
	}
	for i, file := range files {
		name, text := filepath.Base(file), readPaper(t, file)
		heading := adrHeading.FindStringSubmatch(text)
		if heading == nil || strings.TrimLeft(name[:4], "0") != heading[1] {
			t.Errorf("%s does not begin with its number and a title", file)
			continue
		}
		begin := fmt.Sprintf("| [%s](%s) | %s | ", name[:4], name, strings.TrimSpace(heading[2]))
		if i >= len(rows) || !strings.HasPrefix(rows[i], begin) {
			t.Fatalf("docs/adr/README.md lacks the row\n%sin force |", begin)
		}
		status := adrStatus.FindStringSubmatch(strings.TrimSuffix(strings.TrimPrefix(rows[i], begin), " |"))
		if status == nil {
			t.Errorf("status of %s: %q", name, strings.TrimPrefix(rows[i], begin))
		} else if by := status[1]; by != "" && !regexp.MustCompile(`\b0*`+by+`\b`).MatchString(text) {
			t.Errorf("%s was changed by %s, which it does not name", name, by)
		}
	}
	if len(rows) != len(files) {
		t.Errorf("docs/adr/README.md has %d rows for %d records", len(rows), len(files))
	}
}
