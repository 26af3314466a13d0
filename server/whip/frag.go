package whip

import (
	"errors"
	"slices"
	"strings"
)

// frag is what counts in an SDP fragment (RFC 8840): the ICE credentials.
type frag struct{ ufrag, pwd string }

var errFrag = errors.New("the fragment has no ICE credentials, or bad ones")

// parseFrag reads a client's fragment: one pair of credentials, which may stand there
// once or, the same, for each section. Candidates are not looked at.
func parseFrag(text string) (f frag, err error) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		key, value, _ := strings.Cut(line, ":")
		switch key {
		case "a=ice-ufrag":
			if err := f.set(&f.ufrag, value, 4); err != nil {
				return frag{}, err
			}
		case "a=ice-pwd":
			if err := f.set(&f.pwd, value, 22); err != nil {
				return frag{}, err
			}
		}
	}
	if f.ufrag == "" || f.pwd == "" {
		return frag{}, errFrag
	}
	return f, nil
}

// set checks one half of the credentials (RFC 8839 section 5.4).
func (f *frag) set(half *string, value string, least int) error {
	value = strings.TrimSpace(value)
	strange := strings.ContainsFunc(value, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '+' || r == '/')
	})
	if len(value) < least || len(value) > 256 || strange || *half != "" && *half != value {
		return errFrag
	}
	*half = value
	return nil
}

// ufragOf is a description's first user fragment.
func ufragOf(sdp string) string {
	for line := range strings.Lines(sdp) {
		if v, ok := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "a=ice-ufrag:"); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// fragOf is the relay's answer as a fragment: credentials and candidates of its first
// section that was not refused.
func fragOf(answer string) string {
	var session, media []string
	refused, ids := false, 0
	for line := range strings.Lines(answer) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "m=") {
			fields := strings.Fields(line)
			if refused = len(fields) > 1 && fields[1] == "0"; !refused {
				ids++
				if ids == 1 {
					media = append(media, line)
				}
			}
			continue
		}
		key, _, _ := strings.Cut(line, ":")
		switch {
		case ids == 0 && (key == "a=ice-lite" || key == "a=ice-options" || key == "a=group"):
			session = append(session, line)
		case ids == 1 && !refused && slices.Contains([]string{"a=mid", "a=ice-ufrag", "a=ice-pwd", "a=candidate", "a=end-of-candidates"}, key):
			media = append(media, line)
		}
	}
	return strings.Join(append(session, media...), "\r\n") + "\r\n"
}
