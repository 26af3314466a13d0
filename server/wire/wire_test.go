package wire

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"onair/room"
	"onair/signaling"
)

// parsed is another package's source without its tests.
func parsed(t *testing.T, folder string) []*ast.File {
	t.Helper()
	list, err := filepath.Glob(filepath.Join("../..", folder, "*.go"))
	if err != nil || len(list) == 0 {
		t.Fatal(folder, err)
	}
	var files []*ast.File
	for _, name := range list {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// constants are a package's constants of one type of strings, by name.
func constants(t *testing.T, folder, typ string) (values []string) {
	t.Helper()
	for _, f := range parsed(t, folder) {
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
				if id, ok := v.Type.(*ast.Ident); ok && id.Name == typ && v.Names[0].IsExported() {
					text, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					values = append(values, text)
				}
			}
			return true
		})
	}
	slices.Sort(values)
	return values
}

// kinds are the names of package room's events: what embeds For or effect, and what
// has the fields of one that does.
func kinds(t *testing.T) (names []string) {
	t.Helper()
	others := map[string]string{}
	for _, f := range parsed(t, "room") {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if same, ok := spec.Type.(*ast.Ident); ok {
				others[spec.Name.Name] = same.Name
			}
			if st, ok := spec.Type.(*ast.StructType); ok && st.Fields.NumFields() > 0 && st.Fields.List[0].Names == nil {
				if id, ok := st.Fields.List[0].Type.(*ast.Ident); ok && (id.Name == "For" || id.Name == "effect") {
					names = append(names, spec.Name.Name)
				}
			}
			return true
		})
	}
	for name, same := range others {
		if slices.Contains(names, same) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

var (
	ben  = room.User{ID: "ben", Name: "Ben", Avatar: "avatar:2"}
	at   = time.UnixMilli(1_700_000_000_000)
	ring = room.Call{ID: "7.1.1", Kind: room.CallInvite, User: ben, SoundOnly: true, Until: at}
	duel = room.PK{ID: "p", Sides: []room.Side{{Room: 8, User: room.User{ID: "h8"}, Score: 3}, {Room: 7, User: room.User{ID: "h7"}}}, Round: 2}
)

// told is every kind of event of package room with what goes out for it; "" for
// those that are made elsewhere or are for the server.
var told = []struct {
	e    room.Event
	typ  string
	want string
}{
	{room.MemberEntered{User: ben}, "", ""},
	{room.MemberLeft{User: ben}, "", ""},
	{room.Destroyed{Reason: room.ReasonOwner}, "", ""},
	{room.Gifted{User: ben}, "", ""},
	{room.LikesChanged{Count: 1}, "", ""},
	{room.Out{User: ben}, "", ""},
	{room.StreamEnded{User: ben}, "", ""},
	{room.PlayEnded{User: ben}, "", ""},
	{room.ToPeer{Room: 8}, "", ""},
	{room.InfoChanged{}, signaling.EventRoomInfoChanged, `"room":{"roomId":0`},
	{room.ProfileChanged{User: ben}, signaling.EventUserProfileChanged, `"userName":"Ben"`},
	{room.HostAway{User: ben, Until: at}, signaling.EventHostAway, `"until":1700000000000`},
	{room.HostBack{User: ben}, signaling.EventHostBack, `"userId":"ben"`},
	{room.ChatMuted{User: ben, Muted: true, Until: at}, signaling.EventChatMuted, `"muted":true,"until":1700000000000`},
	{room.KickedOut{User: ben, By: "anna", Banned: true}, signaling.EventKickedOut, `"by":"anna","banned":true`},
	{room.BanChanged{User: ben, By: "anna", Banned: true}, signaling.EventBanned, `"banned":true,"by":"anna"`},
	{room.AnchorEntered{User: ben, Role: room.CoAnchor}, signaling.EventAnchorEnter, `"role":"coanchor"`},
	{room.AnchorLeft{User: ben, Role: room.Peer}, signaling.EventAnchorExit, `"role":"peer"`},
	{room.VideoAvailable{User: ben, Available: true}, signaling.EventUserVideoAvailable, `"available":true`},
	{room.AudioAvailable{User: ben, Available: true}, signaling.EventUserAudioAvailable, `"available":true`},
	{room.RoleChanged{User: ben, Role: room.Audience, Reason: room.SeatUnused}, signaling.EventRoleChanged, `"role":"audience","reason":"unused"`},
	{room.StageMuted{User: ben, By: "anna", Muted: room.Media{Video: true}}, signaling.EventAnchorMuted, `"video":true,"audio":false,"by":"anna"`},
	{room.SeatLocked{Seat: 3, Locked: true}, signaling.EventSeatLocked, `"seat":3,"locked":true`},
	{room.JoinRequested{User: ben, Call: ring}, signaling.EventRequestJoinAnchor, `"callId":"7.1.1"`},
	{room.JoinInvited{User: ben, Call: ring}, signaling.EventInviteJoinAnchor, `"kind":"invite"`},
	{room.JoinAccepted{User: ben, Call: ring, SoundOnly: true}, signaling.EventAnchorAccepted, `"soundOnly":true`},
	{room.JoinRejected{User: ben, Call: ring, Reason: room.RejectedFull}, signaling.EventAnchorRejected, `"reason":"full"`},
	{room.JoinKicked{User: ben}, signaling.EventKickoutJoinAnchor, `"userId":"ben"`},
	{room.CallTimedOut{User: ben, Call: ring}, signaling.EventInvitationTimeout, `"inviterId":"","inviteeList":["ben"]`},
	{room.CallCancelled{User: ben, Call: ring, Peer: 8}, signaling.EventInvitationCancelled, `"peerRoom":8`},
	{room.PKRequested{User: ben, Call: ring, Peer: 8, CoHost: true, Duration: time.Minute, Ask: room.PKCall{Join: true, With: []room.User{{ID: "h9"}}}},
		signaling.EventRequestRoomPK, `"coHost":true`},
	{room.PKAccepted{User: ben, Call: ring, Peer: 8}, signaling.EventRoomPKAccepted, `"peerRoom":8`},
	{room.PKRejected{User: ben, Call: ring, Peer: 8, Reason: room.RejectedBusy}, signaling.EventRoomPKRejected, `"reason":"busy"`},
	{room.PKEnded{User: ben, Reason: room.PKLost}, signaling.EventQuitRoomPK, `"reason":"gone"`},
	{room.PKChanged{PK: duel, Gone: []room.Side{{Room: 9}}, Why: room.PKQuit}, signaling.EventPKState, `"left":[{"roomId":9`},
	{room.PKScored{PK: duel}, signaling.EventPKState, `"sides":[{"roomId":7`},
}

func TestEveryKindOfEventHasAMessage(t *testing.T) {
	var names []string
	for _, row := range told {
		name := reflect.TypeOf(row.e).Name()
		names = append(names, name)
		ev, ok := Event(7, room.State{}, row.e)
		if ok != (row.typ != "") {
			t.Errorf("%s has a message: %v", name, ok)
		}
		if ok && (ev.Type() != row.typ || !strings.Contains(string(ev.Data()), row.want)) {
			t.Errorf("%s: %s %s, want %s", name, ev.Type(), ev.Data(), row.want)
		}
	}
	slices.Sort(names)
	if all := kinds(t); !slices.Equal(names, all) || len(all) < 30 {
		t.Errorf("the table has\n%v, package room\n%v", names, all)
	}
	if _, ok := Event(7, room.State{}, stranger{}); ok {
		t.Error("a kind nobody knows has a message")
	}
}

// stranger is a kind of event that nobody has a message for.
type stranger struct{ room.For }

// TestTheSameWordsOnBothSides: reasons and kinds are what they are called on the
// wire; neither side has one that the other does not know.
func TestTheSameWordsOnBothSides(t *testing.T) {
	for ours, theirs := range map[string]string{"EndReason": "DestroyReason", "RejectReason": "RejectReason", "PKReason": "PKReason", "SeatReason": "SeatReason", "CallKind": "CallKind"} {
		a, b := constants(t, "room", ours), constants(t, "signaling", theirs)
		if len(a) == 0 || !slices.Equal(a, b) {
			t.Errorf("room.%s %q, signaling.%s %q", ours, a, theirs, b)
		}
	}
}

// roleOf is Role backwards.
func roleOf(name signaling.Role) (room.Role, bool) {
	for r := room.Anchor; r <= room.Peer; r++ {
		if Role(r) == name {
			return r, true
		}
	}
	return 0, false
}

func TestEveryRoleHasAName(t *testing.T) {
	var names []string
	for r := room.Anchor; r <= room.Peer; r++ {
		names = append(names, string(Role(r)))
		if back, ok := roleOf(Role(r)); !ok || back != r {
			t.Errorf("role %d comes back as %d", r, back)
		}
	}
	slices.Sort(names)
	if all := constants(t, "signaling", "Role"); !slices.Equal(names, all) {
		t.Errorf("%q, signaling has %q", names, all)
	}
	if _, ok := roleOf("king"); ok {
		t.Error("a role nobody knows")
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
	n := 0
	for _, f := range parsed(t, "room") {
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
