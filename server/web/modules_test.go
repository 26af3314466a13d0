package web

import (
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPagesTellOfTheirModules: a page names every script that its own needs, once, and they are
// there; what is loaded only if need be it does not.
func TestPagesTellOfTheirModules(t *testing.T) {
	s := site(t)
	for at, entry := range map[string]string{"/": "main.js", "/r/7": "main.js", "/embed/7": "embed.js"} {
		var told []string
		for _, m := range regexp.MustCompile(`<link rel="modulepreload" href="(?:\.\./)?web/[0-9a-f]+/([^"]+)">`).FindAllStringSubmatch(body(t, get(s, at)), -1) {
			told = append(told, m[1])
		}
		if twice := len(told) - len(slices.Compact(slices.Sorted(slices.Values(told)))); twice > 0 || len(told) < 10 {
			t.Errorf("%s names %d modules, %d of them twice", at, len(told), twice)
		}
		for _, name := range append(told, entry) {
			res := get(s, "/web/"+name)
			if res.StatusCode != http.StatusOK || strings.HasPrefix(name, "vendor/") {
				t.Errorf("%s names %s: %s", at, name, res.Status)
			}
			for _, m := range regexp.MustCompile(`(?:from|import) ['"]([^'"]+)['"]`).FindAllStringSubmatch(body(t, res), -1) {
				if need := path.Join(path.Dir(name), m[1]); !slices.Contains(told, need) {
					t.Errorf("%s does not name %s, which %s imports", at, need, name)
				}
			}
		}
	}
}
