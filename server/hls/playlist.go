package hls

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// mark stands behind each address in a playlist, where a request's signature goes.
const mark = "\x00"

// signed puts a request's signature into a playlist.
func signed(text []byte, query string) []byte {
	if query != "" {
		query = "?" + query
	}
	return bytes.ReplaceAll(text, []byte(mark), []byte(query))
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.5f", d.Seconds()) }

// lowLatency writes a list with its parts (RFC 8216bis). others are the stream's other lists.
func lowLatency(l *list, t targets, others []int) []byte {
	var b bytes.Buffer
	l.head(&b, 10, t, segmentsTold)
	fmt.Fprintf(&b, "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=%s,HOLD-BACK=%d.0\n", seconds(3*t.part), 3*t.seconds)
	fmt.Fprintf(&b, "#EXT-X-PART-INF:PART-TARGET=%s\n", seconds(t.part))
	told := l.told()
	init := ""
	for i, s := range told {
		init = s.head(&b, init)
		if i >= len(told)-2 { // parts further back are of no use: nobody joins there
			writeParts(&b, s.parts)
		}
		fmt.Fprintf(&b, "#EXTINF:%s,\n%s%s\n", seconds(s.dur), s.uri, mark)
	}
	if l.jumping && (len(l.parts) > 0 || l.hint != "") {
		b.WriteString("#EXT-X-DISCONTINUITY\n")
	}
	if l.init != "" && l.init != init {
		fmt.Fprintf(&b, "#EXT-X-MAP:URI=\"%s%s\"\n", l.init, mark)
	}
	writeParts(&b, l.parts)
	if l.hint != "" {
		fmt.Fprintf(&b, "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"%s%s\"\n", l.hint, mark)
	}
	msn, last := l.next(), len(l.parts)-1
	if last < 0 && len(told) > 0 {
		msn, last = msn-1, len(told[len(told)-1].parts)-1
	}
	for _, o := range others {
		fmt.Fprintf(&b, "#EXT-X-RENDITION-REPORT:URI=\"%s.m3u8%s\",LAST-MSN=%d,LAST-PART=%d\n", listNames[o], mark, msn, max(last, 0))
	}
	return b.Bytes()
}

// plain writes a list of finished segments alone.
func plain(l *list, t targets) []byte {
	var b bytes.Buffer
	l.head(&b, 7, t, segmentsTold)
	init := ""
	for _, s := range l.told() {
		init = s.head(&b, init)
		fmt.Fprintf(&b, "#EXTINF:%s,\n%s%s\n", seconds(s.dur), s.uri, mark)
	}
	return b.Bytes()
}

// told are the segments that stand in playlists.
func (l *list) told() []segment { return l.segs[max(0, len(l.segs)-segmentsTold):] }

func (l *list) head(b *bytes.Buffer, version int, t targets, told int) {
	left := max(0, len(l.segs)-told)
	jumps := l.jumps
	for _, s := range l.segs[:left] {
		if s.jump {
			jumps++
		}
	}
	fmt.Fprintf(b, "#EXTM3U\n#EXT-X-VERSION:%d\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:%d\n", version, t.seconds)
	fmt.Fprintf(b, "#EXT-X-MEDIA-SEQUENCE:%d\n#EXT-X-DISCONTINUITY-SEQUENCE:%d\n", l.first+int64(left), jumps)
}

// head writes what is before a segment, and returns the initialization that holds.
func (s *segment) head(b *bytes.Buffer, init string) string {
	if s.jump {
		b.WriteString("#EXT-X-DISCONTINUITY\n")
	}
	if s.init != init {
		fmt.Fprintf(b, "#EXT-X-MAP:URI=\"%s%s\"\n", s.init, mark)
	}
	if !s.at.IsZero() {
		fmt.Fprintf(b, "#EXT-X-PROGRAM-DATE-TIME:%s\n", s.at.UTC().Format("2006-01-02T15:04:05.000Z"))
	}
	return s.init
}

func writeParts(b *bytes.Buffer, parts []part) {
	for _, p := range parts {
		independent := ""
		if p.independent {
			independent = ",INDEPENDENT=YES"
		}
		fmt.Fprintf(b, "#EXT-X-PART:DURATION=%s,URI=\"%s%s\"%s\n", seconds(p.dur), p.uri, mark, independent)
	}
}

// look is what a player has to know before it chooses.
type look struct {
	video, resolution string // codec as in RFC 6381; empty for sound alone
	fps               float64
	sound             bool
	peak, average     int // bits a second
}

// master writes the list of a stream's variants: with AAC, and with Opus for those that ask for it. ending is "" or ".plain".
func master(k look, ending string) []byte {
	var b bytes.Buffer
	version := 10
	if ending != "" {
		version = 7
	}
	fmt.Fprintf(&b, "#EXTM3U\n#EXT-X-VERSION:%d\n#EXT-X-INDEPENDENT-SEGMENTS\n", version)
	variant := func(list int, codecs []string, group string) {
		fmt.Fprintf(&b, "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,CODECS=\"%s\"", k.peak, k.average, strings.Join(codecs, ","))
		if k.video != "" {
			fmt.Fprintf(&b, ",RESOLUTION=%s", k.resolution)
			if k.fps > 0 {
				fmt.Fprintf(&b, ",FRAME-RATE=%.3f", k.fps)
			}
		}
		if group != "" {
			fmt.Fprintf(&b, ",AUDIO=\"%s\"", group)
		}
		fmt.Fprintf(&b, "\n%s%s.m3u8%s\n", listNames[list], ending, mark)
	}
	if k.video == "" {
		variant(audioList, []string{"mp4a.40.2"}, "")
		variant(opusList, []string{"opus"}, "")
		return b.Bytes()
	}
	if !k.sound {
		variant(videoList, []string{k.video}, "")
		return b.Bytes()
	}
	for i, group := range []string{"aac", "opus"} {
		fmt.Fprintf(&b, "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"%s\",NAME=\"%s\",AUTOSELECT=YES,DEFAULT=YES,CHANNELS=\"2\",URI=\"%s%s.m3u8%s\"\n",
			group, strings.ToUpper(group), listNames[audioList+i], ending, mark)
	}
	variant(videoList, []string{k.video, "mp4a.40.2"}, "aac")
	variant(videoList, []string{k.video, "opus"}, "opus")
	return b.Bytes()
}
