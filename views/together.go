package views

import (
	"slices"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// together is what a room's screen has for doing things together, on air and
// while watching: the pages of the side panel and what lies over the stage.
// What the controller does not offer is nil and left out.
type together struct {
	w        *window
	host     bool // it is the anchor's screen
	stage    *stage
	panel    *sidePanel
	chat     *chatPanel
	requests *requestPanel
	members  *memberList
	rank     *rankPanel
	gifts    *giftPanel
	beauty   *beautyPanel
	sound    *soundPanel
	card     *callCard

	danmaku, like, gift *kit.ToolButton

	pageChat, pageRequests, pageViewers int
	pageBeauty, pageGifts, pageSound    int
	seen                                uint64 // newest chat line that was in view
	unfold                              func()
	isFolded                            func() bool
}

// newTogether makes the pages of a screen; host says that it is the anchor's.
// Beauty and sound are for who is on stage: the screen opens them.
func newTogether(w *window, host bool, noViewers string) *together {
	t := &together{w: w, host: host, pageChat: -1, pageRequests: -1, pageGifts: -1, pageSound: -1}
	t.stage = newStage(w, tileLook{radius: 12, avatar: 112}, host)
	t.stage.doubleTap = func() { w.setFullScreen(!w.full) }
	t.card = newCallCard(w)
	t.stage.calls.Objects = []fyne.CanvasObject{t.card.box}
	open := func(u model.User) { w.showProfile(u) }
	var tabs []tab
	if w.chat != nil {
		t.chat = newChatPanel(w, open)
		t.pageChat = len(tabs)
		tabs = append(tabs, tab{kit.T("panel.chat"), t.chat.object()})
	}
	if host && w.seats != nil {
		t.requests = newRequestPanel(w)
		t.pageRequests = len(tabs)
		tabs = append(tabs, tab{kit.T("panel.requests"), t.requests.object()})
	}
	t.members = newMemberList(w, noViewers, open)
	t.pageViewers = len(tabs)
	tabs = append(tabs, tab{kit.T("panel.viewers"), t.members.object()})
	if w.gifts != nil {
		empty := kit.T("rank.empty")
		if host {
			empty = kit.T("rank.emptyHost")
		}
		t.rank = newRankPanel(empty)
		tabs = append(tabs, tab{kit.T("panel.rank"), t.rank.object()})
	}
	t.panel = newSidePanel(w, nil, tabs...)
	t.beauty = newBeautyPanel(w)
	t.pageBeauty = t.panel.addPage(kit.T("panel.beauty"), t.beauty.object())
	if w.sounds != nil {
		t.sound = newSoundPanel(w)
		t.pageSound = t.panel.addPage(kit.T("panel.sound"), t.sound.object())
	}
	if w.gifts != nil && !host {
		t.gifts = newGiftPanel(w)
		t.pageGifts = t.panel.addPage(kit.T("panel.gifts"), t.gifts.object())
	}
	t.makeTools()
	return t
}

// makeTools makes the bar's buttons that do not depend on the screen.
func (t *together) makeTools() {
	w := t.w
	tool := func(caption, icon, tip string, action func()) *kit.ToolButton {
		return kit.NewToolButton(w.env, kit.T(caption), kit.ButtonSpec{Icon: icon, Tip: kit.T(tip), Action: action})
	}
	t.danmaku = tool("bar.danmaku", "danmaku", "tip.danmaku", t.openDanmaku)
	t.like = tool("bar.like", "heart", "tip.like", t.sendLike)
	t.gift = tool("bar.gift", "gift", "tip.gift", t.openGifts)
	show(t.danmaku, w.chat != nil)
	show(t.like, w.gifts != nil)
	show(t.gift, t.gifts != nil)
}

// update shows a state; members and total are the screen's.
func (t *together) update(s model.State, tiles []model.Tile, members []model.User, total int) {
	l := s.Live
	tiles, sides := inSides(tiles, l.PK)
	t.stage.setSides(sides)
	t.stage.setArrangement(s.Settings.Arrangement)
	t.stage.setTiles(tiles)
	t.stage.pk.update(l.PK, len(tiles)-sides)
	t.stage.sky.update(l)
	t.stage.banners.update(l.Gifts.Banners)
	t.members.update(members, total, l)
	t.beauty.update(s.Beauty)
	if t.sound != nil {
		t.sound.update(s.Sound)
	}
	if t.chat != nil {
		t.chat.setRoom(s, t.roomID(s))
		t.chat.update(l.Chat)
	}
	if t.requests != nil {
		t.requests.update(l.CoAnchor)
		t.panel.heads.SetBadge(t.pageRequests, badge(len(l.CoAnchor.Requests)))
	}
	if t.rank != nil {
		t.rank.update(l)
	}
	if t.gifts != nil {
		t.gifts.update(l.Gifts, onStage(tiles, s.Me.ID))
	}
	t.danmaku.SetOn(l.Danmaku.On)
	t.like.SetCaption(likeCaption(l.Likes.Total))
	t.card.set(t.w.offerOf(s))
	t.w.showReadyIfDue(s)
}

// inSides puts the tiles of a PK's sides first, in the order of the sides, and
// returns how many they are; a side whose picture is not there yet has an empty
// tile. Without a PK nothing changes.
func inSides(tiles []model.Tile, pk model.PK) ([]model.Tile, int) {
	if !pk.Joined() || len(tiles) == 0 {
		return tiles, 0
	}
	out := make([]model.Tile, 0, len(tiles)+1)
	out = append(out, tiles[0])
	taken := map[string]bool{tiles[0].ID: true}
	for _, side := range pk.Sides[1:] {
		t := model.Tile{ID: side.User.ID, User: side.User}
		if i := slices.IndexFunc(tiles, func(t model.Tile) bool { return t.ID == side.User.ID }); i >= 0 {
			t = tiles[i]
		}
		taken[t.ID] = true
		out = append(out, t)
	}
	sides := len(out)
	for _, t := range tiles {
		if !taken[t.ID] {
			out = append(out, t)
		}
	}
	return out, sides
}

func badge(n int) string {
	if n == 0 {
		return ""
	}
	return count(n)
}

func likeCaption(total int64) string {
	if total == 0 {
		return kit.T("bar.like")
	}
	return count(int(total))
}

// onStage are the people whose tiles are shown, without the user.
func onStage(tiles []model.Tile, me string) []model.User {
	var out []model.User
	for _, t := range tiles {
		if t.ID != model.LocalTile && t.User.ID != me && t.User.ID != "" {
			out = append(out, t.User)
		}
	}
	return out
}

// tick brings countdowns up to date; once a second.
func (t *together) tick() {
	t.card.tick()
	t.stage.pk.tick()
	if t.requests != nil {
		t.requests.tick()
	}
	if t.chat != nil {
		t.chat.judge()
	}
}

// open shows a page of the panel, unfolding it.
func (t *together) open(page int) {
	t.panel.choose(page)
	t.unfold()
}

func (t *together) openGifts() {
	if t.panel.current == t.pageGifts && !t.isFolded() {
		t.panel.back()
		return
	}
	t.w.gifts.OpenGifts()
	t.open(t.pageGifts)
}

// sendLike lets the user's own heart rise at once.
func (t *together) sendLike() {
	t.stage.sky.heart()
	t.w.gifts.Like()
}

// key handles the hot keys that both screens share.
func (t *together) key(k fyne.KeyName) bool {
	switch {
	case t.card.key(k):
	case (k == fyne.KeyReturn || k == fyne.KeyEnter) && t.chat != nil:
		t.open(t.pageChat)
		t.chat.focus()
	case k == fyne.KeyD && t.w.chat != nil:
		t.w.chat.SetDanmaku(!t.w.state.Live.Danmaku.On)
	case k == fyne.KeyO:
		return t.stage.nextArrangement()
	case k == fyne.KeyH && t.like.Visible():
		if t.like.Enabled() {
			t.sendLike()
		}
	case k == fyne.KeyG && t.gifts != nil:
		if t.gift.Enabled() {
			t.openGifts()
		}
	default:
		return false
	}
	return true
}

// openDanmaku opens the card of the lines that fly over the picture.
func (t *together) openDanmaku() {
	w := t.w
	d := &dialog{w: w, cancel: w.closeDialog, enter: w.closeDialog}
	on := kit.NewSwitch(w.env, kit.T("danmaku.show"), w.chat.SetDanmaku)
	opacity := kit.NewSlider(w.env, 20, 100, 5, func(v float64) { w.chat.SetDanmakuOpacity(int(v)) })
	value := kit.NewLine("", kit.Strong)
	d.update = func(s model.State) bool {
		m := s.Live.Danmaku
		on.SetOn(m.On)
		opacity.SetValue(float64(m.Opacity))
		opacity.SetEnabled(m.On)
		value.SetText(percent(m.Opacity))
		return true
	}
	d.update(w.state)
	done := kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("close"), Tip: kit.T("tip.closeCard"), Action: w.closeDialog})
	d.show(kit.Column(14,
		kit.NewLine(kit.T("danmaku.title"), kit.Title),
		kit.Fixed(profileWidth, 0, kit.Frame(nil, nil, nil, on, kit.Row(0, kit.NewCutLine(kit.T("danmaku.show"), kit.Body)))),
		kit.Column(2, kit.Row(4, kit.NewCutLine(kit.T("danmaku.opacity"), kit.Muted), value), opacity),
		kit.Row(0, kit.Stretch(), done),
	))
}

// roomID is the room that the screen shows.
func (t *together) roomID(s model.State) uint32 {
	if t.host {
		return s.OnAir.Room.ID
	}
	return s.Watching.Room.ID
}

func (t *together) close() {
	if t.chat != nil {
		t.chat.keepDraft()
	}
	t.stage.close()
}
