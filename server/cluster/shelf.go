package cluster

import (
	"context"
	"encoding/base64"
	"errors"

	"github.com/nats-io/nats.go/jetstream"
)

// Shelf is what the nodes keep in common besides the rooms, such as certificates: who
// leads does not change it. Any goroutine may use it.
type Shelf struct {
	n  *Node
	kv jetstream.KeyValue
}

// Shelf opens the shelf of a name, made if it is not there.
func (n *Node) Shelf(ctx context.Context, name string) (*Shelf, error) {
	ctx, cancel := context.WithTimeout(ctx, joinTime)
	defer cancel()
	kv, err := n.bucket(ctx, "onair_"+name, 0)
	if err != nil {
		return nil, err
	}
	return &Shelf{n, kv}, nil
}

// key is a name as NATS takes it.
func key(name string) string { return base64.RawURLEncoding.EncodeToString([]byte(name)) }

// Get is what is kept under a name; found is false if there is nothing.
func (s *Shelf) Get(ctx context.Context, name string) (b []byte, found bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, opTime)
	defer cancel()
	e, err := s.kv.Get(ctx, key(name))
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	return e.Value(), true, nil
}

// Put keeps something under a name.
func (s *Shelf) Put(ctx context.Context, name string, b []byte) error {
	ctx, cancel := context.WithTimeout(ctx, opTime)
	defer cancel()
	_, err := s.kv.Put(ctx, key(name), b)
	return err
}

// Delete forgets what is kept under a name.
func (s *Shelf) Delete(ctx context.Context, name string) error {
	ctx, cancel := context.WithTimeout(ctx, opTime)
	defer cancel()
	return s.kv.Purge(ctx, key(name))
}

// Asks reports whether this node leads, and so does what one node alone is to do.
func (s *Shelf) Asks() bool {
	l, _ := s.n.Leader()
	return l.Name == s.n.cfg.Name && l.Run == s.n.run
}
