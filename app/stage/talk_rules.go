package stage

import (
	"onair/app/model"
	"onair/liveroom"
)

// historyPage is how many messages are read at once.
const historyPage = 30

// talkWish is about what the user says and reads.
func (m *moment) talkWish(e Event) bool {
	c := &m.Live.Chat
	switch e := e.(type) {
	case Say:
		c.Sending, c.Refused = true, ""
		m.then(SendText{e.Text})
	case Said:
		m.said(e)
	case SaidAfterwards:
		if m.Drafts[e.Room] == e.Text {
			m.Drafts = model.WithDraft(m.Drafts, e.Room, "")
		}
	case WantOlder:
		if before := c.OldestSeq(); c.Older && !c.Reading && before != 0 {
			c.Reading = true
			m.then(ReadOlder{before})
		}
	case OlderRead:
		*c = c.WithOlder(m.oldLines(e.Messages), e.Err != nil || len(e.Messages) >= historyPage)
	case HistoryRead: // what was said meanwhile comes after
		c.Older = len(e.Messages) >= historyPage
		now := c.Lines
		c.Lines = nil
		*c = c.With(append(m.oldLines(e.Messages), now...)...)
	case FlyLines:
		m.Memo.Danmaku.On = e.On
		m.Live.Danmaku = m.Memo.Danmaku
	case FadeLines:
		m.Memo.Danmaku.Opacity = e.Percent
		m.Live.Danmaku = m.Memo.Danmaku
	default:
		return m.giftWish(e)
	}
	return true
}

func (m *moment) said(e Said) {
	c := &m.Live.Chat
	c.Sending = false
	if e.Err != nil {
		c.Refused = refusalOf(e.Err)
		return
	}
	c.Sent++
	m.say(model.ChatLine{
		Kind: model.ChatText, User: m.Me, Role: m.Live.Role, Helper: m.Live.Helper, Mine: true,
		Text: e.Message.Text, Seq: e.Message.ID, At: e.Message.Time,
	})
}

func refusalOf(err error) model.ChatRefusal {
	switch liveroom.CodeOf(err) {
	case liveroom.CodeTooFast:
		return model.ChatTooFast
	case liveroom.CodeTooLong:
		return model.ChatTooLong
	case liveroom.CodeBlockedWords:
		return model.ChatBadWords
	case liveroom.CodeMuted:
		return model.ChatIsMuted
	case liveroom.CodeCommentsOff:
		return model.ChatCommentsOff
	default:
		return model.ChatFailed
	}
}

// talkEvent is about what the room tells of chat, hearts and gifts.
func (m *moment) talkEvent(e Event) bool {
	switch e := e.(type) {
	case liveroom.OnRecvRoomTextMsg:
		if line, ok := lineOf(e.Message, m.Me.ID); ok {
			m.say(line)
		}
	case liveroom.OnChatMute:
		m.chatMuted(e)
	case liveroom.OnMessageDeleted:
		m.Live.Chat = m.Live.Chat.Without(e.ID)
	case liveroom.OnMessagePinned:
		m.pinned(e)
	case liveroom.OnLikes:
		m.hearts(e)
	case liveroom.OnGift:
		m.gifted(e)
	default:
		return false
	}
	return true
}

func (m *moment) chatMuted(e liveroom.OnChatMute) {
	one := map[bool]model.ChatKind{true: model.ChatMuted, false: model.ChatUnmuted}
	all := map[bool]model.ChatKind{true: model.ChatAllMuted, false: model.ChatAllUnmuted}
	if e.UserID == "" {
		m.Live.AllMuted = e.Muted
		m.say(model.ChatLine{Kind: all[e.Muted]})
	} else {
		m.standing(e.UserID, func(st *model.Standing) { st.ChatMuted = e.Muted })
		m.say(model.ChatLine{Kind: one[e.Muted], User: m.person(e.UserID)})
	}
	if e.UserID == m.Me.ID || e.UserID == "" {
		m.Live.Chat.Until = e.Until
	}
	switch {
	case e.UserID != m.Me.ID:
	case e.Muted:
		m.notify(model.NoticeChatMuted, "")
	default:
		m.notify(model.NoticeChatUnmuted, "")
	}
}

func (m *moment) pinned(e liveroom.OnMessagePinned) {
	m.Live.Chat.Pinned = nil
	if e.Message == nil {
		return
	}
	if line, ok := lineOf(*e.Message, m.Me.ID); ok && !m.Blocked[line.User.ID] {
		m.Live.Chat.Pinned = &line
	}
}

// lineOf makes a chat line of a message; custom messages other than the flying
// comments of older clients are for programs.
func lineOf(m liveroom.Message, me string) (model.ChatLine, bool) {
	line := model.ChatLine{
		Kind: model.ChatText, User: personOf(m.User), Role: roleOf(m.Role), Helper: m.Admin,
		Mine: m.User.UserID == me, Text: m.Text, Seq: m.ID, At: m.Time,
	}
	switch {
	case m.Gift != nil:
		line.Kind, line.Gift, line.Count, line.To = model.ChatGift, giftOf(m.Gift.Gift), m.Gift.Count, personOf(m.Gift.To)
	case m.Text != "":
	case m.Command == "slider":
		line.Text = m.Message
	default:
		return line, false
	}
	return line, true
}

// oldLines makes lines of what was said before the user came; their IDs are
// below those of all lines before.
func (s *State) oldLines(history []liveroom.Message) []model.ChatLine {
	var lines []model.ChatLine
	for _, m := range history {
		if line, ok := lineOf(m, s.Me.ID); ok && !s.Blocked[line.User.ID] {
			line.Old = true
			lines = append(lines, line)
		}
	}
	s.Memo.First -= uint64(len(lines))
	for i := range lines {
		lines[i].ID = s.Memo.First + uint64(i)
	}
	return lines
}
