package panel

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Members is the list of viewers in the side panel. Only the rows in view
// exist, so thousands of viewers cost nothing. A row opens the profile.
type Members struct {
	w         *desk.Desk
	list      *kit.List
	empty     *fyne.Container
	more      *kit.Line
	quiet     *kit.Switch // mute everybody
	banned    *kit.Button
	staff     *fyne.Container
	Comments  *CommentTools
	Private   *PrivateTools
	content   fyne.CanvasObject
	shown     []model.User
	standings map[string]model.Standing
}

// NewMembers makes the list; open opens a person's card.
func NewMembers(w *desk.Desk, emptyText string, open func(model.User)) *Members {
	l := &Members{w: w, more: kit.NewCutLine("", kit.Caption)}
	l.list = kit.NewList(
		w.Env,
		func() int { return len(l.shown) },
		func() fyne.CanvasObject { return newMemberRow() },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			if i < len(l.shown) {
				o.(*memberRow).set(l.shown[i], l.standings[l.shown[i].ID])
			}
		},
	)
	l.list.HideSeparators = true
	l.list.OnSelected = func(i widget.ListItemID) {
		l.list.UnselectAll()
		if i < len(l.shown) {
			open(l.shown[i])
		}
	}
	l.empty = container.NewCenter(kit.Column(10,
		container.NewCenter(kit.Icon("users", kit.ColorFaint, 36)),
		kit.NewPara(emptyText, kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, desk.PanelWidth-96),
	))
	l.staff = l.makeStaff()
	l.content = kit.Frame(l.staff, kit.Pad(8, 16, l.more), nil, nil, container.NewStack(kit.Pad(8, 8, l.list), l.empty))
	return l
}

// makeStaff is what the anchor and the helpers may do to everybody.
func (l *Members) makeStaff() *fyne.Container {
	l.quiet = kit.NewSwitch(l.w.Env, kit.T("mod.muteAll"), func(on bool) { l.w.Can.Mod.MuteAll(on) })
	l.banned = kit.NewButton(l.w.Env, kit.ButtonSpec{Icon: "ban", Rank: kit.RankGhost, Tip: kit.T("tip.banned"), Action: func() { showBanned(l.w) }})
	row := kit.Row(8, kit.NewCutLine(kit.T("mod.muteAll"), kit.Body), l.banned, l.quiet)
	l.Comments, l.Private = NewCommentTools(l.w), NewPrivateTools(l.w)
	box := container.NewVBox(kit.Pad(6, 16, kit.Column(6, row, l.Comments.Box, l.Private.Box)), kit.HairlineH())
	box.Hide()
	return box
}

// Object is what is to be shown.
func (l *Members) Object() fyne.CanvasObject { return l.content }

// Update shows what is new.
func (l *Members) Update(members []model.User, total int, live model.Live) {
	kit.Show(l.staff, l.w.Can.Mod != nil && (live.Role == model.RoleAnchor || live.Helper))
	l.quiet.SetOn(live.AllMuted)
	kit.Show(l.Comments.Box, l.w.Can.Comments != nil && live.Role == model.RoleAnchor)
	l.Comments.Off.SetOn(live.CommentsOff)
	kit.Show(l.Private.Box, l.w.Can.Private != nil && live.Role == model.RoleAnchor)
	l.Private.during(live.Private)
	l.banned.SetEnabled(len(live.Banned) > 0, kit.T("mod.nobodyBanned"))
	kit.Show(l.empty, len(members) == 0)
	text := ""
	if total > len(members) && len(members) > 0 {
		text = kit.N("members.more", total-len(members))
	}
	l.more.SetText(text)
	if slices.Equal(members, l.shown) && maps.Equal(live.Standings, l.standings) {
		return
	}
	l.shown, l.standings = members, live.Standings
	l.list.Refresh()
}

// memberRow is one viewer; it is used again for others.
type memberRow struct {
	widget.BaseWidget
	box      *fyne.Container
	user     model.User
	standing model.Standing
}

func newMemberRow() *memberRow {
	r := &memberRow{box: container.NewStack(kit.Pad(4, 8, desk.UserRow(model.User{ID: "?"}, 32)))}
	r.ExtendBaseWidget(r)
	return r
}

func (r *memberRow) set(u model.User, st model.Standing) {
	if u == r.user && st == r.standing {
		return
	}
	r.user, r.standing = u, st
	objects := []fyne.CanvasObject{kit.Avatar(u.Avatar, u.ID, u.DisplayName(), 32), kit.NewCutLine(u.DisplayName(), kit.Body)}
	if mark, bg := markOf(st.Role, st.Helper); mark != "" {
		objects = append(objects, kit.NewBadge(mark, "", bg, kit.ColorOnTint).Container)
	}
	if st.ChatMuted {
		objects = append(objects, kit.Icon("chat-off", kit.ColorFaint, 18))
	}
	r.box.Objects = []fyne.CanvasObject{kit.Pad(4, 8, kit.Row(10, objects...))}
	r.box.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *memberRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }
