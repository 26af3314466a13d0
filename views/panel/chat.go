package panel

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Chat is the chat: its lines, and the field to write in. What is refused
// stays in the field, with the reason below it.
type Chat struct {
	w       *desk.Desk
	Log     *chatLog
	pin     *pinBar
	first   *fyne.Container // instead of lines
	Entry   *kit.Entry
	Send    *kit.Button
	Smile   *kit.Button
	Emoji   *fyne.Container // the open picker
	reason  *kit.Line
	count   *kit.Line       // of what is typed
	Row     *fyne.Container // the field and its buttons
	Closed  *fyne.Container // in its place while comments are off
	foot    *fyne.Container
	content fyne.CanvasObject
	chat    model.Chat
	sent    int
	room    uint32 // whose chat it is
	last    string // sent last
	edited  bool   // since the last refusal
}

// NewChat makes the chat; open opens a person's card.
func NewChat(w *desk.Desk, open func(model.User)) *Chat {
	p := &Chat{w: w, Log: newChatLog(w, open), pin: newPinBar(w)}
	p.Entry = kit.NewEntry(w.Env, kit.T("chat.hint"), func(string) {
		p.edited = true
		p.Judge()
	})
	p.Entry.OnSubmitted = func(string) { p.submit() }
	p.Entry.First = p.upToLines
	p.Log.Keys.Leave = p.leaveLines
	p.Send = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "send", Rank: kit.RankPrimary, Tip: kit.T("tip.send"), Action: p.submit})
	p.Smile = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "smile", Rank: kit.RankGhost, Tip: kit.T("tip.emoji"), Action: p.toggleEmoji})
	p.reason = kit.NewCutLine("", kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorFaint})
	p.count = kit.NewLine("", kit.Caption)
	p.Closed = kit.Pad(8, 4, kit.NewPara(kit.T("chat.blocked.comments"), kit.Muted, chatWidth-16))
	p.Row = kit.Frame(nil, nil, p.Smile, kit.Pad2(0, 0, 6, 0, p.Send), kit.Pad2(0, 0, 4, 0, p.Entry))
	p.foot = container.NewVBox(kit.HairlineH(), kit.Pad2(10, 8, 12, 12, kit.Column(4, p.Closed, p.Row, kit.Pad(0, 4, kit.Frame(nil, nil, nil, p.count, p.reason)))))
	p.Emoji = container.NewStack()
	over := container.NewVBox(kit.Stretch(), p.Emoji)
	p.first = container.NewCenter(kit.NewPara(kit.T("chat.first"), kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, chatWidth-48))
	p.content = kit.Frame(p.pin.box, p.foot, nil, nil, container.NewStack(p.first, p.Log.Keys, over))
	p.Judge()
	return p
}

// Object is what is to be shown.
func (p *Chat) Object() fyne.CanvasObject { return p.content }

// Focus puts the cursor into the field.
func (p *Chat) Focus() {
	if !p.Entry.Disabled() {
		p.w.Canvas().Focus(p.Entry)
	}
}

// upToLines goes from the empty field to the lines above it.
func (p *Chat) upToLines(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyUp || p.Entry.Text != "" {
		return false
	}
	p.w.Canvas().Focus(p.Log.Keys)
	return true
}

// leaveLines goes back to the field, or nowhere while nothing can be written.
func (p *Chat) leaveLines() {
	p.w.DropFocus()
	p.Focus()
}

// Update shows what is new.
func (p *Chat) Update(c model.Chat) {
	if c.Refused != p.chat.Refused || c.Sending {
		p.edited = false
	}
	p.chat = c
	p.Log.update(c)
	kit.Show(p.first, len(c.Lines) == 0 && !c.Reading && c.Blocked == "")
	p.pin.update(c.Pinned)
	if c.Sent != p.sent {
		p.sent = c.Sent
		if p.last != "" && strings.TrimSpace(p.Entry.Text) == p.last {
			p.Entry.SetContent("")
		}
		p.last = ""
	}
	p.Judge()
}

// Judge enables what can be done now and says why the rest cannot.
func (p *Chat) Judge() {
	blocked := ""
	if b := p.chat.Blocked; b != "" {
		blocked = kit.T("chat.blocked." + string(b))
		if left := model.Deadline(p.chat.Until, p.w.Now()); !p.chat.Until.IsZero() && left > 0 {
			blocked = kit.T("chat.blocked.until", kit.Values{"Time": desk.Seconds(left)})
		}
	}
	text := strings.TrimSpace(p.Entry.Text)
	use := p.w.State.Limits.Message.Use(text)
	desk.ShowUse(p.count, use)
	why, color := kit.T("chat.help"), kit.ColorFaint
	ok, reason := text != "", kit.T("chat.empty")
	switch {
	case blocked != "":
		why, color, ok, reason = blocked, kit.ColorFair, false, blocked
	case !use.Fits:
		why, color, ok = desk.TooLong(use), kit.ColorBad, false
		reason = why
	case p.chat.Sending:
		ok, reason = false, kit.T("chat.sending")
	case p.chat.Refused != "" && !p.edited:
		why, color = kit.T("chat.refused."+string(p.chat.Refused)), kit.ColorBad
	}
	off := p.chat.Blocked == model.ChatBlockedComments
	kit.Show(p.Closed, off)
	kit.Show(p.Row, !off)
	kit.Show(p.reason, !off)
	p.Entry.SetEnabled(blocked == "")
	p.Smile.SetEnabled(blocked == "", blocked)
	p.Send.SetEnabled(ok, reason)
	p.reason.SetText(why)
	p.reason.SetColor(color)
	if blocked != "" {
		p.showEmoji(false)
	}
}

func (p *Chat) submit() {
	if !p.Send.Enabled() {
		return
	}
	p.last = strings.TrimSpace(p.Entry.Text)
	p.showEmoji(false)
	p.Log.toEnd()
	p.w.Can.Chat.SendChat(p.last)
}

func (p *Chat) toggleEmoji() { p.showEmoji(len(p.Emoji.Objects) == 0) }

// Emojis are those of the picker: such as Fyne's own typeface for them has.
func Emojis() []string {
	return strings.Fields("😀 😄 😂 😅 😊 😍 😘 😎 😉 😋 🤔 😮 😢 😭 😡 👍 👎 👏 🙌 🙏 💪 👋 ✌ 👌 ❤ 💔 🔥 ✨ 🎉 🎁 🌹 ☕ 🍀 ⭐ 🚀 💯")
}

const emojiColumns = 9

func (p *Chat) showEmoji(on bool) {
	if on == (len(p.Emoji.Objects) > 0) {
		return
	}
	p.Smile.SetOn(on)
	p.Emoji.Objects = nil
	if on {
		grid := container.NewGridWithColumns(emojiColumns)
		for _, e := range Emojis() {
			grid.Add(newEmojiButton(p.w.Env, e, func() {
				for _, r := range e {
					p.Entry.TypedRune(r)
				}
				p.Focus()
			}))
		}
		p.Emoji.Objects = []fyne.CanvasObject{kit.Pad(8, 12, kit.Outlined(kit.ColorRaised, 10, kit.Pad(6, 6, grid)))}
	}
	p.Emoji.Refresh()
}

// EmojiButton is one sign of the picker.
type EmojiButton struct {
	kit.Tap
	bg *canvas.Rectangle
}

func newEmojiButton(env *kit.Env, sign string, action func()) *EmojiButton {
	b := &EmojiButton{bg: canvas.NewRectangle(kit.Color("hover"))}
	b.bg.CornerRadius = 6
	b.bg.Hide()
	text := canvas.NewText(sign, kit.Color(kit.ColorText))
	text.TextSize, text.Alignment = 20, fyne.TextAlignCenter
	b.Init(env, b, container.NewStack(b.bg, text), action)
	return b
}

// Restyle shows whether it is chosen, pointed at or focused.
func (b *EmojiButton) Restyle() { kit.Show(b.bg, b.Hovered || b.Focused) }

func (b *EmojiButton) MinSize() fyne.Size { return fyne.NewSquareSize(30) }
