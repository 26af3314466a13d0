package shape

// What can be changed. Levels are 0 to 1, or -1 to 1
// where a thing can be made both smaller and larger.
const (
	faceBeauty = iota
	faceSlim
	faceV
	faceNarrow
	faceShort
	chin
	forehead
	eyeScale
	eyeDistance
	eyeAngle
	noseSlim
	noseWing
	nosePosition
	mouthShape
	lipsThickness
	cheekbones
	jawAngle
	smallHead
	doubleChin
	browHeight
	browDistance
	philtrum
	mouthCorners
	Count
)

// Kind is what a level is for: its id, and whether it goes both ways.
type Kind struct {
	ID     string
	Signed bool
}

// Kinds names them; those that are signed go both ways.
var Kinds = [Count]Kind{
	faceBeauty:    {"faceBeauty", false},
	faceSlim:      {"faceSlim", false},
	faceV:         {"faceV", false},
	faceNarrow:    {"faceNarrow", false},
	faceShort:     {"faceShort", false},
	chin:          {"chin", true},
	forehead:      {"forehead", true},
	eyeScale:      {"eyeScale", false},
	eyeDistance:   {"eyeDistance", true},
	eyeAngle:      {"eyeAngle", true},
	noseSlim:      {"noseSlim", false},
	noseWing:      {"noseWing", true},
	nosePosition:  {"nosePosition", true},
	mouthShape:    {"mouthShape", true},
	lipsThickness: {"lipsThickness", true},
	cheekbones:    {"cheekbones", false},
	jawAngle:      {"jawAngle", true},
	smallHead:     {"smallHead", false},
	doubleChin:    {"doubleChin", false},
	browHeight:    {"browHeight", true},
	browDistance:  {"browDistance", true},
	philtrum:      {"philtrum", true},
	mouthCorners:  {"mouthCorners", true},
}

// Levels is a set of levels, each -1 to 1.
type Levels [Count]float32

// Mixed adds the share of a face shape that the level faceBeauty asks for.
func (s Levels) Mixed(with FaceShape) Levels {
	mix, beauty := &faceShapes[with], s[faceBeauty]
	for i := range s {
		s[i] = min(max(s[i]+beauty*mix[i], -1), 1)
	}
	return s
}
