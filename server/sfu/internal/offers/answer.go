package offers

import (
	"github.com/pion/sdp/v3"
)

// Finish replaces the candidates of an answer by the given ones, in its first section that was not refused. Where the client
// begins DTLS (setup is its "active") pion waits, as it must, but says otherwise; that is put right.
func Finish(answer string, candidates []string, setup string) (string, error) {
	var d sdp.SessionDescription
	if err := d.UnmarshalString(answer); err != nil {
		return "", err
	}
	d.Attributes = answered(d.Attributes, setup)
	placed := false
	for _, m := range d.MediaDescriptions {
		m.Attributes = answered(m.Attributes, setup)
		if placed || m.MediaName.Port.Value == 0 {
			continue
		}
		for _, c := range candidates {
			m.WithCandidate(c)
		}
		m.WithPropertyAttribute(sdp.AttrKeyEndOfCandidates)
		placed = true
	}
	b, err := d.Marshal()
	return string(b), err
}

// answered is what stays of an answer's attributes.
func answered(in []sdp.Attribute, setup string) []sdp.Attribute {
	out := in[:0]
	for _, a := range in {
		if a.IsICECandidate() || a.Key == sdp.AttrKeyEndOfCandidates {
			continue
		}
		if setup == "active" && a.Key == sdp.AttrKeyConnectionSetup {
			a.Value = "passive"
		}
		out = append(out, a)
	}
	return out
}
