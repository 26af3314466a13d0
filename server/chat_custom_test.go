package server

import (
	"fmt"
	"testing"

	"onair/internal/await"
	"onair/signaling"
)

// TestCustomMessagesKeepTheirBytesOrAreRefused sends them as they stand, past what
// a client's library makes of them.
func TestCustomMessagesKeepTheirBytesOrAreRefused(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.ChatRate, c.Limits.ChatBurst = 1000, 1000 })
	anna := s.login("anna")
	anna.create(3)
	ben := s.raw()
	ben.login(s, "ben")
	ben.send(`{"v":1,"id":2,"type":"enterRoom","data":{"roomId":3}}`)
	ben.reply(2)
	n := 2
	send := func(message string) signaling.Code {
		n++
		ben.send(fmt.Sprintf(`{"v":1,"id":%d,"type":"sendRoomCustomMsg","data":{"cmd":"c","message":"%s"}}`, n, message))
		return ben.reply(uint64(n)).Code
	}
	for _, bad := range []string{`\ud83d`, `\ude00`, `a\ud83db`, `\ude00\ud83d`, "\xff", "\xed\xa0\x80", "a\xc3"} {
		if code := send(bad); code != signaling.CodeBadArgument {
			t.Errorf("%q: %d", bad, code)
		}
	}
	kept := []string{"\u202e<&>\u2028\x7f\ufeff\ufffd", "😀", `\ud83d`}
	for i, text := range []string{"\u202e<&>\u2028\x7f\ufeff\ufffd", `\ud83d\ude00`, `\\ud83d`} {
		if code := send(text); code != 0 {
			t.Errorf("%q: %d", text, code)
		}
		await.True(t, "the message", func() bool { return len(anna.heard(signaling.EventRecvRoomCustomMsg)) > i })
	}
	for i, m := range anna.heard(signaling.EventRecvRoomCustomMsg) {
		if m.Message.Message != kept[i] {
			t.Errorf("%q arrived as %q", kept[i], m.Message.Message)
		}
	}
}
