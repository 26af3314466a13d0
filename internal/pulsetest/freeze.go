//go:build unix

package pulsetest

import (
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Freeze stops the server from doing anything, as a driver that hangs would, or
// lets it go on.
func (s *Server) Freeze(on bool) error {
	text, err := os.ReadFile(s.file("server.pid"))
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return err
	}
	signal := syscall.SIGCONT
	if on {
		signal = syscall.SIGSTOP
	}
	return syscall.Kill(pid, signal)
}
