package certs

import (
	"context"
	"errors"

	"golang.org/x/crypto/acme/autocert"
)

// Shelf keeps what an authority gave, and what it is to find at whichever node it asks,
// for several nodes that are one server. Any goroutine may use it.
type Shelf interface {
	// Get is what is kept under a name; found is false if there is nothing.
	Get(ctx context.Context, name string) (b []byte, found bool, err error)
	Put(ctx context.Context, name string, b []byte) error
	Delete(ctx context.Context, name string) error
	// Asks reports whether this node is the one that asks the authority: others would ask
	// for the same once more.
	Asks() bool
}

// shelved is a shelf as autocert has it.
type shelved struct{ Shelf }

var errNotHere = errors.New("no certificate yet: the node that leads asks for it")

// Get implements autocert.Cache. What is missing is then made, by one node alone.
func (s shelved) Get(ctx context.Context, name string) ([]byte, error) {
	b, found, err := s.Shelf.Get(ctx, name)
	switch {
	case err != nil || found:
		return b, err
	case !s.Asks():
		return nil, errNotHere
	}
	return nil, autocert.ErrCacheMiss
}
