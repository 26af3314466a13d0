package shape

// FaceShape is what the level faceBeauty mixes (the parameter "faceShape").
type FaceShape int

const (
	// FaceNatural slims a little and opens the eyes.
	FaceNatural FaceShape = iota
	// FaceGoddess goes further: V-shaped, small chin, large eyes, thin nose.
	FaceGoddess
	// FaceMale keeps jaw and chin strong.
	FaceMale
)

// faceShapes are the mixes at full level.
var faceShapes = [...]Levels{
	FaceNatural: {
		faceSlim: 0.45, faceV: 0.25, eyeScale: 0.4, noseSlim: 0.3, chin: 0.05, forehead: 0.05,
	},
	FaceGoddess: {
		faceSlim: 0.5, faceV: 0.5, faceNarrow: 0.3, faceShort: 0.2, eyeScale: 0.6, eyeAngle: 0.15,
		noseSlim: 0.45, noseWing: 0.2, mouthShape: 0.15, lipsThickness: -0.15, forehead: 0.1,
	},
	FaceMale: {
		faceSlim: 0.3, faceNarrow: 0.2, eyeScale: 0.2, noseSlim: 0.2, chin: 0.25, eyeAngle: 0.05,
	},
}
