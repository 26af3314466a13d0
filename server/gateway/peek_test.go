package gateway

import (
	"encoding/json"
	"strings"
	"testing"

	"onair/signaling"
)

func TestPeekFindsWhatNamesARequest(t *testing.T) {
	ours, _ := json.Marshal(signaling.Envelope{V: 1, ID: 7, Type: "publish", Data: json.RawMessage(`{"sdp":"` + strings.Repeat("x", 60000) + `"}`)})
	for text, want := range map[string]signaling.Envelope{
		string(ours):                             {ID: 7, Type: "publish"},
		`{"id":7,"v":1,"type":"ping"}`:           {ID: 7, Type: "ping"},
		`{"v":1,"id":7,"data":{"id":9}`:          {ID: 7},
		`{"v":1,"data":{"id":9},"id":7}`:         {},
		`[1]`:                                    {},
		``:                                       {},
		`{"id":-1,"type":"x"}`:                   {},
		`{"type":"` + strings.Repeat("x", 65):    {},
		strings.Repeat(" ", 300) + string(ours):  {},
		`{"v":1,"id":18446744073709551616,"a":1`: {},
	} {
		if got := peek([]byte(text)); got.ID != want.ID || got.Type != want.Type {
			t.Errorf("%.60s: %d %q", text, got.ID, got.Type)
		}
	}
}

func FuzzPeek(f *testing.F) {
	f.Add([]byte(`{"v":1,"id":7,"type":"ping","data":{}}`))
	f.Add([]byte(`{"type":"a","id":1}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got := peek(b)
		env, err := signaling.DecodeEnvelope(b, 1<<20)
		if err == nil && got.ID != 0 && got.Type != "" && len(b) < peekSize && strings.Count(string(b), `"id"`) == 1 &&
			!strings.ContainsAny(string(b), `\`) && strings.Count(strings.ToLower(string(b)), "id") == 1 && strings.Count(strings.ToLower(string(b)), "type") == 1 &&
			(got.ID != env.ID || got.Type != env.Type) {
			t.Errorf("%s: %d %q, want %d %q", b, got.ID, got.Type, env.ID, env.Type)
		}
	})
}
