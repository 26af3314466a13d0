package shell

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
)

// told keeps what the desktop is told.
type told []string

func (n *told) SendNotification(f *fyne.Notification) { *n = append(*n, f.Content) }

// TestTheDesktopIsToldOnceWhileNobodyLooks: requests and followed hosts, not while
// the window has the focus or the switch is off, and not what was seen before.
func TestTheDesktopIsToldOnceWhileNobodyLooks(t *testing.T) {
	var s model.State
	s.Settings.Desktop = true
	ask := func(ids ...string) {
		s.Live.CoAnchor.Requests = nil
		for _, id := range ids {
			s.Live.CoAnchor.Requests = append(s.Live.CoAnchor.Requests, model.JoinRequest{User: model.User{ID: id}})
		}
	}
	var d desktopNotes
	for _, step := range []struct {
		name   string
		change func()
		want   int // told in this step
	}{
		{"seen in the window", func() { ask("ann") }, 0},
		{"away, the same", func() { d.away = true }, 0},
		{"one more", func() { ask("ann", "ben") }, 1},
		{"nothing new", func() {}, 0},
		{"asked again", func() { ask("ann") }, 0},
		{"after a withdrawal", func() { ask("ann", "ben") }, 1},
		{"a host", func() { s.Notices = []model.Notice{{ID: 4, Code: model.NoticeFollowLive, Subject: "Lin"}} }, 1},
		{"the same", func() {}, 0},
		{"another notice", func() { s.Notices = append(s.Notices, model.Notice{ID: 5, Code: model.NoticeHelper}) }, 0},
		{"switched off", func() { s.Settings.Desktop = false; ask("cat") }, 0},
		{"on again", func() { s.Settings.Desktop = true }, 0},
		{"back", func() { d.away = false; ask("dan"); s.Notices = []model.Notice{{ID: 6, Code: model.NoticeFollowLive}} }, 0},
	} {
		var got told
		step.change()
		d.tell(&got, s)
		if len(got) != step.want || slices.Contains(got, "") {
			t.Errorf("%s: told %q", step.name, got)
		}
	}
}
