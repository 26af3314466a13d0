package panel

import (
	"onair/app/model"
)

// SetRoom keeps what was typed for the room that is left, and puts back what was
// typed in the one that is entered.
func (p *Chat) SetRoom(s model.State, id uint32) {
	if id == p.room || id == 0 || p.w.Can.Switching == nil {
		return
	}
	draft := s.Drafts[id]
	p.KeepDraft()
	p.room, p.last, p.sent = id, "", 0
	p.Entry.SetContent(draft)
	p.Log.toEnd()
}

// KeepDraft hands what is typed to the controller.
func (p *Chat) KeepDraft() {
	if p.w.Can.Switching == nil || p.room == 0 {
		return
	}
	text := p.Entry.Text
	if p.w.State.Drafts[p.room] != text {
		p.w.Can.Switching.KeepDraft(p.room, text)
	}
}
