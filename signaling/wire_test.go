package signaling

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
)

func TestDecodeEnvelope(t *testing.T) {
	for text, want := range map[string]Code{
		`{"v":1,"id":3,"type":"ping","extra":true}`: CodeOK,
		`{"v":1,"type":"ping"}`:                     CodeOK,
		``:                                          CodeMalformed,
		`{"v":1,"id":-3,"type":"ping"}`:             CodeMalformed,
		`{"v":1,"id":3,"type":7}`:                   CodeMalformed,
		`{"v":1,"id":3,"type":""}`:                  CodeMalformed,
		`{"v":1,"type":"ping"}x`:                    CodeMalformed,
		`{"v":3,"type":"ping"}`:                     CodeVersion,
		`{"type":"ping"}`:                           CodeVersion,
		`{"v":1,"type":"` + strings.Repeat("x", 65) + `"}`:  CodeMalformed,
		`{"v":1,"type":"` + strings.Repeat("x", 200) + `"}`: CodeTooLarge,
	} {
		if _, err := DecodeEnvelope([]byte(text), 128); CodeOf(err) != want {
			t.Errorf("%.60s: %v, want code %d", text, err, want)
		}
	}
}

func FuzzDecodeEnvelope(f *testing.F) {
	for _, s := range []string{`{"v":1,"id":3,"type":"enterRoom","data":{"roomId":7}}`, `{"v":1,"type":"x","seq":18446744073709551615}`, `[]`, `{"v":1`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		env, err := DecodeEnvelope(b, MaxMessage)
		if err != nil {
			if c := CodeOf(err); c != CodeTooLarge && c != CodeMalformed && c != CodeVersion {
				t.Fatalf("%q: %v", b, err)
			}
			return
		}
		if env.V != Version || env.Type == "" {
			t.Fatalf("%q: accepted as %+v", b, env)
		}
		for _, out := range []any{new(LoginRequest), new(CreateRoomRequest), new(PublishRequest), new(MemberListRequest), new(RoomIDs)} {
			if err := env.Decode(out); err != nil && CodeOf(err) != CodeBadArgument {
				t.Fatalf("%q: data: %v", b, err)
			}
		}
		again, err := json.Marshal(env)
		if err != nil {
			t.Fatalf("%q: not writable again: %v", b, err)
		}
		if _, err := DecodeEnvelope(again, 8*MaxMessage); err != nil {
			t.Fatalf("%q became %q: %v", b, again, err)
		}
	})
}

func TestCodesAreDistinct(t *testing.T) {
	codes, keys := map[Code]bool{}, map[string]bool{}
	for _, c := range Codes() {
		if codes[c.Code] || keys[c.Key] || c.Name == "" || c.Text == "" || c.Duty < DutyNone || c.Duty > DutyReport {
			t.Errorf("row %+v", c)
		}
		codes[c.Code], keys[c.Key] = true, true
	}
	if Code(12345).Info().Duty != DutyReport || !strings.Contains(Code(10014).String(), "full") {
		t.Error("Info or String")
	}
}

// constants returns the names and values of a file's constants with a prefix.
func constants(t *testing.T, file string, prefixes ...string) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		lit, ok := spec.Values[0].(*ast.BasicLit)
		for _, p := range prefixes {
			if ok && strings.HasPrefix(spec.Names[0].Name, p) {
				found[spec.Names[0].Name] = strings.Trim(lit.Value, `"`)
			}
		}
		return true
	})
	if len(found) == 0 {
		t.Fatalf("no constants in %s", file)
	}
	return found
}

func TestProtocolPageNamesEverything(t *testing.T) {
	b, err := os.ReadFile("../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	need := func(name, line string) {
		if !strings.Contains(page, line) {
			t.Errorf("docs/protocol.md lacks %s: %q", name, line)
		}
	}
	for _, file := range []string{"messages.go", "messages_stage.go", "messages_chat.go", "messages_comments.go", "messages_private.go", "messages_doors.go", "messages_cdn.go"} {
		for name, v := range constants(t, file, "Type") {
			need(name, "`"+v+"`")
		}
	}
	for _, file := range []string{"events.go", "events_live.go", "messages_doors.go", "messages_cdn.go"} {
		for name, v := range constants(t, file, "Event") {
			need(name, "| `"+v+"` |")
		}
	}
	for name, v := range constants(t, "events.go", "Close") {
		need(name, "| "+v+" |")
	}
	inTable := map[string]bool{}
	for _, c := range Codes() {
		need("the code", fmt.Sprintf("| %d | %s | ", c.Code, c.Name))
		inTable[strconv.Itoa(int(c.Code))] = true
	}
	for name, v := range constants(t, "codes.go", "Code") {
		if !inTable[v] {
			t.Errorf("%s (%s) has no row in the error table", name, v)
		}
	}
}
