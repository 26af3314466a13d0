package views

import "onair/app/model"

// recorder notes every intent as its name and arguments.
type recorder struct{ calls []string }

func (r *recorder) add(c string) { r.calls = append(r.calls, c) }

// ReportShown comes with each frame; it is not noted.
func (r *recorder) ReportShown(tile string, capture, shown int64) {}

func (r *recorder) Quit(done func()) {
	r.add("Quit")
	done()
}

func (r *recorder) Cancel()                            { r.add(call("Cancel")) }
func (r *recorder) RetryNow()                          { r.add(call("RetryNow")) }
func (r *recorder) DismissNotice(id uint64)            { r.add(call("DismissNotice", id)) }
func (r *recorder) SignIn(form model.SignInForm)       { r.add(call("SignIn", form)) }
func (r *recorder) ForgetServer(address string)        { r.add(call("ForgetServer", address)) }
func (r *recorder) SignOut()                           { r.add(call("SignOut")) }
func (r *recorder) Refresh()                           { r.add(call("Refresh")) }
func (r *recorder) SetSearch(text string)              { r.add(call("SetSearch", text)) }
func (r *recorder) SetSort(by model.RoomSort)          { r.add(call("SetSort", by)) }
func (r *recorder) OpenRoom(id uint32)                 { r.add(call("OpenRoom", id)) }
func (r *recorder) OpenLink(text string)               { r.add(call("OpenLink", text)) }
func (r *recorder) PrepareLive()                       { r.add(call("PrepareLive")) }
func (r *recorder) SetCamera(spec string)              { r.add(call("SetCamera", spec)) }
func (r *recorder) SetMicrophone(spec string)          { r.add(call("SetMicrophone", spec)) }
func (r *recorder) SetSpeaker(spec string)             { r.add(call("SetSpeaker", spec)) }
func (r *recorder) UseFile(path string)                { r.add(call("UseFile", path)) }
func (r *recorder) SetSize(s model.Size)               { r.add(call("SetSize", s)) }
func (r *recorder) SetFrameRate(fps int)               { r.add(call("SetFrameRate", fps)) }
func (r *recorder) SetTitle(title string)              { r.add(call("SetTitle", title)) }
func (r *recorder) SetRoomNumber(id uint32)            { r.add(call("SetRoomNumber", id)) }
func (r *recorder) TakeCover()                         { r.add(call("TakeCover")) }
func (r *recorder) ClearCover()                        { r.add(call("ClearCover")) }
func (r *recorder) GoLive()                            { r.add(call("GoLive")) }
func (r *recorder) LeaveSetup()                        { r.add(call("LeaveSetup")) }
func (r *recorder) SetBeauty(id string, value float64) { r.add(call("SetBeauty", id, value)) }
func (r *recorder) ResetBeauty(id string)              { r.add(call("ResetBeauty", id)) }
func (r *recorder) ResetAllBeauty()                    { r.add(call("ResetAllBeauty")) }
func (r *recorder) SetColourFilter(id string)          { r.add(call("SetColourFilter", id)) }
func (r *recorder) CompareBeauty(on bool)              { r.add(call("CompareBeauty", on)) }
func (r *recorder) MuteMicrophone(muted bool)          { r.add(call("MuteMicrophone", muted)) }
func (r *recorder) MuteCamera(muted bool)              { r.add(call("MuteCamera", muted)) }
func (r *recorder) SetMirror(on bool)                  { r.add(call("SetMirror", on)) }
func (r *recorder) SwitchCamera()                      { r.add(call("SwitchCamera")) }
func (r *recorder) EndLive()                           { r.add(call("EndLive")) }
func (r *recorder) CloseSummary()                      { r.add(call("CloseSummary")) }
func (r *recorder) SetVolume(percent int)              { r.add(call("SetVolume", percent)) }
func (r *recorder) MuteSound(muted bool)               { r.add(call("MuteSound", muted)) }
func (r *recorder) RetryWatch()                        { r.add(call("RetryWatch")) }
func (r *recorder) LeaveRoom()                         { r.add(call("LeaveRoom")) }
func (r *recorder) CopyLink()                          { r.add(call("CopyLink")) }
func (r *recorder) OpenSettings()                      { r.add(call("OpenSettings")) }
func (r *recorder) CloseSettings()                     { r.add(call("CloseSettings")) }
func (r *recorder) SetMirrorSent(on bool)              { r.add(call("SetMirrorSent", on)) }
func (r *recorder) SetHardware(on bool)                { r.add(call("SetHardware", on)) }
func (r *recorder) SetMicGain(percent int)             { r.add(call("SetMicGain", percent)) }
func (r *recorder) SetLanguage(code string)            { r.add(call("SetLanguage", code)) }
func (r *recorder) SetTheme(t model.Theme)             { r.add(call("SetTheme", t)) }
func (r *recorder) TestCamera(on bool)                 { r.add(call("TestCamera", on)) }
func (r *recorder) TestMicrophone(on bool)             { r.add(call("TestMicrophone", on)) }
func (r *recorder) TestSpeaker(on bool)                { r.add(call("TestSpeaker", on)) }
func (r *recorder) SetBitRate(bits int)                { r.add(call("SetBitRate", bits)) }
