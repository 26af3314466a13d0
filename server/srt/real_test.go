package srt

import (
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestFFmpegSends has the most used program send by its own SRT.
func TestFFmpegSends(t *testing.T) {
	if out, err := exec.Command("ffmpeg", "-hide_banner", "-protocols").Output(); err != nil || !strings.Contains(string(out), "  srt\n") {
		t.Skip("no ffmpeg with SRT: scripts/deps.sh installs it")
	}
	e := newEnd()
	s := serve(t, e, "ten_letters_at_least")
	out, err := exec.Command("ffmpeg", "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=30:d=3", "-f", "lavfi", "-i", "sine=1000:r=44100:d=3",
		"-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "30", "-c:a", "aac", "-ac", "1", "-f", "mpegts",
		"srt://"+s.Addr()+"?streamid="+goodKey+"&passphrase=ten_letters_at_least&pkt_size=1316&latency=200000").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	pictures, packets, _ := e.count()
	t.Log(pictures, packets, e.hints, e.opened)
	if pictures < 70 || packets < 110 || len(e.hints) > 0 {
		t.Errorf("%d pictures, %d packets, hints %v", pictures, packets, e.hints)
	}
	for i := 1; i < len(e.packets); i++ {
		if d := e.packets[i] - e.packets[i-1]; (d - 20*time.Millisecond).Abs() > time.Microsecond {
			t.Fatalf("packet %d comes %v later", i, d)
		}
	}
}
