package motion

import (
	"errors"
	"fmt"
)

// TemplateError says what is wrong with a template and where. Err, if any, is the
// cause.
type TemplateError struct {
	// File is the file of the template, such as "template.json".
	File string
	// Line counts from 1; 0: the file as a whole.
	Line int
	// Problem is for people.
	Problem string
	Err     error
}

func (e *TemplateError) Error() string {
	at := e.File
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	if e.Err != nil {
		return fmt.Sprintf("motion: %s: %s: %v", at, e.Problem, e.Err)
	}
	return fmt.Sprintf("motion: %s: %s", at, e.Problem)
}

func (e *TemplateError) Unwrap() error { return e.Err }

var errTooLarge = errors.New("too large")
