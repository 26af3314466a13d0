package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"onair/internal/await"
	"onair/signaling"
)

// typesOf reads the names of all requests from package signaling.
func typesOf(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../signaling/messages*.go")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	var list []string
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(v.Names[0].Name, "Type") && v.Names[0].Name != "TypeError" && len(v.Values) == 1 {
				list = append(list, strings.Trim(v.Values[0].(*ast.BasicLit).Value, `"`))
			}
			return true
		})
	}
	return list
}

// TestFloodersAreCutAndOthersUnharmed lets a client send each kind of message as
// fast as it can, while an anchor and a viewer of the same room go on talking.
func TestFloodersAreCutAndOthersUnharmed(t *testing.T) {
	dir := t.TempDir()
	prog := startProgram(t, dir, "127.0.0.1:0")
	ann, fan := join(t, prog.addr, dir, "ann"), join(t, prog.addr, dir, "fan")
	ann.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1}, nil)
	fan.must(signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1}, nil)

	stop, talked := make(chan struct{}), make(chan []time.Duration)
	go func() {
		var took []time.Duration
		defer func() { talked <- took }()
		tick := time.NewTicker(250 * time.Millisecond) // below the room's limit with the flood's share
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			start := time.Now()
			err := fan.Call(t.Context(), signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: fmt.Sprint("line ", i)}, nil)
			if err != nil {
				t.Errorf("line %d of the viewer: %v", i, err)
			}
			took = append(took, time.Since(start))
		}
	}()

	floods := 0
	for typ, in := range requests(t) {
		flood(t, prog.addr, dir, "flooder", typ, in)
		floods++
	}
	for start := time.Now(); time.Since(start) < 3*time.Second; floods++ {
		flood(t, prog.addr, dir, "flooder", signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "buy"})
	}
	close(stop)
	took := <-talked
	if len(took) == 0 {
		t.Fatal("nothing said meanwhile")
	}
	lines := func(e signaling.Envelope) bool { return strings.Contains(string(e.Data), `"text":"line `) }
	await.True(t, "every line of the viewer", func() bool { return ann.count(signaling.EventRecvRoomTextMsg, lines) == len(took) })
	slices.Sort(took)
	t.Logf("%d floods, each cut; meanwhile %d lines told, none lost, half within %v, the slowest %v", floods, len(took), took[len(took)/2], took[len(took)-1])
	for _, p := range []*person{ann, fan} {
		if st := p.Status(); st.State != signaling.StateConnected || len(p.back) > 0 {
			t.Errorf("%s was cut off as well: %+v", p.id, st)
		}
	}
}

// flood sends one kind of message until the server hangs up, and checks that the
// refusals said why. The login of the flood before may still be under way and
// sign this one out: then it is sent again.
func flood(t *testing.T, addr, dir, user, typ string, in any) {
	t.Helper()
	code := signaling.CloseKicked
	for try := 0; code == signaling.CloseKicked && try < 5; try++ {
		code = floodOnce(t, addr, dir, user, typ, in)
	}
	if code == signaling.CloseKicked {
		t.Errorf("flood of %s: signed out each time", typ)
	}
}

func floodOnce(t *testing.T, addr, dir, user, typ string, in any) (code int) {
	t.Helper()
	sig, err := do(t, noEnv, "usersig", "--user", user, "--data-dir", dir)
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := websocket.DefaultDialer.Dial("ws://"+addr+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetReadDeadline(time.Now().Add(patience))
	say := func(id int, typ string, in any) error {
		data, _ := json.Marshal(in)
		b, _ := json.Marshal(signaling.Envelope{V: signaling.Version, ID: uint64(id), Type: typ, Data: data})
		return c.WriteMessage(websocket.TextMessage, b)
	}
	login := signaling.LoginRequest{SDKAppID: 1400000000, UserID: user, UserSig: strings.TrimSpace(sig)}
	if err := say(1, signaling.TypeLogin, login); err != nil {
		t.Fatal(err)
	}
	if err := say(2, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1}); err != nil {
		t.Fatal(err)
	}
	sent := make(chan int)
	go func() {
		id := 3
		for ; id < 100_000 && say(id, typ, in) == nil; id++ {
		}
		sent <- id - 3
	}()
	slow := 0
	for code == 0 {
		_, b, err := c.ReadMessage()
		if ce := (*websocket.CloseError)(nil); errors.As(err, &ce) {
			code = ce.Code
			break
		}
		if err != nil {
			code = -1
			break
		}
		var e signaling.Envelope
		if json.Unmarshal(b, &e) == nil && (e.Code == signaling.CodeTooFast || e.Code == signaling.CodeBusy) {
			slow++
		}
	}
	c.Close()
	n := <-sent
	if code != signaling.CloseKicked && (slow < 1 || n == 100_000 || code != signaling.CloseFlood && code != -1) {
		t.Errorf("flood of %s: %d sent, %d refused as too fast, close code %d", typ, n, slow, code)
	}
	return code
}
