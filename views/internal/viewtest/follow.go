package viewtest

func (r *Recorder) Follow(user string, on bool) { r.Add(Call("Follow", user, on)) }
func (r *Recorder) SetFollowLive(on bool)       { r.Add(Call("SetFollowLive", on)) }

func (r *Recorder) SetOnlyFollowed(on bool) { r.Add(Call("SetOnlyFollowed", on)) }
func (r *Recorder) LookUpFollows()          { r.Add("LookUpFollows") }

// LookUpFans comes with each card; it is not noted.
func (r *Recorder) LookUpFans(string) {}

func (r *Recorder) SwitchLive(next, leaveStage bool) { r.Add(Call("SwitchLive", next, leaveStage)) }
func (r *Recorder) KeepDraft(room uint32, text string) {
	r.Add(Call("KeepDraft", room, text))
}
