package rtc

import (
	"net/netip"

	"github.com/pion/ice/v2"
	"github.com/pion/sdp/v3"
)

// parsedAnswer is the server's answer to an offer.
type parsedAnswer struct{ desc sdp.SessionDescription }

func parseAnswer(text string) (*parsedAnswer, error) {
	a := &parsedAnswer{}
	return a, a.desc.UnmarshalString(text)
}

// refused tells whether every part of the offer was turned down (port 0).
func (a *parsedAnswer) refused() bool {
	for _, m := range a.desc.MediaDescriptions {
		if m.MediaName.Port.Value != 0 {
			return false
		}
	}
	return len(a.desc.MediaDescriptions) > 0
}

// holdBackTCP takes the TCP candidates out of the answer and finds its first
// UDP host candidate, "" if there is none.
func (a *parsedAnswer) holdBackTCP() (rest, udp string, tcp []string, err error) {
	take := func(list []sdp.Attribute) []sdp.Attribute {
		kept := list[:0]
		for _, attr := range list {
			if c := candidate(attr); c != nil {
				if c.NetworkType().IsTCP() {
					tcp = append(tcp, attr.String())
					continue
				}
				if udp == "" && c.Type() == ice.CandidateTypeHost {
					udp = "candidate:" + c.Marshal()
				}
			}
			kept = append(kept, attr)
		}
		return kept
	}
	a.desc.Attributes = take(a.desc.Attributes)
	for _, m := range a.desc.MediaDescriptions {
		m.Attributes = take(m.Attributes)
	}
	b, err := a.desc.Marshal()
	return string(b), udp, tcp, err
}

// candidate reads an attribute that is one, nil for every other.
func candidate(a sdp.Attribute) ice.Candidate {
	if !a.IsICECandidate() {
		return nil
	}
	c, err := ice.UnmarshalCandidate(a.Value)
	if err != nil {
		return nil
	}
	return c
}

// MediaAddresses lists where an answer says that media is taken, over UDP and
// over TCP (RFC 8839, section 5.1); names and what cannot be read are left out.
// It may be called from anywhere.
func MediaAddresses(answer string) (udp, tcp []netip.AddrPort) {
	a, err := parseAnswer(answer)
	if err != nil {
		return nil, nil
	}
	for _, m := range a.desc.MediaDescriptions {
		for _, attr := range m.Attributes {
			c := candidate(attr)
			if c == nil || c.Component() != ice.ComponentRTP {
				continue
			}
			ip, err := netip.ParseAddr(c.Address())
			if err != nil {
				continue
			}
			at := netip.AddrPortFrom(ip, uint16(c.Port()))
			if c.NetworkType().IsTCP() {
				tcp = append(tcp, at)
			} else {
				udp = append(udp, at)
			}
		}
	}
	return udp, tcp
}
