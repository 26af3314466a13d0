package shell

import (
	"testing"
)

func TestNothingComesInAfterTheWindowIsClosed(t *testing.T) {
	var held []func()
	d := &door{post: func(f func()) { held = append(held, f) }}
	ran := 0
	d.do(func() { ran++ })
	held[0]()
	d.do(func() { ran++ })
	d.shut()
	held[1]() // was on its way when the window closed
	d.do(func() { ran++ })
	if ran != 1 || len(held) != 2 {
		t.Errorf("%d ran, %d posted", ran, len(held))
	}
}
