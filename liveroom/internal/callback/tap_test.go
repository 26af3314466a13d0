package callback

import (
	"testing"
	"testing/synctest"
)

// TestASlowListenerHearsTheNewest: a function that is slow gets every block but the oldest, each once and whole.
func TestASlowListenerHearsTheNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const blocks = tapLimit + 30
		goOn := make(chan struct{})
		var heard []float32
		tap := NewTap(func(b []float32) {
			<-goOn
			for _, x := range b {
				if x != b[0] {
					t.Errorf("a block of %v has a sample of %v", b[0], x)
				}
			}
			heard = append(heard, b[0])
		})
		block := make([]float32, 960)
		for n := range blocks {
			for i := range block {
				block[i] = float32(n)
			}
			tap.Put(block)
			if n == 0 {
				synctest.Wait() // the listener has the first
			}
		}
		close(goOn)
		synctest.Wait()
		if len(heard) != tapLimit+1 || heard[0] != 0 {
			t.Fatalf("%d blocks were heard, the first is %v", len(heard), heard[0])
		}
		for i, x := range heard[1:] {
			if want := float32(blocks - tapLimit + i); x != want {
				t.Fatalf("block %v came where %v was due", x, want)
			}
		}
	})
}

// TestNothingIsHeardAfterTheEnd: blocks that wait when a tap ends are not played to its function.
func TestNothingIsHeardAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		goOn := make(chan struct{})
		calls := 0
		tap := NewTap(func([]float32) { calls++; <-goOn })
		tap.Put([]float32{1})
		synctest.Wait()
		tap.Put([]float32{2})
		tap.End()
		tap.Put([]float32{3})
		close(goOn)
		synctest.Wait()
		if calls != 1 {
			t.Errorf("the function was called %d times", calls)
		}
	})
}
