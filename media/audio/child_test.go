package audio

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onair/internal/await"

	"go.uber.org/goleak"
)

// children are what the test binary does as a child process. They report in
// lines on standard output and end when standard input does.
var children = map[string]func() error{
	"tone":   playTone,
	"silent": playSilently,
	"reopen": openTwice,
	"chirp":  playChirp,
	"choose": playChosen,
	"ear":    hearMyself,
	"direct": hearDirectly,
}

const (
	toneHz        = 440
	toneAmplitude = 0.25
)

// tonePlayout opens a playout of a tone that prints its warnings.
func tonePlayout() (*Playout, error) {
	m := NewMixer()
	m.Add("tone", sine(toneHz, toneAmplitude), 1)
	latency, err := envLatency()
	if err != nil {
		return nil, err
	}
	return OpenPlayout(m, PlayoutOptions{
		Latency: latency, Device: os.Getenv(deviceEnv),
		OnWarning: func(code int, msg string) { fmt.Println("warning", code, msg) },
		OnOutlet:  func(wanted string, now Outlet) { fmt.Printf("outlet %q %d\n", wanted, now) },
	})
}

// untilEOF calls each every few milliseconds until standard input ends.
func untilEOF(each func()) {
	eof := make(chan struct{})
	go func() {
		defer close(eof)
		_, _ = io.Copy(io.Discard, os.Stdin)
	}()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-eof:
			return
		case <-tick.C:
			each()
		}
	}
}

// playTone prints "playing" and "silent" as the device comes and goes, and the
// estimated latency at the end.
func playTone() error {
	p, err := tonePlayout()
	if err != nil {
		return err
	}
	was := false
	untilEOF(func() {
		if now := p.Playing(); now != was {
			was = now
			fmt.Println(map[bool]string{true: "playing", false: "silent"}[now])
		}
	})
	latency := p.Latency()
	if err := p.Close(); err != nil {
		return err
	}
	fmt.Println("latency", latency)
	if err := p.Close(); err != nil {
		return err
	}
	// oto's own two goroutines per context stay: it cannot be closed.
	return goleak.Find(
		goleak.IgnoreAnyFunction("github.com/hajimehoshi/oto/v2/internal/mux.(*Mux).loop"),
		goleak.IgnoreAnyFunction("github.com/hajimehoshi/oto/v2.(*context).readAndWrite"))
}

// playSilently prints "pulled" if the mix was pulled without a device, and
// nothing pulled it after Close. TestTheSilentClockKeepsPace counts.
func playSilently() error {
	m := NewMixer()
	var pulled atomic.Int64
	started := make(chan struct{})
	m.Add("counter", SourceFunc(func(dst []float32) int {
		if pulled.Add(1) == 10 {
			close(started)
		}
		clear(dst)
		return len(dst)
	}), 1)
	p, err := OpenPlayout(m, PlayoutOptions{
		OnWarning: func(code int, _ string) { fmt.Println("warning", code) },
	})
	if err != nil {
		return err
	}
	<-started
	untilEOF(func() {})
	if err := p.Close(); err != nil {
		return err
	}
	n := pulled.Load()
	if err := goleak.Find(); err != nil { // no goroutine is left that could pull
		return err
	}
	if pulled.Load() != n {
		return errors.New("pulled after Close")
	}
	fmt.Println("pulled")
	return nil
}

// openTwice plays, closes, and plays again while a third playout joins in.
func openTwice() error {
	first, err := tonePlayout()
	if err != nil {
		return err
	}
	if err := happens(first.Playing); err != nil {
		return fmt.Errorf("first: %w", err)
	}
	first.Close()
	for range 2 {
		p, err := tonePlayout()
		if err != nil {
			return err
		}
		defer p.Close()
		if err := happens(func() bool { return p.Playing() && p.reads.Load() > 20 }); err != nil {
			return fmt.Errorf("again: %w", err)
		}
	}
	fmt.Println("playing")
	untilEOF(func() {})
	return nil
}

// happens waits until ok holds: a child process has no test.
func happens(ok func() bool) error {
	return await.Wait(func() string { return await.Unless(ok(), "did not happen") })
}

// child is a running child process.
type child struct {
	t     testing.TB
	cmd   *exec.Cmd
	stdin io.WriteCloser
	lines chan string
	seen  []string
	leaky bool // a driver that hangs keeps goroutines
	errs  strings.Builder
}

// startChild runs one of children with additional environment.
func startChild(t testing.TB, name string, env ...string) *child {
	t.Helper()
	c := &child{t: t, cmd: exec.Command(os.Args[0]), lines: make(chan string, 100)}
	c.cmd.Env = append(append(os.Environ(), childEnv+"="+name), env...)
	c.cmd.Stderr = &c.errs
	stdin, err := c.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.stdin = stdin
	stdout, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(c.lines)
		for s := bufio.NewScanner(stdout); s.Scan(); {
			c.lines <- s.Text()
		}
	}()
	t.Cleanup(func() { c.cmd.Process.Kill() })
	return c
}

// expect waits for a line that starts with prefix and returns it.
func (c *child) expect(prefix string) string {
	c.t.Helper()
	timeout := time.After(30 * time.Second)
	for {
		select {
		case line, ok := <-c.lines:
			if !ok {
				c.t.Fatalf("the child ended before %q; it said %q and %s", prefix, c.seen, c.errs.String())
			}
			c.seen = append(c.seen, line)
			if strings.HasPrefix(line, prefix) {
				return line
			}
		case <-timeout:
			c.t.Fatalf("no %q from the child; it said %q", prefix, c.seen)
		}
	}
}

// end tells the child to end and returns all that it wrote.
func (c *child) end() (lines []string, stderr string) {
	c.t.Helper()
	c.stdin.Close()
	for line := range c.lines {
		c.seen = append(c.seen, line)
	}
	if err := c.cmd.Wait(); err != nil && !(c.leaky && strings.Contains(fmt.Sprint(c.seen), "unexpected goroutines")) {
		c.t.Fatalf("child: %v; it said %q and %s", err, c.seen, c.errs.String())
	}
	return c.seen, c.errs.String()
}
