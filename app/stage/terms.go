package stage

import (
	"context"
	"strings"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// TermCalls are what the live room does about the own live.
type TermCalls interface {
	Private(ctx context.Context) (liveroom.PrivateInfo, error)
	SetPrivate(ctx context.Context, private bool, passcode string, renew bool) (liveroom.PrivateInfo, error)
	SetComments(ctx context.Context, off bool) error
	SetRoomName(ctx context.Context, name string) error
	BlockedWords(ctx context.Context) ([]string, error)
	SetBlockedWords(ctx context.Context, words []string) error
}

// SetPrivate makes the live that is on, or the next one, private or public.
func (c *Stage) SetPrivate(on bool) { c.postAlways(WantPrivate{on}) }

// SetPasscode chooses the next live's passcode.
func (c *Stage) SetPasscode(text string) {
	c.desk.Store.Update(func(s *model.State) { s.Setup.Passcode = strings.TrimSpace(text) })
}

// RenewInvitation ends the invitation that is out.
func (c *Stage) RenewInvitation() { c.Post(WantInvitation{}) }

// SetCommentsOff closes or opens the chat of the live that is on, or of the next.
func (c *Stage) SetCommentsOff(off bool) { c.postAlways(WantComments{off}) }

// ChangeTitle gives the live that is on another title, and the next one too.
func (c *Stage) ChangeTitle(title string) { c.Post(WantTitle{title}) }

// OpenBlockedWords reads the list.
func (c *Stage) OpenBlockedWords() { c.postSession(c.desk.Session(), WantWords{}) }

// SaveBlockedWords replaces it.
func (c *Stage) SaveBlockedWords(words []string) { c.postSession(c.desk.Session(), SaveWords{words}) }

// carryTerms makes the calls about the own live.
func (c *Stage) carryTerms(v *desk.Visit, e Effect) bool {
	switch e := e.(type) {
	case ReadPrivate:
		v.Go(func(ctx context.Context) {
			now, err := inRoom(c, v, func() (liveroom.PrivateInfo, error) { return c.room.Private(ctx) })
			c.post(v, PrivateIs{Number: e.Number, Info: now, Err: c.told("private", err)})
		})
	case SetPrivate:
		v.Finish(func(ctx context.Context) {
			now, err := inRoom(c, v, func() (liveroom.PrivateInfo, error) { return c.room.SetPrivate(ctx, e.On, e.Passcode, e.Renew) })
			c.post(v, PrivateIs{Number: e.Number, Info: now, Wished: true, Err: c.told("private", err)})
		})
	case SetComments:
		v.Finish(func(ctx context.Context) {
			err := c.inRoom(v, func() error { return c.room.SetComments(ctx, e.Off) })
			c.post(v, CommentsSet{c.told("comments", err)})
		})
	case SetTitle:
		v.Finish(func(ctx context.Context) {
			err := c.inRoom(v, func() error { return c.room.SetRoomName(ctx, e.Title) })
			if c.post(v, TitleSet{e.Title, err}) && err == nil {
				c.lookAtRoom(v)
			}
		})
	case ReadWords:
		s := c.desk.Session()
		s.Go(func(ctx context.Context) {
			words, err := c.room.BlockedWords(ctx)
			c.postSession(s, WordsRead{Number: e.Number, Words: words, Err: err})
		})
	case StoreWords:
		s := c.desk.Session()
		s.Finish(func(ctx context.Context) {
			err := c.room.SetBlockedWords(ctx, e.Words)
			c.postSession(s, WordsRead{Number: e.Number, Words: e.Words, Saved: true, Err: err})
		})
	default:
		return false
	}
	return true
}
