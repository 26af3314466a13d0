package asked

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"onair/signaling"
)

// answers is a server with one answer a kind of request.
func answers(t *testing.T, want string, out any) Asked {
	return Asked{Call: func(_ context.Context, op, typ string, in, reply any) error {
		asked, _ := json.Marshal(in)
		if got := op + " " + typ + " " + string(asked); got != want {
			t.Errorf("asked %s, want %s", got, want)
		}
		if out == nil {
			return errors.New("no")
		}
		data, _ := json.Marshal(out)
		return json.Unmarshal(data, reply)
	}}
}

func TestStreamKeys(t *testing.T) {
	key := signaling.StreamKey{ID: "k1", RoomID: 7, Made: 1000}
	at := signaling.StreamAddresses{RTMP: "rtmp://h/live", SRT: "srt://h?streamid="}
	made, err := answers(t, `MakeStreamKey makeStreamKey {"roomId":7}`, signaling.StreamKeyReply{StreamKey: key, Key: "secret", Addresses: at}).MakeStreamKey(t.Context(), 7)
	if err != nil || made.Key != "secret" || made.ID != "k1" || made.RoomID != 7 || made.Made.UnixMilli() != 1000 || made.Addresses.RTMP != at.RTMP {
		t.Errorf("%+v, %v", made, err)
	}
	list, err := answers(t, `StreamKeys streamKeys null`, signaling.StreamKeyList{Keys: []signaling.StreamKey{key}, Max: 8, Addresses: at}).StreamKeys(t.Context())
	if err != nil || len(list.Keys) != 1 || list.Max != 8 || list.Addresses.SRT != at.SRT {
		t.Errorf("%+v, %v", list, err)
	}
	if err := answers(t, `RevokeStreamKey revokeStreamKey {"id":"k1"}`, nil).RevokeStreamKey(t.Context(), "k1"); err == nil {
		t.Error("a refusal is lost")
	}
}
