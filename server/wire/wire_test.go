package wire

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"onair/room"
	"onair/signaling"
)

// elsewhere are the kinds that have no message of this package: entries, exits and
// ends are gathered, gifts and likes belong to the chat, effects are for the server.
var elsewhere = map[room.Kind]bool{room.MemberEntered: true, room.MemberLeft: true, room.Destroyed: true, room.Gifted: true, room.LikesChanged: true,
	room.Out: true, room.StreamEnded: true, room.PlayEnded: true, room.ToPeer: true}

func TestEveryKindOfEventHasAMessage(t *testing.T) {
	for k := room.MemberEntered; k <= room.ToPeer; k++ {
		pk := room.PK{ID: "1", Sides: []room.Side{{Room: 7}, {Room: 8}}}
		ev, ok := Event(7, room.State{}, room.Event{Kind: k, User: room.User{ID: "ben"}, PK: &pk, Role: room.Peer})
		if ok == elsewhere[k] {
			t.Errorf("kind %d: a message: %v", k, ok)
		}
		if ok && !strings.Contains(string(ev.Data()), `"roomId":7`) && k != room.InfoChanged {
			t.Errorf("kind %d: %s", k, ev.Data())
		}
	}
	if _, ok := Event(7, room.State{}, room.Event{Kind: room.ToPeer + 1}); ok {
		t.Error("a kind nobody knows has a message")
	}
}

// TestEveryRefusalHasACode reads package room for what it refuses with.
func TestEveryRefusalHasACode(t *testing.T) {
	listed := map[string]bool{}
	for _, row := range codes {
		listed[row.err.Error()] = true
		if e, ok := Refusal(row.err); !ok || e.Code != row.code || e.Desc == "" {
			t.Errorf("%v: %v", row.err, e)
		}
	}
	pkgs, err := parser.ParseDir(token.NewFileSet(), "../../room", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range pkgs["room"].Files {
		ast.Inspect(f, func(node ast.Node) bool {
			v, ok := node.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(v.Names[0].Name, "Err") || len(v.Values) != 1 {
				return true
			}
			n++
			call := v.Values[0].(*ast.CallExpr)
			text := strings.Trim(call.Args[0].(*ast.BasicLit).Value, `"`)
			if name := v.Names[0].Name; !listed[text] && name != "ErrGiftKnown" && name != "ErrRemoved" {
				t.Errorf("room.%s has no code", v.Names[0].Name)
			}
			return true
		})
	}
	if n < 25 {
		t.Fatalf("only %d refusals found", n)
	}
	if e, ok := Refusal(room.RemovedError{Left: 1}); !ok || e.Code != signaling.CodeRemoved || e.Wait != 1 {
		t.Errorf("removed: %+v", e)
	}
}
