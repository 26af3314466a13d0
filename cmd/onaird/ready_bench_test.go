package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"onair/internal/porttest"
	"onair/signaling"
)

// BenchmarkReady is onaird from its start as a process to its answer to /healthz, on a small
// data folder that it knows, and the processor time of it until it has ended again.
func BenchmarkReady(b *testing.B) {
	bin, dir, listen := filepath.Join(b.TempDir(), "onaird"), b.TempDir(), porttest.Reserve(b)
	build := exec.CommandContext(b.Context(), "go", "build", "-o", bin, ".")
	build.Env = append(build.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	before := startProgram(b, dir, listen, "--announce=false")
	for i, user := range []string{"anna", "bob", "carl", "dora"} {
		c := signIn(b, before.addr, dir, user, signaling.Options{})
		must(b, c, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: uint32(i + 1), RoomParam: signaling.RoomParam{RoomName: user}}, nil)
	}
	if err := before.end(b, syscall.SIGTERM); err != nil {
		b.Fatal(err)
	}
	var took, used time.Duration
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), bin, "serve", "--data-dir", dir, "--listen", listen, "--media", "127.0.0.1:0", "--announce=false")
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGKILL) }
		begun := time.Now()
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		if err := answered(b.Context(), listen); err != nil {
			b.Fatal(err, cmd.Process.Kill(), cmd.Wait())
		}
		took += time.Since(begun)
		if err := errors.Join(cmd.Process.Signal(syscall.SIGTERM), cmd.Wait()); err != nil {
			b.Fatal(err)
		}
		used += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(took.Milliseconds())/float64(b.N), "ms-to-answer")
	b.ReportMetric(float64(used.Milliseconds())/float64(b.N), "cpu-ms")
}

// answered waits until a server says that it is well.
func answered(ctx context.Context, at string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+at+"/healthz", nil)
	for ; err == nil; err = ctx.Err() {
		var res *http.Response
		if res, err = http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		} else if !errors.As(err, new(*net.OpError)) {
			return err
		}
		time.Sleep(time.Millisecond)
	}
	return err
}
