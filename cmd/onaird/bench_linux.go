package main

import (
	"os/exec"
	"syscall"
)

// withUs has a child end when this process does, however that is.
func withUs(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
