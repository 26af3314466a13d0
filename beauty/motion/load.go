package motion

import (
	"errors"
	"io/fs"
)

// Load reads the template at the root of fsys: template.json and the files it
// names. Every error is a *TemplateError.
func Load(fsys fs.FS) (*Template, error) {
	return nil, &TemplateError{File: FileName, Problem: "cannot be read", Err: errors.ErrUnsupported}
}

// LoadDir reads the template in a folder of the disk. Links that lead out of the
// folder are not followed.
func LoadDir(dir string) (*Template, error) {
	return nil, &TemplateError{File: FileName, Problem: "cannot be read", Err: errors.ErrUnsupported}
}
