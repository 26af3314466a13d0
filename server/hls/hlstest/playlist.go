package hlstest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Part is one part of a segment.
type Part struct {
	URI         string
	Duration    float64
	Independent bool
}

// Segment is one in a playlist.
type Segment struct {
	Number   int64
	URI      string
	Duration float64
	Init     string
	Jump     bool // a discontinuity is before it
	At       time.Time
	Parts    []Part
}

// Playlist is a media playlist.
type Playlist struct {
	Version, Target               int
	First, Jumps                  int64
	Block                         bool
	HoldBack, PartHoldBack, Parts float64 // of EXT-X-SERVER-CONTROL and EXT-X-PART-INF
	Segments                      []Segment
	Open                          Segment // the one in the making: number, parts, initialization
	Hint                          string
	Reports                       map[string]string
	Independent                   bool
}

// Parse reads a media playlist; it knows nothing of what made it.
func Parse(text string) (*Playlist, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "#EXTM3U" {
		return nil, fmt.Errorf("does not begin with #EXTM3U")
	}
	p := &Playlist{Reports: map[string]string{}}
	cur := Segment{}
	var err error
	number := func(s string) float64 { return readNumber(s, &err) }
	for _, line := range lines[1:] {
		tag, rest, _ := strings.Cut(line, ":")
		a := attributes(rest)
		switch tag {
		case "#EXT-X-VERSION":
			p.Version = int(number(rest))
		case "#EXT-X-TARGETDURATION":
			p.Target = int(number(rest))
		case "#EXT-X-MEDIA-SEQUENCE":
			p.First = int64(number(rest))
		case "#EXT-X-DISCONTINUITY-SEQUENCE":
			p.Jumps = int64(number(rest))
		case "#EXT-X-INDEPENDENT-SEGMENTS":
			p.Independent = true
		case "#EXT-X-SERVER-CONTROL":
			p.Block = a["CAN-BLOCK-RELOAD"] == "YES"
			p.HoldBack, p.PartHoldBack = number(a["HOLD-BACK"]), number(a["PART-HOLD-BACK"])
		case "#EXT-X-PART-INF":
			p.Parts = number(a["PART-TARGET"])
		case "#EXT-X-MAP":
			cur.Init = a["URI"]
		case "#EXT-X-DISCONTINUITY":
			cur.Jump = true
		case "#EXT-X-PROGRAM-DATE-TIME":
			if cur.At, err = time.Parse(time.RFC3339, rest); err != nil {
				return nil, err
			}
		case "#EXT-X-PART":
			cur.Parts = append(cur.Parts, Part{a["URI"], number(a["DURATION"]), a["INDEPENDENT"] == "YES"})
		case "#EXTINF":
			cur.Duration = number(strings.TrimSuffix(rest, ","))
		case "#EXT-X-PRELOAD-HINT":
			p.Hint = a["URI"]
		case "#EXT-X-RENDITION-REPORT":
			p.Reports[a["URI"]] = a["LAST-MSN"] + "/" + a["LAST-PART"]
		default:
			if strings.HasPrefix(line, "#") || line == "" {
				return nil, fmt.Errorf("unknown line %q", line)
			}
			cur.URI, cur.Number = line, p.First+int64(len(p.Segments))
			p.Segments = append(p.Segments, cur)
			cur = Segment{Init: cur.Init}
		}
	}
	cur.Number = p.First + int64(len(p.Segments))
	p.Open = cur
	return p, err
}

// readNumber reads a duration or a count.
func readNumber(s string, err *error) float64 {
	f, e := strconv.ParseFloat(s, 64)
	if e != nil || math.IsNaN(f) || f < 0 {
		*err = fmt.Errorf("no number: %q", s)
	}
	return f
}

// attributes reads an attribute list.
func attributes(s string) map[string]string {
	out := map[string]string{}
	for s != "" {
		k, rest, ok := strings.Cut(s, "=")
		if !ok {
			return out
		}
		if strings.HasPrefix(rest, `"`) {
			v, after, _ := strings.Cut(rest[1:], `"`)
			out[k], s = v, strings.TrimPrefix(after, ",")
			continue
		}
		v, after, _ := strings.Cut(rest, ",")
		out[k], s = v, after
	}
	return out
}

// Newest is the time of the picture that the playlist ends with; zero if it does not say.
func (p *Playlist) Newest() time.Time {
	n := len(p.Segments) - 1
	if n < 0 || p.Segments[n].At.IsZero() {
		return time.Time{}
	}
	end := p.Segments[n].Duration
	for _, part := range p.Open.Parts {
		end += part.Duration
	}
	return p.Segments[n].At.Add(time.Duration(end * float64(time.Second)))
}
