package live

import (
	"slices"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel"
	"onair/views/panel/beauty"
	"onair/views/panel/sound"
	"onair/views/stage"
)

// together is what a room's screen has for doing things together, on air and
// while watching: the pages of the side panel and what lies over the stage.
// What the controller does not offer is nil and left out.
type together struct {
	w        *desk.Desk
	host     bool // it is the anchor's screen
	stage    *stage.Stage
	panel    *panel.Side
	chat     *panel.Chat
	requests *panel.Requests
	members  *panel.Members
	rank     *panel.Rank
	gifts    *panel.Gifts
	beauty   *beauty.Panel
	sound    *sound.Panel
	card     *stage.CallCard

	danmaku, like, gift *kit.ToolButton

	pageChat, pageRequests, pageViewers int
	pageBeauty, pageGifts, pageSound    int
	unfold                              func()
	isFolded                            func() bool
	ready                               bool // the card before going on stage was opened
}

// newTogether makes the pages of a screen; host says that it is the anchor's.
// Beauty and sound are for who is on stage: the screen opens them.
func newTogether(w *desk.Desk, host bool, noViewers string) *together {
	t := &together{w: w, host: host, pageChat: -1, pageRequests: -1, pageGifts: -1, pageSound: -1}
	t.stage = stage.New(w, stage.Look{Radius: 12, Avatar: 112}, host)
	t.stage.DoubleTap = func() { w.SetFullScreen(!w.FullScreen()) }
	t.card = stage.NewCallCard(w)
	t.stage.Calls.Objects = []fyne.CanvasObject{t.card.Box}
	open := func(u model.User) { panel.ShowProfile(w, u) }
	var tabs []panel.Tab
	if w.Can.Chat != nil {
		t.chat = panel.NewChat(w, open)
		t.pageChat = len(tabs)
		tabs = append(tabs, panel.Tab{Name: kit.T("panel.chat"), Body: t.chat.Object()})
	}
	if host && w.Can.Seats != nil {
		t.requests = panel.NewRequests(w)
		t.pageRequests = len(tabs)
		tabs = append(tabs, panel.Tab{Name: kit.T("panel.requests"), Body: t.requests.Object()})
	}
	t.members = panel.NewMembers(w, noViewers, open)
	t.pageViewers = len(tabs)
	tabs = append(tabs, panel.Tab{Name: kit.T("panel.viewers"), Body: t.members.Object()})
	if w.Can.Gifts != nil {
		empty := kit.T("rank.empty")
		if host {
			empty = kit.T("rank.emptyHost")
		}
		t.rank = panel.NewRank(empty)
		tabs = append(tabs, panel.Tab{Name: kit.T("panel.rank"), Body: t.rank.Object()})
	}
	t.panel = panel.NewSide(w, nil, tabs...)
	t.beauty = beauty.New(w)
	t.pageBeauty = t.panel.AddPage(kit.T("panel.beauty"), t.beauty.Object())
	if w.Can.Sounds != nil {
		t.sound = sound.New(w)
		t.pageSound = t.panel.AddPage(kit.T("panel.sound"), t.sound.Object())
	}
	if w.Can.Gifts != nil && !host {
		t.gifts = panel.NewGifts(w)
		t.pageGifts = t.panel.AddPage(kit.T("panel.gifts"), t.gifts.Object())
	}
	t.makeTools()
	return t
}

// tool is a button of the bar; its words are keys of texts.
func (t *together) tool(caption, icon, tip string, action func()) *kit.ToolButton {
	return kit.NewToolButton(t.w.Env, kit.T(caption), kit.ButtonSpec{Icon: icon, Tip: kit.T(tip), Action: action})
}

// makeTools makes the bar's buttons that do not depend on the screen.
func (t *together) makeTools() {
	w := t.w
	t.danmaku = t.tool("bar.danmaku", "danmaku", "tip.danmaku", t.openDanmaku)
	t.like = t.tool("bar.like", "heart", "tip.like", t.sendLike)
	t.gift = t.tool("bar.gift", "gift", "tip.gift", t.openGifts)
	kit.Show(t.danmaku, w.Can.Chat != nil)
	kit.Show(t.like, w.Can.Gifts != nil)
	kit.Show(t.gift, t.gifts != nil)
}

// update shows a state; members and total are the screen's.
func (t *together) update(s model.State, tiles []model.Tile, members []model.User, total int) {
	l := s.Live
	tiles, sides := inSides(tiles, l.PK)
	t.stage.SetSides(sides)
	t.stage.SetArrangement(s.Settings.Arrangement)
	t.stage.SetTiles(tiles)
	t.stage.PK.Update(l.PK, len(tiles)-sides)
	t.stage.Sky.Update(l)
	t.stage.Banners.Update(l.Gifts.Banners)
	t.members.Update(members, total, l)
	t.beauty.Update(s.Beauty)
	if t.sound != nil {
		t.sound.Update(s.Sound)
	}
	if t.chat != nil {
		t.chat.SetRoom(s, t.roomID(s))
		t.chat.Update(l.Chat)
	}
	if t.requests != nil {
		t.requests.Update(l.CoAnchor)
		t.panel.Heads.SetBadge(t.pageRequests, badge(len(l.CoAnchor.Requests)))
	}
	if t.rank != nil {
		t.rank.Update(l)
	}
	if t.gifts != nil {
		t.gifts.Update(l.Gifts, onStage(tiles, s.Me.ID))
	}
	t.danmaku.SetOn(l.Danmaku.On)
	t.like.SetCaption(likeCaption(l.Likes.Total))
	t.card.Set(stage.OfferOf(t.w, s))
	t.showReadyIfDue(s)
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
	return desk.Count(n)
}

func likeCaption(total int64) string {
	if total == 0 {
		return kit.T("bar.like")
	}
	return desk.Count(int(total))
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
	t.card.Tick()
	t.stage.PK.Tick()
	if t.requests != nil {
		t.requests.Tick()
	}
	if t.chat != nil {
		t.chat.Judge()
	}
}

// open shows a page of the panel, unfolding it.
func (t *together) open(page int) {
	t.panel.Choose(page)
	t.unfold()
}

func (t *together) openGifts() {
	if t.panel.Current == t.pageGifts && !t.isFolded() {
		t.panel.Back()
		return
	}
	t.w.Can.Gifts.OpenGifts()
	t.open(t.pageGifts)
}

// sendLike lets the user's own heart rise at once.
func (t *together) sendLike() {
	t.stage.Sky.Heart()
	t.w.Can.Gifts.Like()
}

// key handles the hot keys that both screens share.
func (t *together) key(k fyne.KeyName) bool {
	switch {
	case t.card.Key(k):
	case (k == fyne.KeyReturn || k == fyne.KeyEnter) && t.chat != nil:
		t.open(t.pageChat)
		t.chat.Focus()
	case k == fyne.KeyD && t.w.Can.Chat != nil:
		t.w.Can.Chat.SetDanmaku(!t.w.State.Live.Danmaku.On)
	case k == fyne.KeyO:
		return t.stage.NextArrangement()
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
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog, Enter: w.CloseDialog}
	on := kit.NewSwitch(w.Env, kit.T("danmaku.show"), w.Can.Chat.SetDanmaku)
	opacity := kit.NewSlider(w.Env, 20, 100, 5, func(v float64) { w.Can.Chat.SetDanmakuOpacity(int(v)) })
	value := kit.NewLine("", kit.Strong)
	d.Update = func(s model.State) bool {
		m := s.Live.Danmaku
		on.SetOn(m.On)
		opacity.SetValue(float64(m.Opacity))
		opacity.SetEnabled(m.On)
		value.SetText(desk.Percent(m.Opacity))
		return true
	}
	d.Update(w.State)
	done := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("close"), Tip: kit.T("tip.closeCard"), Action: w.CloseDialog})
	d.Show(kit.Column(14,
		kit.NewLine(kit.T("danmaku.title"), kit.Title),
		kit.Fixed(panel.ProfileWidth, 0, kit.Frame(nil, nil, nil, on, kit.Row(0, kit.NewCutLine(kit.T("danmaku.show"), kit.Body)))),
		kit.Column(2, kit.Row(4, kit.NewCutLine(kit.T("danmaku.opacity"), kit.Muted), value), opacity),
		kit.Row(0, kit.Stretch(), done),
	))
}

// roomID is the room that the screen shows.
func (t *together) roomID(s model.State) uint32 {
	return roomOf(s, t.host).ID
}

func (t *together) close() {
	if t.chat != nil {
		t.chat.KeepDraft()
	}
	t.stage.Close()
}
