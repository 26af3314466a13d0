package voice

// newReverb is the chain of a type, nil for none.
func newReverb(r Reverb) part {
	if r <= ReverbNone || r >= Reverbs {
		return nil
	}
	return reverbs[r]()
}

// reverbs are made anew for each use: their parts hold sound. The first
// reflections are those of a box-shaped room, in ms.
var reverbs = [Reverbs]func() part{
	// The karaoke machine: a slap echo and a bright plate.
	ReverbKaraoke: func() part {
		return parts{newEcho(165, 0.38, 0.35, 0.32, false),
			newRoom(roomShape{size: 0.8, seconds: 1.7, damp: 0.25, predelay: 18, diffuse: 0.6, sway: 0.3, dry: 0.9, wet: 0.26})}
	},
	// A furnished room: reflections close together, over at once.
	ReverbSmallRoom: func() part {
		return newRoom(roomShape{size: 0.28, seconds: 0.38, damp: 0.45, predelay: 2, early: [6]float64{3.1, 4.7, 7.3, 9.8, 13.1, 17.9},
			earlyMix: 0.45, diffuse: 0.55, dry: 0.85, wet: 0.5})
	},
	// A concert hall: late and long.
	ReverbGreatHall: func() part {
		return newRoom(roomShape{size: 1.45, seconds: 3.4, damp: 0.35, predelay: 32, early: [6]float64{19, 27, 38, 47, 61, 79},
			earlyMix: 0.25, diffuse: 0.65, sway: 0.4, dry: 0.75, wet: 0.42})
	},
	// Low and dark: the lows lifted, the tail without highs.
	ReverbDeep: func() part {
		return parts{lowShelf(220, 7), highShelf(4500, -7),
			newRoom(roomShape{size: 1.1, seconds: 2.3, damp: 0.78, predelay: 12, diffuse: 0.65, sway: 0.3, dry: 0.75, wet: 0.55})}
	},
	// Loud and ringing: evened out, presence lifted, a bright short tail.
	ReverbLoud: func() part {
		return parts{&compressor{threshold: 0.12, ratio: 3.5, makeup: 1.9}, peak(2800, 0.9, 6), highPass(140),
			newRoom(roomShape{size: 0.75, seconds: 1.1, damp: 0.1, predelay: 8, diffuse: 0.6, dry: 0.9, wet: 0.3})}
	},
	// A metal tank: short pipes that ring at pitches that do not fit together.
	ReverbMetallic: func() part {
		return parts{comb(233, 0.82, 0.30), comb(371, 0.80, 0.26), comb(587, 0.76, 0.22), highShelf(3500, 5), gain(0.75),
			newRoom(roomShape{size: 0.22, seconds: 0.9, damp: 0.02, diffuse: 0.1, dry: 0.8, wet: 0.3})}
	},
	// Near and warm: as if close to a good microphone with a tube behind it.
	ReverbMagnetic: func() part {
		return parts{lowShelf(180, 5), peak(420, 1, -3), peak(3200, 0.8, 3), drive{in: 2.2, bias: 0.25, out: 0.6},
			newRoom(roomShape{size: 0.5, seconds: 0.75, damp: 0.5, predelay: 10, diffuse: 0.6, dry: 0.95, wet: 0.2})}
	},
	// Weightless: no lows, a long swaying tail louder than the voice.
	ReverbEthereal: func() part {
		return parts{highPass(260), highShelf(6000, 4), newChorus(4, 14, 3, 0.4, 0.8, 0.3),
			newRoom(roomShape{size: 1.7, seconds: 5.5, damp: 0.15, predelay: 40, diffuse: 0.7, sway: 1.2, dry: 0.5, wet: 0.6})}
	},
	// A treated recording room with a plate behind the singer.
	ReverbStudio: func() part {
		return parts{highPass(90), highShelf(9000, 3),
			newRoom(roomShape{size: 0.45, seconds: 0.55, damp: 0.3, predelay: 22, early: [6]float64{8, 13}, earlyMix: 0.15, diffuse: 0.68, dry: 0.95, wet: 0.18})}
	},
	// Singing across a valley: echoes from side to side and a soft tail.
	ReverbMelodious: func() part {
		return parts{newEcho(310, 0.5, 0.45, 0.4, true),
			newRoom(roomShape{size: 1.2, seconds: 2.5, damp: 0.5, predelay: 25, diffuse: 0.7, sway: 0.6, dry: 0.85, wet: 0.35})}
	},
	// A studio voice sung twice: doubled to both sides, wide first reflections.
	ReverbStudio2: func() part {
		return parts{newChorus(2, 17, 1.2, 0.7, 0.9, 0.5), peak(5200, 1, 3),
			newRoom(roomShape{size: 0.6, seconds: 0.9, damp: 0.2, predelay: 14, early: [6]float64{11, 16, 21, 29}, earlyMix: 0.35, diffuse: 0.6, dry: 0.9, wet: 0.22})}
	},
}
