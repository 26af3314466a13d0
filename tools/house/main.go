// Command house draws our packages as boxes with their lines, and which imports which,
// into docs/images/house.svg: make house. The boxes stand in storeys: each lies above all
// that it imports; an arrow that goes by way of others as well is not drawn. Packages for tests, for developers, and assets are left out.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const out = "docs/images/house.svg"

func main() {
	rooms, err := read()
	if err == nil {
		err = os.WriteFile(out, []byte(draw(rooms)), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "house:", err)
		os.Exit(1)
	}
	fmt.Println(out)
}

// room is a package of ours.
type room struct {
	name    string // its folder; "onair" for the module's own
	lines   int
	imports []string
	storey  int
	x, y    int
}

func leftOut(folder string) bool {
	top, _, _ := strings.Cut(folder, "/")
	return slices.Contains([]string{"test", "tools", "examples", "assets", "internal"}, top) || strings.HasSuffix(folder, "test") ||
		strings.HasPrefix(folder, "views/internal/") || strings.HasPrefix(folder, "beauty/internal/") || folder == "media/rtc/lossy" || folder == "cmd/captureprobe"
}

func read() ([]*room, error) {
	list, err := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles,CgoFiles,Module", "./...").Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var rooms []*room
	for dec := json.NewDecoder(bytes.NewReader(list)); ; {
		var p struct {
			ImportPath, Dir            string
			Imports, GoFiles, CgoFiles []string
			Module                     struct{ Path string }
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		folder := func(imp string) string { return strings.TrimPrefix(imp, p.Module.Path+"/") }
		if leftOut(folder(p.ImportPath)) {
			continue
		}
		r := &room{name: folder(p.ImportPath)}
		for _, f := range append(p.GoFiles, p.CgoFiles...) {
			src, err := os.ReadFile(filepath.Join(p.Dir, f))
			if err != nil {
				return nil, err
			}
			r.lines += bytes.Count(src, []byte("\n"))
		}
		for _, imp := range p.Imports {
			if to := folder(imp); to != imp && !leftOut(to) {
				r.imports = append(r.imports, to)
			}
		}
		rooms = append(rooms, r)
	}
	thin(rooms)
	return rooms, nil
}

// thin takes out the arrows that go by way of others as well.
func thin(rooms []*room) {
	below := map[string]map[string]bool{} // what a package needs by way of others
	byName := map[string]*room{}
	for _, r := range rooms {
		byName[r.name] = r
	}
	var walk func(r *room) map[string]bool
	walk = func(r *room) map[string]bool {
		if below[r.name] == nil {
			far := map[string]bool{}
			below[r.name] = far
			for _, to := range r.imports {
				for _, t := range byName[to].imports {
					far[t] = true
				}
				for t := range walk(byName[to]) {
					far[t] = true
				}
			}
		}
		return below[r.name]
	}
	for _, r := range rooms {
		walk(r)
	}
	for _, r := range rooms {
		r.imports = slices.DeleteFunc(r.imports, func(to string) bool { return below[r.name][to] })
	}
}

// wings are drawn side by side, by the first part of the folder.
var wings = []string{"onair", "views", "app", "liveroom", "beauty", "media", "cmd", "server", "room", "signaling"}

func wing(name string) int {
	top, _, _ := strings.Cut(name, "/")
	return slices.Index(wings, top)
}

const (
	boxW, boxH = 132, 30
	gapX, gapY = 12, 46
	perRow     = 12
)

// draw gives the picture: storeys from below, long ones in several rows.
func draw(rooms []*room) string {
	byName := map[string]*room{}
	for _, r := range rooms {
		byName[r.name] = r
	}
	for changed := true; changed; { // imports have no circles
		changed = false
		for _, r := range rooms {
			for _, to := range r.imports {
				if t := byName[to]; t.storey >= r.storey {
					r.storey, changed = t.storey+1, true
				}
			}
		}
	}
	slices.SortFunc(rooms, func(a, b *room) int {
		return cmp.Or(b.storey-a.storey, wing(a.name)-wing(b.name), cmp.Compare(a.name, b.name))
	})
	y, width := gapX, 0
	for i := 0; i < len(rooms); {
		n := 1
		for n < perRow && i+n < len(rooms) && rooms[i+n].storey == rooms[i].storey {
			n++
		}
		for k, r := range rooms[i : i+n] {
			r.x, r.y = gapX+k*(boxW+gapX)+(perRow-n)*(boxW+gapX)/2, y
			width = max(width, r.x+boxW+gapX)
		}
		y += boxH + gapY
		i += n
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">\n", width, y)
	b.WriteString("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n")
	for _, r := range rooms {
		for _, to := range r.imports {
			t := byName[to]
			x1, y1, x2, y2 := r.x+boxW/2, r.y+boxH, t.x+boxW/2, t.y
			fmt.Fprintf(&b, "<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"hsl(%d 60%% 45%%)\" stroke-opacity=\".35\"><title>%s -&gt; %s</title></path>\n",
				x1, y1, x1, y1+gapY, x2, y2-gapY, x2, y2, hue(r.name), html.EscapeString(r.name), html.EscapeString(to))
		}
	}
	for _, r := range rooms {
		fmt.Fprintf(&b, "<g><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\" fill=\"hsl(%d 60%% 93%%)\" stroke=\"hsl(%d 60%% 45%%)\"/>", html.EscapeString(r.name), r.x, r.y, boxW, boxH, hue(r.name), hue(r.name))
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\"><tspan>%s</tspan><tspan x=\"%d\" dy=\"11\" font-size=\"9\" fill=\"#666\">%d</tspan></text></g>\n",
			r.x+boxW/2, r.y+14, html.EscapeString(strings.Replace(r.name, "/internal/", "/…/", 1)), r.x+boxW/2, r.lines)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func hue(name string) int { return wing(name) * 36 }
