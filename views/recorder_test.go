package views

import (
	"time"

	"onair/app/model"
)

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
func (r *recorder) SetCallSound(on bool)               { r.add(call("SetCallSound", on)) }
func (r *recorder) DismissFailure(f *model.Failure)    { r.add(call("DismissFailure", f.Code)) }
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

func (r *recorder) DeleteLine(seq uint64)            { r.add(call("DeleteLine", seq)) }
func (r *recorder) PinLine(seq uint64)               { r.add(call("PinLine", seq)) }
func (r *recorder) SendChat(text string)             { r.add(call("SendChat", text)) }
func (r *recorder) SetDanmaku(on bool)               { r.add(call("SetDanmaku", on)) }
func (r *recorder) SetDanmakuOpacity(percent int)    { r.add(call("SetDanmakuOpacity", percent)) }
func (r *recorder) AskToJoin(soundOnly bool)         { r.add(call("AskToJoin", soundOnly)) }
func (r *recorder) CancelJoin()                      { r.add(call("CancelJoin")) }
func (r *recorder) GoUp(soundOnly bool)              { r.add(call("GoUp", soundOnly)) }
func (r *recorder) LeaveStage()                      { r.add(call("LeaveStage")) }
func (r *recorder) AnswerInvitation(agree bool)      { r.add(call("AnswerInvitation", agree)) }
func (r *recorder) AnswerJoin(user string, yes bool) { r.add(call("AnswerJoin", user, yes)) }
func (r *recorder) Invite(user string)               { r.add(call("Invite", user)) }
func (r *recorder) CancelInvite(user string)         { r.add(call("CancelInvite", user)) }
func (r *recorder) KickFromStage(user string)        { r.add(call("KickFromStage", user)) }
func (r *recorder) LockSeat(number int, locked bool) { r.add(call("LockSeat", number, locked)) }
func (r *recorder) MuteHere(tile string, muted bool) { r.add(call("MuteHere", tile, muted)) }
func (r *recorder) FindPKRooms()                     { r.add(call("FindPKRooms")) }
func (r *recorder) CancelPK()                        { r.add(call("CancelPK")) }
func (r *recorder) AnswerPK(agree bool)              { r.add(call("AnswerPK", agree)) }
func (r *recorder) EndPK()                           { r.add(call("EndPK")) }
func (r *recorder) Like()                            { r.add(call("Like")) }
func (r *recorder) OpenGifts()                       { r.add(call("OpenGifts")) }
func (r *recorder) MuteChat(user string, mute bool, length time.Duration) {
	r.add(call("MuteChat", user, mute, length))
}
func (r *recorder) MuteAll(mute bool)                    { r.add(call("MuteAll", mute)) }
func (r *recorder) SetPrivate(on bool)                   { r.add(call("SetPrivate", on)) }
func (r *recorder) SetPasscode(text string)              { r.add(call("SetPasscode", text)) }
func (r *recorder) RenewInvitation()                     { r.add(call("RenewInvitation")) }
func (r *recorder) OpenWithPasscode(id uint32, s string) { r.add(call("OpenWithPasscode", id, s)) }
func (r *recorder) SetCommentsOff(off bool)              { r.add(call("SetCommentsOff", off)) }
func (r *recorder) OpenBlockedWords()                    { r.add(call("OpenBlockedWords")) }
func (r *recorder) SaveBlockedWords(words []string)      { r.add(call("SaveBlockedWords", len(words))) }
func (r *recorder) Remove(user string, ban bool)         { r.add(call("Remove", user, ban)) }
func (r *recorder) Unban(user string)                    { r.add(call("Unban", user)) }
func (r *recorder) SetHelper(user string, on bool)       { r.add(call("SetHelper", user, on)) }
func (r *recorder) SendGift(id string, n int, to string) { r.add(call("SendGift", id, n, to)) }
func (r *recorder) AskPK(room uint32, user string, terms model.PKTerms) {
	r.add(call("AskPK", room, user, terms.Length, terms.CoHost))
}
func (r *recorder) Rematch()                           { r.add(call("Rematch")) }
func (r *recorder) RememberWindow(p model.WindowPlace) { r.add(call("RememberWindow", p)) }
func (r *recorder) RememberFolded(folded bool)         { r.add(call("RememberFolded", folded)) }
func (r *recorder) RememberFolder(k model.FileKind, dir string) {
	r.add(call("RememberFolder", k, dir))
}
func (r *recorder) UndoResetBeauty()                     { r.add(call("UndoResetBeauty")) }
func (r *recorder) RefuseFile(path string)               { r.add(call("RefuseFile", path)) }
func (r *recorder) SetProfile(name, avatar string)       { r.add(call("SetProfile", name, avatar)) }
func (r *recorder) UseCover(path string)                 { r.add(call("UseCover", path)) }
func (r *recorder) OlderChat()                           { r.add(call("OlderChat")) }
func (r *recorder) OpenNearby(address string)            { r.add(call("OpenNearby", address)) }
func (r *recorder) SetArrangement(a model.Arrangement)   { r.add(call("SetArrangement", int(a))) }
func (r *recorder) MuteGuest(user string, mic, cam bool) { r.add(call("MuteGuest", user, mic, cam)) }
