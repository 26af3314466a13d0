package tile

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
)

// one shows a picture of a brightness.
func (f *fixture) one(t *testing.T, y uint8) {
	t.Helper()
	f.Render(grey(64, 36, y))
	f.q.run(t)
}

func TestASlateKeepsTheLastPicture(t *testing.T) {
	veil := canvas.NewRectangle(nil)
	f := newFixture(t, Config{Slate: veil})
	f.SetSlate(true)
	if f.Slated() || veil.Visible() || !f.holder.Visible() {
		t.Error("without a picture there is something to dim")
	}
	f.SetSlate(false)
	f.one(t, 100)
	f.SetSlate(true)
	f.Clear()
	f.q.run(t)
	if !f.Slated() || !veil.Visible() || f.holder.Visible() {
		t.Error("the last picture did not stay, dimmed")
	}
	f.one(t, 235)
	f.SetSlate(false)
	if f.Slated() || veil.Visible() || !f.Showing() || f.brightness() != 255 {
		t.Error("the picture that came is not shown as it is")
	}
	// Cleared before it is said why.
	f.Clear()
	f.q.run(t)
	if f.Showing() {
		t.Error("cleared, and shown")
	}
	f.SetSlate(true)
	if !f.Slated() || f.brightness() != 255 {
		t.Error("the picture from before is not shown dimmed")
	}
	f.SetSlate(false)
	if f.Showing() || !f.holder.Visible() {
		t.Error("after the slate a picture stays that was cleared")
	}
	// What was switched off is not shown again.
	f.one(t, 100)
	f.SetLive(false)
	f.SetLive(true)
	f.SetSlate(true)
	if f.Slated() || f.Showing() {
		t.Error("a picture that was switched off came back")
	}
}

func TestPicturesEndASlate(t *testing.T) {
	veil := canvas.NewRectangle(nil)
	f := newFixture(t, Config{Slate: veil})
	f.one(t, 100)
	f.SetSlate(true)
	for i := 1; i <= fresh; i++ {
		f.one(t, 100)
		if f.Slated() != (i < fresh) || veil.Visible() != (i < fresh) {
			t.Errorf("after %d pictures: slated %v", i, f.Slated())
		}
	}
}
