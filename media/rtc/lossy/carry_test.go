package lossy

import (
	"io"
	"testing"
	"time"
)

// packets are read one at a time until there are no more.
type packets chan []byte

func (p packets) Read(b []byte) (int, error) {
	one, ok := <-p
	if !ok {
		return 0, io.EOF
	}
	return copy(b, one), nil
}

func (p packets) Write(b []byte) (int, error) {
	p <- append([]byte(nil), b...)
	return len(b), nil
}

// TestCarry: what a line lets through comes out whole, in order and not before its time; what
// it loses does not.
func TestCarry(t *testing.T) {
	n, err := New(1)
	if err != nil {
		t.Fatal(err)
	}
	const late, all = 20 * time.Millisecond, 200
	n.Set(Down, Link{Delay: late, Loss: 0.2})
	in, out, done := make(packets), make(packets, all), make(chan struct{})
	go func() {
		defer close(done)
		n.Carry(Down, in, out)
	}()
	begun := time.Now()
	for i := range all {
		in <- []byte{byte(i), 1: 7, 40: 9}
	}
	passed, dropped := n.Counts(Down)
	for ; passed+dropped < all; passed, dropped = n.Counts(Down) {
		time.Sleep(time.Millisecond)
	}
	last := -1
	for range passed {
		p := <-out
		if took := time.Since(begun); took < late {
			t.Errorf("a packet comes after %v, and not %v", took, late)
		}
		if len(p) != 41 || p[1] != 7 || p[40] != 9 || int(p[0]) <= last {
			t.Errorf("%v comes after %d", p, last)
		}
		last = int(p[0])
	}
	if dropped == 0 || passed == 0 {
		t.Errorf("%d passed and %d are lost", passed, dropped)
	}
	close(in)
	<-done
}
