package rtmp

import (
	"slices"
	"testing"
)

// TestWhatCannotBeReadIsNamed in the words of programs, or not at all.
func TestWhatCannotBeReadIsNamed(t *testing.T) {
	for text, want := range map[string][]string{
		"invalid configuration: unsupported object type: 1": {"aacKind", "AAC Main"},
		"unsupported object type: 7":                        {"aacKind"},
		"unsupported channel configuration (12)":            {"channels", "8"},
		"unsupported channel configuration (9)":             {"channels"},
		"unsupported audio codec: 11":                       {"audioCodec", "Speex"},
		"unsupported audio codec: 6":                        {"audioCodec"},
		"unsupported video codec: 4":                        {"videoCodec", "VP6"},
		"unsupported fourCC: 1700998451":                    {"audioCodec", "E-AC-3"},
		"unsupported fourCC: 1987470129":                    {"videoCodec", "vvc1"},
		"unsupported fourCC: 7":                             {"videoCodec"},
		"unsupported audio message type: 9":                 {""},
	} {
		code, args := unreadable(text)
		if got := append([]string{string(code)}, args...); !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", text, got, want)
		}
	}
}
