package motion

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// format is what the first field of a template says.
const format = "onair-motion/1"

// Load reads the template at the root of fsys: template.json and the files it
// names. Every error is a *TemplateError.
func Load(fsys fs.FS) (*Template, error) {
	data, err := read(fsys, FileName, MaxTemplateBytes)
	if err != nil {
		problem := "cannot be read"
		if errors.Is(err, errTooLarge) {
			problem = "the file is too large"
		}
		return nil, &TemplateError{File: FileName, Problem: problem, Err: err}
	}
	root, err := parse(data)
	if err != nil {
		return nil, err
	}
	return build(root, fsys)
}

// LoadDir reads the template in a folder of the disk. Links that lead out of the
// folder are not followed.
func LoadDir(dir string) (*Template, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, &TemplateError{File: FileName, Problem: "the folder cannot be opened", Err: err}
	}
	defer root.Close()
	return Load(root.FS())
}

func build(root *node, fsys fs.FS) (*Template, error) {
	r := &reader{n: root}
	r.must("format", "a template")
	if n := r.get("format"); n != nil && n.value != format {
		r.fail(n.line, `"format" must be %q`, format)
	}
	t := &Template{
		Name:    r.text("name", 200),
		Author:  r.text("author", 200),
		Licence: r.text("licence", 200),
		Faces:   r.whole("faces", MaxFaces, 1, MaxFaces),
	}
	layers := r.must("layers", "a template")
	if err := r.rest("a template"); err != nil {
		return nil, err
	}
	if layers.kind != array || len(layers.items) == 0 || len(layers.items) > MaxLayers {
		return nil, bad(layers.line, fmt.Sprintf(`"layers" must be a list of 1 to %d layers`, MaxLayers))
	}
	s := &store{fsys: fsys, pictures: map[string]*Picture{}, sounds: map[string]*Sound{}}
	frames := 0
	for _, n := range layers.items {
		l, f, err := readLayer(n)
		if err != nil {
			return nil, err
		}
		if frames += len(f.pictures); frames > MaxPictures {
			return nil, bad(n.line, fmt.Sprintf("with this layer there are more than %d pictures", MaxPictures))
		}
		if err := s.fill(&l, f); err != nil {
			return nil, err
		}
		t.Layers = append(t.Layers, l)
	}
	return t, nil
}

// fill loads a layer's files.
func (s *store) fill(l *Layer, f *files) error {
	for _, n := range f.pictures {
		p, err := s.picture(n)
		if err != nil {
			return err
		}
		l.Pictures = append(l.Pictures, p)
	}
	if f.sound == "" {
		return nil
	}
	var err error
	l.Sound, err = s.sound(f.sound, f.soundLine)
	return err
}
