package views

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// chatPanel is the chat: its lines, and the field to write in. What is refused
// stays in the field, with the reason below it.
type chatPanel struct {
	w       *window
	log     *chatLog
	entry   *kit.Entry
	send    *kit.Button
	smile   *kit.Button
	emoji   *fyne.Container // the open picker
	reason  *kit.Line
	count   *kit.Line       // of what is typed
	row     *fyne.Container // the field and its buttons
	closed  *fyne.Container // in its place while comments are off
	foot    *fyne.Container
	content fyne.CanvasObject
	chat    model.Chat
	sent    int
	room    uint32 // whose chat it is
	last    string // sent last
	edited  bool   // since the last refusal
}

func newChatPanel(w *window, open func(model.User)) *chatPanel {
	p := &chatPanel{w: w, log: newChatLog(w, open)}
	p.entry = kit.NewEntry(w.env, kit.T("chat.hint"), func(string) {
		p.edited = true
		p.judge()
	})
	p.entry.OnSubmitted = func(string) { p.submit() }
	p.send = kit.NewButton(w.env, kit.ButtonSpec{Icon: "send", Rank: kit.RankPrimary, Tip: kit.T("tip.send"), Action: p.submit})
	p.smile = kit.NewButton(w.env, kit.ButtonSpec{Icon: "smile", Rank: kit.RankGhost, Tip: kit.T("tip.emoji"), Action: p.toggleEmoji})
	p.reason = kit.NewCutLine("", kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorFaint})
	p.count = kit.NewLine("", kit.Caption)
	p.closed = kit.Pad(8, 4, kit.NewPara(kit.T("chat.blocked.comments"), kit.Muted, chatWidth-16))
	p.row = kit.Frame(nil, nil, p.smile, kit.Pad2(0, 0, 6, 0, p.send), kit.Pad2(0, 0, 4, 0, p.entry))
	p.foot = container.NewVBox(kit.HairlineH(), kit.Pad2(10, 8, 12, 12, kit.Column(4, p.closed, p.row, kit.Pad(0, 4, kit.Frame(nil, nil, nil, p.count, p.reason)))))
	p.emoji = container.NewStack()
	over := container.NewVBox(kit.Stretch(), p.emoji)
	p.content = kit.Frame(nil, p.foot, nil, nil, container.NewStack(p.log.box, over))
	p.judge()
	return p
}

func (p *chatPanel) object() fyne.CanvasObject { return p.content }

// focus puts the cursor into the field.
func (p *chatPanel) focus() {
	if !p.entry.Disabled() {
		p.w.win.Canvas().Focus(p.entry)
	}
}

func (p *chatPanel) update(c model.Chat) {
	if c.Refused != p.chat.Refused || c.Sending {
		p.edited = false
	}
	p.chat = c
	p.log.update(c)
	if c.Sent != p.sent {
		p.sent = c.Sent
		if p.last != "" && strings.TrimSpace(p.entry.Text) == p.last {
			p.entry.SetContent("")
		}
		p.last = ""
	}
	p.judge()
}

// judge enables what can be done now and says why the rest cannot.
func (p *chatPanel) judge() {
	blocked := ""
	if b := p.chat.Blocked; b != "" {
		blocked = kit.T("chat.blocked." + string(b))
		if left := model.Deadline(p.chat.Until, p.w.cfg.Now()); !p.chat.Until.IsZero() && left > 0 {
			blocked = kit.T("chat.blocked.until", kit.Values{"Time": seconds(left)})
		}
	}
	text := strings.TrimSpace(p.entry.Text)
	use := p.w.state.Limits.Message.Use(text)
	showUse(p.count, use)
	why, color := kit.T("chat.help"), kit.ColorFaint
	ok, reason := text != "", kit.T("chat.empty")
	switch {
	case blocked != "":
		why, color, ok, reason = blocked, kit.ColorFair, false, blocked
	case !use.Fits:
		why, color, ok = tooLong(use), kit.ColorBad, false
		reason = why
	case p.chat.Sending:
		ok, reason = false, kit.T("chat.sending")
	case p.chat.Refused != "" && !p.edited:
		why, color = kit.T("chat.refused."+string(p.chat.Refused)), kit.ColorBad
	}
	off := p.chat.Blocked == model.ChatBlockedComments
	show(p.closed, off)
	show(p.row, !off)
	show(p.reason, !off)
	p.entry.SetEnabled(blocked == "")
	p.smile.SetEnabled(blocked == "", blocked)
	p.send.SetEnabled(ok, reason)
	p.reason.SetText(why)
	p.reason.SetColor(color)
	if blocked != "" {
		p.showEmoji(false)
	}
}

func (p *chatPanel) submit() {
	if !p.send.Enabled() {
		return
	}
	p.last = strings.TrimSpace(p.entry.Text)
	p.showEmoji(false)
	p.log.toEnd()
	p.w.chat.SendChat(p.last)
}

func (p *chatPanel) toggleEmoji() { p.showEmoji(len(p.emoji.Objects) == 0) }

// emojis are those of the picker: such as Fyne's own typeface for them has.
func emojis() []string {
	return strings.Fields("😀 😄 😂 😅 😊 😍 😘 😎 😉 😋 🤔 😮 😢 😭 😡 👍 👎 👏 🙌 🙏 💪 👋 ✌ 👌 ❤ 💔 🔥 ✨ 🎉 🎁 🌹 ☕ 🍀 ⭐ 🚀 💯")
}

const emojiColumns = 9

func (p *chatPanel) showEmoji(on bool) {
	if on == (len(p.emoji.Objects) > 0) {
		return
	}
	p.smile.SetOn(on)
	p.emoji.Objects = nil
	if on {
		grid := container.NewGridWithColumns(emojiColumns)
		for _, e := range emojis() {
			grid.Add(newEmojiButton(p.w.env, e, func() {
				for _, r := range e {
					p.entry.TypedRune(r)
				}
				p.focus()
			}))
		}
		p.emoji.Objects = []fyne.CanvasObject{kit.Pad(8, 12, kit.Outlined(kit.ColorRaised, 10, kit.Pad(6, 6, grid)))}
	}
	p.emoji.Refresh()
}

// emojiButton is one sign of the picker.
type emojiButton struct {
	tap
	bg *canvas.Rectangle
}

func newEmojiButton(env *kit.Env, sign string, action func()) *emojiButton {
	b := &emojiButton{bg: canvas.NewRectangle(kit.Color("hover"))}
	b.bg.CornerRadius = 6
	b.bg.Hide()
	text := canvas.NewText(sign, kit.Color(kit.ColorText))
	text.TextSize, text.Alignment = 20, fyne.TextAlignCenter
	b.init(env, b, container.NewStack(b.bg, text), action)
	return b
}

func (b *emojiButton) restyle() { show(b.bg, b.hovered || b.focused) }

func (b *emojiButton) MinSize() fyne.Size { return fyne.NewSquareSize(30) }
