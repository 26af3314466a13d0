package voice

// recipe is a voice: how it is shifted (nil: not), and what follows.
type recipe struct {
	shape *shape
	after func() part
}

// changers in TRTC's numbering. Pitch and formants are ratios.
var changers = [Changers]recipe{
	// A small head, a high excited voice.
	ChangerChild: {&shape{pitch: 1.5, formant: 1.38, intonation: 0.3}, func() part { return highShelf(3000, 3) }},
	// Higher still, but softer and rounder.
	ChangerGirl: {&shape{pitch: 1.85, formant: 1.17}, func() part { return parts{highPass(180), peak(1100, 1, -3), highShelf(6000, 2)} }},
	// A longer throat.
	ChangerMan: {&shape{pitch: 0.75, formant: 0.87}, func() part { return parts{lowShelf(200, 4), highShelf(5000, -3)} }},
	// A shout through a guitar amplifier.
	ChangerHeavyMetal: {&shape{pitch: 0.94, formant: 1}, func() part {
		return parts{highPass(120), peak(900, 0.8, 6), drive{in: 26, bias: 0.3, out: 0.17}, lowPass(4800, 0.8), peak(2600, 1.2, 5)}
	}},
	// A blocked nose: no resonance where the nose has one, dull above.
	ChangerCold: {&shape{pitch: 0.95, formant: 0.95}, func() part {
		return parts{peak(260, 2, 6), peak(900, 2.5, 8), peak(1900, 1.4, -14), lowPass(2700, 0.9)}
	}},
	// A melody of speech that goes further up and down, and trembles.
	ChangerForeign: {&shape{pitch: 1.12, formant: 1.09, intonation: 0.9, vibrato: 0.05, vibratoHz: 5.2}, func() part {
		return parts{peak(1600, 1.2, 5), highPass(200)}
	}},
	// Huge, hoarse, behind bars.
	ChangerBeast: {&shape{pitch: 0.56, formant: 0.7}, func() part {
		return parts{newRing(31, 0.45), drive{in: 6, bias: 0.2, out: 0.5}, comb(96, 0.62, 0.35), lowShelf(180, 5)}
	}},
	// Who speaks little and stays at home: dull, near, from the throat.
	ChangerIndoorsman: {&shape{pitch: 0.86, formant: 0.8, intonation: -0.5}, func() part {
		return parts{lowPass(3100, 0.7), peak(380, 1.2, 6), peak(2000, 1, -4),
			newRoom(roomShape{size: 0.16, seconds: 0.2, damp: 0.6, early: [6]float64{2.3, 3.9}, earlyMix: 0.4, diffuse: 0.4, dry: 0.9, wet: 0.4})}
	}},
	// A voice on the mains: one pitch, chopped a hundred times a second.
	ChangerCurrent: {&shape{pitch: 1, formant: 1, monotone: 100}, func() part {
		return parts{drive{in: 8, bias: 0, out: 0.5}, newRing(100, 0.85), comb(200, 0.6, 0.3), peak(3000, 1, 6), gain(0.8)}
	}},
	// A machine hall that speaks.
	ChangerMachine: {nil, func() part {
		return parts{newVocoder(55, 0.25, 1), comb(110, 0.5, 0.35), drive{in: 2, bias: 0, out: 0.7}}
	}},
	// Several at once, a breath above the ground.
	ChangerEthereal: {&shape{pitch: 1.26, formant: 1.05}, func() part {
		return parts{highPass(250), newChorus(6, 18, 4, 0.5, 0.5, 0.35),
			newRoom(roomShape{size: 1.3, seconds: 2.8, damp: 0.15, predelay: 20, diffuse: 0.7, sway: 1, dry: 0.7, wet: 0.4})}
	}},
}
