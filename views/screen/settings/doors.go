package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// doorRows switch the ways by which other programs may send to the server on this
// computer.
type doorRows struct {
	w         *desk.Desk
	rtmp, srt *doorRow
	failure   *desk.FailureCard
	box       *fyne.Container
}

// doorWidth is what an address has, as wide as 255.255.255.255:65535.
const doorWidth = 200

// doorRow is one of them: its switch, and the address, which can be changed while it is
// off.
type doorRow struct {
	on   *kit.Switch
	at   *kit.Entry
	last model.Door // as taken over into the field
}

func newDoorRows(w *desk.Desk) *doorRows {
	d := &doorRows{w: w, failure: desk.NewFailureCard(w, settingsWidth-34)}
	d.rtmp, d.srt = d.row(kit.T("program.door.rtmp"), model.RTMPDoor), d.row(kit.T("program.door.srt"), model.SRTDoor)
	d.box = kit.Column(12,
		d.rtmp.line(kit.T("program.door.rtmp")), d.srt.line(kit.T("program.door.srt")),
		d.failure.Object(), kit.NewPara(kit.T("program.doors.explain"), kit.Caption, settingsWidth-34))
	return d
}

func (d *doorRows) row(tip, usual string) *doorRow {
	r := &doorRow{at: kit.NewEntry(d.w.Env, usual, nil)}
	r.on = kit.NewSwitch(d.w.Env, tip, func(on bool) {
		if r.at.Text = strings.TrimSpace(r.at.Text); r.at.Text == "" {
			r.at.SetContent(usual)
		}
		r.last = model.Door{On: on, At: r.at.Text}
		r.show()
		d.w.Can.Doors.SetDoors(d.rtmp.last, d.srt.last)
	})
	r.at.OnSubmitted = func(string) { r.on.Action() }
	return r
}

// line is the row: name, address and switch.
func (r *doorRow) line(name string) fyne.CanvasObject {
	return kit.Row(12, kit.NewCutLine(name, kit.Body), kit.Fixed(doorWidth, r.at.MinSize().Height, r.at), r.on)
}

func (r *doorRow) set(to model.Door) {
	if to != r.last {
		r.last = to
		r.at.SetContent(to.At)
	}
	r.show()
}

func (r *doorRow) show() {
	r.on.SetOn(r.last.On)
	if r.last.On {
		r.at.Disable()
	} else {
		r.at.Enable()
	}
}

func (d *doorRows) update(m model.Doors) {
	d.rtmp.set(m.RTMP)
	d.srt.set(m.SRT)
	d.failure.Set(m.Failure)
}
