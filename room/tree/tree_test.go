package tree

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAMapIsOrderedAndOldOnesStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		model := map[string]int{}
		var tr, kept Map[int]
		var keptKeys []string
		for i := range rapid.IntRange(0, 80).Draw(t, "steps") {
			key := fmt.Sprint(rapid.IntRange(0, 30).Draw(t, "key"))
			if rapid.Bool().Draw(t, "set") {
				tr = tr.Set(key, i)
				model[key] = i
			} else {
				tr = tr.Delete(key)
				delete(model, key)
			}
			if i == 20 {
				kept, keptKeys = tr, keys(tr)
			}
		}
		want := []string{}
		for k, v := range model {
			want = append(want, k)
			if got, ok := tr.Get(k); !ok || got != v {
				t.Fatalf("%s is %d, %v; want %d", k, got, ok, v)
			}
		}
		slices.Sort(want)
		if got := keys(tr); !slices.Equal(got, want) || tr.Len() != len(want) {
			t.Fatalf("keys %v (%d), want %v", got, tr.Len(), want)
		}
		if keptKeys != nil && !slices.Equal(keys(kept), keptKeys) {
			t.Fatal("an old tree has changed")
		}
	})
}

func keys[V any](t Map[V]) []string {
	list := []string{}
	t.After("", func(k string, _ V) bool { list = append(list, k); return true })
	return list
}
