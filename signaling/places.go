package signaling

import (
	"slices"
	"sync"

	"onair/signaling/address"
)

// places are where the server is reached: first the address that was given, then those
// that it tells of. All are WebSocket addresses. Safe for use from any goroutine.
type places struct {
	mu   sync.Mutex
	list []string
	at   int
}

func newPlaces(given string) *places { return &places{list: []string{given}} }

// now is the place that is used.
func (p *places) now() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.list[p.at]
}

// fail goes on to the next place if the one that is used is still the given one.
func (p *places) fail(place string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.list[p.at] == place {
		p.at = (p.at + 1) % len(p.list)
	}
}

// others are the places beside one, those after it first.
func (p *places) others(than string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := slices.Index(p.list, than)
	return slices.DeleteFunc(slices.Concat(p.list[at+1:], p.list[:max(at, 0)]), func(s string) bool { return s == than })
}

// prefer makes a known place the one that is used.
func (p *places) prefer(place string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at := slices.Index(p.list, place); at >= 0 {
		p.at = at
	}
}

// maxPlaces bounds how many places a server may tell of.
const maxPlaces = 64

// learn takes the places that the server tells of now. The address that was given stays,
// and so do the place that is used and, behind the new ones, those of before: a server
// that has just lost the others tells of few.
func (p *places) learn(told []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	used, before := p.list[p.at], p.list
	list := []string{p.list[0]}
	for _, t := range told[:min(len(told), maxPlaces)] {
		a, err := address.Parse(t)
		if err != nil {
			continue
		}
		if ws := a.WebSocket(); !slices.Contains(list, ws) {
			list = append(list, ws)
		}
	}
	for _, b := range append([]string{used}, before...) {
		if !slices.Contains(list, b) && (b == used || len(list) < maxPlaces) {
			list = append(list, b)
		}
	}
	p.at, p.list = slices.Index(list, used), list
}
