package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"

	"onair/media/rtc/lossy"
)

// inside says to a process of ours that it has a network of its own.
const inside = "ONAIR_LINES_NETWORK"

// apart runs this program again in a network of its own, which ends with it; false there.
func apart(ctx context.Context) (bool, error) {
	if os.Getenv(inside) != "" {
		return false, nil
	}
	cmd := exec.CommandContext(ctx, "/proc/self/exe", os.Args[1:]...)
	cmd.Env = append(os.Environ(), inside+"=yes")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	return true, cmd.Run()
}

// cable is a line between this network and the one of a viewer: a TUN device in each, and
// lossy between them.
type cable struct {
	*lossy.Net
	viewer *exec.Cmd // its network is the viewer's
	ends   [2]*os.File
	wg     sync.WaitGroup
}

func lay() (c *cable, err error) {
	c = &cable{}
	if c.Net, err = lossy.New(1); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			c.close()
		}
	}()
	c.viewer = exec.Command("sleep", "infinity")
	c.viewer.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET, Pdeathsig: syscall.SIGKILL}
	if err := c.viewer.Start(); err != nil {
		c.viewer = nil
		return nil, err
	}
	for i, name := range []string{"server", "viewer"} {
		if c.ends[i], err = tun(name); err != nil {
			return nil, err
		}
	}
	there := fmt.Sprint(c.viewer.Process.Pid)
	for _, line := range []string{
		"ip link set lo up",
		"ip addr add " + serverAddr + "/24 dev server",
		"ip link set server up",
		"ip link set viewer netns " + there,
		"nsenter -t " + there + " -n ip link set lo up",
		"nsenter -t " + there + " -n ip addr add " + viewerAddr + "/24 dev viewer",
		"nsenter -t " + there + " -n ip link set viewer up",
		"nsenter -t " + there + " -n ip route add default via " + serverAddr,
	} {
		words := strings.Fields(line)
		if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w %s", line, err, out)
		}
	}
	carry := func(d lossy.Direction, in io.Reader, out io.Writer) { c.wg.Go(func() { c.Carry(d, in, out) }) }
	carry(lossy.Down, c.ends[0], c.ends[1])
	carry(lossy.Up, c.ends[1], c.ends[0])
	return c, nil
}

// tun makes a device whose packets are read and written here.
func tun(name string) (*os.File, error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("/dev/net/tun: %w", err)
	}
	asked, err := unix.NewIfreq(name)
	if err == nil {
		asked.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
		err = unix.IoctlIfreq(fd, unix.TUNSETIFF, asked)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("tun %s: %w", name, err), unix.Close(fd))
	}
	return os.NewFile(uintptr(fd), name), nil
}

func (c *cable) close() {
	for _, end := range c.ends {
		if end != nil {
			end.Close()
		}
	}
	c.wg.Wait()
	if c.viewer != nil {
		_ = c.viewer.Process.Kill()
		_ = c.viewer.Wait()
	}
}

// beyond has a program start at the far end.
func (c *cable) beyond(cmd *exec.Cmd) {
	path, err := exec.LookPath("nsenter")
	if err != nil {
		cmd.Err = err
		return
	}
	cmd.Args = append([]string{"nsenter", "-t", fmt.Sprint(c.viewer.Process.Pid), "-n", cmd.Path}, cmd.Args[1:]...)
	cmd.Path = path
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// group has a program's own programs end with it.
func group(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
}
