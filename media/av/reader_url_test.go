package av

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestErrorsHideStreamKeys(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	_, err = Open(t.Context(), fmt.Sprintf("rtmp://user:secret@%s/live/secret?key=secret", addr), OpenOptions{})
	if err == nil {
		t.Fatal("opened nothing")
	}
	if e := err.Error(); len(e) == 0 || containsSecret(e) {
		t.Errorf("the message tells a secret: %v", e)
	}
}

func TestHideSecrets(t *testing.T) {
	const url = "rtmp://me:opensesame@host/live/streamkey?token=abcdef"
	for detail, want := range map[string]string{
		"Connection refused":               "Connection refused",
		"Server error: no such streamkey":  "",
		"cannot open rtmp://me:opensesame": "",
		"bad token abcdef":                 "",
	} {
		if got := hideSecrets(url, detail); got != want {
			t.Errorf("%q became %q", detail, got)
		}
	}
	if got := hideSecrets("file:clip.mp4", "clip.mp4: moov atom not found"); got == "" {
		t.Error("a file's message was dropped")
	}
}

func TestReaderReadsURLs(t *testing.T) {
	srv := httptest.NewServer(http.FileServer(http.Dir("testdata")))
	defer srv.Close()
	r, err := Open(t.Context(), srv.URL+"/turned.mp4", OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for range 2 {
		if c := readAll(t, r); len(c.frames) != 24 || len(c.pcm) == 0 {
			t.Errorf("%d pictures, %d samples", len(c.frames), len(c.pcm))
		}
		if err := r.SeekStart(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Open(t.Context(), srv.URL+"/absent.mp4", OpenOptions{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("404: %v", err)
	}
}

// TestContextEndsABlockedOpen opens a server that accepts and says nothing.
func TestContextEndsABlockedOpen(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		if c, err := l.Accept(); err == nil {
			defer c.Close()
			buf := make([]byte, 1)
			c.Read(buf) // the request has come: now the reader waits
			cancel()
			io.Copy(io.Discard, c)
		}
	}()
	_, err = Open(ctx, "http://"+l.Addr().String()+"/x.mp4", OpenOptions{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
}

// TestCloseEndsABlockedNext closes, from outside, a reader whose server stalls.
func TestCloseEndsABlockedNext(t *testing.T) {
	wav := mustRead(t, "testdata/tone16k.wav")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nContent-Length: 1000000\r\n\r\n")
		c.Write(wav)
		io.Copy(io.Discard, c)
	}()
	// Opening itself waits for more data than comes, so a context bounds it.
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	r, err := Open(ctx, "http://"+l.Addr().String()+"/x.wav", OpenOptions{})
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return // blocked while probing, and let go
		}
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		for {
			if _, err := r.Next(); err != nil {
				done <- err
				return
			}
		}
	}()
	r.Close()
	if err := <-done; !errors.Is(err, ErrClosed) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want ErrClosed", err)
	}
	if _, err := r.Next(); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	r.Close()
}

func TestReaderGivesGreyItsShade(t *testing.T) {
	for _, name := range []string{"grey.png", "grey16.png", "grey.jpg"} {
		f := readAll(t, open(t, name, OpenOptions{})).frames[0]
		// 100 of 255 in full range is 16 + 100*219/255.
		if !near(f.Y[300], 102, 2) || !near(f.Cb[50], 128, 1) || !near(f.Cr[50], 128, 1) {
			t.Errorf("%s: %d %d %d, want 102 128 128", name, f.Y[300], f.Cb[50], f.Cr[50])
		}
	}
}
