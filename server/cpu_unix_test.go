//go:build unix

package server

import (
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// cpuTime is what this process has used of the processors.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func rawDial(b *testing.B, s *Server) *websocket.Conn {
	b.Helper()
	c, _, err := websocket.DefaultDialer.Dial("ws://"+s.Addr()+"/ws", nil)
	if err != nil {
		b.Fatal(err)
	}
	return c
}
