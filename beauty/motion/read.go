package motion

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// reader takes values out of an object and keeps the first thing wrong with it.
type reader struct {
	n   *node
	err error
}

func (r *reader) fail(line int, format string, args ...any) {
	if r.err == nil {
		r.err = bad(line, fmt.Sprintf(format, args...))
	}
}

// get is a field's value, nil if it is not there.
func (r *reader) get(name string) *node {
	for i := range r.n.fields {
		if f := &r.n.fields[i]; f.name == name {
			f.read = true
			return f.node
		}
	}
	return nil
}

// rest refuses fields nobody has asked for: a misspelt one must not be lost.
func (r *reader) rest(what string) error {
	for _, f := range r.n.fields {
		if !f.read {
			r.fail(f.line, "%s has no field %q", what, f.name)
		}
	}
	return r.err
}

func (r *reader) must(name, what string) *node {
	n := r.get(name)
	if n == nil {
		r.fail(r.n.line, "%s needs %q", what, name)
	}
	return n
}

func (r *reader) text(name string, limit int) string {
	n := r.get(name)
	if n == nil {
		return ""
	}
	s, ok := n.value.(string)
	if !ok || n.kind != scalar {
		r.fail(n.line, "%q must be a text", name)
	} else if len(s) > limit {
		r.fail(n.line, "%q is longer than %d bytes", name, limit)
	}
	return s
}

func (r *reader) flag(name string, missing bool) bool {
	n := r.get(name)
	if n == nil {
		return missing
	}
	b, ok := n.value.(bool)
	if !ok {
		r.fail(n.line, "%q must be true or false", name)
	}
	return b
}

func (r *reader) number(name string, missing, low, high float64) float64 {
	n := r.get(name)
	if n == nil {
		return missing
	}
	return r.numberOf(n, name, low, high)
}

func (r *reader) numberOf(n *node, name string, low, high float64) float64 {
	v, ok := n.value.(float64)
	if !ok || math.IsNaN(v) {
		r.fail(n.line, "%q must be a number", name)
		return low
	}
	if v < low || v > high {
		r.fail(n.line, "%q is %v, it must be %v to %v", name, v, low, high)
	}
	return v
}

func (r *reader) whole(name string, missing, low, high int) int {
	v := r.number(name, float64(missing), float64(low), float64(high))
	if v != math.Trunc(v) {
		r.fail(r.get(name).line, "%q must be a whole number", name)
	}
	return int(v)
}

// pair reads two numbers, [a, b].
func (r *reader) pair(name string, missing [2]float32, low, high float64) [2]float32 {
	n := r.get(name)
	if n == nil {
		return missing
	}
	if n.kind != array || len(n.items) != 2 {
		r.fail(n.line, "%q must be two numbers, [a, b]", name)
		return missing
	}
	return [2]float32{
		float32(r.numberOf(n.items[0], name, low, high)),
		float32(r.numberOf(n.items[1], name, low, high)),
	}
}

// span is a pair whose second number is not below its first.
func (r *reader) span(name string, missing [2]float32, low, high float64) [2]float32 {
	p := r.pair(name, missing, low, high)
	if p[1] < p[0] {
		r.fail(r.get(name).line, "%q must not fall from %v to %v", name, p[0], p[1])
	}
	return p
}

// word is one of a list of words; the result is its place in the list, 0 where there is none.
func (r *reader) word(name string, words ...string) int {
	n := r.get(name)
	if n == nil {
		return 0
	}
	return r.wordOf(n, name, words...)
}

func (r *reader) wordOf(n *node, name string, words ...string) int {
	s, _ := n.value.(string)
	i := slices.Index(words, s)
	if i < 0 {
		r.fail(n.line, "%q must be one of %s", name, strings.Join(words, ", "))
		return 0
	}
	return i
}
