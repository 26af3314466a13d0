package rtc

import (
	"fmt"
	"testing"
)

const answerHead = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"

func TestTCPIsHeldBack(t *testing.T) {
	udpLine := "a=candidate:1 1 udp 9 127.0.0.1 5 typ host\r\n"
	for name, c := range map[string]struct{ in, rest, udp, tcp string }{
		"both": {
			"m=audio 9 UDP/TLS/RTP/SAVPF 1\r\n" + udpLine + "a=candidate:2 1 tcp 8 127.0.0.1 5 typ host tcptype passive\r\na=mid:0\r\n",
			"m=audio 9 UDP/TLS/RTP/SAVPF 1\r\n" + udpLine + "a=mid:0\r\n",
			"candidate:1 1 udp 9 127.0.0.1 5 typ host", "[candidate:2 1 tcp 8 127.0.0.1 5 typ host tcptype passive]",
		},
		"in the session's part": {
			"a=candidate:2 1 TCP 8 ::1 5 typ host tcptype passive\r\nm=audio 9 UDP/TLS/RTP/SAVPF 1\r\n",
			"m=audio 9 UDP/TLS/RTP/SAVPF 1\r\n", "", "[candidate:2 1 TCP 8 ::1 5 typ host tcptype passive]",
		},
		"none can be read": {
			"m=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=candidate:1 1 udp\r\na=candidate:1 1 udp 9 127.0.0.1 x typ host\r\n",
			"m=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=candidate:1 1 udp\r\na=candidate:1 1 udp 9 127.0.0.1 x typ host\r\n", "", "[]",
		},
		"an address through a NAT": {
			"m=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=candidate:1 1 udp 9 192.0.2.1 5 typ srflx raddr 10.0.0.1 rport 7\r\n" + udpLine,
			"m=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=candidate:1 1 udp 9 192.0.2.1 5 typ srflx raddr 10.0.0.1 rport 7\r\n" + udpLine,
			"candidate:1 1 udp 9 127.0.0.1 5 typ host", "[]",
		},
	} {
		a, err := parseAnswer(answerHead + c.in)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rest, udp, tcp, err := a.holdBackTCP()
		if rest != answerHead+c.rest || udp != c.udp || fmt.Sprint(tcp) != c.tcp || err != nil {
			t.Errorf("%s: %q, %q, %q, %v", name, rest, udp, tcp, err)
		}
	}
}

func TestAnswerThatTurnsEverythingDown(t *testing.T) {
	for in, want := range map[string]bool{
		"": false, "m=audio 0 UDP/TLS/RTP/SAVPF 1\r\n": true, "m=audio 0 UDP/TLS/RTP/SAVPF 1\r\nm=video 9 UDP/TLS/RTP/SAVPF 2\r\n": false, "m=audio 0 UDP/TLS/RTP/SAVPF 1\r\nm=video 0 UDP/TLS/RTP/SAVPF 2\r\n": true,
	} {
		a, err := parseAnswer(answerHead + in)
		if err != nil || a.refused() != want {
			t.Errorf("%q: refused %v, %v", in, a.refused(), err)
		}
	}
}

func TestMediaAddresses(t *testing.T) {
	in := answerHead + "m=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=candidate:1 1 udp 9 192.0.2.1 5 typ host\r\na=candidate:2 1 tcp 8 2001:db8::1 6 typ host tcptype passive\r\n" +
		"a=candidate:bad\r\na=candidate:3 2 udp 9 192.0.2.2 5 typ host\r\na=candidate:4 1 udp 9 x.local 5 typ host\r\n"
	udp, tcp := MediaAddresses(in)
	if fmt.Sprint(udp, tcp) != "[192.0.2.1:5] [[2001:db8::1]:6]" {
		t.Errorf("%v, %v", udp, tcp)
	}
	if udp, tcp = MediaAddresses("nonsense"); udp != nil || tcp != nil {
		t.Errorf("%v, %v", udp, tcp)
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add(answerHead + "m=audio 9 UDP/TLS/RTP/SAVPF 1\r\na=candidate:1 1 udp 1 127.0.0.1 5 typ host\r\na=candidate:2 1 tcp 1 ::1 5 typ host")
	f.Fuzz(func(t *testing.T, s string) {
		MediaAddresses(s)
		if a, err := parseAnswer(s); err == nil {
			a.refused()
			a.holdBackTCP()
		}
	})
}
