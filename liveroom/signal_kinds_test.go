package liveroom

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"onair/signaling"
)

// kind is one kind of event on the wire.
type kind struct {
	data any
	// untold are fields, by their names in Go, that listeners are not told.
	untold []string
}

var call = []string{"Kind", "PeerRoom", "Duration", "With"} // the last three are a PK's

// kinds is every kind; one without data is for the signaling client alone.
var kinds = map[string]kind{
	signaling.EventAudienceEnter:       {data: &signaling.UsersEvent{}},
	signaling.EventAudienceExit:        {data: &signaling.UsersEvent{}},
	signaling.EventAnchorEnter:         {data: &signaling.AnchorEvent{}, untold: []string{"Role"}},
	signaling.EventAnchorExit:          {data: &signaling.AnchorEvent{}, untold: []string{"Role"}},
	signaling.EventUserVideoAvailable:  {data: &signaling.AvailableEvent{}},
	signaling.EventUserAudioAvailable:  {data: &signaling.AvailableEvent{}},
	signaling.EventRoomDestroy:         {data: &signaling.RoomDestroyEvent{}, untold: []string{"CreatedAt"}},
	signaling.EventRoomInfoChanged:     {data: &signaling.RoomInfoEvent{}, untold: []string{"Quality"}},
	signaling.EventUserProfileChanged:  {data: &signaling.UserEvent{}},
	signaling.EventHostAway:            {data: &signaling.HostEvent{}, untold: []string{"UserID", "Until"}},
	signaling.EventHostBack:            {data: &signaling.HostEvent{}, untold: []string{"UserID", "Until"}},
	signaling.EventRoomListChanged:     {data: &signaling.RoomListEvent{}, untold: []string{"Quality"}},
	signaling.EventFollowLive:          {data: &signaling.FollowLiveEvent{}},
	signaling.EventKickedOffline:       {},
	signaling.EventServerShutdown:      {},
	signaling.EventServerSeeking:       {}, // a state of the link
	signaling.EventPlayQuality:         {data: &signaling.PlayQualityEvent{}},
	signaling.EventSteady:              {}, // a wish to who publishes, not news
	signaling.EventOwnStream:           {data: &signaling.OwnStream{}},
	signaling.EventStreamHint:          {data: &signaling.StreamHint{}},
	signaling.EventRequestJoinAnchor:   {data: &signaling.CallEvent{}, untold: call},
	signaling.EventInviteJoinAnchor:    {data: &signaling.CallEvent{}, untold: call},
	signaling.EventInvitationCancelled: {data: &signaling.CallEvent{}, untold: append(call, "Until")},
	signaling.EventRequestRoomPK:       {data: &signaling.CallEvent{}, untold: []string{"Kind"}},
	signaling.EventAnchorAccepted:      {data: &signaling.AnswerEvent{}, untold: []string{"CallID", "UserName", "AvatarURL", "PeerRoom", "Reason"}},
	signaling.EventAnchorRejected:      {data: &signaling.AnswerEvent{}, untold: []string{"CallID", "UserName", "AvatarURL", "PeerRoom"}},
	signaling.EventRoomPKAccepted:      {data: &signaling.AnswerEvent{}, untold: []string{"CallID", "UserName", "AvatarURL", "Reason"}},
	signaling.EventRoomPKRejected:      {data: &signaling.AnswerEvent{}, untold: []string{"CallID", "UserName", "AvatarURL", "PeerRoom"}},
	signaling.EventKickoutJoinAnchor:   {data: &signaling.UserEvent{}},
	signaling.EventInvitationTimeout:   {data: &signaling.TimeoutEvent{}, untold: []string{"Kind"}},
	signaling.EventRoleChanged:         {data: &signaling.RoleEvent{}, untold: []string{"Reason"}},
	signaling.EventSeatLocked:          {data: &signaling.SeatEvent{}},
	signaling.EventAnchorMuted:         {data: &signaling.StageMutedEvent{}},
	signaling.EventQuitRoomPK:          {data: &signaling.QuitPKEvent{}},
	signaling.EventPKState:             {data: &signaling.PKStateEvent{}},
	signaling.EventRecvRoomTextMsg:     {data: &signaling.MessageEvent{}, untold: []string{"RoomCoins"}},
	signaling.EventRecvRoomCustomMsg:   {data: &signaling.MessageEvent{}, untold: []string{"MsgID", "Time", "Role", "Text", "Gift", "RoomCoins"}},
	signaling.EventLikes:               {data: &signaling.LikesEvent{}},
	signaling.EventGift:                {data: &signaling.MessageEvent{}},
	signaling.EventMessageDeleted:      {data: &signaling.MessageDeletedEvent{}},
	signaling.EventMessagePinned:       {data: &signaling.MessagePinnedEvent{}},
	signaling.EventChatMuted:           {data: &signaling.MutedEvent{}},
	signaling.EventKickedOut:           {data: &signaling.KickedOutEvent{}},
	signaling.EventBanned:              {data: &signaling.BannedEvent{}},
}

func TestEveryKindOfEventHasATranslation(t *testing.T) {
	named := slices.Collect(maps.Values(constants(t, "Event")))
	for _, k := range named {
		if _, known := kinds[k]; !known {
			t.Errorf("%s is not in the table of this test", k)
		}
	}
	for k := range translations {
		if !slices.Contains(named, k) {
			t.Errorf("%s is translated, and signaling does not have it", k)
		}
	}
}

// here is the room that the user of these tests is in.
const here = 7

// place is a LiveRoom in a room with nobody but one who may be on stage.
func place(t *testing.T) (enter func(onStage *signaling.User), hear func(kind, data string) []Event) {
	r := New(Options{NoPlayout: true})
	t.Cleanup(func() { r.Close() })
	told := make(chan Event, 100)
	r.AddListener(NewListener(func(e Event) { told <- e }))
	last := func() (out []Event) {
		r.events.Post(0, OnDeviceChange{})
		for {
			e := <-told
			if _, last := e.(OnDeviceChange); last {
				return out
			}
			out = append(out, e)
		}
	}
	enter = func(onStage *signaling.User) {
		snap := signaling.Snapshot{Room: signaling.RoomInfo{RoomID: here}}
		if onStage != nil {
			snap.Anchors = []signaling.Anchor{{User: *onStage}}
		}
		r.visits.Begin(&snap, signaling.RoomParam{}, time.Now())
		last() // what entering tells
	}
	hear = func(kind, data string) []Event {
		r.visits.Hear(signaling.Envelope{Type: kind, Data: json.RawMessage(data)})
		return last()
	}
	return enter, hear
}

// TestNothingOfAnEventIsLost fills each kind with values that stand for themselves
// and finds each of them in what listeners are told.
func TestNothingOfAnEventIsLost(t *testing.T) {
	enter, hear := place(t)
	for k, row := range kinds {
		if row.data == nil {
			continue
		}
		data := reflect.New(reflect.TypeOf(row.data).Elem())
		wire := leaves{untold: row.untold}
		n := int64(100)
		fill(data.Elem(), &n)
		setRoom(data.Elem())
		wire.collect(data.Elem(), "")
		encoded, err := json.Marshal(data.Interface())
		if err != nil {
			t.Fatal(err)
		}
		enter(onStage(data.Elem(), k))
		events := hear(k, string(encoded))
		if len(events) == 0 {
			t.Errorf("%s: listeners are told nothing", k)
			continue
		}
		own := leaves{}
		for _, e := range events {
			own.collect(reflect.ValueOf(e), "")
		}
		for value, field := range wire.found {
			if _, there := own.found[value]; !there {
				t.Errorf("%s: %s (%s) is lost", k, field, value)
			}
		}
	}
}

func TestNoEventPanics(t *testing.T) {
	enter, hear := place(t)
	for _, k := range append(slices.Collect(maps.Keys(kinds)), "ofANewerServer") {
		for _, data := range []string{``, `null`, `{}`, `[]`, `7`, `{"roomId":"x"}`, `{"roomId":7}`, `{"roomId":7,"user":null,"users":null,"message":null,"pk":null,"gift":null}`, `{"room":{"roomId":7}}`} {
			enter(nil)
			hear(k, data)
		}
	}
}

// fill gives every field a value of its own, but lists of one and true.
func fill(v reflect.Value, n *int64) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("s%d", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(*n)
	case reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	}
}

// setRoom makes it an event of the room the user is in.
func setRoom(v reflect.Value) {
	for _, holder := range []reflect.Value{v, v.FieldByName("Room")} {
		if holder.IsValid() && holder.Kind() == reflect.Struct {
			if id := holder.FieldByName("RoomID"); id.IsValid() {
				id.SetUint(here)
			}
		}
	}
}

// onStage is who has to be on stage for an event to be told.
func onStage(v reflect.Value, kind string) *signaling.User {
	if kind == signaling.EventAnchorEnter {
		return nil
	}
	if u := v.FieldByName("User"); u.IsValid() {
		user := u.Interface().(signaling.User)
		return &user
	}
	if id := v.FieldByName("UserID"); id.IsValid() {
		return &signaling.User{UserID: id.String()}
	}
	return nil
}

// leaves are the values in a structure as text, with the field of each.
type leaves struct {
	untold []string
	found  map[string]string
}

func (l *leaves) collect(v reflect.Value, field string) {
	if l.found == nil {
		l.found = map[string]string{}
	}
	if slices.Contains(l.untold, field) {
		return
	}
	switch x := v.Interface().(type) {
	case time.Time:
		l.found[strconv.FormatInt(x.UnixMilli(), 10)] = field
		return
	case time.Duration:
		for _, unit := range []time.Duration{time.Second, time.Millisecond} {
			l.found[strconv.Itoa(int(x/unit))] = field
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		l.found[v.String()] = field
	case reflect.Int, reflect.Int64, reflect.Int32:
		l.found[strconv.FormatInt(v.Int(), 10)] = field
	case reflect.Uint32, reflect.Uint64:
		if v.Uint() != here {
			l.found[strconv.FormatUint(v.Uint(), 10)] = field
		}
	case reflect.Pointer:
		if !v.IsNil() {
			l.collect(v.Elem(), field)
		}
	case reflect.Slice:
		for i := range v.Len() {
			l.collect(v.Index(i), field)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			l.collect(v.Field(i), v.Type().Field(i).Name)
		}
	}
}
