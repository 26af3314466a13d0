package viewtest

import (
	"time"

	"onair/app/model"
)

// Recorder notes every intent as its name and arguments.
type Recorder struct{ Calls []string }

// Add notes an intent.
func (r *Recorder) Add(c string) { r.Calls = append(r.Calls, c) }

// ReportShown comes with each frame; it is not noted.
func (r *Recorder) ReportShown(tile string, capture, shown int64) {}

func (r *Recorder) Quit(done func()) {
	r.Add("Quit")
	done()
}

func (r *Recorder) Cancel()                            { r.Add(Call("Cancel")) }
func (r *Recorder) RetryNow()                          { r.Add(Call("RetryNow")) }
func (r *Recorder) DismissNotice(id uint64)            { r.Add(Call("DismissNotice", id)) }
func (r *Recorder) SetCallSound(on bool)               { r.Add(Call("SetCallSound", on)) }
func (r *Recorder) DismissFailure(f *model.Failure)    { r.Add(Call("DismissFailure", f.Code)) }
func (r *Recorder) SignIn(form model.SignInForm)       { r.Add(Call("SignIn", form)) }
func (r *Recorder) ForgetServer(address string)        { r.Add(Call("ForgetServer", address)) }
func (r *Recorder) SignOut()                           { r.Add(Call("SignOut")) }
func (r *Recorder) Refresh()                           { r.Add(Call("Refresh")) }
func (r *Recorder) SetSearch(text string)              { r.Add(Call("SetSearch", text)) }
func (r *Recorder) SetSort(by model.RoomSort)          { r.Add(Call("SetSort", by)) }
func (r *Recorder) OpenRoom(id uint32)                 { r.Add(Call("OpenRoom", id)) }
func (r *Recorder) OpenLink(text string)               { r.Add(Call("OpenLink", text)) }
func (r *Recorder) PrepareLive()                       { r.Add(Call("PrepareLive")) }
func (r *Recorder) SetCamera(spec string)              { r.Add(Call("SetCamera", spec)) }
func (r *Recorder) SetMicrophone(spec string)          { r.Add(Call("SetMicrophone", spec)) }
func (r *Recorder) SetSpeaker(spec string)             { r.Add(Call("SetSpeaker", spec)) }
func (r *Recorder) UseFile(path string)                { r.Add(Call("UseFile", path)) }
func (r *Recorder) SetSize(s model.Size)               { r.Add(Call("SetSize", s)) }
func (r *Recorder) SetFrameRate(fps int)               { r.Add(Call("SetFrameRate", fps)) }
func (r *Recorder) SetTitle(title string)              { r.Add(Call("SetTitle", title)) }
func (r *Recorder) SetRoomNumber(id uint32)            { r.Add(Call("SetRoomNumber", id)) }
func (r *Recorder) TakeCover()                         { r.Add(Call("TakeCover")) }
func (r *Recorder) ClearCover()                        { r.Add(Call("ClearCover")) }
func (r *Recorder) GoLive()                            { r.Add(Call("GoLive")) }
func (r *Recorder) LeaveSetup()                        { r.Add(Call("LeaveSetup")) }
func (r *Recorder) SetBeauty(id string, value float64) { r.Add(Call("SetBeauty", id, value)) }
func (r *Recorder) ResetBeauty(id string)              { r.Add(Call("ResetBeauty", id)) }
func (r *Recorder) ResetAllBeauty()                    { r.Add(Call("ResetAllBeauty")) }
func (r *Recorder) SetColourFilter(id string)          { r.Add(Call("SetColourFilter", id)) }
func (r *Recorder) CompareBeauty(on bool)              { r.Add(Call("CompareBeauty", on)) }
func (r *Recorder) MuteMicrophone(muted bool)          { r.Add(Call("MuteMicrophone", muted)) }
func (r *Recorder) MuteCamera(muted bool)              { r.Add(Call("MuteCamera", muted)) }
func (r *Recorder) SetMirror(on bool)                  { r.Add(Call("SetMirror", on)) }
func (r *Recorder) SwitchCamera()                      { r.Add(Call("SwitchCamera")) }
func (r *Recorder) EndLive()                           { r.Add(Call("EndLive")) }
func (r *Recorder) CloseSummary()                      { r.Add(Call("CloseSummary")) }
func (r *Recorder) SetVolume(percent int)              { r.Add(Call("SetVolume", percent)) }
func (r *Recorder) MuteSound(muted bool)               { r.Add(Call("MuteSound", muted)) }
func (r *Recorder) RetryWatch()                        { r.Add(Call("RetryWatch")) }
func (r *Recorder) LeaveRoom()                         { r.Add(Call("LeaveRoom")) }
func (r *Recorder) CopyLink()                          { r.Add(Call("CopyLink")) }
func (r *Recorder) OpenSettings()                      { r.Add(Call("OpenSettings")) }
func (r *Recorder) CloseSettings()                     { r.Add(Call("CloseSettings")) }
func (r *Recorder) SetMirrorSent(on bool)              { r.Add(Call("SetMirrorSent", on)) }
func (r *Recorder) SetHardware(on bool)                { r.Add(Call("SetHardware", on)) }
func (r *Recorder) SetOneEncoding(on bool)             { r.Add(Call("SetOneEncoding", on)) }
func (r *Recorder) SetMicGain(percent int)             { r.Add(Call("SetMicGain", percent)) }
func (r *Recorder) SetLanguage(code string)            { r.Add(Call("SetLanguage", code)) }
func (r *Recorder) SetTheme(t model.Theme)             { r.Add(Call("SetTheme", t)) }
func (r *Recorder) TestCamera(on bool)                 { r.Add(Call("TestCamera", on)) }
func (r *Recorder) TestMicrophone(on bool)             { r.Add(Call("TestMicrophone", on)) }
func (r *Recorder) TestSpeaker(on bool)                { r.Add(Call("TestSpeaker", on)) }
func (r *Recorder) SetBitRate(bits int)                { r.Add(Call("SetBitRate", bits)) }

func (r *Recorder) DeleteLine(seq uint64)            { r.Add(Call("DeleteLine", seq)) }
func (r *Recorder) PinLine(seq uint64)               { r.Add(Call("PinLine", seq)) }
func (r *Recorder) SendChat(text string)             { r.Add(Call("SendChat", text)) }
func (r *Recorder) SetDanmaku(on bool)               { r.Add(Call("SetDanmaku", on)) }
func (r *Recorder) SetDanmakuOpacity(percent int)    { r.Add(Call("SetDanmakuOpacity", percent)) }
func (r *Recorder) AskToJoin(soundOnly bool)         { r.Add(Call("AskToJoin", soundOnly)) }
func (r *Recorder) CancelJoin()                      { r.Add(Call("CancelJoin")) }
func (r *Recorder) GoUp(soundOnly bool)              { r.Add(Call("GoUp", soundOnly)) }
func (r *Recorder) LeaveStage()                      { r.Add(Call("LeaveStage")) }
func (r *Recorder) AnswerInvitation(agree bool)      { r.Add(Call("AnswerInvitation", agree)) }
func (r *Recorder) AnswerJoin(user string, yes bool) { r.Add(Call("AnswerJoin", user, yes)) }
func (r *Recorder) Invite(user string)               { r.Add(Call("Invite", user)) }
func (r *Recorder) CancelInvite(user string)         { r.Add(Call("CancelInvite", user)) }
func (r *Recorder) KickFromStage(user string)        { r.Add(Call("KickFromStage", user)) }
func (r *Recorder) LockSeat(number int, locked bool) { r.Add(Call("LockSeat", number, locked)) }
func (r *Recorder) MuteHere(tile string, muted bool) { r.Add(Call("MuteHere", tile, muted)) }
func (r *Recorder) FindPKRooms()                     { r.Add(Call("FindPKRooms")) }
func (r *Recorder) CancelPK()                        { r.Add(Call("CancelPK")) }
func (r *Recorder) AnswerPK(agree bool)              { r.Add(Call("AnswerPK", agree)) }
func (r *Recorder) EndPK()                           { r.Add(Call("EndPK")) }
func (r *Recorder) Like()                            { r.Add(Call("Like")) }
func (r *Recorder) OpenGifts()                       { r.Add(Call("OpenGifts")) }
func (r *Recorder) MuteChat(user string, mute bool, length time.Duration) {
	r.Add(Call("MuteChat", user, mute, length))
}
func (r *Recorder) MuteAll(mute bool)                    { r.Add(Call("MuteAll", mute)) }
func (r *Recorder) SetPrivate(on bool)                   { r.Add(Call("SetPrivate", on)) }
func (r *Recorder) SetPasscode(text string)              { r.Add(Call("SetPasscode", text)) }
func (r *Recorder) RenewInvitation()                     { r.Add(Call("RenewInvitation")) }
func (r *Recorder) OpenWithPasscode(id uint32, s string) { r.Add(Call("OpenWithPasscode", id, s)) }
func (r *Recorder) SetCommentsOff(off bool)              { r.Add(Call("SetCommentsOff", off)) }
func (r *Recorder) OpenBlockedWords()                    { r.Add(Call("OpenBlockedWords")) }
func (r *Recorder) SaveBlockedWords(words []string)      { r.Add(Call("SaveBlockedWords", len(words))) }
func (r *Recorder) Remove(user string, ban bool)         { r.Add(Call("Remove", user, ban)) }
func (r *Recorder) Unban(user string)                    { r.Add(Call("Unban", user)) }
func (r *Recorder) SetHelper(user string, on bool)       { r.Add(Call("SetHelper", user, on)) }
func (r *Recorder) SendGift(id string, n int, to string) { r.Add(Call("SendGift", id, n, to)) }
func (r *Recorder) AskPK(room uint32, user string, terms model.PKTerms) {
	r.Add(Call("AskPK", room, user, terms.Length, terms.CoHost))
}
func (r *Recorder) Rematch()                           { r.Add(Call("Rematch")) }
func (r *Recorder) RememberWindow(p model.WindowPlace) { r.Add(Call("RememberWindow", p)) }
func (r *Recorder) RememberFolded(folded bool)         { r.Add(Call("RememberFolded", folded)) }
func (r *Recorder) RememberFolder(k model.FileKind, dir string) {
	r.Add(Call("RememberFolder", k, dir))
}
func (r *Recorder) UndoResetBeauty()                     { r.Add(Call("UndoResetBeauty")) }
func (r *Recorder) RefuseFile(path string)               { r.Add(Call("RefuseFile", path)) }
func (r *Recorder) SetProfile(name, avatar string)       { r.Add(Call("SetProfile", name, avatar)) }
func (r *Recorder) UseCover(path string)                 { r.Add(Call("UseCover", path)) }
func (r *Recorder) TakeCamera()                          { r.Add(Call("TakeCamera")) }
func (r *Recorder) OlderChat()                           { r.Add(Call("OlderChat")) }
func (r *Recorder) OpenNearby(address string)            { r.Add(Call("OpenNearby", address)) }
func (r *Recorder) SetArrangement(a model.Arrangement)   { r.Add(Call("SetArrangement", int(a))) }
func (r *Recorder) MuteGuest(user string, mic, cam bool) { r.Add(Call("MuteGuest", user, mic, cam)) }
