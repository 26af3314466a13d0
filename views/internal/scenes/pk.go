package scenes

import (
	"fmt"
	"time"

	"onair/app/model"
)

// addPK adds the states of two and more rooms joined.
func addPK(all map[string]func(*model.State)) {
	soon := time.Now().Add(25 * time.Second)
	pk := func(s *model.State, phase model.PKPhase) {
		s.Live.PK = model.PK{Phase: phase, Deadline: time.Now().Add(247 * time.Second), Winner: s.Me.ID, Sides: []model.PKSide{
			{RoomID: 10023, Title: "Evening coding and tea", User: s.Me, Score: 12_840}, {RoomID: 20881, Title: "深夜电台", User: people[0], Score: 8_211},
		}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: people[0].ID, User: people[0], Live: true})
	}
	for n := 3; n <= 6; n++ {
		all[fmt.Sprintf("pk-%d", n)] = air(func(s *model.State) {
			pk(s, model.PKBattle)
			for i := 2; i < n; i++ {
				u := people[i]
				s.Live.PK.Sides = append(s.Live.PK.Sides, model.PKSide{RoomID: uint32(30000 + i), Title: "Room of many words", User: u, Score: int64(1000 * i)})
				s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: u.ID, User: u, Live: i%2 == 0})
			}
		})
	}
	all["pk-after"] = air(func(s *model.State) { pk(s, model.PKTogether) })
	all["pk-adding"] = air(func(s *model.State) {
		pk(s, model.PKBattle)
		s.Live.PK.Asked, s.Live.PK.Until = Rooms()[3], soon
	})
	all["pk"] = air(func(s *model.State) { pk(s, model.PKBattle) })
	all["pk-result"] = air(func(s *model.State) { pk(s, model.PKResult) })
	all["pk-asked"] = air(func(s *model.State) {
		s.Live.PK.Request = &model.PKRequest{User: people[0], RoomID: 20881, Duration: 5 * time.Minute, Until: soon}
	})
	all["pk-asking"] = air(func(s *model.State) {
		s.Live.PK.Phase, s.Live.PK.Until, s.Live.PK.Asked = model.PKAsking, soon, Rooms()[3]
	})
}
