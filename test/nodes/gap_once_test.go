package nodes

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestGaps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gaps
		flow := func(n int) {
			for range n {
				time.Sleep(100 * time.Millisecond)
				g.add()
			}
		}
		flow(30)
		if !g.steady(2 * time.Second) {
			t.Error("it is not steady")
		}
		g.mark()
		begin := time.Now()
		flow(5)
		time.Sleep(2 * time.Second)
		flow(5)
		if longest, over := g.worst(begin); longest != 2100*time.Millisecond || over != 2600*time.Millisecond {
			t.Errorf("longest %v, over after %v", longest, over)
		}
		if g.steady(time.Second) {
			t.Error("it is steady over a gap")
		}
	})
}
