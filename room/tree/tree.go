// Package tree is an ordered map whose old versions stay as they were.
package tree

import "hash/fnv"

// Map is an immutable ordered map from string: a treap whose priorities come
// from the key's hash. Changing it copies one path, so a room of any size costs
// a few hundred bytes a command and old states stay as they were.
type Map[V any] struct{ root *node[V] }

type node[V any] struct {
	key         string
	val         V
	prio        uint32
	size        int
	left, right *node[V]
}

func (n *node[V]) len() int {
	if n == nil {
		return 0
	}
	return n.size
}

// with returns a copy of n with other children.
func (n *node[V]) with(left, right *node[V]) *node[V] {
	c := *n
	c.left, c.right = left, right
	c.size = 1 + left.len() + right.len()
	return &c
}

// Len is how many keys there are.
func (t Map[V]) Len() int { return t.root.len() }

// Get is the value of a key.
func (t Map[V]) Get(key string) (V, bool) {
	for n := t.root; n != nil; {
		switch {
		case key < n.key:
			n = n.left
		case key > n.key:
			n = n.right
		default:
			return n.val, true
		}
	}
	var zero V
	return zero, false
}

// Set is the map with a key set.
func (t Map[V]) Set(key string, val V) Map[V] {
	h := fnv.New32a()
	h.Write([]byte(key))
	return Map[V]{insert(t.root, &node[V]{key: key, val: val, prio: h.Sum32(), size: 1})}
}

func insert[V any](n, add *node[V]) *node[V] {
	switch {
	case n == nil:
		return add
	case add.key == n.key:
		return add.with(n.left, n.right)
	case add.prio > n.prio:
		l, r := split(n, add.key)
		return add.with(l, r)
	case add.key < n.key:
		return n.with(insert(n.left, add), n.right)
	default:
		return n.with(n.left, insert(n.right, add))
	}
}

// split divides n into keys below and above key; key itself falls out.
func split[V any](n *node[V], key string) (below, above *node[V]) {
	switch {
	case n == nil:
		return nil, nil
	case n.key == key:
		return n.left, n.right
	case n.key < key:
		l, r := split(n.right, key)
		return n.with(n.left, l), r
	default:
		l, r := split(n.left, key)
		return l, n.with(r, n.right)
	}
}

// Delete is the map without a key.
func (t Map[V]) Delete(key string) Map[V] {
	if _, ok := t.Get(key); !ok {
		return t
	}
	return Map[V]{remove(t.root, key)}
}

func remove[V any](n *node[V], key string) *node[V] {
	switch {
	case key < n.key:
		return n.with(remove(n.left, key), n.right)
	case key > n.key:
		return n.with(n.left, remove(n.right, key))
	}
	return merge(n.left, n.right)
}

func merge[V any](a, b *node[V]) *node[V] {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.prio > b.prio:
		return a.with(a.left, merge(a.right, b))
	default:
		return b.with(merge(a, b.left), b.right)
	}
}

// First returns the smallest key.
func (t Map[V]) First() (string, V, bool) {
	n := t.root
	if n == nil {
		var zero V
		return "", zero, false
	}
	for n.left != nil {
		n = n.left
	}
	return n.key, n.val, true
}

// After calls f for keys greater than key, in order, until it returns false.
func (t Map[V]) After(key string, f func(string, V) bool) { visit(t.root, key, f) }

func visit[V any](n *node[V], key string, f func(string, V) bool) bool {
	if n == nil {
		return true
	}
	if n.key > key && (!visit(n.left, key, f) || !f(n.key, n.val)) {
		return false
	}
	return visit(n.right, key, f)
}
