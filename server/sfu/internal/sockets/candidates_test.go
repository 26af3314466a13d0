package sockets

import (
	"net/netip"
	"reflect"
	"testing"
)

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
