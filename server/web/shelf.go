package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"onair/assets/locales"
)

//go:embed page
var pageFiles embed.FS

// file is one that browsers get, as it is and compressed.
type file struct {
	kind   string
	tag    string // of its content
	plain  []byte
	packed []byte // nil where packing gains nothing
}

// shelf are all files, by path below web/.
type shelf struct {
	files   map[string]*file
	version string // of all of them
	pages   *template.Template
	needed  map[string][]string // the modules of each page
}

// kinds are told here: what the machine's table says of extensions differs.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon", ".webp": "image/webp", ".woff2": "font/woff2",
	".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8",
}

// fill reads and compresses what is in the program.
func fill() (*shelf, error) {
	s := &shelf{files: map[string]*file{}}
	root, err := fs.Sub(pageFiles, "page")
	if err != nil {
		return nil, err
	}
	if s.pages, err = template.New("").ParseFS(root, "*.html"); err != nil {
		return nil, err
	}
	if err := s.add(root, ""); err != nil {
		return nil, err
	}
	if err := s.add(locales.FS, "texts/"); err != nil {
		return nil, err
	}
	all := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		fmt.Fprintf(all, "%s %s\n", name, s.files[name].tag)
	}
	s.version = hex.EncodeToString(all.Sum(nil)[:8])
	s.needed = map[string][]string{"index.html": s.modules("main.js"), "embed.html": s.modules("embed.js")}
	return s, nil
}

// add takes in the files of a folder, but for the templates.
func (s *shelf) add(from fs.FS, under string) error {
	return fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".html" {
			return err
		}
		b, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		f, err := newFile(name, b)
		s.files[under+name] = f
		return err
	})
}

func newFile(name string, b []byte) (*file, error) {
	f := &file{kind: kinds[path.Ext(name)], tag: tagOf(b), plain: b}
	if f.kind == "" {
		f.kind = mime.TypeByExtension(path.Ext(name))
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err = z.Write(b); err == nil {
		err = z.Close()
	}
	if out.Len() < len(b)*9/10 {
		f.packed = out.Bytes()
	}
	return f, err
}

func tagOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// versionLength is that of a version's digits.
const versionLength = 16

// serveFile answers with a file. Below the version of all files it never changes;
// below another, which a page of before an update asks for, and below none, the
// browser has to ask again.
func (s *Site) serveFile(w http.ResponseWriter, r *http.Request) {
	shelf, err := s.shelf()
	if err != nil {
		s.broken(w, err)
		return
	}
	name, age := r.PathValue("file"), "no-cache"
	if version, rest, ok := strings.Cut(name, "/"); ok && len(version) == versionLength && isHex(version) {
		name = rest
		if version == shelf.version {
			age = "public, max-age=31536000, immutable"
		}
	}
	f := shelf.files[name]
	if f == nil {
		guard(w.Header(), r, false)
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", age)
	f.serve(w, r)
}

func isHex(text string) bool { return strings.Trim(text, "0123456789abcdef") == "" }

// serve sends a file, compressed to who understands it, or says that it is as it was.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	guard(h, r, false)
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	b, tag := f.plain, f.tag
	if f.packed != nil && takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		b, tag = f.packed, tag+"-z"
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

// takesGzip reports whether a browser takes gzip; who refuses it in words has to
// write "q=0".
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" {
			return strings.Trim(strings.ReplaceAll(weight, " ", ""), "q=0.") != "" || weight == ""
		}
	}
	return false
}

// broken tells of a mistake in the program's own files.
func (s *Site) broken(w http.ResponseWriter, err error) {
	s.cfg.Log.Error("the page cannot be served", "err", err)
	http.Error(w, "the page cannot be served", http.StatusInternalServerError)
}
