package stay

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"onair/signaling"
)

const room = 7

func snapshot(stage ...signaling.Anchor) *signaling.Snapshot {
	return &signaling.Snapshot{
		Room: signaling.RoomInfo{RoomID: room, OwnerID: "anna"}, Anchors: stage,
		Self:  signaling.Member{User: user("bob"), Role: signaling.RoleAudience},
		Seats: []signaling.SeatInfo{{Seat: 1}, {Seat: 2}},
	}
}

func user(id string) signaling.User { return signaling.User{UserID: id} }

func anchor(id string, video, audio bool) signaling.Anchor {
	return signaling.Anchor{User: user(id), Video: video, Audio: audio}
}

// lines says what was told, a line each: the kind, who, and whether it is on.
func lines(told []Told) []string {
	var out []string
	for _, t := range told {
		line := t.Kind
		switch in := t.Data.(type) {
		case *signaling.AnchorEvent:
			line += " " + in.User.UserID
		case *signaling.AvailableEvent:
			line += fmt.Sprint(" ", in.UserID, " ", in.Available)
		}
		out = append(out, line)
	}
	return out
}

func hear(t *testing.T, s *Stay, kind string, data any) Heard {
	t.Helper()
	encoded, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	heard, err := Hear(s, &signaling.Envelope{Type: kind, Data: encoded})
	if err != nil {
		t.Fatal(err)
	}
	return heard
}

func TestASnapshotTellsWhatHasChangedOnStage(t *testing.T) {
	a, c, d := anchor("anna", true, true), anchor("carl", true, false), anchor("dora", false, true)
	mute := anchor("anna", false, true)
	for _, x := range []struct {
		name     string
		old, now []signaling.Anchor
		want     []string
	}{
		{"nothing", []signaling.Anchor{a}, []signaling.Anchor{a}, nil},
		{"somebody came", nil, []signaling.Anchor{a}, []string{"anchorEnter anna", "userVideoAvailable anna true", "userAudioAvailable anna true"}},
		{"somebody went", []signaling.Anchor{c}, nil, []string{"userVideoAvailable carl false", "anchorExit carl"}},
		{"another one", []signaling.Anchor{c}, []signaling.Anchor{d}, []string{
			"userVideoAvailable carl false", "anchorExit carl", "anchorEnter dora", "userAudioAvailable dora true",
		}},
		{"a picture went", []signaling.Anchor{a}, []signaling.Anchor{mute}, []string{"userVideoAvailable anna false"}},
		{"the user", nil, []signaling.Anchor{anchor("bob", true, true)}, nil},
	} {
		s := New(1, "bob", snapshot(x.old...))
		if got := lines(s.Resume(snapshot(x.now...))); !slices.Equal(got, append([]string{"roomInfoChanged"}, x.want...)) {
			t.Errorf("%s: told %q, want %q", x.name, got, x.want)
		}
		on, video, _ := s.OnStage("anna")
		if i := slices.IndexFunc(x.now, func(a signaling.Anchor) bool { return a.UserID == "anna" }); on != (i >= 0) || on && video != x.now[i].Video {
			t.Errorf("%s: anna is on stage %v, with a picture %v", x.name, on, video)
		}
	}
}

func TestASnapshotTellsWhatWasDeletedMeanwhile(t *testing.T) {
	s, now := New(1, "bob", snapshot()), snapshot()
	now.Deleted = []uint64{3, 7}
	var ids []uint64
	for _, told := range s.Resume(now) {
		if in, ok := told.Data.(*signaling.MessageDeletedEvent); ok && told.Kind == signaling.EventMessageDeleted {
			ids = append(ids, in.MsgID)
		}
	}
	if !slices.Equal(ids, now.Deleted) {
		t.Errorf("told %v of %v", ids, now.Deleted)
	}
}

func TestWhatFollowsFromAnEvent(t *testing.T) {
	for _, x := range []struct {
		name, kind string
		data       any
		want       Heard // without Told
		told       []string
	}{
		{"somebody publishes", signaling.EventAnchorEnter, signaling.AnchorEvent{RoomID: room, User: user("carl")}, Heard{Stage: true}, []string{"anchorEnter carl"}},
		{"twice", signaling.EventAnchorEnter, signaling.AnchorEvent{RoomID: room, User: user("anna")}, Heard{}, nil},
		{"of another room", signaling.EventAnchorEnter, signaling.AnchorEvent{RoomID: 8, User: user("carl")}, Heard{}, nil},
		{"the owner stops", signaling.EventAnchorExit, signaling.AnchorEvent{RoomID: room, User: user("anna")}, Heard{Stage: true},
			[]string{"userVideoAvailable anna false", "anchorExit anna", "roomInfoChanged"}},
		{"a picture that is there", signaling.EventUserVideoAvailable, signaling.AvailableEvent{RoomID: room, UserID: "anna", Available: true}, Heard{}, nil},
		{"a sound", signaling.EventUserAudioAvailable, signaling.AvailableEvent{RoomID: room, UserID: "anna", Available: true}, Heard{Stage: true},
			[]string{"userAudioAvailable anna true"}},
		{"the seat is gone", signaling.EventRoleChanged, signaling.RoleEvent{RoomID: room, User: user("bob"), Role: signaling.RoleAudience}, Heard{SeatLost: true},
			[]string{"roleChanged"}},
		{"another's seat is gone", signaling.EventRoleChanged, signaling.RoleEvent{RoomID: room, User: user("carl"), Role: signaling.RoleAudience}, Heard{},
			[]string{"roleChanged"}},
		{"put out", signaling.EventKickedOut, signaling.KickedOutEvent{RoomID: room}, Heard{Over: true},
			[]string{"userVideoAvailable anna false", "anchorExit anna", "kickedOut"}},
		{"a live begins", signaling.EventFollowLive, signaling.FollowLiveEvent{RoomID: 9}, Heard{Anywhere: true}, []string{"followLive"}},
		{"of a newer server", "tomorrow", room, Heard{}, nil},
	} {
		snap := snapshot(anchor("anna", true, false))
		snap.Room.Live = true
		heard := hear(t, New(1, "bob", snap), x.kind, x.data)
		if got := lines(heard.Told); !slices.Equal(got, x.told) {
			t.Errorf("%s: told %q, want %q", x.name, got, x.told)
		}
		if heard.Told = nil; !reflect.DeepEqual(heard, x.want) {
			t.Errorf("%s: %+v, want %+v", x.name, heard, x.want)
		}
	}
}

func TestSeatsThatWereHandedOutStayAsTheyWere(t *testing.T) {
	s := New(1, "bob", snapshot())
	before := s.Seats
	hear(t, s, signaling.EventRoleChanged, signaling.RoleEvent{RoomID: room, User: user("bob"), Role: signaling.RoleCoAnchor, Seat: 2, SoundOnly: true})
	hear(t, s, signaling.EventAnchorMuted, signaling.StageMutedEvent{RoomID: room, UserID: "bob", Audio: true})
	hear(t, s, signaling.EventSeatLocked, signaling.SeatEvent{RoomID: room, Seat: 1, Locked: true})
	want := []signaling.SeatInfo{{Seat: 1, Locked: true}, {Seat: 2, UserID: "bob", SoundOnly: true, MutedAudio: true}}
	if !slices.Equal(s.Seats, want) || !s.SoundOnly || s.Role != signaling.RoleCoAnchor {
		t.Errorf("seats %+v, own %q", s.Seats, s.Role)
	}
	if before[0].Locked || before[1].UserID != "" {
		t.Errorf("the list from before became %+v", before)
	}
	hear(t, s, signaling.EventRoleChanged, signaling.RoleEvent{RoomID: room, User: user("carl"), Role: signaling.RoleCoAnchor, Seat: 2})
	if c := s.Seats[1]; c.UserID != "carl" || c.MutedAudio {
		t.Errorf("the next one on the seat: %+v", c)
	}
}

func TestAPinnedMessageThatIsDeletedIsNotPinnedAnyMore(t *testing.T) {
	s := New(1, "bob", snapshot())
	hear(t, s, signaling.EventMessagePinned, signaling.MessagePinnedEvent{RoomID: room, Message: &signaling.Message{MsgID: 5}})
	if got := lines(hear(t, s, signaling.EventMessageDeleted, signaling.MessageDeletedEvent{RoomID: room, MsgID: 4}).Told); len(got) != 1 {
		t.Errorf("another message is deleted: told %q", got)
	}
	want := []string{signaling.EventMessagePinned, signaling.EventMessageDeleted}
	if got := lines(hear(t, s, signaling.EventMessageDeleted, signaling.MessageDeletedEvent{RoomID: room, MsgID: 5}).Told); !slices.Equal(got, want) {
		t.Errorf("the pinned one is deleted: told %q", got)
	}
}

// TestTheOwnStreamOfAnotherProgram is on stage for who watches it in the control room,
// and nobody is told of it as of somebody else.
func TestTheOwnStreamOfAnotherProgram(t *testing.T) {
	s := New(1, "bob", snapshot(anchor("anna", true, true)))
	for i, x := range []struct {
		in              signaling.OwnStream
		on, video, lost bool
	}{
		{signaling.OwnStream{RoomID: 8, On: true}, false, false, false},
		{signaling.OwnStream{RoomID: room, On: true, Via: signaling.DoorRTMP}, true, true, false},
		{signaling.OwnStream{RoomID: room, Until: 5}, true, false, true},
		{signaling.OwnStream{RoomID: room, On: true}, true, true, false},
		{signaling.OwnStream{RoomID: room}, false, false, false},
	} {
		heard := hear(t, s, signaling.EventOwnStream, x.in)
		if on, video, lost := s.OnStage("bob"); on != x.on || video != x.video || lost != x.lost || heard.Stage != (x.in.RoomID == room) || heard.SeatLost != (x.in.On && heard.Stage) {
			t.Errorf("step %d: on stage %v, video %v, lost %v; %+v", i, on, video, lost, heard)
		}
		if got := lines(heard.Told); len(got) != 1 {
			t.Errorf("step %d: told %q", i, got)
		}
		if got := lines(s.Present()); len(got) != 3 {
			t.Errorf("step %d: present %q", i, got)
		}
	}
}
