package lobby

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// nearbyStrip is the servers found on the local network; a tap signs in there.
// It is hidden while there is none but the one in use.
type nearbyStrip struct {
	w     *desk.Desk
	box   *fyne.Container
	row   *fyne.Container
	shown []model.NearbyServer
}

// maxNearby is how many are shown.
const maxNearby = 8

func newNearbyStrip(w *desk.Desk) *nearbyStrip {
	n := &nearbyStrip{w: w, row: kit.Row(8)}
	n.box = container.NewVBox(kit.Pad(8, 24, n.row), kit.HairlineH())
	n.box.Hide()
	return n
}

func (n *nearbyStrip) update(list []model.NearbyServer) {
	var others []model.NearbyServer
	for _, s := range list {
		if !s.Here && n.w.Can.Near != nil && len(others) < maxNearby {
			others = append(others, s)
		}
	}
	if slices.Equal(others, n.shown) {
		return
	}
	n.shown = others
	n.row.Objects = nil
	if len(others) > 0 {
		n.row.Add(kit.Icon("network", kit.ColorFaint, 18))
		n.row.Add(kit.NewLine(kit.T("lobby.nearby"), kit.Caption))
	}
	for _, s := range others {
		name := s.Name
		if name == "" {
			name = s.Address
		}
		n.row.Add(kit.NewButton(n.w.Env, kit.ButtonSpec{
			Icon: "computer", Text: desk.Shorten(name, 24), Tip: kit.T("tip.nearby", kit.Values{"Address": s.Address}),
			Action: func() { n.ask(s, name) },
		}))
	}
	kit.Show(n.box, len(others) > 0)
	n.row.Refresh()
}

// ask asks before the user leaves the server that they are signed in to.
func (n *nearbyStrip) ask(s model.NearbyServer, name string) {
	n.w.Ask(desk.Question{
		Title: kit.T("nearby.title", kit.Values{"Name": name}), Text: kit.T("nearby.text"), Yes: kit.T("nearby.yes"), No: kit.T("cancel"),
		Action: func() { n.w.Can.Near.OpenNearby(s.Address) },
	})
}
