package views

import "onair/app/model"

// liveActions are what the controller offers for doing things together; those
// that it does not have are nil, and what needs them is left out.
type liveActions struct {
	chat      model.ChatActions
	seats     model.CoAnchorActions
	pk        model.PKActions
	gifts     model.GiftActions
	mod       model.ModerationActions
	guest     model.GuestActions
	near      model.NearbyActions
	looks     model.LookActions
	sounds    model.SoundActions
	comments  model.CommentActions
	private   model.PrivateActions
	switching model.SwitchActions
	follow    model.FollowActions
	memory    model.MemoryActions
	profiles  model.ProfileActions
	block     model.BlockActions
	titles    model.TitleActions
	desktop   model.DesktopActions
}

func liveActionsOf(a model.Actions) liveActions {
	var l liveActions
	l.chat, _ = a.(model.ChatActions)
	l.seats, _ = a.(model.CoAnchorActions)
	l.pk, _ = a.(model.PKActions)
	l.gifts, _ = a.(model.GiftActions)
	l.mod, _ = a.(model.ModerationActions)
	l.looks, _ = a.(model.LookActions)
	l.sounds, _ = a.(model.SoundActions)
	l.guest, _ = a.(model.GuestActions)
	l.private, _ = a.(model.PrivateActions)
	l.comments, _ = a.(model.CommentActions)
	l.switching, _ = a.(model.SwitchActions)
	l.follow, _ = a.(model.FollowActions)
	l.near, _ = a.(model.NearbyActions)
	l.profiles, _ = a.(model.ProfileActions)
	l.memory, _ = a.(model.MemoryActions)
	l.block, _ = a.(model.BlockActions)
	l.desktop, _ = a.(model.DesktopActions)
	l.titles, _ = a.(model.TitleActions)
	return l
}
