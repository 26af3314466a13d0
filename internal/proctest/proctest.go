// Package proctest runs programs for tests: what they say is kept and waited for, they
// are stopped, killed and started again, and they end with the test.
package proctest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"onair/internal/await"
)

// Program is what is run.
type Program struct {
	Name    string
	Command func() *exec.Cmd // for each run a new one
	// Hear, if not nil, gets each line of standard error on a goroutine of the
	// process's. Show says which lines go to the test's log; nil: all.
	Hear func(line string)
	Show func(line string) bool
}

// Process is a program that runs, or ran. One goroutine at a time uses it, but for Said.
type Process struct {
	Program
	t testing.TB

	cmd  *exec.Cmd
	done chan struct{} // closed when this run is over

	mu    sync.Mutex
	err   error    // of the run's end
	lines []string // of standard error, this run's
	taken int      // lines that Next has gone by
	more  chan struct{}
}

// Start runs a program until the test ends.
func Start(t testing.TB, prog Program) *Process {
	t.Helper()
	if _, figures := t.(*testing.B); figures { // whose log is always shown
		prog.Show = func(string) bool { return false }
	}
	p := &Process{t: t, Program: prog}
	p.Again()
	t.Cleanup(func() { p.Signal(syscall.SIGKILL); <-p.done })
	return p
}

// Again runs it once more, after it has ended.
func (p *Process) Again() {
	p.t.Helper()
	p.cmd = p.Command()
	if p.cmd.SysProcAttr == nil {
		p.cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	p.cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	stderr, err := p.cmd.StderrPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		p.t.Fatalf("%s: %v", p.Name, err)
	}
	p.mu.Lock()
	p.lines, p.taken, p.more = nil, 0, make(chan struct{})
	p.mu.Unlock()
	p.done = make(chan struct{})
	go p.listen(p.cmd, stderr, p.done)
}

func (p *Process) listen(cmd *exec.Cmd, r io.Reader, done chan struct{}) {
	defer close(done)
	for s := bufio.NewScanner(r); s.Scan(); {
		if p.Show == nil || p.Show(s.Text()) {
			p.t.Log(p.Name, s.Text())
		}
		if p.Hear != nil {
			p.Hear(s.Text())
		}
		p.mu.Lock()
		p.lines = append(p.lines, s.Text())
		close(p.more)
		p.more = make(chan struct{})
		p.mu.Unlock()
	}
	err := cmd.Wait()
	p.mu.Lock()
	p.err = err
	p.mu.Unlock()
}

// Signal sends a signal: SIGSTOP and SIGCONT, say.
func (p *Process) Signal(sig syscall.Signal) { _ = p.cmd.Process.Signal(sig) }

// End sends a signal and waits until the process is gone; what comes back is how it ended.
func (p *Process) End(sig syscall.Signal) error {
	p.t.Helper()
	p.Signal(sig)
	select {
	case <-p.done:
	case <-time.After(await.Patience):
		p.t.Fatalf("%s does not end", p.Name)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}

// Said reports whether this run's log has a text.
func (p *Process) Said(text string) bool {
	ok, _ := p.said(text)
	return ok
}

func (p *Process) said(text string) (bool, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range p.lines {
		if strings.Contains(l, text) {
			return true, p.more
		}
	}
	return false, p.more
}

// Says waits until this run's log has a text.
func (p *Process) Says(text string) {
	p.t.Helper()
	limit := time.After(await.Patience)
	for {
		ok, more := p.said(text)
		if ok {
			return
		}
		select {
		case <-more:
		case <-p.done:
			if !p.Said(text) {
				p.t.Fatalf("%s has ended and never said %q", p.Name, text)
			}
		case <-limit:
			p.t.Fatalf("%s never says %q", p.Name, text)
		}
	}
}

// Next waits until one of several says a text in a line that an earlier Next has not
// gone by, and tells which: its place among them.
func Next(t testing.TB, text string, ps ...*Process) int {
	t.Helper()
	found := -1
	await.True(t, "one says "+text, func() bool {
		for i, p := range ps {
			if p.next(text) {
				found = i
				return true
			}
		}
		return false
	})
	return found
}

func (p *Process) next(text string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for ; p.taken < len(p.lines); p.taken++ {
		if strings.Contains(p.lines[p.taken], text) {
			p.taken++
			return true
		}
	}
	return false
}

// Build makes a program of this module's, or of one that it depends on, once for a
// test's process.
type Build struct {
	Package string

	once sync.Once
	path string
	err  error
}

// Path is where the program is, built without C.
func (b *Build) Path(t testing.TB) string {
	t.Helper()
	b.once.Do(func() {
		var dir string
		if dir, b.err = os.MkdirTemp("", "onair-built-"); b.err != nil {
			return
		}
		b.path = filepath.Join(dir, "program")
		cmd := exec.Command("go", "build", "-o", b.path, b.Package)
		cmd.Env, cmd.Stderr = append(os.Environ(), "CGO_ENABLED=0"), os.Stderr
		b.err = cmd.Run()
	})
	if b.err != nil {
		t.Fatalf("%s: %v", b.Package, b.err)
	}
	return b.path
}

// Remove takes the program away, at the end of TestMain.
func (b *Build) Remove() {
	if b.path != "" {
		os.RemoveAll(filepath.Dir(b.path))
	}
}

// Memory is what the process has in memory now, in bytes; 0 where that is not known.
func (p *Process) Memory() (n int64) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if _, rest, ok := strings.Cut(string(b), "VmRSS:"); ok && err == nil {
		_, _ = fmt.Sscanf(rest, "%d", &n)
	}
	return n << 10
}
