// Package security holds the tests behind the promises of SECURITY.md that no
// single package can keep.
package security

import (
	"context"
	"errors"
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onair/server/sfu"
)

// offer is a complete session description with one section of the given media
// line besides sound.
func offer(section string) string {
	lines := []string{
		"v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1", "a=ice-ufrag:abcd",
		"a=ice-pwd:0123456789abcdef01234567", "a=setup:actpass",
		"a=fingerprint:sha-256 " + strings.TrimSuffix(strings.Repeat("AB:", 32), ":"),
		"m=audio 9 UDP/TLS/RTP/SAVPF 111", "c=IN IP4 0.0.0.0", "a=mid:0", "a=rtcp-mux", "a=sendrecv", "a=rtpmap:111 opus/48000/2",
	}
	if section != "" {
		lines = append(lines, section, "c=IN IP4 0.0.0.0", "a=mid:1", "a=sctp-port:5000")
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}

func TestTheRelayRefusesDataChannels(t *testing.T) {
	s, err := sfu.New(sfu.Config{UDPAddr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	ctx := context.Background()
	if _, err := s.Publish(ctx, "live", offer(""), sfu.PublishOptions{}); err != nil {
		t.Fatalf("the same offer without a data channel is to be taken: %v", err)
	}
	for _, section := range []string{
		"m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
		"m=application 9 DTLS/SCTP 5000",
		"m=application 0 UDP/DTLS/SCTP webrtc-datachannel",
	} {
		if _, err := s.Publish(ctx, "other", offer(section), sfu.PublishOptions{}); !errors.Is(err, sfu.ErrBadOffer) {
			t.Errorf("publishing with %q: %v", section, err)
		}
		if _, err := s.Play(ctx, "live", "bob", offer(section), sfu.PlayOptions{}); !errors.Is(err, sfu.ErrBadOffer) {
			t.Errorf("playing with %q: %v", section, err)
		}
	}
}

// forbidden are identifiers of pion that would make an advisory of dtls/v2 reachable.
var forbidden = map[string]string{
	"CreateDataChannel":  "data channels send many DTLS records",
	"OnDataChannel":      "data channels send many DTLS records",
	"DetachDataChannels": "data channels send many DTLS records",
	"PSK":                "the parser of pre-shared-key messages",
	"PSKIdentityHint":    "the parser of pre-shared-key messages",
	"CipherSuites":       "the default cipher suites have no pre-shared key",
	"CustomCipherSuites": "the default cipher suites have no pre-shared key",
}

func TestNoSourceOpensWhatTheAdvisoriesNeed(t *testing.T) {
	files := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name != ".." && strings.HasPrefix(name, ".") || name == "out" || name == "build" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		return checkFile(t, path)
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 100 {
		t.Errorf("only %d source files were looked at", files)
	}
}

// checkFile looks at a file that imports anything of pion.
func checkFile(t *testing.T, path string) error {
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, path, src, parser.ImportsOnly)
	if err != nil {
		return err
	}
	pion := false
	for _, imp := range f.Imports {
		pion = pion || strings.HasPrefix(imp.Path.Value, `"github.com/pion/`)
	}
	if !pion {
		return nil
	}
	var s scanner.Scanner
	file := set.AddFile(path, set.Base(), len(src))
	s.Init(file, src, nil, 0)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return nil
		}
		if why := forbidden[lit]; tok == token.IDENT && why != "" {
			t.Errorf("%s: %s (%s); see SECURITY.md", set.Position(pos), lit, why)
		}
	}
}
