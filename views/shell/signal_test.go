package shell

import (
	"syscall"
	"testing"
)

// TestASignalEndsALoopThatHasNotBegun: what nobody waits for yet is ended all the same, and nothing comes in any more.
func TestASignalEndsALoopThatHasNotBegun(t *testing.T) {
	ran := 0
	d := &door{post: func(f func()) { f() }}
	quits := make(chan struct{})
	stop := d.shutOnSignal(func() { close(quits) })
	d.do(func() { ran++ })
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-quits
	d.do(func() { ran++ })
	if ran != 1 {
		t.Errorf("%d ran, of one before the signal and one after it", ran)
	}
	stop()
}
