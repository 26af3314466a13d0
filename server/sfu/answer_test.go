package sfu

import (
	"net/netip"
	"reflect"
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
		if got, err := finish(head+c.in, []string{"new"}, c.setup); got != head+c.want || err != nil {
			t.Errorf("%s: %v, got\n%s", name, err, got)
		}
	}
	if _, err := finish("nonsense", nil, ""); err == nil {
		t.Error("nonsense is finished")
	}
}

func TestCandidatesOfTheServer(t *testing.T) {
	addrs := []netip.Addr{netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("2001:db8::1")}
	for want, ports := range map[string][2]int{"both": {1, 2}, "udp": {1, 0}, "none": {0, 0}} {
		got, err := candidates(addrs, ports[0], ports[1])
		if err != nil {
			t.Fatal(err)
		}
		expected := map[string][]string{
			"both": {
				"1 1 udp 2130706431 192.0.2.1 1 typ host", "1001 1 tcp 1526726655 192.0.2.1 2 typ host tcptype passive",
				"2 1 udp 2130706175 2001:db8::1 1 typ host", "1002 1 tcp 1526726399 2001:db8::1 2 typ host tcptype passive",
			},
			"udp": {"1 1 udp 2130706431 192.0.2.1 1 typ host", "2 1 udp 2130706175 2001:db8::1 1 typ host"},
		}[want]
		if !reflect.DeepEqual(got, expected) {
			t.Errorf("%s: %q", want, got)
		}
	}
}
