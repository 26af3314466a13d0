package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"onair/signaling"
)

// BenchmarkFloods measures the chat of a well-behaved pair, from the viewer's call to
// the anchor's event, 20 lines a second, while ten workers of another address flood
// the server. On a quiet machine half are meant to be there within a few
// milliseconds and 95 % within 50 ms.
func BenchmarkFloods(b *testing.B) {
	dir := b.TempDir()
	prog := startProgram(b, dir, "127.0.0.1:0", "--trusted-proxies", "127.0.0.1", "--guests", "--chat-rate", "1000", "--chat-burst", "1000",
		"--room-chat-rate", "1000", "--announce=false")
	defer prog.end(b, 15)
	heard := make(chan string, 1000)
	ann := &person{t: b, id: "ann"}
	ann.Client = signIn(b, prog.addr, dir, "ann", signaling.Options{OnEvent: func(e signaling.Envelope) {
		var m signaling.MessageEvent
		if e.Type == signaling.EventRecvRoomTextMsg && e.Decode(&m) == nil {
			heard <- m.Text
		}
	}})
	cover := uploadCover(b, prog.addr, ann.Session().Token)
	ann.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: signaling.RoomParam{CoverURL: cover}}, nil)
	secret := join(b, prog.addr, dir, "sam")
	secret.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 2, RoomParam: signaling.RoomParam{Private: true, Passcode: "4711"}}, nil)
	fan := join(b, prog.addr, dir, "fan")
	fan.must(signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1}, nil)
	f := &misuse{Addr: prog.addr, From: "198.51.100.7", Cover: cover}
	for i := range 10 {
		id := fmt.Sprint("pest", i)
		sig, err := do(b, noEnv, "usersig", "--user", id, "--data-dir", dir)
		if err != nil {
			b.Fatal(err)
		}
		f.Users, f.Sigs = append(f.Users, id), append(f.Sigs, strings.TrimSpace(sig))
	}
	for _, kind := range append([]string{"nobody"}, slices.Sorted(maps.Keys(floodKinds))...) {
		b.Run(kind, func(b *testing.B) { measurePair(b, f, kind, fan, heard) })
	}
}

func measurePair(b *testing.B, f *misuse, kind string, fan *person, heard <-chan string) {
	stop := func() float64 { return 0 }
	if f.Kind = kind; floodKinds[kind] != nil {
		stop = startFlood(b, f)
	}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	var took []time.Duration
	begin := time.Now()
	for b.Loop() {
		<-tick.C
		start := time.Now()
		line := fmt.Sprint(kind, " ", start.UnixNano())
		if err := fan.Call(b.Context(), signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: line}, nil); err != nil {
			b.Fatal(err)
		}
		for got := ""; got != line; {
			select {
			case got = <-heard:
			case <-time.After(patience):
				b.Fatal("a line was lost")
			}
		}
		took = append(took, time.Since(start))
	}
	sent := stop()
	seconds := time.Since(begin).Seconds()
	slices.Sort(took)
	at := func(percent int) float64 { return float64(took[(len(took)-1)*percent/100].Microseconds()) / 1000 }
	b.ReportMetric(at(50), "p50-ms")
	b.ReportMetric(at(95), "p95-ms")
	b.ReportMetric(at(100), "worst-ms")
	b.ReportMetric(sent/seconds, "flood/s")
}

// startFlood runs a flood as a process; stop returns how much it sent.
func startFlood(b *testing.B, f *misuse) (stop func() float64) {
	b.Helper()
	args, _ := json.Marshal(f)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "ONAIRD_FLOOD="+string(args))
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	return func() float64 {
		in.Close()
		_ = cmd.Wait()
		n, _ := strconv.ParseFloat(strings.TrimSpace(out.String()), 64)
		return n
	}
}

// uploadCover stores a large picture and returns its path.
func uploadCover(b *testing.B, addr, token string) string {
	b.Helper()
	var picture bytes.Buffer
	pic := image.NewGray(image.Rect(0, 0, 480, 480))
	for i := range pic.Pix { // hard to compress
		pic.Pix[i] = byte(uint32(i*2654435761) >> 13)
	}
	if err := png.Encode(&picture, pic); err != nil {
		b.Fatal(err)
	}
	req, _ := http.NewRequestWithContext(b.Context(), http.MethodPost, "http://"+addr+"/api/cover", &picture)
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "image/png")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	var to struct {
		URL string `json:"url"`
	}
	if text, _ := io.ReadAll(res.Body); json.Unmarshal(text, &to) != nil || to.URL == "" {
		b.Fatalf("%s: %s", res.Status, text)
	}
	return to.URL
}
