package web

import (
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"onair/assets/locales"
)

func TestThePagesWordsAreThereAndTheirsAreUsed(t *testing.T) {
	data, err := locales.FS.ReadFile("en.json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]any{}
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	direct := regexp.MustCompile(`\b[TN]\('([a-zA-Z.0-9]*[a-zA-Z0-9])'[,)]`)
	quoted := regexp.MustCompile(`'(web\.[a-zA-Z.0-9]+)'`)
	used := map[string]bool{}
	err = fs.WalkDir(pageFiles, "page", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".js" || strings.HasPrefix(name, "page/vendor/") {
			return err
		}
		code, err := fs.ReadFile(pageFiles, name)
		for _, m := range direct.FindAllStringSubmatch(string(code), -1) {
			if words[m[1]] == nil {
				t.Errorf("%s: no words for %q", name, m[1])
			}
		}
		for _, m := range quoted.FindAllStringSubmatch(string(code), -1) {
			used[m[1]] = true
		}
		if n := strings.Count(string(code), "\n"); n > 300 {
			t.Errorf("%s has %d lines; 300 is the most", name, n)
		}
		for _, never := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"} {
			if strings.Contains(string(code), never) {
				t.Errorf("%s uses %s: what others wrote goes into text nodes alone", name, never)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for key := range words {
		if strings.HasPrefix(key, "web.") && !used[key] {
			t.Errorf("nothing uses %q", key)
		}
	}
}
