package motion

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"onair/media/picture"
)

// files are the names a layer gives.
type files struct {
	pictures  []fileName
	sound     string
	soundLine int
}

type fileName struct {
	name string
	line int
}

// files reads "pictures": a name, a list of names, or a numbered sequence.
func (r *reader) files(name string) *files {
	f := new(files)
	n := r.must(name, "a layer")
	if n == nil {
		return f
	}
	switch {
	case n.kind == array:
		for _, item := range n.items {
			s, ok := item.value.(string)
			if !ok {
				r.fail(item.line, "a picture is the name of a PNG file")
			}
			f.pictures = append(f.pictures, fileName{s, item.line})
		}
	case n.kind == object:
		q := &reader{n: n}
		first, count := q.whole("first", 0, 0, 9999), q.whole("count", 1, 1, MaxPictures)
		pattern, digits := q.text("files", 200), q.whole("digits", 2, 1, 4)
		if strings.Count(pattern, "#") != 1 {
			q.fail(n.line, `"files" needs one # where the number goes, such as "ear#.png"`)
		}
		for i := range count {
			number := fmt.Sprintf("%0*d", digits, first+i)
			f.pictures = append(f.pictures, fileName{strings.Replace(pattern, "#", number, 1), n.line})
		}
		if err := q.rest(`"pictures"`); err != nil && r.err == nil {
			r.err = err
		}
	default:
		s, ok := n.value.(string)
		if !ok {
			r.fail(n.line, "%q must be the name of a PNG file, a list of names or a sequence", name)
		}
		f.pictures = []fileName{{s, n.line}}
	}
	if len(f.pictures) == 0 {
		r.fail(n.line, "a layer needs at least one picture")
	}
	return f
}

// store loads a template's files, each once, and keeps to the limits.
type store struct {
	fsys     fs.FS
	pictures map[string]*Picture
	sounds   map[string]*Sound
	decoded  int
}

func (s *store) picture(n fileName) (*Picture, error) {
	if p := s.pictures[n.name]; p != nil {
		return p, nil
	}
	if err := checkName(n.name, n.line, ".png"); err != nil {
		return nil, err
	}
	data, err := read(s.fsys, n.name, MaxPixels*4)
	if err != nil {
		return nil, missing(n, err)
	}
	info, err := picture.Inspect(data)
	if err != nil || info.Format != "png" {
		return nil, &TemplateError{File: n.name, Problem: "this is not a PNG picture", Err: err}
	}
	if max(info.Size.X, info.Size.Y) > MaxSide || info.Size.X > MaxPixels/info.Size.Y {
		return nil, &TemplateError{File: n.name, Problem: fmt.Sprintf(
			"%dx%d is too large, a picture may have %d pixels and %d a side", info.Size.X, info.Size.Y, MaxPixels, MaxSide)}
	}
	s.decoded += decodedSize(info.Size.X, info.Size.Y)
	if s.decoded > MaxDecoded {
		return nil, bad(n.line, fmt.Sprintf("with %s the pictures take more than %d MB of memory", n.name, MaxDecoded>>20))
	}
	img, err := picture.Decode(data)
	if err != nil {
		return nil, &TemplateError{File: n.name, Problem: "this picture is damaged", Err: err}
	}
	if img.Bounds().Size() != info.Size {
		return nil, &TemplateError{File: n.name, Problem: "this picture is damaged"}
	}
	p := newPicture(img)
	s.pictures[n.name] = p
	return p, nil
}

// soundTypes are the files a sound may be in.
var soundTypes = []string{".wav", ".ogg", ".mp3", ".flac", ".m4a"}

func (s *store) sound(name string, line int) (*Sound, error) {
	if x := s.sounds[name]; x != nil {
		return x, nil
	}
	if err := checkName(name, line, soundTypes...); err != nil {
		return nil, err
	}
	data, err := read(s.fsys, name, MaxSoundBytes)
	if err != nil {
		return nil, missing(fileName{name, line}, err)
	}
	x := &Sound{Name: name, Data: data}
	s.sounds[name] = x
	return x, nil
}

// checkName refuses names that lead out of the template's folder.
func checkName(name string, line int, types ...string) error {
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\:") {
		return bad(line, fmt.Sprintf("%q is not the name of a file in the template's folder", name))
	}
	if !slices.Contains(types, strings.ToLower(path.Ext(name))) {
		return bad(line, fmt.Sprintf("%q must end in %s", name, strings.Join(types, ", ")))
	}
	return nil
}

func missing(n fileName, err error) error {
	if errors.Is(err, errTooLarge) {
		return &TemplateError{File: n.name, Problem: "the file is too large", Err: err}
	}
	return &TemplateError{File: FileName, Line: n.line, Problem: fmt.Sprintf("%q cannot be read", n.name), Err: err}
}

// read reads a file of up to limit bytes.
func read(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a file: %w", name, fs.ErrInvalid)
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, nil
}
