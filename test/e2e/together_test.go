//go:build e2e

package e2e

import (
	"image"
	"strings"
	"testing"

	"onair/internal/porttest"
)

// TestFourWindowsTogether: A is live, B asks to come on stage, A accepts by
// click, B's picture is on everybody's stage; A switches B's camera off and on; C
// writes and gives a gift; A holds a PK with D, who is live in another room, and
// asks a third room into it; D leaves, and the others go on.
// The cameras are slow: four windows drawn by two cores are not what is tried here.
func TestFourWindowsTogether(t *testing.T) {
	d := startDesktop(t, "1980x2220")
	d.addr = porttest.Reserve(t)
	a := d.start("anna", 0, 0, 980, 700, "--user", "anna", "--nickname", "Anna", "--camera", "test:640x360@12,color=C02020", "--mic", "tone:420", "live", "--title", "Anna's show", "--room", "1001")
	a.control("being on air", icon("end"))
	b := d.start("bob", 990, 0, 980, 700, "--user", "bob", "--nickname", "Bob", "--camera", "test:640x360@12,color=20A020", "--mic", "tone:660", "watch", "1001")
	c := d.start("carol", 0, 740, 980, 700, "--user", "carol", "--nickname", "Carol", "--mic", "none", "watch", "1001")
	e := d.start("dora", 990, 740, 980, 700, "--user", "dora", "--nickname", "Dora", "--camera", "test:640x360@12,color=2020C0", "--mic", "tone:1020", "live", "--title", "Dora's hour", "--room", "1002")
	e.control("being on air", icon("end"))
	b.shows("Anna", red)
	c.shows("Anna", red)
	d.screenshot("11-two-rooms")

	c.click("the chat", func(x control) bool { return x.Kind == "entry" && x.Tip == "Say something" })
	c.typeText("Hello from Carol")
	c.must("xdotool", "key", "Return")
	c.click("Gifts", icon("gift"))
	c.click("Give", func(x control) bool { return strings.HasPrefix(x.Text, "Give") })
	d.screenshot("12-chat-and-gift")

	b.click("Join", labelled("Join"))
	b.click("With camera", labelled("With camera"))
	a.click("Requests", func(x control) bool { return strings.HasPrefix(x.Text, "Requests") })
	d.screenshot("13-request")
	a.click("Accept", labelled("Accept"))
	b.click("Go up", icon("stage-up"))
	for _, w := range []*window{a, b, c} {
		w.shows("Bob", green)
		w.shows("Anna", red)
	}
	d.screenshot("14-bob-on-stage")
	const seatX, seatY = 0.33, 0.70 // the guest's tile, below the anchor's
	a.clickOver(seatX, seatY, "switch Bob's camera off", tip("Switch this guest's camera off for everybody"))
	for _, w := range []*window{a, c} {
		w.hides("Bob", green)
	}
	d.screenshot("14-bob-switched-off")
	a.clickOver(seatX, seatY, "let Bob use it again", tip("Let this guest use the camera again"))
	c.shows("Bob", green)
	b.click("Step down", labelled("Step down"))
	b.click("Leave the stage", labelled("Leave the stage"))
	c.shows("Anna", red)
	c.hides("Bob", green)

	a.click("PK", icon("pk"))
	a.click("Ask", labelled("Ask"))
	d.screenshot("15-pk-asked")
	e.click("Accept", labelled("Accept"))
	for _, w := range []*window{a, b, c, e} {
		w.shows("Anna", red)
		w.shows("Dora", blue)
	}
	d.screenshot("16-pk")

	f := d.start("femi", 0, 1480, 980, 700, "--user", "femi", "--nickname", "Femi", "--camera", "test:640x360@12,color=C0C020", "--mic", "tone:1500", "live", "--title", "Femi's corner", "--room", "1003")
	f.control("being on air", icon("end"))
	a.click("Invite a room", tip("Ask another live room to join, up to six"))
	a.click("Ask", labelled("Ask"))
	f.click("Accept", labelled("Accept"))
	for _, w := range []*window{a, c, e, f} {
		w.shows("Anna", red)
		w.shows("Dora", blue)
		w.shows("Femi", yellow)
	}
	d.screenshot("17-pk-of-three")
	e.click("End PK", labelled("End PK"))
	e.click("yes", labelled("End the PK"))
	c.hides("Dora", blue)
	c.shows("Femi", yellow)
	c.shows("Anna", red)
	a.click("End PK", labelled("End PK"))
	a.click("yes", labelled("End the PK"))
	c.hides("Femi", yellow)
	d.screenshot("18-after")
}

// The cameras' colours, as they come out on the screen.
var (
	red   = [3]int{0xC0, 0x20, 0x20}
	green = [3]int{0x20, 0xA0, 0x20}
	blue  = [3]int{0x20, 0x20, 0xC0}

	yellow = [3]int{0xC0, 0xC0, 0x20}
)

// shows waits until a person's colour fills part of the window.
func (w *window) shows(who string, colour [3]int) {
	w.t.Helper()
	w.await(who+"'s picture", func() string {
		if n := share(w.picture(), colour); n < 0.01 {
			return "it is not there"
		}
		return ""
	})
}

// hides waits until it is gone.
func (w *window) hides(who string, colour [3]int) {
	w.t.Helper()
	w.await(who+"'s picture to go", func() string {
		if n := share(w.picture(), colour); n > 0.003 {
			return "it is still there"
		}
		return ""
	})
}

// share is the part of a picture that has a colour.
func share(img image.Image, colour [3]int) float64 {
	b := img.Bounds()
	hits, all := 0, 0
	for y := b.Min.Y; y < b.Max.Y; y += 4 {
		for x := b.Min.X; x < b.Max.X; x += 4 {
			r, g, bl, _ := img.At(x, y).RGBA()
			near := true
			for i, v := range []uint32{r, g, bl} {
				if d := int(v>>8) - colour[i]; d > 28 || d < -28 {
					near = false
				}
			}
			if all++; near {
				hits++
			}
		}
	}
	return float64(hits) / float64(all)
}
