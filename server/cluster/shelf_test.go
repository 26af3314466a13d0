package cluster

import (
	"testing"

	"onair/internal/natstest"
)

// What one node keeps another finds, under any name, and who does not lead asks nobody.
func TestNodesShareAShelf(t *testing.T) {
	url := natstest.Start(t).URL()
	a, b := node(t, url, "a"), node(t, url, "b")
	said := make(chan string, 10)
	run(t, a, said)
	hear(t, said, "a leads in term 1")
	x, err := a.Shelf(t.Context(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.Shelf(t.Context(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	const name = "*.example.org+rsa key/1"
	if _, found, err := y.Get(t.Context(), name); found || err != nil {
		t.Errorf("there before: %v, %v", found, err)
	}
	if err := x.Put(t.Context(), name, []byte("secret")); err != nil {
		t.Fatal(err)
	}
	if got, found, err := y.Get(t.Context(), name); string(got) != "secret" || !found || err != nil {
		t.Errorf("%q, %v, %v", got, found, err)
	}
	if err := y.Delete(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	if _, found, err := x.Get(t.Context(), name); found || err != nil {
		t.Errorf("there after: %v, %v", found, err)
	}
	if !x.Asks() || y.Asks() {
		t.Errorf("asking: %v at who leads, %v at the other", x.Asks(), y.Asks())
	}
}
