package web

import (
	"path"
	"regexp"
)

// imported are the modules that a module's import statements name.
var imported = regexp.MustCompile(`(?m)^(?:import|export) (?:[^'";]* from )?'(\.[^']+)';`)

// modules are those that a page's own needs before it runs, nearest first. Browsers that are told
// of all of them need not have read one to ask for the next.
func (s *shelf) modules(entry string) (all []string) {
	seen := map[string]bool{entry: true}
	for next := []string{entry}; len(next) > 0; next = next[1:] {
		f := s.files[next[0]]
		if f == nil {
			continue
		}
		for _, m := range imported.FindAllSubmatch(f.plain, -1) {
			if to := path.Join(path.Dir(next[0]), string(m[1])); !seen[to] {
				seen[to] = true
				all, next = append(all, to), append(next, to)
			}
		}
	}
	return all
}
