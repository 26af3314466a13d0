package whip

import (
	"strings"
	"testing"
)

const goodPwd = "0123456789abcdefghij+/"

func TestFragments(t *testing.T) {
	for text, want := range map[string]string{
		"a=ice-ufrag:abcd\r\na=ice-pwd:" + goodPwd + "\r\n": "abcd",
		"a=group:BUNDLE 0 1\nm=audio 9 UDP/TLS/RTP/SAVPF 111\na=mid:0\na=ice-ufrag:abcd\na=ice-pwd:" + goodPwd + "\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\na=end-of-candidates": "abcd",
		"a=ice-ufrag:abcd\na=ice-pwd:" + goodPwd + "\na=ice-ufrag:abcd\na=ice-pwd:" + goodPwd:                                                                                        "abcd",
		"": "", "a=ice-ufrag:abcd": "", "a=ice-pwd:" + goodPwd: "",
		"a=ice-ufrag:abc\na=ice-pwd:" + goodPwd:                              "",
		"a=ice-ufrag:abcd\na=ice-pwd:short":                                  "",
		"a=ice-ufrag:ab cd\na=ice-pwd:" + goodPwd:                            "",
		"a=ice-ufrag:abcd\na=ice-pwd:" + goodPwd + "\na=ice-ufrag:other":     "",
		"a=ice-ufrag:" + strings.Repeat("a", 257) + "\na=ice-pwd:" + goodPwd: "",
	} {
		f, err := parseFrag(text)
		if f.ufrag != want || (err == nil) != (want != "") {
			t.Errorf("%q: %+v, %v", text, f, err)
		}
	}
}

func TestTheAnswerAsAFragment(t *testing.T) {
	got := fragOf("v=0\r\na=group:BUNDLE 0 1\r\na=ice-lite\r\nm=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\na=ice-ufrag:no\r\n" +
		"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\na=ice-ufrag:abcd\r\na=ice-pwd:" + goodPwd + "\r\na=rtpmap:111 opus/48000/2\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=end-of-candidates\r\nm=x 9 y 1\r\na=mid:2\r\n")
	want := "a=group:BUNDLE 0 1\r\na=ice-lite\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\na=ice-ufrag:abcd\r\na=ice-pwd:" + goodPwd +
		"\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=end-of-candidates\r\n"
	if got != want {
		t.Errorf("%q", got)
	}
}

func FuzzFragment(f *testing.F) {
	f.Add("a=ice-ufrag:abcd\r\na=ice-pwd:" + goodPwd + "\r\n")
	f.Add("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=ice-ufrag:a\x00cd")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseFrag(text)
		if err == nil && (len(got.ufrag) < 4 || len(got.pwd) < 22 || strings.ContainsAny(got.ufrag+got.pwd, "\r\n \x00")) {
			t.Fatalf("%q: %+v", text, got)
		}
		if again, err := parseFrag(fragOf(text)); err == nil && (again.ufrag == "" || again.pwd == "") {
			t.Fatalf("%q: %+v", text, again)
		}
	})
}
