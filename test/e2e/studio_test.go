//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"onair/internal/porttest"
	"onair/views/kit"
)

// gold is the crown's colour.
var gold = [3]int{235, 175, 45}

// TestBeautyAndSoundInTwoWindows: A goes live with a moving face, puts a crown
// and makeup on and plays music; B sees and hears it, and A does not hear
// herself. A changes her voice. B comes on stage with a crown of his own, where he
// has the sound panel too.
func TestBeautyAndSoundInTwoWindows(t *testing.T) {
	d := startDesktop(t, "1980x1000")
	d.addr = porttest.Reserve(t)
	d.findFaces()
	song := songFile(t)
	d.remember(t, map[string]any{"sound": map[string]any{"library": []string{song}, "publishVolume": 100, "playoutVolume": 0, "monitorVolume": 100}})
	face, err := filepath.Abs(root + "/beauty/face/testdata/astronaut-face-720p30-5s.mp4")
	if err != nil {
		t.Fatal(err)
	}
	a := d.start("anna", 0, 0, 980, 940, "--user", "anna", "--nickname", "Anna", "--camera", "file:"+face, "--mic", "tone:420", "live", "--title", "Anna's show", "--room", "1001")
	a.control("being on air", icon("end"))
	b := d.start("bob", 990, 0, 980, 940, "--user", "bob", "--nickname", "Bob", "--camera", "file:"+face, "--mic", "none", "watch", "1001")
	b.control("watching", labelled("Join"))
	bare := golden(b.picture())

	a.click("Beauty", icon("beauty"))
	a.click("Sweet", labelled("Sweet"))
	a.click("Stickers", labelled("Stickers"))
	a.click("Crown", labelled("Crown"))
	for _, w := range []*window{a, b} {
		w.await("the crown", func() string {
			if n := golden(w.picture()); n < bare+400 {
				return fmt.Sprintf("%d golden dots, %d without it", n, bare)
			}
			return ""
		})
	}
	d.screenshot("21-crown")

	b.tones("A's voice", map[float64]bool{420: true, 1020: false})
	a.click("Sound", icon("music"))
	a.click("the song", labelled("Play Jingle now"))
	b.tones("A's voice and music", map[float64]bool{420: true, 1020: true})
	d.screenshot("22-music")
	b.click("mute", icon("volume"))
	b.tones("nothing of A at A", map[float64]bool{420: false, 1020: false})
	b.click("unmute", icon("volume-off"))
	a.click("Voice", labelled("Voice"))
	a.click("Little girl", labelled("Little girl"))
	b.tones("another voice and the music", map[float64]bool{420: false, 1020: true})
	d.screenshot("23-voice")

	b.click("Join", labelled("Join"))
	b.click("With camera", labelled("With camera"))
	a.click("close the page", icon("close"))
	a.click("Requests", func(x control) bool { return strings.HasPrefix(x.Text, "Requests") })
	a.click("Accept", labelled("Accept"))
	b.click("Stickers", labelled("Stickers"))
	b.clickBelow("Crown", labelled("Glasses"), labelled("Crown"))
	b.click("Go up", icon("stage-up"))
	a.await("two crowns", func() string {
		anchor, guest := crowns(a.picture())
		if anchor < 0.001 || guest < 0.002 {
			return fmt.Sprintf("%.2f %% of Anna's place is golden, %.2f %% of Bob's", anchor*100, guest*100)
		}
		return ""
	})
	d.screenshot("24-two-crowns")

	b.click("the guest's Sound", icon("music"))
	b.click("the guest's Voice", labelled("Voice"))
	b.control("the guest's reverbs", labelled("Great hall"))
	d.screenshot("25-guest-sound")
	b.click("Beauty", icon("beauty"))
	b.click("Stickers", labelled("Stickers"))
	b.click("None", labelled("None"))
	a.await("Bob without a crown, Anna with hers", func() string {
		anchor, guest := crowns(a.picture())
		if anchor < 0.001 || guest >= 0.001 {
			return fmt.Sprintf("%.2f %% of Anna's place is golden, %.2f %% of Bob's", anchor*100, guest*100)
		}
		return ""
	})
}

// clickBelow clicks a control of a scrolled list that may be out of sight: it is
// scrolled to where another one is at the start, and clicked there.
func (w *window) clickBelow(what string, first, ok func(kit.Control) bool) {
	w.t.Helper()
	at := w.control("the list's first row", first)
	over := at.Y + at.H/2
	w.await(what, func() string {
		for _, c := range w.controls() {
			middle := c.Y + c.H/2
			switch {
			case !ok(c):
			case middle > over+at.H/3:
				w.must("xdotool", "mousemove", "--window", w.id, strconv.Itoa(at.X+at.W/2), strconv.Itoa(over), "sleep", "0.1", "click", "5", "sleep", "0.6")
				return "it is further down"
			default:
				w.must("xdotool", "mousemove", "--window", w.id, strconv.Itoa(c.X+c.W/2), strconv.Itoa(middle), "sleep", "0.1", "click", "1")
				return ""
			}
		}
		return "it is not there"
	})
}

// songFile is a minute of a tone nobody else has.
func songFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "Jingle.wav")
	if text, err := exec.Command("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "sine=1020:r=48000:d=300", "-af", "volume=4", "-ac", "2", path).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, text)
	}
	return path
}

// remember writes the settings that the first window finds.
func (d *desktop) remember(t *testing.T, settings map[string]any) {
	t.Helper()
	data, err := json.Marshal(settings)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(d.home, "config")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "profile.json"), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// stageArea is the part of a window's picture in which people are seen.
func stageArea(img image.Image) image.Rectangle {
	b := img.Bounds()
	return image.Rect(b.Min.X, b.Min.Y+40, b.Max.X-330, b.Max.Y-90)
}

// golden counts the dots of the crown's colour over the stage.
func golden(img image.Image) int { return goldenIn(img, stageArea(img), 2) }

// crowns is the golden part of the anchor's place and of the only guest's, who
// stands below the anchor on a stage of this shape. Each is compared with its own
// size: when a guest comes, everybody's picture shrinks.
func crowns(img image.Image) (anchor, guest float64) {
	s := stageArea(img)
	split := s.Min.Y + s.Dy()*53/100
	above := image.Rect(s.Min.X, s.Min.Y, s.Max.X, split)
	below := image.Rect(s.Min.X, split, s.Max.X, s.Max.Y)
	part := func(r image.Rectangle) float64 { return float64(goldenIn(img, r, 1)) / float64(r.Dx()*r.Dy()) }
	return part(above), part(below)
}

func goldenIn(img image.Image, r image.Rectangle, step int) int {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y += step {
		for x := r.Min.X; x < r.Max.X; x += step {
			r, g, b, _ := img.At(x, y).RGBA()
			if near(r, gold[0]) && near(g, gold[1]) && near(b, gold[2]) {
				n++
			}
		}
	}
	return n
}

func near(v uint32, want int) bool {
	d := int(v>>8) - want
	return d > -40 && d < 40
}

// tones waits until the loudspeaker plays, or does not play, these tones.
func (w *window) tones(what string, want map[float64]bool) {
	w.t.Helper()
	w.await(what, func() string {
		sound := left(w.record(700 * time.Millisecond))
		sound = sound[max(0, len(sound)-19200):]
		for hz, on := range want {
			if level := level(sound, hz); (level > 0.02) != on {
				return fmt.Sprintf("%g Hz is at %.3f", hz, level)
			}
		}
		return ""
	})
}

// level is the amplitude of one frequency, under a Hann window.
func level(x []float32, hz float64) float64 {
	c, s := 0.0, 0.0
	for i, v := range x {
		win := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(x)))
		c += win * float64(v) * math.Cos(2*math.Pi*hz*float64(i)/48000)
		s += win * float64(v) * math.Sin(2*math.Pi*hz*float64(i)/48000)
	}
	return 4 * math.Hypot(c, s) / float64(max(len(x), 1))
}

// findFaces lets programs find ONNX Runtime, though they have a home of their own.
func (d *desktop) findFaces() {
	d.t.Helper()
	out, err := exec.Command(root+"/scripts/onnxruntime.sh", "path").Output()
	if err != nil {
		d.t.Fatal("ONNX Runtime is missing; run scripts/onnxruntime.sh")
	}
	d.env = append(d.env, "ONAIR_ONNXRUNTIME="+strings.TrimSpace(string(out)))
}
