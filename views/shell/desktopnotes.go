package shell

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// desktopNotes has the desktop tell what happens while nobody looks at the window.
type desktopNotes struct {
	away   bool            // the window has no focus
	asked  map[string]bool // for the stage, when last seen
	notice uint64          // told or seen last
}

// noter is the part of fyne.App that shows notifications.
type noter interface{ SendNotification(*fyne.Notification) }

// tell tells what is new in s, once.
func (d *desktopNotes) tell(to noter, s model.State) {
	on := d.away && s.Settings.Desktop
	asked := map[string]bool{}
	for _, r := range s.Live.CoAnchor.Requests {
		asked[r.User.ID] = true
		if on && !d.asked[r.User.ID] {
			to.SendNotification(fyne.NewNotification(kit.T("desktop.stage"), kit.T("desktop.stage.text", kit.Values{"Name": r.User.DisplayName()})))
		}
	}
	d.asked = asked
	for _, n := range s.Notices {
		if n.ID <= d.notice {
			continue
		}
		d.notice = n.ID
		if on && n.Code == model.NoticeFollowLive && n.Failure == nil {
			to.SendNotification(fyne.NewNotification(kit.T("desktop.follow"), kit.T("notice.followLive", kit.Values{"Subject": n.Subject})))
		}
	}
}
