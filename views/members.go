package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// memberList is the list of viewers in the side panel. Only the rows in view
// exist, so thousands of viewers cost nothing.
type memberList struct {
	list    *widget.List
	empty   *fyne.Container
	more    *kit.Line
	content fyne.CanvasObject
	shown   []model.User
}

func newMemberList(emptyText string) *memberList {
	l := &memberList{more: kit.NewCutLine("", kit.Caption)}
	l.list = widget.NewList(
		func() int { return len(l.shown) },
		func() fyne.CanvasObject { return newMemberRow() },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			if i < len(l.shown) {
				o.(*memberRow).set(l.shown[i])
			}
		},
	)
	l.list.HideSeparators = true
	l.empty = container.NewCenter(kit.Column(10,
		container.NewCenter(kit.Icon("users", kit.ColorFaint, 36)),
		kit.NewPara(emptyText, kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, panelWidth-96),
	))
	l.content = kit.Frame(nil, kit.Pad(8, 16, l.more), nil, nil, container.NewStack(kit.Pad(8, 8, l.list), l.empty))
	return l
}

func (l *memberList) object() fyne.CanvasObject { return l.content }

func (l *memberList) update(members []model.User, total int) {
	show(l.empty, len(members) == 0)
	text := ""
	if total > len(members) && len(members) > 0 {
		text = kit.N("members.more", total-len(members))
	}
	l.more.SetText(text)
	if sameUsers(members, l.shown) {
		return
	}
	l.shown = members
	l.list.Refresh()
}

func sameUsers(a, b []model.User) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// memberRow is one viewer; it is used again for others.
type memberRow struct {
	widget.BaseWidget
	box  *fyne.Container
	user model.User
}

func newMemberRow() *memberRow {
	r := &memberRow{box: container.NewStack(kit.Pad(4, 8, userRow(model.User{ID: "?"}, 32)))}
	r.ExtendBaseWidget(r)
	return r
}

func (r *memberRow) set(u model.User) {
	if u == r.user {
		return
	}
	r.user = u
	r.box.Objects = []fyne.CanvasObject{kit.Pad(4, 8, userRow(u, 32))}
	r.box.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *memberRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }
