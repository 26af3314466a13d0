//go:build linux

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"onair/internal/porttest"
	"onair/server/sfu/sfutest"
)

// measured is the time over which a processor share is taken.
const measured = 8 * time.Second

// BenchmarkIngest gives the share of a core that onaird takes for one 720p30 stream of
// 2.5 Mbit/s with sound, by each door, with nobody watching. By RTMP and SRT the sound
// is AAC, which is turned into Opus. Beside each stands how many threads wanted a core
// meanwhile: with more than there are, the same work takes longer.
func BenchmarkIngest(b *testing.B) {
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		b.Skip("ffmpeg is not installed: scripts/deps.sh installs it")
	}
	clip := filepath.Join(b.TempDir(), "clip.mp4")
	if out, err := exec.CommandContext(b.Context(), ffmpeg, "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30",
		"-f", "lavfi", "-i", "sine=f=440:r=44100", "-t", "10", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast",
		"-tune", "zerolatency", "-g", "60", "-b:v", "2500k", "-minrate", "2500k", "-maxrate", "2500k", "-bufsize", "1000k",
		"-x264-params", "nal-hrd=cbr", "-c:a", "aac", "-b:a", "128k", "-ac", "2", clip).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	dir := b.TempDir()
	rtmp, srt := porttest.Reserve(b), porttest.Reserve(b)
	prog := startMeasured(b, dir, "--rtmp", rtmp, "--srt", srt)
	defer prog.end(b, 15)
	key := streamKeyOf(b, dir, "anna")
	idle := prog.share(b)
	file := func(b *testing.B, args ...string) func() {
		cmd := exec.CommandContext(b.Context(), ffmpeg, append([]string{"-v", "error", "-re", "-stream_loop", "-1", "-i", clip, "-c", "copy"}, args...)...)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		return func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
	}
	for _, door := range []struct {
		via  string
		send func(b *testing.B) (stop func())
	}{
		{"rtmp", func(b *testing.B) func() { return file(b, "-f", "flv", "rtmp://"+rtmp+"/live/"+key) }},
		{"srt", func(b *testing.B) func() { return file(b, "-f", "mpegts", "srt://"+srt+"?streamid="+key) }},
		{"whip", func(b *testing.B) func() {
			pub, err := sfutest.Publish(b.Context(), sfutest.PublishConfig{Mime: "video/H264", BitRate: 2_500_000}, offerTo(prog.addr, "/whip", key, ""))
			if err != nil {
				b.Fatal(err)
			}
			return pub.Close
		}},
	} {
		b.Run(door.via, func(b *testing.B) {
			stop := door.send(b)
			defer func() {
				stop()
				prog.until(b, "the stream's end", func() bool { return prog.metric(b, "onair_media_streams") == 0 })
			}()
			prog.until(b, "the stream", func() bool { return prog.metric(b, `onair_program_streams{via="`+door.via+`"}`) == 1 })
			in := prog.metric(b, "onair_media_packets_in_total")
			share := prog.share(b) - idle
			if door.via == "whip" && prog.metric(b, "onair_media_packets_in_total")-in < 100 {
				b.Fatal("nothing came in")
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(100*share, "%core")
			b.ReportMetric(loadOf(b), "load")
		})
	}
}

// BenchmarkWHEP gives what a viewer by WHEP costs the whole program, how much of what
// was sent reached them, and how long joining takes: from the POST to the first packet
// of a picture.
func BenchmarkWHEP(b *testing.B) {
	dir := b.TempDir()
	prog := startMeasured(b, dir, "--trusted-proxies", "127.0.0.1")
	defer prog.end(b, 15)
	pub, err := sfutest.Publish(b.Context(), sfutest.PublishConfig{Mime: "video/H264", BitRate: 1_500_000}, offerTo(prog.addr, "/whip/7", streamKeyOf(b, dir, "anna"), ""))
	if err != nil {
		b.Fatal(err)
	}
	defer pub.Close()
	prog.until(b, "the stream", func() bool { return prog.metric(b, "onair_media_streams") == 1 })
	b.Run("join", func(b *testing.B) {
		sfutest.Joins(b, 60, func(i int) sfutest.Exchange { return offerTo(prog.addr, "/whep/7", "", fmt.Sprint("198.51.100.", i)) })
	})
	for _, n := range []int{50, 100, 200} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			stop := startWatchers(b, watchers{Addr: prog.addr, Path: "/whep/7", N: n})
			defer func() { stop() }()
			out, dropped := prog.metric(b, "onair_media_packets_out_total"), prog.metric(b, "onair_media_send_dropped_total")
			share := prog.share(b)
			out, dropped = prog.metric(b, "onair_media_packets_out_total")-out, prog.metric(b, "onair_media_send_dropped_total")-dropped
			missing := stop()
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(100*share/float64(n), "%core/viewer")
			b.ReportMetric(float64(n)/share, "viewers/core")
			b.ReportMetric(out/measured.Seconds()/float64(n), "packets/s/viewer")
			b.ReportMetric(dropped, "dropped")
			b.ReportMetric(float64(missing), "missing-at-one")
		})
		prog.until(b, "the viewers' end", func() bool { return prog.metric(b, "onair_media_viewers") == 0 })
	}
}

func streamKeyOf(b *testing.B, dir, user string) string {
	b.Helper()
	out, err := do(b, noEnv, "streamkey", "--data-dir", dir, "--user", user)
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(out)
}

// measuredProgram is one whose figures can be read.
type measuredProgram struct {
	*program
	figures string // where
}

func startMeasured(b *testing.B, dir string, more ...string) measuredProgram {
	b.Helper()
	figures := porttest.Reserve(b)
	return measuredProgram{startProgram(b, dir, "127.0.0.1:0", append([]string{"--guests", "--announce=false", "--metrics-listen", figures}, more...)...), figures}
}

var tickLine = regexp.MustCompile(`^\d+ \(.*\) \S+ (?:\S+ ){10}(\d+) (\d+) `)

// share is the part of a core that the program takes from now on.
func (p measuredProgram) share(b *testing.B) float64 {
	b.Helper()
	ticks := func() float64 {
		line, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
		m := tickLine.FindSubmatch(line)
		if err != nil || m == nil {
			b.Fatalf("%v: %s", err, line)
		}
		user, _ := strconv.ParseFloat(string(m[1]), 64)
		system, _ := strconv.ParseFloat(string(m[2]), 64)
		return (user + system) / 100 // the kernel always tells hundredths
	}
	before, begun := ticks(), time.Now()
	time.Sleep(measured)
	return (ticks() - before) / time.Since(begun).Seconds()
}

// loadOf is how many threads wanted a core in the last minute.
func loadOf(b *testing.B) float64 {
	b.Helper()
	line, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		b.Fatal(err)
	}
	first, _, _ := strings.Cut(string(line), " ")
	v, err := strconv.ParseFloat(first, 64)
	if err != nil {
		b.Fatal(err)
	}
	return v
}

// metric is one figure of /metrics, 0 when it is not there.
func (p measuredProgram) metric(b *testing.B, name string) float64 {
	b.Helper()
	res, err := http.Get("http://" + p.figures + "/metrics")
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b.Fatalf("/metrics: %s", res.Status)
	}
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			v, _ := strconv.ParseFloat(rest, 64)
			return v
		}
	}
	return 0
}

func (p measuredProgram) until(b *testing.B, what string, ok func() bool) {
	b.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			b.Fatalf("%s did not come", what)
		}
	}
}

// startWatchers runs viewers as a process of their own and returns when all are
// connected; stop returns how many packets the one that counts has missed.
func startWatchers(b *testing.B, w watchers) (stop func() int) {
	b.Helper()
	args, _ := json.Marshal(w)
	child := sfutest.Child(b, "ONAIRD_WATCHERS="+string(args))
	return func() int {
		missing, _ := strconv.Atoi(child())
		return missing
	}
}
