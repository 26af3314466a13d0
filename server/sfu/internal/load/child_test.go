package load

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"onair/server/sfu/sfutest"
)

// The child process is this test binary with these set.
const (
	envServer  = "ONAIR_LOAD_SERVER"
	envViewers = "ONAIR_LOAD_VIEWERS"
	envSound   = "ONAIR_LOAD_SOUND"
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

// clients connects a publisher at 1.5 Mbit/s and the viewers, says so on standard output, and ends with standard input.
func clients(url string, n int) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	silent := os.Getenv(envSound) != "true"
	pub, err := sfutest.Publish(ctx, sfutest.PublishConfig{NoAudio: silent, BitRate: 1_700_000}, exchange(url+"/publish"))
	if err != nil {
		return err
	}
	defer pub.Close()
	var got atomic.Uint64
	for i := range n {
		set := sfutest.Settings()
		if err := sfutest.Ignore(&set, &got); err != nil {
			return err
		}
		v, err := sfutest.Play(ctx, sfutest.PlayConfig{Settings: &set, NoAudio: silent}, exchange(fmt.Sprintf("%s/play?v=%d", url, i)))
		if err != nil {
			return err
		}
		defer v.Close()
		if err := v.Connected(ctx); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
	fmt.Println(got.Load())
	return nil
}
