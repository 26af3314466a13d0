// Package porttest keeps ports for tests.
package porttest

import (
	"net"
	"syscall"
	"testing"
)

// Reserve is an address on loopback, "127.0.0.1:port", where nobody listens and
// which nobody else is given until the test ends: a socket stays bound to it that
// never listens, so connections are refused, and a listener that sets SO_REUSEADDR,
// as Go's do, may take it.
func Reserve(t testing.TB) string {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(fd) })
	if err := syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	at, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	in4 := at.(*syscall.SockaddrInet4)
	return (&net.TCPAddr{IP: in4.Addr[:], Port: in4.Port}).String()
}
