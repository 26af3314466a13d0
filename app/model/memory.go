package model

// Memory is what the window remembers between runs besides what the screens show.
type Memory struct {
	Window WindowPlace
	// Folded: the side panel is folded away.
	Folded bool
	// Folders is where files of a kind were chosen last, by FileKind. The map is
	// replaced, never written to.
	Folders map[FileKind]string
}

// WindowPlace is the main window's size and where it stands. The zero value means
// the usual size, wherever the desktop puts it.
type WindowPlace struct {
	// Width and Height are in the window's own units (pixels at 100 %).
	Width  int `json:"width"`
	Height int `json:"height"`
	// X and Y are pixels of the desktop, meant only where Placed.
	X         int  `json:"x"`
	Y         int  `json:"y"`
	Placed    bool `json:"placed"`
	Maximized bool `json:"maximized"`
}

// Bounds of a remembered window: smaller ones cannot be used, larger ones and
// places farther away are no display's.
const (
	minWindowWidth, minWindowHeight = 960, 440
	maxWindow                       = 16384
)

// Sane is p with what cannot be meant put right: no size for an impossible one, no
// place for one far off every display. The window looks at the displays besides.
func (p WindowPlace) Sane() WindowPlace {
	if p.Width <= 0 || p.Height <= 0 || p.Width > maxWindow || p.Height > maxWindow {
		p.Width, p.Height = 0, 0
	} else {
		p.Width, p.Height = max(p.Width, minWindowWidth), max(p.Height, minWindowHeight)
	}
	if far := 2 * maxWindow; !p.Placed || p.X < -far || p.X > far || p.Y < -far || p.Y > far {
		p.X, p.Y, p.Placed = 0, 0, false
	}
	return p
}

// FileKind is what a file is chosen for; each has the endings it may have and a
// folder of its own that is remembered.
type FileKind string

// The kinds of files.
const (
	FileCamera     FileKind = "camera"     // a video or picture in place of the camera
	FileSound      FileKind = "sound"      // music or a sound of the board
	FileBackground FileKind = "background" // a picture or video behind the user
	FileCover      FileKind = "cover"      // a picture
	FileTable      FileKind = "table"      // a colour table
	FileTexture    FileKind = "texture"    // a picture of makeup
	FileBeauty     FileKind = "beauty"     // beauty settings
	FileSticker    FileKind = "sticker"    // a folder
)

// FileKinds is every kind.
func FileKinds() []FileKind {
	return []FileKind{FileCamera, FileSound, FileBackground, FileCover, FileTable, FileTexture, FileBeauty, FileSticker}
}

// MemoryActions are what the window has remembered, and what can be undone.
type MemoryActions interface {
	RememberWindow(p WindowPlace)
	RememberFolded(folded bool)
	RememberFolder(kind FileKind, folder string)
	// UndoResetBeauty brings back what ResetAllBeauty took away, while
	// Beauty.CanUndo says so.
	UndoResetBeauty()
	// UseCover makes a picture file the cover.
	UseCover(path string)
	// RefuseFile says that a file is of no use where it was dropped.
	RefuseFile(path string)
}
