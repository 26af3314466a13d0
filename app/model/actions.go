package model

// Actions is what the screens may ask for. Every call comes from the UI
// goroutine and returns at once; what follows shows up in the State.
type Actions interface {
	SignInActions
	LobbyActions
	SetupActions
	BeautyActions
	StageActions
	SettingsActions

	// Cancel gives up what the current screen waits for (Busy, Opening, Going).
	Cancel()
	// RetryNow tries the lost connection again without waiting.
	RetryNow()
	// DismissNotice takes a toast away.
	DismissNotice(id uint64)
	// DismissFailure takes a failure's card away.
	DismissFailure(f *Failure)
	// Quit ends the program in order: leaves rooms, saves settings. done is
	// called from any goroutine when the window may go.
	Quit(done func())
}

// SignInActions are Welcome's.
type SignInActions interface {
	// SignIn starts signing in. With SignInForm{Server: ThisComputer, Method:
	// SignInGuest} and nothing else it goes straight to the lobby.
	SignIn(form SignInForm)
	// ForgetServer takes an address off Welcome.Recent.
	ForgetServer(address string)
	// SignOut goes back to Welcome.
	SignOut()
}

// LobbyActions are the lobby's.
type LobbyActions interface {
	// Refresh asks for the room list now (it also refreshes by itself).
	Refresh()
	SetSearch(text string)
	SetSort(by RoomSort)
	// OpenRoom watches a room, or goes on with the live if it is the user's own.
	OpenRoom(id uint32)
	// OpenLink opens what was typed: a room number or an onair:// link.
	OpenLink(text string)
	// PrepareLive goes to the set-up screen.
	PrepareLive()
}

// SetupActions are those of the screen before going live; the choices of
// device and quality also work on air and in Settings.
type SetupActions interface {
	SetCamera(spec string)
	SetMicrophone(spec string)
	SetSpeaker(spec string)
	// UseFile makes a media file or picture the camera (and the microphone,
	// where the file has sound).
	UseFile(path string)
	SetSize(s Size)
	SetFrameRate(fps int)
	SetBitRate(bits int) // 0 = automatic
	SetTitle(title string)
	// SetRoomNumber chooses the number; 0 lets the controller make one.
	SetRoomNumber(id uint32)
	// TakeCover makes the current picture the cover.
	TakeCover()
	// ClearCover takes the cover away.
	ClearCover()
	// GoLive makes the room and starts publishing.
	GoLive()
	// LeaveSetup goes back to the lobby.
	LeaveSetup()
}

// BeautyActions are the beauty panel's. Values may come many times a second
// while a slider is dragged; the newest wins.
type BeautyActions interface {
	SetBeauty(id string, value float64)
	ResetBeauty(id string)
	ResetAllBeauty()
	// SetColourFilter chooses a colour table by ID; empty is none, "file:PATH" a file
	// of the user's own.
	SetColourFilter(id string)
	// CompareBeauty shows the untouched picture while on is true.
	CompareBeauty(on bool)
}

// StageActions are those on air and while watching.
type StageActions interface {
	MuteMicrophone(muted bool)
	MuteCamera(muted bool)
	SetMirror(on bool)
	// SwitchCamera goes to the next camera.
	SwitchCamera()
	// EndLive ends the live (already confirmed) and fills OnAir.Summary.
	EndLive()
	// CloseSummary goes from the summary to the lobby.
	CloseSummary()
	// SetVolume sets the loudness of what is played, 0..100.
	SetVolume(percent int)
	MuteSound(muted bool)
	// RetryWatch tries again after WatchFailed.
	RetryWatch()
	// LeaveRoom stops watching and goes to the lobby.
	LeaveRoom()
	// ReportShown tells the capture-to-screen delay: a tile's frame captured at
	// capture (Unix nanoseconds) was put on screen at shown.
	ReportShown(tile string, capture, shown int64)
	// CopyLink tells that the room's link went to the clipboard.
	CopyLink()
	// SetArrangement says how several tiles share the stage; it is remembered.
	SetArrangement(a Arrangement)
}

// SettingsActions are the settings screen's.
type SettingsActions interface {
	OpenSettings()
	CloseSettings()
	SetMirrorSent(on bool)
	SetHardware(on bool)
	// SetOneEncoding sends the picture in one size alone; it is remembered.
	SetOneEncoding(on bool)
	SetMicGain(percent int)
	SetLanguage(code string)
	SetTheme(t Theme)
	// SetCallSound says whether a sound tells that somebody asks for something.
	SetCallSound(on bool)
	// TestCamera, TestMicrophone and TestSpeaker start or stop a device test.
	TestCamera(on bool)
	TestMicrophone(on bool)
	TestSpeaker(on bool)
}
