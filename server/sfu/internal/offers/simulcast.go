package offers

import (
	"slices"
	"strings"

	"github.com/pion/sdp/v3"
)

// maxLayers is how many encodings of one video are taken.
const maxLayers = 3

// layersOf names the layers that a section offers to send (RFC 8853), up to three; none where it offers one, or does not mark their
// packets.
func layersOf(m *sdp.MediaDescription) []string {
	if m.MediaName.Media != "video" {
		return nil
	}
	var rids, marks []string
	send := ""
	for _, a := range m.Attributes {
		switch a.Key {
		case "rid":
			if id, rest, _ := strings.Cut(a.Value, " "); strings.HasPrefix(rest, "send") && plainName(id) {
				rids = append(rids, id)
			}
		case "simulcast":
			if _, after, ok := strings.Cut(" "+a.Value, " send "); ok {
				send, _, _ = strings.Cut(after, " ")
			}
		case "extmap":
			_, uri, _ := strings.Cut(a.Value, " ")
			marks = append(marks, strings.TrimSpace(uri))
		}
	}
	if !slices.Contains(marks, sdp.SDESMidURI) || !slices.Contains(marks, sdp.SDESRTPStreamIDURI) {
		return nil
	}
	var out []string
	for _, one := range strings.Split(send, ";") {
		id, _, _ := strings.Cut(strings.TrimPrefix(one, "~"), ",")
		if slices.Contains(rids, id) && !slices.Contains(out, id) && len(out) < maxLayers {
			out = append(out, id)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// plainName tells whether a rid is one (RFC 8852) and short enough for a header extension.
func plainName(id string) bool {
	return len(id) > 0 && len(id) <= 16 && strings.IndexFunc(id, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
	}) < 0
}

// nameLayers puts the layers into a section of which all that was said of them has been taken out. pion finds them only in a section
// that names its stream.
func nameLayers(m *sdp.MediaDescription, rids []string) {
	if len(rids) == 0 {
		return
	}
	for _, id := range rids {
		m.WithValueAttribute("rid", id+" send")
	}
	m.WithValueAttribute("simulcast", "send "+strings.Join(rids, ";"))
	if msid, _ := m.Attribute("msid"); len(strings.Fields(msid)) != 2 {
		m.Attributes = slices.DeleteFunc(m.Attributes, func(a sdp.Attribute) bool { return a.Key == "msid" })
		m.WithValueAttribute("msid", "onair video")
	}
}
