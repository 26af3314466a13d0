package desk

import "onair/app/model"

// Can is what the controller offers for doing things together; those
// that it does not have are nil, and what needs them is left out.
type Can struct {
	Chat      model.ChatActions
	Seats     model.CoAnchorActions
	PK        model.PKActions
	Gifts     model.GiftActions
	Mod       model.ModerationActions
	Guest     model.GuestActions
	Near      model.NearbyActions
	Looks     model.LookActions
	Wear      model.WholeLookActions
	Sounds    model.SoundActions
	Comments  model.CommentActions
	Private   model.PrivateActions
	Switching model.SwitchActions
	Follow    model.FollowActions
	Memory    model.MemoryActions
	Profiles  model.ProfileActions
	Block     model.BlockActions
	Titles    model.TitleActions
	Desktop   model.DesktopActions
	Play      model.PlayActions
	Program   model.ProgramActions
	Doors     model.DoorActions
	Control   model.ControlActions
}

// abilities are what a controller can do beyond model.Actions.
func abilities(a model.Actions) Can {
	var c Can
	c.Chat, _ = a.(model.ChatActions)
	c.Seats, _ = a.(model.CoAnchorActions)
	c.PK, _ = a.(model.PKActions)
	c.Gifts, _ = a.(model.GiftActions)
	c.Mod, _ = a.(model.ModerationActions)
	c.Looks, _ = a.(model.LookActions)
	c.Wear, _ = a.(model.WholeLookActions)
	c.Sounds, _ = a.(model.SoundActions)
	c.Guest, _ = a.(model.GuestActions)
	c.Private, _ = a.(model.PrivateActions)
	c.Comments, _ = a.(model.CommentActions)
	c.Switching, _ = a.(model.SwitchActions)
	c.Follow, _ = a.(model.FollowActions)
	c.Near, _ = a.(model.NearbyActions)
	c.Profiles, _ = a.(model.ProfileActions)
	c.Memory, _ = a.(model.MemoryActions)
	c.Block, _ = a.(model.BlockActions)
	c.Desktop, _ = a.(model.DesktopActions)
	c.Program, _ = a.(model.ProgramActions)
	c.Doors, _ = a.(model.DoorActions)
	c.Control, _ = a.(model.ControlActions)
	c.Play, _ = a.(model.PlayActions)
	c.Titles, _ = a.(model.TitleActions)
	return c
}
