package server

import "testing"

// TestEachRequestHasOneDesk: of two, one would never be asked.
func TestEachRequestHasOneDesk(t *testing.T) {
	s := start(t)
	at := map[string]desk{}
	for _, d := range s.desks() {
		for typ := range d.requests() {
			if at[typ] != nil {
				t.Errorf("%s is for %T and for %T", typ, at[typ], d)
			}
			at[typ] = d
		}
	}
	if len(at) != len(s.handlers) {
		t.Errorf("%d requests at the desks, %d known", len(at), len(s.handlers))
	}
}
