//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"onair/internal/porttest"
)

// TestFourTiles measures a viewer of four anchors in a PK, whose own windows are out of
// sight. Their cameras are slow: two cores carry five programs. It is a benchmark, as
// TestWholeProcess is.
func TestFourTiles(t *testing.T) {
	if os.Getenv("ONAIR_BENCH") == "" {
		t.Skip("a benchmark: make bench runs it")
	}
	d := startDesktop(t, "1980x1500")
	d.addr = porttest.Reserve(t)
	live := func(i int) *window {
		w := d.start("tiles-"+strconv.Itoa(i), 990*(i/2), 740*(i%2), 980, 700, "--user", "anchor"+strconv.Itoa(i),
			"--camera", fmt.Sprintf("test:640x360@15,color=%s", []string{"C02020", "20A020", "2020C0", "C0C020"}[i]), "--mic", "silence:",
			"live", "--title", "Room "+strconv.Itoa(i), "--room", strconv.Itoa(1001+i))
		w.control("being on air", icon("end"))
		return w
	}
	first := live(0)
	all := []*window{first}
	for i := 1; i < 4; i++ {
		other := live(i)
		if i == 1 {
			first.click("PK", icon("pk"))
		} else {
			first.click("Invite a room", tip("Ask another live room to join, up to six"))
		}
		first.click("Ask", labelled("Ask"))
		other.click("Accept", labelled("Accept"))
		first.shows("the other", [][3]int{red, green, blue, yellow}[i])
		other.must("xdotool", "windowminimize", other.id)
		all = append(all, other)
	}
	first.must("xdotool", "windowminimize", first.id)
	viewer := d.start("tiles-viewer", 0, 0, 980, 700, "--user", "vera", "watch", "1001")
	for i, c := range [][3]int{red, green, blue, yellow} {
		viewer.shows("anchor "+strconv.Itoa(i), c)
	}
	d.screenshot("tiles")
	measureWindow(t, "a viewer of four tiles", append([]*window{viewer}, all...)...)
	lines := readStats(t, viewer.stats)
	if len(lines) > 0 {
		for _, r := range lines[len(lines)-1].Remote {
			t.Logf("%s: %dx%d, %.1f pictures a second", r.UserID, r.Width, r.Height, r.FPS)
		}
	}
}
