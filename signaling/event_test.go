package signaling

import (
	"math"
	"reflect"
	"testing"
)

func TestAnEventIsAMessageWithItsNumber(t *testing.T) {
	ev := NewEvent(EventAudienceEnter, UsersEvent{RoomID: 7, Users: []User{{UserID: "ben", UserName: "B \"n"}}, MemberCount: 2})
	env, err := DecodeEnvelope(ev.Append(nil, 41), MaxServerMessage)
	var got UsersEvent
	if err != nil || env.Decode(&got) != nil || !env.IsEvent() || env.Seq != 41 || env.Type != EventAudienceEnter {
		t.Fatalf("%+v, %v", env, err)
	}
	if want := (UsersEvent{RoomID: 7, Users: []User{{UserID: "ben", UserName: "B \"n"}}, MemberCount: 2}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestDataThatIsNoJSONEndsNoServer(t *testing.T) {
	if ev := NewEvent("odd", math.NaN()); string(ev.Append(nil, 1)) != `{"v":1,"type":"odd","seq":1,"data":{}}` {
		t.Errorf("%s", ev.Append(nil, 1))
	}
}
