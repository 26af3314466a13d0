package motion

import (
	"fmt"
	"slices"
	"time"

	"onair/beauty/gesture"
)

// layer reads what a layer says of itself; its files are loaded later.
func readLayer(n *node) (Layer, *files, error) {
	if n.kind != object {
		return Layer{}, nil, bad(n.line, "a layer is an object")
	}
	r := &reader{n: n}
	l := Layer{
		ID:      r.text("id", 64),
		Kind:    Kind(r.word("kind", "face", "frame", "rain") + 1),
		FPS:     r.number("fps", 12, 0.1, 60),
		Loop:    Loop(r.word("loop", "repeat", "pingpong", "hold", "once")),
		Opacity: float32(r.number("opacity", 1, 0, 1)),
	}
	r.trigger(&l)
	switch l.Kind {
	case OnFace:
		depth := r.word("depth", "front", "behind", "solid")
		l.Behind, l.Solid = depth == 1, depth == 2
		r.place(&l.Place)
		if l.Solid && !l.Place.Turn {
			r.fail(n.line, `"solid" needs "turn"`)
		}
		l.Hands = r.flag("hands", !l.Behind && l.Place.Anchor.Up == 0)
	case OnFrame:
		l.Fit = Fit(r.word("fit", "stretch", "cover", "contain"))
	case Rain:
		r.particles(&l.Particles)
	}
	f := r.files("pictures")
	f.sound = r.text("sound", 200)
	f.soundLine = n.line
	if s := r.get("sound"); s != nil {
		f.soundLine = s.line
	}
	l.SoundLoop = r.flag("soundLoop", false)
	if l.SoundLoop && f.sound == "" {
		r.fail(r.get("soundLoop").line, `"soundLoop" without a "sound"`)
	}
	return l, f, r.rest("a " + kindNames[l.Kind] + " layer")
}

var kindNames = map[Kind]string{OnFace: "face", OnFrame: "frame", Rain: "rain"}

func (r *reader) place(p *Place) {
	*p = Place{
		Anchor: r.anchor("anchor", "noseBridge"),
		Pivot:  r.pair("pivot", [2]float32{0.5, 0.5}, -4, 4),
		By:     Measure(r.word("by", "faceWidth", "faceHeight", "eyeDistance", "mouthWidth")),
		Width:  float32(r.number("width", 1, 0.01, 10)),
		Offset: r.pair("offset", [2]float32{}, -10, 10),
		Rotate: r.flag("rotate", true),
		Turn:   r.flag("turn", true),
	}
	if !p.Rotate && r.get("turn") == nil {
		p.Turn = false
	}
	if p.Turn && !p.Rotate {
		r.fail(r.get("turn").line, `"turn" needs "rotate"`)
	}
	p.Bend = float32(r.number("bend", 0, 0, 4))
	if n := r.get("to"); n != nil {
		to := r.anchor("to", "")
		p.To = &to
	}
	if (p.Bend > 0 || p.To != nil) && !p.Turn {
		r.fail(r.n.line, `"bend" and "to" need "turn"`)
	}
}

func (r *reader) particles(p *Particles) {
	*p = Particles{
		From:   Origin(r.word("from", "top", "bottom", "anchor")),
		Rate:   float32(r.number("rate", 8, 0.1, 100)),
		Life:   seconds(r.number("life", 5, 0.1, 60)),
		Size:   r.span("size", [2]float32{0.03, 0.06}, 0.002, 1),
		Speed:  r.span("speed", [2]float32{0.15, 0.3}, 0, 4),
		Sway:   float32(r.number("sway", 0.03, 0, 1)),
		Spin:   float32(r.number("spin", 0.2, 0, 10)),
		Tumble: r.flag("tumble", false),
		Spread: float32(r.number("spread", 1, 0, 2)),
	}
	if p.From == FromAnchor {
		p.Anchor = r.anchor("anchor", "mouth")
	}
	if p.Rate*float32(p.Life.Seconds()) > MaxParticles {
		r.fail(r.n.line, "rate times life is more than %d particles", MaxParticles)
	}
}

// trigger reads "when": a word, or an object with "on", "name" and "for".
func (r *reader) trigger(l *Layer) {
	n := r.get("when")
	if n == nil {
		return
	}
	words := []string{"always", "mouthOpen", "blink", "gesture", "smile", "wink", "browsUp"}
	if n.kind == scalar {
		l.When.On = TriggerKind(r.wordOf(n, "when", words...))
		if l.When.On == Gesture {
			r.fail(n.line, `a gesture needs its name: {"on": "gesture", "name": "heart"}`)
		}
		return
	}
	if n.kind != object {
		r.fail(n.line, `"when" must be a word or an object`)
		return
	}
	w := &reader{n: n}
	l.When.On = TriggerKind(w.word("on", words...))
	w.must("on", `"when"`)
	l.When.For = seconds(w.number("for", 0, 0.1, 600))
	if l.When.On == Gesture {
		l.When.Name = w.text("name", 32)
		if l.When.Name == "" {
			w.fail(n.line, `a gesture needs its "name", such as "heart"`)
		} else if names := gesture.Names(); !slices.Contains(names, gesture.Name(l.When.Name)) {
			w.fail(w.get("name").line, "there is no gesture %q; the gestures are %s", l.When.Name, fmt.Sprint(names))
		}
		if l.When.For == 0 {
			l.When.For = defaultGesture
		}
	}
	if l.When.On == Always && l.When.For != 0 {
		w.fail(w.get("for").line, `"for" makes no sense with "always"`)
	}
	if err := w.rest(`"when"`); err != nil && r.err == nil {
		r.err = err
	}
}

// defaultGesture is how long a layer answers a gesture.
const defaultGesture = 3 * time.Second

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
