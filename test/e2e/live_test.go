//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"onair/internal/porttest"
	"onair/internal/pulsetest/measure"
)

// TestGoLiveAndWatchByClicks: in one window an anchor signs in, sets the stage
// and goes live; in a second one a viewer finds the room in the lobby, enters,
// sees the face and hears its sound; the anchor ends, and both see that.
func TestGoLiveAndWatchByClicks(t *testing.T) {
	d := startDesktop(t, "1980x760")
	d.addr = porttest.Reserve(t)
	file := clip(t)
	faces, sweep := source(t, file)

	anchor := d.start("anchor", 0, 0, 980, 700, "--camera", "file:"+file, "--mic", "file:"+file)
	anchor.control("Welcome", icon("computer"))
	d.screenshot("01-welcome")
	anchor.click("Start on this computer", icon("computer"))
	anchor.click("Go live in the lobby", icon("live"))
	anchor.click("the title", tip("What is it about?"))
	anchor.typeText("Morning show")
	anchor.click("Take from the picture", icon("snapshot"))
	d.screenshot("02-stage")
	anchor.click("the beauty panel", labelled("Beauty"))
	anchor.control("the sliders", kind("slider"))
	d.screenshot("03-beauty")
	anchor.click("Go live", func(c control) bool { return c.Icon == "live" && c.Text == "Go live" })
	anchor.control("being on air", icon("end"))

	viewer := d.start("viewer", 990, 0, 980, 700)
	viewer.click("Start on this computer", icon("computer"))
	viewer.control("the room in the lobby", func(c control) bool { return c.Kind == "area" && c.Text == "Morning show" })
	d.screenshot("04-lobby")
	viewer.click("the room", func(c control) bool { return c.Kind == "area" && c.Text == "Morning show" })
	viewer.control("watching", icon("leave"))

	see := func(w *window, mirrored bool) {
		t.Helper()
		best := 0.0
		w.await("the face", func() string {
			img := w.picture()
			stage := stageOf(img)
			if stage.Dx() < 300 || stage.Dy() < 150 {
				return "no picture on the stage"
			}
			if best = faceOn(img, stage, mirrored, faces); best < 0.9 {
				return "the picture is another"
			}
			return ""
		})
		t.Logf("%s: the face on the stage is like the source's, correlation %.3f", w.name, best)
	}
	see(viewer, false)
	see(anchor, true)

	heard := left(d.record(5 * time.Second))
	var likeness []float64
	for at := 48000; at+9600 <= len(heard); at += 9600 {
		_, l := measure.Delay(heard[at:at+9600], sweep)
		likeness = append(likeness, l)
	}
	t.Logf("the viewer's loudspeaker plays the anchor's sound, correlation %.3f over %d pieces", median(likeness), len(likeness))
	if median(likeness) < 0.8 {
		t.Errorf("what was recorded is not the anchor's sound: correlation %.3f", median(likeness))
	}

	anchor.click("Numbers", icon("stats"))
	viewer.click("More", icon("more")) // a narrow window keeps the numbers there
	viewer.click("Numbers", icon("stats"))
	time.Sleep(watchFor(t)) // the media flow while the numbers are taken
	d.screenshot("05-live")
	report(t, anchor, viewer)

	anchor.click("End", icon("end"))
	anchor.click("End, in the question", labelled("End the live"))
	anchor.control("the summary", func(c control) bool { return c.Kind == "button" && c.Text == "Back to the lobby" })
	d.screenshot("06-end")
	viewer.click("Back to the lobby", func(c control) bool { return c.Kind == "button" && c.Text == "Back to the lobby" })
	anchor.click("Back to the lobby", func(c control) bool { return c.Kind == "button" && c.Text == "Back to the lobby" })
	viewer.control("the lobby", icon("refresh"))
	d.screenshot("07-lobby-again")
	viewer.quit()
	anchor.quit()
}

// watchFor is how long the numbers are taken; ONAIR_WATCH_FOR (5m) takes them for longer.
func watchFor(t *testing.T) time.Duration {
	text := os.Getenv("ONAIR_WATCH_FOR")
	if text == "" {
		return 30 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// report prints what the statistics files say and checks that media really flowed,
// in an encoding that there is and no larger than its place needs; how many encodings
// the anchor's computer can pay for, and how fast all is, is the benchmark's to say.
func report(t *testing.T, anchor, viewer *window) {
	t.Helper()
	var sent, shown, delay, p95 []float64
	freezes, foreign, large := 0, 0, 0
	seen, rest := map[string]int{}, map[string]int{}
	seconds := int(watchFor(t).Seconds())
	for _, l := range lastLines(readStats(t, anchor.stats), seconds) {
		if l.Local != nil {
			sent = append(sent, l.Local.FPS)
			rest[fmt.Sprint(l.Local.Resting)]++
		}
	}
	for _, l := range lastLines(readStats(t, viewer.stats), seconds) {
		for _, r := range l.Remote {
			q := r.Quality
			shown = append(shown, r.FPS)
			freezes = r.Freezes
			delay, p95 = append(delay, l.ShownDelay[r.UserID][0]), append(p95, l.ShownDelay[r.UserID][1])
			seen[fmt.Sprintf("%d of %v %s", r.Height, q.Layers, q.Why)]++
			if r.Height != q.Height {
				foreign++
			}
			if r.Height > viewerLines && slices.ContainsFunc(q.Layers, func(h int) bool { return h < r.Height && h >= viewerLines }) {
				large++
			}
		}
	}
	t.Logf("resting: %v", rest)
	t.Logf("for %v: sent %.1f fps, shown %.1f fps, lines %v, freezes %d, capture to screen %.0f ms median, %.0f ms p95",
		watchFor(t), median(sent), median(shown), seen, freezes, median(delay), median(p95))
	if median(sent) == 0 || median(shown) == 0 {
		t.Errorf("the pictures stand still: sent %.1f, shown %.1f fps", median(sent), median(shown))
	}
	if foreign > len(shown)/3 || large > len(shown)/3 {
		t.Errorf("of %d times the picture was %d times of another encoding than the viewer was told, %d times larger than its place needs", len(shown), foreign, large)
	}
	for i := 0; i+30 < len(delay); i += 30 {
		t.Logf("from second %3d: %.0f ms median, %.0f ms p95", i, median(delay[i:i+30]), median(p95[i:i+30]))
	}
	if median(delay) <= 0 {
		t.Error("the capture-to-screen delay was not measured")
	}
}

// viewerLines is how high the viewer's picture is shown, some 620 x 349, less what a smaller one may be enlarged by.
const viewerLines = 310

func lastLines(list []statsLine, n int) []statsLine { return list[max(0, len(list)-n):] }
