package model

import "slices"

// Choice is one entry of a strip of pictures: a sticker or a background.
type Choice struct {
	ID string // empty: none
	// Name is shown where the locales have no "<strip>.<ID>".
	Name  string
	Thumb *Picture // nil: drawn by the screen
}

// Makeup is one kind of makeup: its looks and the one chosen. How strong it is
// is the parameter of the same ID.
type Makeup struct {
	ID    string // such as "makeup.lips"
	Looks []Look
	Look  string // ID of the chosen one, empty for an own colour
	// Colour is the colour in force, 0xRRGGBB.
	Colour uint32
}

// Look is one ready-made colour of a kind of makeup; its name's key is
// "beauty.<kind>.<ID>".
type Look struct {
	ID     string
	Colour uint32 // 0xRRGGBB, the main one
}

// WithLook returns b with another look for a kind; look "" is an own colour.
func (b Beauty) WithLook(kind, look string, colour uint32) Beauty {
	i := slices.IndexFunc(b.Makeup, func(m Makeup) bool { return m.ID == kind })
	if i < 0 {
		return b
	}
	b.Makeup = slices.Clone(b.Makeup)
	b.Makeup[i].Look, b.Makeup[i].Colour = look, colour
	b.Preset, b.Look = "", ""
	return b
}

// OwnLook begins the ID of a complete look of the user's own; its name follows.
const OwnLook = "own:"

// WholeLookActions are those of complete looks: makeup with skin and a colour filter.
type WholeLookActions interface {
	// WearLook puts a look on by ID; empty takes it off.
	WearLook(id string)
	// SaveLook keeps what is worn under a name; one of the same name is replaced.
	SaveLook(name string)
	// RenameLook and DeleteLook change one of the user's own, ExportLook writes it to a
	// file for ImportBeauty.
	RenameLook(id, name string)
	DeleteLook(id string)
	ExportLook(id, path string)
}

// GestureBinding says what a gesture does.
type GestureBinding struct {
	ID     string // named by "gesture.<ID>"
	Action GestureAction
}

// GestureAction is something a gesture can do; its name's key is
// "gesture.do.<action>".
type GestureAction string

// What gestures can do.
const (
	GestureNothing GestureAction = "nothing"
	GestureLike    GestureAction = "like"
	GestureSticker GestureAction = "sticker" // triggers the sticker's own, such as hearts
	GestureRaise   GestureAction = "raise"   // ask to come on the stage
	GestureApplaud GestureAction = "applaud" // the sound board's applause
	GestureGift    GestureAction = "gift"    // give the first of the catalogue
)

// GestureActions lists every one.
func GestureActions() []GestureAction {
	return []GestureAction{GestureNothing, GestureSticker, GestureLike, GestureRaise, GestureGift, GestureApplaud}
}

// LookActions are those of the beauty panel beyond its sliders.
type LookActions interface {
	// SetMakeupLook chooses a look by ID; SetMakeupColour an own colour, 0xRRGGBB.
	SetMakeupLook(kind, look string)
	SetMakeupColour(kind string, rgb uint32)
	// SetTexture lays a makeup picture on faces, "file:PATH"; empty is none.
	SetTexture(id string)
	// SetSticker, SetBackground and SetGreenScreen choose by ID; empty is none.
	// The ID "file:PATH" is a file or folder of the user's own.
	SetSticker(id string)
	MuteSticker(muted bool)
	// WearGifts says whether large gifts put something on the user's head for a while.
	WearGifts(on bool)
	SetBackground(id string)
	SetGreenScreen(id string)
	// ApplyBeautyPreset moves everything to a preset.
	ApplyBeautyPreset(id string)
	// ExportBeauty and ImportBeauty write and read all settings as JSON.
	ExportBeauty(path string)
	ImportBeauty(path string)
	BindGesture(gesture string, action GestureAction)
	// WatchBeautyTab says which tab is open, "" none, so that thumbnails of the
	// live picture are made only while they are seen.
	WatchBeautyTab(tab BeautyTab)
}
