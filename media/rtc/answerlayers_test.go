package rtc

import (
	"slices"
	"testing"
)

func TestWhichLayersAnAnswerTakes(t *testing.T) {
	const head = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
	for _, c := range []struct {
		video string
		want  []string
	}{
		{"m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=rid:h recv\r\na=simulcast:recv h;m;l\r\n", []string{"h", "m", "l"}},
		{"m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=simulcast:send x recv h,q;~m;l\r\n", []string{"h", "l"}},
		{"m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=recvonly\r\n", nil},
		{"m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=simulcast:recv\r\n", nil},
		{"m=video 0 UDP/TLS/RTP/SAVPF 102\r\na=simulcast:recv h;m\r\n", nil},
	} {
		a, err := parseAnswer(head + c.video)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.layers(); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v", c.video, got)
		}
	}
	for _, c := range []struct {
		taken, want string
		why         fewer
	}{{"hml", "hml", fewerNot}, {"hl", "hl", fewerByServer}, {"", "h", fewerByServer}, {"xy", "h", fewerByServer}} {
		v := &videoSend{}
		for _, rid := range rids {
			v.layers = append(v.layers, &layer{rid: rid})
		}
		var taken []string
		for _, r := range c.taken {
			taken = append(taken, string(r))
		}
		v.choose(taken)
		got := ""
		for _, l := range v.layers {
			got += l.rid
		}
		if got != c.want || v.why != c.why {
			t.Errorf("%q taken: %q (%s)", c.taken, got, v.why)
		}
	}
}
