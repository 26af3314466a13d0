package panel

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// ChatRow is one line of the chat. A tap opens the profile of who it is about.
type ChatRow struct {
	widget.BaseWidget
	log    *chatLog
	Line   model.ChatLine
	height float32
	parts  []fyne.CanvasObject
}

func newChatRow(l *chatLog, line model.ChatLine) *ChatRow {
	r := &ChatRow{log: l, Line: line}
	switch line.Kind {
	case model.ChatText:
		r.said()
	case model.ChatGift:
		r.gave()
	default:
		r.told()
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *ChatRow) text(s string, c color.Color, size float32, bold bool, x, y float32) fyne.Size {
	t := canvas.NewText(s, c)
	t.TextSize, t.TextStyle.Bold = size, bold
	m := t.MinSize()
	t.Resize(m)
	t.Move(fyne.NewPos(x, y))
	r.parts = append(r.parts, t)
	return m
}

// said is a text: marks, the name in its colour, and behind it the words.
func (r *ChatRow) said() {
	size := kit.Size(kit.SizeText)
	x := float32(0)
	lineHeight := fyne.MeasureText("Ag", size, fyne.TextStyle{}).Height
	if mark, bg := markOf(r.Line.Role, r.Line.Helper); mark != "" {
		b := kit.NewBadge(mark, "", bg, kit.ColorOnTint)
		m := b.MinSize()
		b.Resize(m)
		b.Move(fyne.NewPos(0, (lineHeight-m.Height)/2))
		r.parts = append(r.parts, b.Container)
		x = m.Width + 6
	}
	name := desk.Shorten(r.Line.User.DisplayName(), 18)
	x += r.text(name, kit.NameColor(r.Line.User.ID, false), size, true, x, 0).Width + 8
	measure := func(s string) float32 { return fyne.MeasureText(s, size, fyne.TextStyle{}).Width }
	y := float32(0)
	for _, s := range kit.WrapAfter(r.Line.Text, x, chatWidth, measure) {
		if s != "" {
			r.text(s, kit.Color(kit.ColorText), size, false, x, y)
		}
		x = 0
		y += lineHeight
	}
	r.height = y
}

// markOf is the word before a name, "" for a plain viewer.
func markOf(role model.Role, helper bool) (string, fyne.ThemeColorName) {
	switch {
	case role == model.RoleAnchor:
		return kit.T("mark.host"), kit.ColorLive
	case helper:
		return kit.T("mark.helper"), kit.ColorHelper
	case role == model.RoleCoAnchor:
		return kit.T("mark.guest"), kit.ColorAccent
	}
	return "", ""
}

// told is what happened in the room.
func (r *ChatRow) told() {
	size := kit.Size(kit.SizeCaption)
	words := kit.T("chat.line."+ChatLineKey(r.Line.Kind), kit.Values{"Name": desk.Shorten(r.Line.User.DisplayName(), 18)})
	measure := func(s string) float32 { return fyne.MeasureText(s, size, fyne.TextStyle{}).Width }
	for _, s := range kit.Wrap(words, chatWidth, measure) {
		r.height += r.text(s, kit.Color(kit.ColorFaint), size, false, 0, r.height).Height
	}
}

// gave is a gift, on a sheet of its own.
func (r *ChatRow) gave() {
	name := kit.NewLine(desk.Shorten(r.Line.User.DisplayName(), 18), kit.Strong)
	what := kit.NewCutLine(giftGiven(r.Line), kit.Muted)
	row := kit.Row(8, desk.NewGiftSign(r.Line.Gift, 18), name, what)
	sheet := kit.Sheet(kit.ColorTint, 8, kit.Pad(3, 10, row))
	r.height = sheet.MinSize().Height
	sheet.Resize(fyne.NewSize(chatWidth, r.height))
	r.parts = append(r.parts, sheet)
}

// giftGiven says what somebody gave.
func giftGiven(l model.ChatLine) string {
	v := kit.Values{"Gift": desk.GiftName(l.Gift), "Number": l.Count}
	return kit.T("chat.gave", v)
}

// ChatLineKey is the last part of the key of a line's words.
func ChatLineKey(k model.ChatKind) string {
	return map[model.ChatKind]string{
		model.ChatCame: "came", model.ChatLeft: "left", model.ChatUp: "up", model.ChatDown: "down", model.ChatMuted: "muted",
		model.ChatUnmuted: "unmuted", model.ChatHelper: "helper", model.ChatAllMuted: "allMuted", model.ChatAllUnmuted: "allUnmuted",
		model.ChatPKBegan: "pkBegan", model.ChatPKEnded: "pkEnded", model.ChatPKJoined: "pkJoined", model.ChatPKLeft: "pkLeft",
	}[k]
}

// MinSize implements fyne.CanvasObject.
func (r *ChatRow) MinSize() fyne.Size { return fyne.NewSize(chatWidth, r.height) }

// Tapped implements fyne.Tappable.
func (r *ChatRow) Tapped(*fyne.PointEvent) {
	if r.Line.User.ID != "" {
		r.log.open(r.Line.User)
	}
}

// Cursor implements desktop.Cursorable.
func (r *ChatRow) Cursor() desktop.Cursor {
	if r.Line.User.ID == "" {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer implements fyne.Widget.
func (r *ChatRow) CreateRenderer() fyne.WidgetRenderer {
	layer := kit.NewFreeLayer()
	layer.Objects = r.parts
	return widget.NewSimpleRenderer(container.NewStack(layer))
}
