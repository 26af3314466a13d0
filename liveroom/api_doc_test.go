package liveroom

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// documented are the Go names that docs/api.md may mention without a dot:
// functions and types, which reflection cannot find by name. Naming them here
// has the compiler check that they exist.
var documented = map[string]reflect.Type{
	"New": reflect.TypeOf(New), "SharedInstance": reflect.TypeOf(SharedInstance), "DestroySharedInstance": reflect.TypeOf(DestroySharedInstance),
	"NewListener": reflect.TypeOf(NewListener), "Devices": reflect.TypeOf(Devices), "WatchDevices": reflect.TypeOf(WatchDevices),
	"HardwareEncoder": reflect.TypeOf(HardwareEncoder), "DefaultVideoEncoderParam": reflect.TypeOf(DefaultVideoEncoderParam),
	"CodeOf": reflect.TypeOf(CodeOf), "ViewFunc": reflect.TypeFor[ViewFunc](), "Error": reflect.TypeFor[Error](),
	"LiveRoom": reflect.TypeFor[LiveRoom](), "BeautyManager": reflect.TypeFor[BeautyManager](), "Config": reflect.TypeFor[Config](),
	"Speakers": reflect.TypeOf(Speakers), "BeautyPresets": reflect.TypeOf(BeautyPresets), "BeautyLooks": reflect.TypeOf(BeautyLooks), "ReadBeautySettings": reflect.TypeOf(ReadBeautySettings),
	"RoomParam": reflect.TypeFor[RoomParam](), "RoomInfo": reflect.TypeFor[RoomInfo](), "UserInfo": reflect.TypeFor[UserInfo](), "UnknownSettings": reflect.TypeFor[UnknownSettings](),
}

// documentedEvents are the events; the test compares them with the source.
var documentedEvents = []Event{
	OnError{}, OnWarning{}, OnKickedOffline{}, OnEnterRoom{}, OnRoomDestroy{}, OnAnchorEnter{}, OnAnchorExit{}, OnAudienceEnter{},
	OnAudienceExit{}, OnUserVideoAvailable{}, OnUserAudioAvailable{}, OnFirstVideoFrame{}, OnCameraDidReady{}, OnMicDidReady{},
	OnDeviceChange{}, OnRoomInfoChange{}, OnRoomListChange{}, OnUserProfileChange{}, OnConnectionState{}, OnStatistics{},
	OnRequestJoinAnchor{}, OnInviteJoinAnchor{}, OnAnchorAccepted{}, OnAnchorRejected{}, OnKickoutJoinAnchor{}, OnInvitationTimeout{},
	OnInvitationCancelled{}, OnRequestRoomPK{}, OnRoomPKAccepted{}, OnRoomPKRejected{}, OnQuitRoomPK{}, OnPKState{},
	OnRecvRoomTextMsg{}, OnRecvRoomCustomMsg{}, OnLikes{}, OnGift{}, OnRoleChange{}, OnSeatLock{}, OnChatMute{}, OnMessageDeleted{}, OnMessagePinned{}, OnKickedOut{}, OnBanned{}, OnFollowLive{}, OnUserVolumeUpdate{}, OnNetworkQuality{}, OnGesture{},
	OnAnchorMuted{}, OnDeviceFallback{}, OnPlayWay{}, OnRemoteQuality{}, OnOwnStream{}, OnStreamHint{},
}

// row is a line of a table of docs/api.md.
type row struct{ trtc, name, example string }

func TestAPIDocNamesWhatExists(t *testing.T) {
	rows := apiRows(t)
	receivers := map[string]reflect.Type{"LiveRoom": reflect.TypeFor[*LiveRoom](), "BeautyManager": reflect.TypeFor[*BeautyManager](),
		"AudioEffectManager": reflect.TypeFor[*AudioEffectManager]()}
	events := map[string]Event{}
	for _, e := range documentedEvents {
		events[reflect.TypeOf(e).Name()] = e
	}
	told := map[string]bool{}
	for _, r := range rows {
		told[r.name] = true
		typ, method, dotted := strings.Cut(r.name, ".")
		switch e, isEvent := events[r.name]; {
		case isEvent:
			if want, _, _ := strings.Cut(r.trtc, " "); e.EventName() != want {
				t.Errorf("%s is called %q by the code and %q by docs/api.md", r.name, e.EventName(), want)
			}
		case dotted:
			if rt := receivers[typ]; rt == nil {
				t.Errorf("docs/api.md: no type %q", typ)
			} else if _, ok := rt.MethodByName(method); !ok {
				t.Errorf("docs/api.md: there is no %s", r.name)
			}
		case documented[r.name] == nil:
			t.Errorf("docs/api.md: %q is not known to this test", r.name)
		}
		if _, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc f() {\n"+r.example+"\n}", 0); err != nil {
			t.Errorf("docs/api.md: the example of %s: %v", r.name, err)
		}
	}
	for typ, rt := range receivers {
		for i := range rt.NumMethod() {
			if name := typ + "." + rt.Method(i).Name; !told[name] {
				t.Errorf("docs/api.md has no row for %s", name)
			}
		}
	}
	for _, name := range eventTypes(t) {
		if !told[name] {
			t.Errorf("docs/api.md has no row for %s", name)
		}
	}
}

// apiRows reads the tables with an example column.
func apiRows(t *testing.T) []row {
	t.Helper()
	f, err := os.Open("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []row
	inTable := false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		cells := strings.SplitN(strings.Trim(line, "|"), "|", 3)
		switch {
		case line == "| TRTC | Go | example |":
			inTable = true
		case !strings.HasPrefix(line, "|"):
			inTable = false
		case inTable && !strings.HasPrefix(line, "| ---") && len(cells) == 3:
			example := strings.Trim(strings.TrimSpace(cells[2]), "`")
			rows = append(rows, row{strings.TrimSpace(cells[0]), strings.TrimSpace(cells[1]), example})
		}
	}
	if len(rows) < 60 {
		t.Fatalf("only %d rows found in docs/api.md", len(rows))
	}
	return rows
}

// eventTypes lists the types of this package that have an EventName.
func eventTypes(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "EventName" {
				if id, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
					names = append(names, id.Name)
				}
			}
			return true
		})
	}
	if len(names) == 0 {
		t.Fatal("no event type found")
	}
	return names
}
