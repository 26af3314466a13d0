package porttest

import (
	"errors"
	"net"
	"syscall"
	"testing"
)

func TestReservedPortsAreRefusedAndCanBeTaken(t *testing.T) {
	addr := Reserve(t)
	for range 2 { // taken, given back, taken again
		if c, err := net.Dial("tcp", addr); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Fatal(c, err)
		}
		l, err := net.Listen("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
		l.Close()
	}
}

// TestReservedPortsAreNotGivenAway asks the system for about as many ports as it
// has to give.
func TestReservedPortsAreNotGivenAway(t *testing.T) {
	addr := Reserve(t)
	for range 30_000 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		if l.Addr().String() == addr {
			t.Fatal("the reserved port was given away")
		}
		l.Close()
	}
}
