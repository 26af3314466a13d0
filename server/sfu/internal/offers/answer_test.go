package offers

import (
	"testing"
)

func TestCandidatesReplaceThoseOfAnAnswer(t *testing.T) {
	const head = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
	const given = "a=candidate:new\r\na=end-of-candidates\r\n"
	for name, c := range map[string]struct{ setup, in, want string }{
		"into the first that is taken": {
			"actpass",
			"a=setup:active\r\nm=video 0 UDP/TLS/RTP/SAVPF 1\r\na=candidate:1 old\r\nm=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=mid:1\r\na=end-of-candidates\r\nm=video 9 UDP/TLS/RTP/SAVPF 1\r\na=setup:active\r\n",
			"a=setup:active\r\nm=video 0 UDP/TLS/RTP/SAVPF 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=mid:1\r\n" + given + "m=video 9 UDP/TLS/RTP/SAVPF 1\r\na=setup:active\r\n",
		},
		"nowhere when all is refused": {"", "m=video 0 UDP/TLS/RTP/SAVPF 1\r\na=candidate:1 old\r\n", "m=video 0 UDP/TLS/RTP/SAVPF 1\r\n"},
		"waiting for who begins": {
			"active", "m=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=setup:active\r\na=tool:a=setup:active\r\n",
			"m=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=setup:passive\r\na=tool:a=setup:active\r\n" + given,
		},
	} {
		if got, err := Finish(head+c.in, []string{"new"}, c.setup); got != head+c.want || err != nil {
			t.Errorf("%s: %v, got\n%s", name, err, got)
		}
	}
	if _, err := Finish("nonsense", nil, ""); err == nil {
		t.Error("nonsense is finished")
	}
}
