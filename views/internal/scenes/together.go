package scenes

import (
	"fmt"
	"time"

	"onair/app/model"
)

// gifts is a catalogue as servers have it.
func gifts() []model.Gift {
	return []model.Gift{
		{ID: "rose", Name: "Rose", Price: 1}, {ID: "clap", Name: "Applause", Price: 5}, {ID: "coffee", Name: "Coffee", Price: 10}, {ID: "cake", Name: "Cake", Price: 30},
		{ID: "star", Name: "Star", Price: 66}, {ID: "fireworks", Name: "Fireworks", Price: 200, Grand: true}, {ID: "rocket", Name: "Rocket", Price: 500, Grand: true},
		{ID: "castle", Name: "Castle", Price: 1000, Grand: true}, {ID: "own", Name: "A gift of the house", Price: 12},
	}
}

// live is a room in which much happens; host says who the anchor is.
func live(host model.User) model.Live {
	l := model.Live{Danmaku: model.Danmaku{On: true, Opacity: 80}}
	l.Standings = map[string]model.Standing{host.ID: {Role: model.RoleAnchor}, "maya": {Helper: true}, "jonas": {Role: model.RoleCoAnchor}, "chen": {ChatMuted: true}}
	add := func(line model.ChatLine) {
		line.ID = uint64(len(l.Chat.Lines) + 1)
		l.Chat = l.Chat.With(line)
	}
	say := func(u model.User, text string) {
		st := l.Standings[u.ID]
		add(model.ChatLine{Kind: model.ChatText, User: u, Role: st.Role, Helper: st.Helper, Text: text})
	}
	add(model.ChatLine{Kind: model.ChatCame, User: people[4]})
	say(people[3], "hello from Lagos 👋")
	say(host, "Welcome everybody! 欢迎大家，今天我们一起听雨、聊天，慢慢来。")
	say(people[1], "Please keep it friendly, thank you")
	add(model.ChatLine{Kind: model.ChatGift, User: people[5], Gift: gifts()[0], Count: 66, To: host})
	say(people[2], "A long line that has to be broken somewhere because it does not fit, and https://example.com/averylongaddressthathasnospacesatall too")
	add(model.ChatLine{Kind: model.ChatUp, User: people[2]})
	say(people[7], "この曲のタイトルは何ですか？😍🔥")
	say(people[8], "❤❤❤")
	l.Likes = model.Likes{Total: 12_480}
	l.Gifts = model.Gifts{Catalogue: gifts(), Loaded: true, Balance: 730, Coins: 18_422}
	l.Gifts.Rank = []model.Giver{{User: people[5], Coins: 12_400}, {User: people[2], Coins: 3020}, {User: people[7], Coins: 990}, {User: people[1], Coins: 12}}
	return l
}

// air is a state of the anchor's screen in a room in which much happens.
func air(more func(*model.State)) func(*model.State) {
	return func(s *model.State) {
		s.Screen, s.Live = model.ScreenOnAir, live(s.Me)
		s.Live.Role = model.RoleAnchor
		more(s)
	}
}

// watch is one of the viewer's.
func watch(more func(*model.State)) func(*model.State) {
	return func(s *model.State) {
		s.Screen, s.Live = model.ScreenWatching, live(s.Watching.Room.Host)
		more(s)
	}
}

// addTogether adds the states of doing things together.
func addTogether(all map[string]func(*model.State)) {
	addPK(all)
	soon := time.Now().Add(25 * time.Second)
	all["chat"] = watch(func(*model.State) {})
	all["chat-muted"] = watch(func(s *model.State) { s.Live.Chat.Blocked = model.ChatBlockedMuted; s.Live.Chat.Until = soon })
	all["chat-refused"] = watch(func(s *model.State) { s.Live.Chat.Refused = model.ChatTooFast })
	all["asking"] = watch(func(s *model.State) { s.Live.CoAnchor.Phase, s.Live.CoAnchor.Until = model.JoinAsking, soon })
	all["invited"] = watch(func(s *model.State) {
		s.Live.CoAnchor.Invitation = &model.Invitation{User: s.Watching.Room.Host, Until: soon}
	})
	all["ready"] = watch(func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.MicLevel = model.JoinReady, 50
		s.Live.CoAnchor.Preview = model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	})
	all["on-stage"] = watch(func(s *model.State) {
		s.Live.Role, s.Live.CoAnchor.Phase = model.RoleCoAnchor, model.JoinOnStage
		s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: model.LocalTile, User: s.Me, Live: true}, model.Tile{ID: "jonas", User: people[2], SoundOnly: true, Level: 60})
	})
	all["removed"] = watch(func(s *model.State) { s.Watching.Phase, s.Watching.Tiles[0].Live = model.WatchRemoved, false })
	all["gifts"] = watch(func(s *model.State) {
		s.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, From: people[5], Gift: gifts()[0], Count: 66, Combo: 3}, {ID: 2, From: people[2], To: people[0], Gift: gifts()[6], Count: 1, Combo: 1}}
	})
	all["requests"] = air(func(s *model.State) {
		s.Live.CoAnchor.Requests = []model.JoinRequest{{User: people[1], Until: soon}, {User: people[4], SoundOnly: true, Until: soon.Add(-9 * time.Second)}}
		s.Live.CoAnchor.Invited = []model.Invitation{{User: people[6], Until: soon}}
		s.Live.CoAnchor.Seats = []model.Seat{{Number: 1, User: people[2]}, {Number: 2}, {Number: 3, Locked: true}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "jonas", User: people[2], Live: true, MicMuted: true})
	})
	all["guests"] = air(func(s *model.State) {
		for i, u := range people[1:6] {
			s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: u.ID, User: u, Live: i%2 == 0, CamMuted: i%2 == 1, MicMuted: i == 3, Level: i * 20})
		}
	})
	all["grand"] = watch(func(s *model.State) {})
	all["summary-full"] = func(s *model.State) {
		s.Screen = model.ScreenOnAir
		s.OnAir.Summary = &model.Summary{Title: s.OnAir.Room.Title, Length: 94*time.Minute + 12*time.Second, MostAtOnce: 1284, Entered: 5210, Likes: 90_211, Coins: 18_422, Givers: live(s.Me).Gifts.Rank}
	}
	all["chat-many"] = watch(func(s *model.State) {
		for i := range 490 {
			s.Live.Chat = s.Live.Chat.With(model.ChatLine{ID: uint64(100 + i), Kind: model.ChatText, User: people[i%len(people)], Text: fmt.Sprintf("line %d of many", i)})
		}
	})
}
