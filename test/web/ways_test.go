package web

import (
	"testing"

	"onair/liveroom"
)

// without has answers of the server lose the candidates that a pattern finds: what a
// network that blocks them comes to.
func without(pattern string) string {
	return `{
  const real = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (d) {
    const sdp = d.sdp.split('\r\n').filter((l) => !(l.startsWith('a=candidate:') && ` + pattern + `.test(l))).join('\r\n');
    return real.call(this, { type: d.type, sdp });
  };
}`
}

// TestAPrivateRoomOnAPhoneWithoutUDP: a passcode opens it, a wrong one does not, and the
// media come over TCP.
func TestAPrivateRoomOnAPhoneWithoutUDP(t *testing.T) {
	s := studio(t)
	goLive(t, s, "dora", 8, liveroom.RoomParam{RoomName: "Among friends", Private: true, Passcode: "open sesame"})
	b := open(t, 390, 844, without("/ udp /i"))
	b.visit(pageOf(t, s, 8, "bob"))
	b.shown("passcode")
	if title := js[string](b, "document.title"); title == "Among friends" {
		t.Error("the title of a private room is told")
	}
	b.write("passcode", "wrong\r")
	b.until("a wrong passcode is not refused", "document.querySelector('[data-test=note]').dataset.kind === 'failed-30033'")
	b.show("passcode")
	b.write("passcode", "open sesame\r")
	b.sees("dora")
	b.until("not over TCP", "document.querySelector('[data-user=dora]').dataset.via === 'tcp'")
	b.press("tap-sound")
	b.hears("dora")
	b.show("watching")

	b.press("more")
	b.speaks("zh")
	b.until("not in Chinese", "document.documentElement.lang === 'zh-CN'")
	b.sees("dora") // who came by a UserSig, which nobody keeps, is in still
	b.show("watching-zh")
}

// TestNoMediaGetThroughButHTTP: neither UDP nor TCP to the media port.
func TestNoMediaGetThroughButHTTP(t *testing.T) {
	s := studio(t)
	goLive(t, s, "bob", 9, liveroom.RoomParam{RoomName: "By HTTP"})
	b := open(t, 820, 1180, without("/./"))
	b.visit(pageOf(t, s, 9, "dora"))
	b.sees("bob")
	b.until("not by HLS", "document.querySelector('[data-user=bob]').dataset.via === 'hls'")
	b.press("tap-sound")
	b.hears("bob")
	b.show("watching")
}
