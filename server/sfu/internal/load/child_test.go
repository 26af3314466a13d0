package load

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"onair/server/sfu/crowd"
	"onair/server/sfu/sfutest"
)

// The child process is this test binary with these set.
const (
	envServer  = "ONAIR_LOAD_SERVER"
	envViewers = "ONAIR_LOAD_VIEWERS"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(envServer); url != "" {
		n, err := strconv.Atoi(os.Getenv(envViewers))
		if err == nil {
			err = clients(url, n)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func exchange(url string) sfutest.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader([]byte(offer)))
		if err != nil {
			return "", err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return "", err
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err == nil && res.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s: %s", res.Status, b)
		}
		return string(b), err
	}
}

// clients connects a publisher of 1.5 Mbit/s with sound and the viewers, who report each second, says so on standard output, and ends
// with standard input. Then it says what came to the viewers, and how late: one in twenty looks at its pictures.
func clients(url string, n int) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	pub, err := crowd.Publish(ctx, crowd.Exchange(exchange(url+"/publish")))
	if err != nil {
		return err
	}
	defer pub.Close()
	var mu sync.Mutex
	var late []time.Duration
	see := func(s crowd.Seen) {
		mu.Lock()
		defer mu.Unlock()
		late = append(late, s.Late)
	}
	var all []*crowd.Viewer
	for i := range n {
		look := see
		if i%20 != 0 {
			look = nil
		}
		v, err := crowd.Play(ctx, crowd.Exchange(exchange(fmt.Sprintf("%s/play?v=%d", url, i))), look)
		if err != nil {
			return err
		}
		defer v.Close()
		all = append(all, v)
	}
	mu.Lock()
	late = late[:0]
	mu.Unlock()
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	got := 0
	for _, v := range all {
		got += int(v.Count().Packets)
	}
	mu.Lock()
	defer mu.Unlock()
	slices.Sort(late)
	fmt.Println(got, late[len(late)*95/100].Microseconds())
	return nil
}
