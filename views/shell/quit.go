package shell

import (
	"strings"

	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/tray"
)

// maxNamed is how many rooms and people a question names.
const maxNamed = 5

// quit asks before it ends a live, the user's own or those of others on the server
// in this program; then it ends in order and closes the window.
func (w *Window) quit() {
	own := w.State.Screen == model.ScreenOnAir && w.State.OnAir.Summary == nil
	host, _ := w.Actions.(model.HostingActions)
	var others []model.HostedRoom
	if host != nil {
		others = host.Hosted()
	}
	switch {
	case w.hidden: // the end of serving without a window
		w.quitNow()
	case len(others) > 0:
		w.CloseDialog()
		w.AskTwo(desk.Question{
			Title: kit.T("quit.others.title"), Text: othersText(others, own), Yes: kit.T("quit.others.yes"), No: kit.T("cancel"), Danger: true, Wary: true,
			Action: w.quitNow,
		}, kit.T("quit.others.keep"), func() { w.serveHidden(host) })
	case own && w.Dialog() == nil:
		w.Ask(desk.Question{
			Title: kit.T("quit.title"), Text: kit.T("quit.text"), Yes: kit.T("quit.yes"), No: kit.T("cancel"), Danger: true, Wary: true,
			Action: w.quitNow,
		})
	default:
		w.quitNow()
	}
}

// othersText names whom the end of the server concerns.
func othersText(rooms []model.HostedRoom, own bool) string {
	people := map[string]bool{}
	lines := []string{""}
	for i, r := range rooms {
		var names []string
		for _, u := range r.People {
			people[u.ID] = true
			if len(names) < maxNamed {
				names = append(names, desk.Shorten(u.DisplayName(), 20))
			}
		}
		if more := len(r.People) - len(names); more > 0 {
			names = append(names, "+"+desk.Count(more))
		}
		if i < maxNamed {
			title := r.Title
			if title == "" {
				title = r.Host.DisplayName()
			}
			lines = append(lines, kit.T("quit.others.room", kit.Values{"Title": desk.Shorten(title, 30), "People": strings.Join(names, ", ")}))
		}
	}
	if more := len(rooms) - maxNamed; more > 0 {
		lines = append(lines, kit.N("quit.others.more", more))
	}
	lines[0] = kit.N("quit.others.text", len(people))
	if own {
		lines = append(lines, kit.T("quit.others.own"))
	}
	return strings.Join(lines, "\n")
}

// serveHidden takes the window away and leaves the server running, with an icon in
// the tray where there is one. It ends by itself when nobody uses the server.
func (w *Window) serveHidden(host model.HostingActions) {
	w.hidden = true
	host.KeepServing(func() {
		w.Post(func() {
			if w.hidden {
				w.quitNow()
			}
		})
	})
	w.showTray(host)
	w.win.Hide()
}

// showTray puts an icon into the tray, which stays there until the program ends.
func (w *Window) showTray(host model.HostingActions) {
	if _, ok := w.app.(desktop.App); !ok || w.tray != nil {
		return
	}
	w.tray = tray.Show(w.cfg.Title, kit.AppIcon().Content(),
		tray.Item{Text: kit.T("tray.open"), Do: func() { w.Post(func() { w.reopen(host) }) }},
		tray.Item{Text: kit.T("tray.end"), Do: func() { w.Post(w.quit) }},
	)
}

// reopen shows the window again, over others.
func (w *Window) reopen(host model.HostingActions) {
	if w.hidden {
		w.hidden = false
		host.StopServing()
		w.win.Show()
	}
	w.win.RequestFocus()
}
