package liveroom_test

import (
	"testing"

	"onair/internal/await"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// publisher logs a person in with a colour and a tone of their own.
func (h *house) publisher(name string) *person {
	look := roomtest.LookOf(name)
	return h.login(name, func(o *liveroom.Options) { o.Camera, o.Microphone = look.Camera(), look.Microphone() })
}

// senses is one person with eyes and ears.
type senses struct {
	*person
	*roomtest.Senses
}

func (p *person) open() *senses { return &senses{p, roomtest.Open(p.LiveRoom)} }

func (s *senses) play(user string) { s.must(s.StartPlay(user, s.View(user))) }

// sees waits until user's picture has user's colour.
func (s *senses) sees(user string) {
	s.t.Helper()
	await.Good(s.t, func() string {
		if why := s.Sees(user); why != "" {
			return s.name + ": " + why + s.told()
		}
		return ""
	})
}

// seesNot waits until user's picture is gone.
func (s *senses) seesNot(user string) {
	s.t.Helper()
	await.Good(s.t, func() string {
		if s.Sees(user) == "" {
			return s.name + " still sees " + user
		}
		return ""
	})
}

// hears waits until the tones of exactly these people sound.
func (s *senses) hears(users ...string) {
	s.t.Helper()
	await.Good(s.t, func() string {
		if why := s.Hears(users...); why != "" {
			return s.name + ": " + why
		}
		return ""
	})
}

func from[E liveroom.Event](p *person) E { return awaitEvent[E](p) }

// TestCoAnchoringInNineSteps follows the procedure of the API's page with real
// media: ask, be asked, accept, be told, preview, publish, be seen by everybody,
// leave the stage; then a rejection, a withdrawal and a kick.
func TestCoAnchoringInNineSteps(t *testing.T) {
	h := startHouse(t)
	anna, bob, carol := h.publisher("anna"), h.publisher("bob"), h.login("carol")
	annaSees, bobSees, carolSees := anna.open(), bob.open(), carol.open()
	anna.goLive(21)
	for _, s := range []*senses{bobSees, carolSees} {
		s.must(s.EnterRoom(s.ctx(), 21))
		s.play("anna")
		s.sees("anna")
		s.hears("anna")
	}
	code(t, "no seat yet", bob.StartPublish(bob.ctx(), ""), liveroom.CodeNoPermission)

	call, err := bob.RequestJoinAnchor(bob.ctx()) // 1
	bob.must(err)
	_, err = bob.RequestJoinAnchor(bob.ctx())
	code(t, "a second request", err, liveroom.CodeFailed)
	request := from[liveroom.OnRequestJoinAnchor](anna) // 2
	if request.User.UserID != "bob" || request.CallID != call.CallID {
		t.Errorf("asked by %+v", request)
	}
	code(t, "not the anchor", carol.ResponseJoinAnchor(carol.ctx(), "bob", true, ""), liveroom.CodeNotInvited)
	anna.must(anna.ResponseJoinAnchor(anna.ctx(), "bob", true, request.CallID)) // 3
	from[liveroom.OnAnchorAccepted](bob)                                        // 4
	bob.must(bob.StartCameraPreview(bob.ctx(), true, nil))                      // 5
	bob.must(bob.StartPublish(bob.ctx(), ""))                                   // 6
	for _, s := range []*senses{annaSees, carolSees} {                          // 7, 8
		s.await("bob on stage", func(e liveroom.Event) bool {
			a, ok := e.(liveroom.OnAnchorEnter)
			return ok && a.User.UserID == "bob"
		})
		s.play("bob")
		s.sees("bob")
	}
	annaSees.hears("bob")
	carolSees.hears("anna", "bob")
	bobSees.hears("anna")
	list, err := carol.AnchorList(carol.ctx())
	if err != nil || len(list) != 2 {
		t.Errorf("on stage: %v, %v", list, err)
	}

	bob.must(bob.StopPublish(bob.ctx())) // 9
	carol.await("bob off stage", func(e liveroom.Event) bool {
		a, ok := e.(liveroom.OnAnchorExit)
		return ok && a.User.UserID == "bob"
	})
	carolSees.seesNot("bob")
	carolSees.sees("anna")
	code(t, "the seat is gone", bob.StartPublish(bob.ctx(), ""), liveroom.CodeNoPermission)

	anna.forget()
	_, err = bob.RequestJoinAnchor(bob.ctx())
	bob.must(err)
	request = from[liveroom.OnRequestJoinAnchor](anna)
	anna.must(anna.ResponseJoinAnchor(anna.ctx(), "bob", false, ""))
	from[liveroom.OnAnchorRejected](bob)
	code(t, "answered already", anna.ResponseJoinAnchor(anna.ctx(), "bob", true, request.CallID), liveroom.CodeInvitationGone)

	anna.forget()
	_, err = bob.RequestJoinAnchor(bob.ctx())
	bob.must(err)
	from[liveroom.OnRequestJoinAnchor](anna)
	bob.must(bob.CancelJoinAnchor(bob.ctx()))
	from[liveroom.OnInvitationCancelled](anna)

	anna.forget()
	bob.forget()
	_, err = bob.RequestJoinAnchor(bob.ctx())
	bob.must(err)
	from[liveroom.OnRequestJoinAnchor](anna)
	anna.must(anna.ResponseJoinAnchor(anna.ctx(), "bob", true, ""))
	from[liveroom.OnAnchorAccepted](bob)
	bob.must(bob.StartPublish(bob.ctx(), ""))
	carolSees.sees("bob")
	anna.must(anna.KickoutJoinAnchor(anna.ctx(), "bob"))
	from[liveroom.OnKickoutJoinAnchor](bob)
	carolSees.seesNot("bob")
	code(t, "kicked", anna.KickoutJoinAnchor(anna.ctx(), "bob"), liveroom.CodeFailed)
}

// TestASeatForSoundOnly: the guest is heard and sends no picture.
func TestASeatForSoundOnly(t *testing.T) {
	h := startHouse(t)
	anna, bob, carol := h.publisher("anna"), h.publisher("bob"), h.login("carol")
	carolSees := carol.open()
	anna.goLive(23)
	bob.must(bob.EnterRoom(bob.ctx(), 23))
	carol.must(carol.EnterRoom(carol.ctx(), 23))
	_, err := bob.RequestJoinAnchorSound(bob.ctx())
	bob.must(err)
	if e := from[liveroom.OnRequestJoinAnchor](anna); !e.SoundOnly {
		t.Errorf("asked for %+v", e)
	}
	anna.must(anna.ResponseJoinAnchor(anna.ctx(), "bob", true, ""))
	if e := from[liveroom.OnAnchorAccepted](bob); !e.SoundOnly {
		t.Errorf("accepted as %+v", e)
	}
	bob.must(bob.StartCameraPreview(bob.ctx(), true, nil))
	bob.must(bob.StartPublish(bob.ctx(), ""))
	carolSees.play("bob")
	carolSees.hears("bob")
	carolSees.seesNot("bob")
	if carol.count(videoIs("bob", true)) > 0 {
		t.Error("a picture of a seat for sound only")
	}
}

// TestPKInSixSteps joins two rooms: everybody in both sees and hears both
// anchors; when one quits, everybody sees the own one alone.
func TestPKInSixSteps(t *testing.T) {
	h := startHouse(t)
	anna, dora := h.publisher("anna"), h.publisher("dora")
	bob, carol := h.login("bob"), h.login("carol")
	annaSees, doraSees, bobSees, carolSees := anna.open(), dora.open(), bob.open(), carol.open()
	anna.goLive(31)
	dora.goLive(32)
	bob.must(bob.EnterRoom(bob.ctx(), 31))
	carol.must(carol.EnterRoom(carol.ctx(), 32))
	bobSees.play("anna")
	carolSees.play("dora")
	bobSees.sees("anna")
	carolSees.sees("dora")

	_, err := anna.RequestRoomPK(anna.ctx(), 31, "anna")
	code(t, "with oneself", err, liveroom.CodeBadArgument)
	_, err = bob.RequestRoomPK(bob.ctx(), 32, "dora")
	if err == nil {
		t.Error("a viewer asked for a PK")
	}
	_, err = anna.RequestRoomPK(anna.ctx(), 32, "dora") // 1
	anna.must(err)
	if e := from[liveroom.OnRequestRoomPK](dora); e.User.UserID != "anna" || e.RoomID != 31 { // 2
		t.Errorf("asked by %+v", e)
	}
	dora.must(dora.ResponseRoomPK(dora.ctx(), "anna", true)) // 3
	from[liveroom.OnRoomPKAccepted](anna)                    // 4
	for _, c := range []struct {
		s    *senses
		peer string
	}{{annaSees, "dora"}, {bobSees, "dora"}, {doraSees, "anna"}, {carolSees, "anna"}} { // 5
		c.s.await("the other anchor", func(e liveroom.Event) bool {
			a, ok := e.(liveroom.OnAnchorEnter)
			return ok && a.User.UserID == c.peer
		})
		c.s.play(c.peer)
		c.s.sees(c.peer)
	}
	bobSees.hears("anna", "dora")
	carolSees.hears("anna", "dora")
	if e := from[liveroom.OnPKState](bob); len(e.PK.Sides) != 2 || e.PK.Sides[0].RoomID != 31 {
		t.Errorf("the PK as bob's room sees it: %+v", e)
	}

	dora.must(dora.QuitRoomPK(dora.ctx())) // 6
	if e := from[liveroom.OnQuitRoomPK](anna); e.UserID != "dora" {
		t.Errorf("quit by %+v", e)
	}
	bobSees.seesNot("dora")
	carolSees.seesNot("anna")
	bobSees.hears("anna")
	code(t, "no PK", anna.QuitRoomPK(anna.ctx()), liveroom.CodeFailed)
}

// TestMessagesReachEverybodyElse: text, custom, likes and gifts.
func TestMessagesReachEverybodyElse(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	code(t, "outside", sendText(anna, "hello"), liveroom.CodeFailed)
	anna.must(anna.CreateRoom(anna.ctx(), 41, liveroom.RoomParam{}))
	bob.must(bob.EnterRoom(bob.ctx(), 41))
	bob.must(sendText(bob, "hello \x07there"))
	if e := from[liveroom.OnRecvRoomTextMsg](anna); e.Message.Text != "hello there" || e.Message.User.UserID != "bob" {
		t.Errorf("got %+v", e.Message)
	}
	long := make([]byte, 10_000)
	for i := range long {
		long[i] = 'x'
	}
	code(t, "too long", sendText(bob, string(long)), liveroom.CodeTooLong)
	code(t, "no UTF-8", bob.SendRoomCustomMsg(bob.ctx(), "slider", "half \xed\xa0\xbd"), liveroom.CodeBadArgument)
	bob.must(bob.SendRoomCustomMsg(bob.ctx(), "slider", "flying"))
	if e := from[liveroom.OnRecvRoomCustomMsg](anna); e.Command != "slider" || e.Message != "flying" || e.User.UserID != "bob" {
		t.Errorf("got %+v", e)
	}
	bob.must(bob.SendLike(bob.ctx(), 7))
	if e := from[liveroom.OnLikes](anna); e.Total != 7 {
		t.Errorf("got %+v", e)
	}
	gifts, err := bob.Gifts(bob.ctx())
	if err != nil || len(gifts) == 0 {
		t.Fatalf("gifts: %v, %v", gifts, err)
	}
	before, err := bob.Wallet(bob.ctx())
	bob.must(err)
	left, err := bob.SendGift(bob.ctx(), gifts[0].ID, 2, "")
	bob.must(err)
	if left != before.Balance-2*gifts[0].Price {
		t.Errorf("%d coins left of %d after two of %d", left, before.Balance, gifts[0].Price)
	}
	if e := from[liveroom.OnGift](anna); e.Message.Gift.Count != 2 || e.Message.Gift.To.UserID != "anna" {
		t.Errorf("got %+v", e.Message)
	}
	history, err := anna.History(anna.ctx(), 0)
	if err != nil || len(history) < 2 {
		t.Errorf("history %+v, %v", history, err)
	}

	anna.must(anna.MuteChat(anna.ctx(), "bob", true, 0))
	from[liveroom.OnChatMute](bob)
	code(t, "muted", sendText(bob, "may I?"), liveroom.CodeMuted)
	anna.must(anna.KickOut(anna.ctx(), "bob", true))
	if e := from[liveroom.OnKickedOut](bob); !e.Banned {
		t.Errorf("got %+v", e)
	}
	code(t, "banned", bob.EnterRoom(bob.ctx(), 41), liveroom.CodeBanned)
	anna.must(anna.Unban(anna.ctx(), "bob"))
	bob.must(bob.EnterRoom(bob.ctx(), 41))
}

func sendText(p *person, text string) error {
	_, err := p.SendRoomTextMsg(p.ctx(), text)
	return err
}
