package motion

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"unicode/utf8"
)

// node is a JSON value that knows the line it begins on.
type node struct {
	line   int
	value  any // nil, bool, float64, string; nil also for fields and items
	kind   nodeKind
	fields []field
	items  []*node
}

type nodeKind int

const (
	scalar nodeKind = iota
	object
	array
)

type field struct {
	name string
	line int
	node *node
	read bool
}

// maxDepth is far more than the format has use for.
const maxDepth = 8

// tree reads a file of JSON into nodes.
type tree struct {
	dec   *json.Decoder
	lines []int // offsets of the line ends
}

// parse reads the one JSON object of a template. The encoding/json token reader
// does the reading; its offsets give the lines.
func parse(data []byte) (*node, error) {
	if !utf8.Valid(data) {
		return nil, bad(0, "the file is not UTF-8")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	t := &tree{dec: json.NewDecoder(bytes.NewReader(data))}
	for i, b := range data {
		if b == '\n' {
			t.lines = append(t.lines, i)
		}
	}
	root, err := t.value(0)
	if err != nil {
		return nil, t.explain(err)
	}
	if root.kind != object {
		return nil, bad(root.line, "a template is one JSON object")
	}
	if _, err := t.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, bad(t.line(t.dec.InputOffset()), "there is more after the end of the template")
	}
	return root, nil
}

// line is the line of the last byte before an offset.
func (t *tree) line(offset int64) int {
	return sort.SearchInts(t.lines, int(max(offset-1, 0))) + 1
}

func (t *tree) explain(err error) error {
	var te *TemplateError
	if errors.As(err, &te) {
		return err
	}
	at := t.dec.InputOffset() + 1
	var se *json.SyntaxError
	if errors.As(err, &se) {
		at = se.Offset
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return bad(len(t.lines)+1, "the file ends too early")
	}
	return &TemplateError{File: FileName, Line: t.line(at), Problem: "this is not JSON", Err: err}
}

func (t *tree) value(depth int) (*node, error) {
	tok, err := t.dec.Token()
	if err != nil {
		return nil, err
	}
	n := &node{line: t.line(t.dec.InputOffset())}
	if depth > maxDepth {
		return nil, bad(n.line, "nested too deeply")
	}
	switch tok {
	case json.Delim('{'):
		n.kind = object
		return n, t.object(n, depth)
	case json.Delim('['):
		n.kind = array
		for t.dec.More() {
			item, err := t.value(depth + 1)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, item)
		}
		_, err := t.dec.Token()
		return n, err
	}
	n.value = tok
	return n, nil
}

func (t *tree) object(n *node, depth int) error {
	for t.dec.More() {
		tok, err := t.dec.Token()
		if err != nil {
			return err
		}
		name, _ := tok.(string)
		line := t.line(t.dec.InputOffset())
		for i := range n.fields {
			if n.fields[i].name == name {
				return bad(line, fmt.Sprintf("%q is given twice, first in line %d", name, n.fields[i].line))
			}
		}
		v, err := t.value(depth + 1)
		if err != nil {
			return err
		}
		n.fields = append(n.fields, field{name: name, line: line, node: v})
	}
	_, err := t.dec.Token()
	return err
}

// bad is an error in a line of the template's description.
func bad(line int, problem string) error {
	return &TemplateError{File: FileName, Line: line, Problem: problem}
}
