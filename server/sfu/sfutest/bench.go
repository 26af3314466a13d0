package sfutest

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"
)

// Joins has n viewers play one after the other, each by its own exchange, and reports how
// long it took from Play to the first packet of a picture: the median and the 95th of a
// hundred, in milliseconds.
func Joins(b *testing.B, n int, exchange func(i int) Exchange) {
	b.Helper()
	var all []time.Duration
	for i := range n {
		v, err := Play(b.Context(), PlayConfig{}, exchange(i))
		if err != nil {
			b.Fatal(err)
		}
		err = v.Wait(b.Context(), func(c Count) bool { return c.Keyframes > 0 })
		all = append(all, v.Picture())
		v.Close()
		if err != nil {
			b.Fatal(err)
		}
		time.Sleep(time.Duration(i%7) * 30 * time.Millisecond) // at different moments of keyframes and limiters
	}
	slices.Sort(all)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(all[n/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(all[n*95/100].Microseconds())/1000, "ms-p95")
}

// Child runs this test's program again with more in its environment, and returns when it
// has said its first line: that it is ready. stop closes its input, waits for its end
// and returns its second line; again it does nothing but return that.
func Child(b *testing.B, env ...string) (stop func() string) {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env, cmd.Stderr = append(os.Environ(), env...), os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	stop = sync.OnceValue(func() (last string) {
		_ = in.Close()
		if lines.Scan() {
			last = lines.Text()
		}
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
		return last
	})
	if !lines.Scan() {
		stop()
		b.Fatal("the program's child did not become ready")
	}
	return stop
}
