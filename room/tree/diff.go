package tree

// Changes calls f for every key whose value is not the same node's in both trees:
// with nil for a tree that has no such key. What the trees share costs nothing.
func Changes[V any](old, now Map[V], f func(key string, old, now *V)) { diff(old.root, now.root, f) }

func diff[V any](a, b *node[V], f func(key string, old, now *V)) {
	switch {
	case a == b:
	case a == nil:
		diff(a, b.left, f)
		f(b.key, nil, &b.val)
		diff(a, b.right, f)
	case b == nil:
		diff(a.left, b, f)
		f(a.key, &a.val, nil)
		diff(a.right, b, f)
	case a.key == b.key:
		diff(a.left, b.left, f)
		f(a.key, &a.val, &b.val)
		diff(a.right, b.right, f)
	case a.prio >= b.prio:
		below, above := split(b, a.key)
		var now *V
		if v, ok := (Map[V]{b}).Get(a.key); ok {
			now = &v
		}
		diff(a.left, below, f)
		f(a.key, &a.val, now)
		diff(a.right, above, f)
	default:
		below, above := split(a, b.key)
		var old *V
		if v, ok := (Map[V]{a}).Get(b.key); ok {
			old = &v
		}
		diff(below, b.left, f)
		f(b.key, old, &b.val)
		diff(above, b.right, f)
	}
}
